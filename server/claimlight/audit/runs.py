"""The runs that are kept, at a glance."""

from __future__ import annotations

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ..store import Database
from .order import Order
from .tables import Run, RunPage


def last_done(database: Database, name: str, before: int | None = None) -> int:
    """The newest finished run of this name, or of those before a number; 0 when there is none. Replays do not count."""
    chosen = select(Run.id, Run.order).where(Run.name == name, Run.state == "done").order_by(Run.id.desc())
    with database.reading() as session:
        rows = session.execute(chosen if before is None else chosen.where(Run.id < before))
        return next((row.id for row in rows if not row.order.get("replay")), 0)


def asked_for(session: Session, run: int) -> set[str] | None:
    """The addresses that a run asked for, whether it could read them or not; None when it looked through whole sites."""
    came_to = set(session.scalars(select(RunPage.address).where(RunPage.run_id == run)))
    return None if Order.from_json(session.get(Run, run).order).whole(len(came_to)) else came_to


def overview(database: Database) -> list[dict]:
    """Each run, the newest first: number, name, state, when, how many pages were read, failed and wait, and claims."""
    read = RunPage.state.in_(("done", "unchanged"))
    counted = (
        select(
            RunPage.run_id,
            func.sum(case((read, 1), else_=0)).label("read"),
            func.sum(case((RunPage.state == "failed", 1), else_=0)).label("failed"),
            func.sum(case((RunPage.state == "waiting", 1), else_=0)).label("waiting"),
            func.sum(RunPage.alert + RunPage.caution + RunPage.note).label("claims"),
        )
        .group_by(RunPage.run_id)
        .subquery()
    )
    columns = (Run.id, Run.name, Run.state, Run.began, Run.ended, *(counted.c[name] for name in ("read", "failed", "waiting", "claims")))
    with database.reading() as session:
        rows = session.execute(select(*columns).outerjoin(counted, counted.c.run_id == Run.id).order_by(Run.id.desc())).all()
    return [
        {"number": row.id, "name": row.name, "state": row.state, "began": row.began.isoformat()}
        | {"ended": row.ended.isoformat() if row.ended else None}
        | {name: int(getattr(row, name) or 0) for name in ("read", "failed", "waiting", "claims")}
        for row in rows
    ]
