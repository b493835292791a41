"""The next visit of a rhythm, with all that falls due around it; and a safe word for who visits."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.visit_days import Rhythm, moments, next_morning
from flows.world.visits import PLANNED
from store import nudges, safe_words
from store.database import insert_ignore
from store.nudges import nudge
from store.pairings import pairing
from store.people import person
from store.visit_nudges import nudge_row, plan_nudges
from store.visits import planned_row, visit

SAFE_WORD: Final = "safe_word"
A_WEEK: Final = timedelta(days=7)


def plan_next(conn: sa.Connection, pairing_ids: Collection[int], now: datetime) -> None:
    """The next visit of each of these pairs, unless one is planned: with all that falls due
    about it. None for a pair that has ended, has agreed nothing, or rests until somebody says.
    """
    ready = [row for row in _rhythms(conn, pairing_ids) if row.every_days and row.first_on]
    busy, used = _planned_ahead(conn, [row.id for row in ready], now)
    rows = [
        planned_row(row, at, now, slot=at)
        for row in ready
        if row.id not in busy and (at := _next(row, used.get(row.id, set()), now)) is not None
    ]
    if rows:
        conn.execute(insert_ignore(visit, conn), rows)
        plan_nudges(conn, [row["pairing_id"] for row in rows], now)
        _ask_for_safe_words(conn, rows, now)


def _ask_for_safe_words(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Who visits people is asked once, ever, for a word that brings help."""
    ids = {row["befriender_id"] for row in rows}
    asked = sa.select(nudge.c.person_id).where(
        nudge.c.person_id.in_(ids), nudge.c.purpose == SAFE_WORD
    )
    new = safe_words.without(conn, ids) - set(conn.execute(asked).scalars())
    zones = sa.select(person.c.id, person.c.community_id, person.c.zone).where(person.c.id.in_(new))
    planned = [
        nudge_row(row.community_id, row.id, SAFE_WORD, 0, next_morning(now, row.zone), A_WEEK)
        for row in (conn.execute(zones.order_by(person.c.id)) if new else ())
    ]
    nudges.plan(conn, planned, now)


def rhythm_of(row: sa.Row[Any]) -> Rhythm:
    """The rhythm of a pair, as `_rhythms` has it."""
    return Rhythm(row.first_on, row.every_days, row.at, row.zone, row.rests_until, row.rests_from)


def _rhythms(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """Pairs that go on, and whose befriender has not said STOP."""
    theirs, ours = person.alias("theirs"), person.alias("ours")
    query = (
        sa.select(pairing, theirs.c.zone)
        .join(theirs, theirs.c.id == pairing.c.resident_id)
        .join(ours, ours.c.id == pairing.c.befriender_id)
        .where(
            pairing.c.id.in_(ids),
            pairing.c.ended_at.is_(None),
            pairing.c.at.is_not(None),
            ours.c.stopped_at.is_(None),
        )
        .order_by(pairing.c.id)
    )
    return list(conn.execute(query)) if ids else []


def _planned_ahead(
    conn: sa.Connection, ids: Collection[int], now: datetime
) -> tuple[set[int], dict[int, set[datetime]]]:
    """Those of these pairs with a visit to come; and what of each rhythm was dealt with already."""
    query = sa.select(visit.c.pairing_id, visit.c.slot, visit.c.at, visit.c.state).where(
        visit.c.pairing_id.in_(ids), (visit.c.at > now) | (visit.c.slot > now)
    )
    busy: set[int] = set()
    used: dict[int, set[datetime]] = {}
    for row in conn.execute(query):
        used.setdefault(row.pairing_id, set()).add(row.slot)
        if row.state == PLANNED and row.at > now:
            busy.add(row.pairing_id)
    return busy, used


def _next(row: sa.Row[Any], used: set[datetime], now: datetime) -> datetime | None:
    return next((at for at in moments(rhythm_of(row), now) if at not in used), None)
