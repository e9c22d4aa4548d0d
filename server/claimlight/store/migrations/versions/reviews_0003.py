"""Full-text search: the words of each finding under review, and an index of them."""

import sqlalchemy as sa
from alembic import op

from claimlight.store.search import folded, index

revision = "reviews_0003"
down_revision = "reviews_0002"

_CASES = sa.table("review_cases", *map(sa.column, ("id", "sentence", "address", "reason", "note", "words")))


def upgrade() -> None:
    op.add_column("review_cases", sa.Column("words", sa.Text, nullable=False, server_default=""))
    database = op.get_bind()
    change = sa.update(_CASES).where(_CASES.c.id == sa.bindparam("case")).values(words=sa.bindparam("found"))
    last = 0
    while rows := database.execute(sa.select(_CASES).where(_CASES.c.id > last).order_by(_CASES.c.id).limit(2000)).all():
        database.execute(change, [{"case": row.id, "found": folded(" ".join((row.sentence, row.address, row.reason, row.note)))} for row in rows])
        last = rows[-1].id
    for statement in index(database.dialect.name, "review_cases"):
        op.execute(statement)
