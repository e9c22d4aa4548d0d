"""Reviews of findings and their history, which can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "reviews_0001"
down_revision = None
branch_labels = ("reviews",)

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "review_cases",
        sa.Column("id", KEY, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("site", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(40), nullable=False),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("exact", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("first_run", sa.Integer, nullable=False),
        sa.Column("last_run", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_cases"),
    )
    for columns in (["fingerprint"], ["address"], ["state", "rank"], ["site", "state"], ["owner", "state"], ["rule"], ["last_run"]):
        op.create_index(f"ix_review_cases_{'_'.join(columns)}", "review_cases", columns)
    op.create_table(
        "review_events",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("before", sa.String(12), nullable=False),
        sa.Column("after", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("run", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_review_events"),
        sa.ForeignKeyConstraint(["case_id"], ["review_cases.id"], name="fk_review_events_case_id_review_cases"),
    )
    op.create_index("ix_review_events_case_id_id", "review_events", ["case_id", "id"])
    op.create_index("ix_review_events_batch", "review_events", ["batch"])
    said = "the history of reviews cannot be changed"
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER review_events_no_{act.lower()} BEFORE {act} ON review_events BEGIN SELECT RAISE(ABORT, '{said}'); END")
    else:
        op.execute(
            f"CREATE FUNCTION review_events_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{said}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER review_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON review_events "
            "FOR EACH STATEMENT EXECUTE FUNCTION review_events_fixed()"
        )
