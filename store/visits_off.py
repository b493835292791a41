"""Visits that are off, or at another time. None is ever deleted."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.visit_days import open_until
from flows.world.visits import CALLED_OFF, PLANNED
from store.people import person
from store.visit_nudges import drop_nudges
from store.visits import GRACE, MOVED, OFFERED, visit


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


def offer(
    conn: sa.Connection, visit_id: int, by: int, at: datetime | None, now: datetime
) -> int | None:
    """Whoever makes this visit that is off could come then (None: at no other time). Returns whom
    to ask; None where it is none of theirs, or no longer off.
    """
    row = conn.execute(
        sa.select(visit.c.resident_id, person.c.zone)
        .join(person, person.c.id == visit.c.resident_id)
        .where(visit.c.id == visit_id, visit.c.befriender_id == by, visit.c.state == CALLED_OFF)
    ).first()
    if row is None:
        return None
    until = {"step": OFFERED, "look_at": open_until(at, row.zone, now)} if at else _SHUT
    change = sa.update(visit).where(visit.c.id == visit_id)
    conn.execute(change.values(offer_at=at, told_at=None, **until))
    resident: int = row.resident_id
    return resident


_SHUT: Final[dict[str, Any]] = {"step": "", "look_at": None}


def offer_over(conn: sa.Connection, ids: Collection[int]) -> None:
    """Nobody waits any more for an answer to the times that were offered for these."""
    offered = visit.c.id.in_(ids), visit.c.step == OFFERED
    conn.execute(sa.update(visit).where(*offered).values(**_SHUT))


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
        offer_over(conn, [visit_id])
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
