"""Runs of audits, their pages and what was found on them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        sa.Column("order", sa.JSON, nullable=False),
        sa.Column("made_with", sa.JSON, nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("written", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "run_pages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("site", sa.String(255), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("final", sa.Text, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("redirects", sa.JSON, nullable=False),
        sa.Column("fetched", sa.String(40), nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("modified", sa.Text, nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("offset", sa.BigInteger),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("alert", sa.Integer, nullable=False),
        sa.Column("caution", sa.Integer, nullable=False),
        sa.Column("note", sa.Integer, nullable=False),
        sa.Column("review", sa.Integer, nullable=False),
        sa.Column("disclosure", sa.Integer, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run_pages"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_pages_run_id_runs", ondelete="CASCADE"),
        sa.UniqueConstraint("run_id", "address", name="uq_run_pages_run_id_address"),
    )
    op.create_index("ix_run_pages_run_id_state", "run_pages", ["run_id", "state"])
    op.create_index("ix_run_pages_run_id_site", "run_pages", ["run_id", "site"])
    op.create_table(
        "findings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("page_id", KEY, nullable=False),
        sa.Column("fingerprint", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("hedged", sa.Boolean, nullable=False),
        sa.Column("folded", sa.Boolean, nullable=False),
        sa.Column("block", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("exact", sa.Text, nullable=False),
        sa.Column("prefix", sa.Text, nullable=False),
        sa.Column("suffix", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("because", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_findings_run_id_runs", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["page_id"], ["run_pages.id"], name="fk_findings_page_id_run_pages", ondelete="CASCADE"),
    )
    op.create_index("ix_findings_run_id_outcome_severity", "findings", ["run_id", "outcome", "severity"])
    op.create_index("ix_findings_run_id_rule", "findings", ["run_id", "rule"])
    op.create_index("ix_findings_page_id", "findings", ["page_id"])
    op.create_index("ix_findings_fingerprint", "findings", ["fingerprint"])
