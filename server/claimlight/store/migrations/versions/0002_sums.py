"""Indexes that hold all that sums and comparisons need."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index("ix_run_pages_sums", "run_pages", ["run_id", "state", "alert", "caution", "note", "review"])
    op.create_index("ix_findings_page_id_fingerprint_outcome", "findings", ["page_id", "fingerprint", "outcome"])
    op.drop_index("ix_findings_page_id", "findings")
