"""An index that holds all that findings by category over time need."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_index("ix_findings_run_id_category_outcome", "findings", ["run_id", "category", "outcome"])
