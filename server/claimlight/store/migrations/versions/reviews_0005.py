"""Letters that were sent: a list that can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "reviews_0005"
down_revision = "reviews_0004"

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "review_letters",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site", sa.String(255), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("about", sa.String(12), nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("takes_back", KEY),
        sa.PrimaryKeyConstraint("id", name="pk_review_letters"),
        sa.ForeignKeyConstraint(["takes_back"], ["review_letters.id"], name="fk_review_letters_takes_back_review_letters"),
        sa.UniqueConstraint("takes_back", name="uq_review_letters_takes_back"),
    )
    op.create_index("ix_review_letters_site", "review_letters", ["site"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER review_letters_no_{act.lower()} BEFORE {act} ON review_letters BEGIN SELECT RAISE(ABORT, 'letters that were sent cannot be changed'); END")
    else:
        op.execute(
            "CREATE FUNCTION review_letters_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'letters that were sent cannot be changed'; END $$"
        )
        op.execute(
            "CREATE TRIGGER review_letters_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON review_letters FOR EACH STATEMENT EXECUTE FUNCTION review_letters_fixed()"
        )
