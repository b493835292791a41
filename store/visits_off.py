"""Visits that are off, or at another time. None is ever deleted."""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from flows.world.visits import CALLED_OFF, PLANNED
from store.visit_nudges import drop_nudges
from store.visits import GRACE, MOVED, visit


def call_off(
    conn: sa.Connection, ids: Collection[int], by: str, why: str, now: datetime
) -> frozenset[int]:
    """These are off, if they were planned and nobody had arrived. Returns their pairings."""
    if not ids:
        return frozenset()
    off = (
        sa.update(visit)
        .where(visit.c.id.in_(ids), visit.c.state == PLANNED)
        .values(state=CALLED_OFF, called_by=by, why=why, look_at=None, over_at=now)
        .returning(visit.c.pairing_id)
    )
    pairings = frozenset(conn.execute(off).scalars())
    drop_nudges(conn, ids, now)
    return pairings


def call_off_all(
    conn: sa.Connection,
    pairing_ids: Collection[int],
    until: datetime | None,
    why: str,
    now: datetime,
    since: datetime | None = None,
) -> None:
    """Every planned visit of these pairs from `since` (None: now) until then (None: all) is off,
    silently.
    """
    query = sa.select(visit.c.id).where(
        visit.c.pairing_id.in_(pairing_ids),
        visit.c.state == PLANNED,
        visit.c.at >= (since or now),
        visit.c.at < until if until else sa.true(),
    )
    call_off(conn, list(conn.execute(query).scalars()) if pairing_ids else [], "", why, now)


def move_to(conn: sa.Connection, visit_id: int, at: datetime, confirmed: str, now: datetime) -> int:
    """This visit is then; where the pair has one planned then already, that one is it. Its id."""
    row = conn.execute(sa.select(visit).where(visit.c.id == visit_id)).one()
    there: int | None = conn.execute(
        sa.select(visit.c.id).where(
            visit.c.pairing_id == row.pairing_id,
            visit.c.at == at,
            visit.c.state == PLANNED,
            visit.c.id != visit_id,
        )
    ).scalar()
    if there is not None:
        call_off(conn, [visit_id], "", MOVED, now)
        return there
    drop_nudges(conn, [visit_id], now)
    conn.execute(
        sa.update(visit)
        .where(visit.c.id == visit_id)
        .values(
            at=at,
            state=PLANNED,
            called_by="",
            why="",
            confirmed=confirmed,
            offer_at=None,
            told_at=None,
            late_at=None,
            late_told_at=None,
            over_at=None,
            step="",
            look_at=at + timedelta(minutes=row.minutes) + GRACE,
        )
    )
    return visit_id
