"""Indexes that hold all that the sums of reviews need."""

from alembic import op

revision = "reviews_0002"
down_revision = "reviews_0001"


def upgrade() -> None:
    op.create_index("ix_review_cases_site_state_level", "review_cases", ["site", "state", "level"])
    op.drop_index("ix_review_cases_site_state", "review_cases")
    op.create_index("ix_review_cases_category_state", "review_cases", ["category", "state"])
