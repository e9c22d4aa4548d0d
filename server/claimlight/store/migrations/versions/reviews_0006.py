"""In SQLite, what can only grow cannot be replaced either: REPLACE takes rows away without asking the triggers of DELETE."""

from alembic import op

revision = "reviews_0006"
down_revision = "reviews_0005"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, said in (("review_events", "the history of reviews cannot be changed"), ("review_letters", "letters that were sent cannot be changed")):
        there = f"EXISTS (SELECT 1 FROM {name} WHERE id = new.id)"
        op.execute(f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {there} BEGIN SELECT RAISE(ABORT, '{said}'); END")
