"""Filters that people keep."""

import sqlalchemy as sa
from alembic import op

revision = "reviews_0004"
down_revision = "reviews_0003"


def upgrade() -> None:
    op.create_table(
        "review_filters",
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("wanted", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("who", "name", name="pk_review_filters"),
    )
