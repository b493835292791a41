"""Befrienders: what is planned for somebody who has become one, and what their flows see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from flows.befrienders.drip import (
    A_DAY,
    A_WEEK,
    BE_A_MENTOR,
    CUP,
    CUP_AT,
    EXPERIENCED_AFTER,
    LATE_BY,
    LESSON_AT,
    SKILLS,
    cup_day,
    lesson_day,
    on,
)
from flows.rhythm import waking_hour
from flows.world import Neighbour
from flows.world.chats import told_apart
from flows.world.growing import Growing
from store import befriending, cups, lessons, mentors, newcomers, nudges, pairings, would_visit
from store.communities import Community
from store.people import person

if TYPE_CHECKING:
    from bot.seeing import Seeing

FIRST_AFTER: Final = timedelta(days=4)
"""How long a new befriender hears nothing of all this."""


# ── what their flows see ────────────────────────────────────────────────────────────────────


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Growing]:
    """The sight `growing`."""
    ids = [each.person_id for each in looking]
    learned, silent = lessons.of(conn, ids), cups.silent(conn, ids)
    resting, would = befriending.resting(conn, ids, now), would_visit.answers(conn, ids)
    are, chats = mentors.answers(conn, ids), mentors.chats(conn, ids)
    free = mentors.free(conn, community.id, now)
    eased = befriending.resting(conn, [each.id for each in free], now)
    free = [each for each in free if each.id not in eased]
    visits, days = _visits(conn, ids)
    seen = {}
    for each in ids:
        theirs = learned[each]
        mentor = _mentor(free, each, chats[each])
        seen[each] = Growing(
            visits=visits[each],
            visit_days=days[each],
            resting=each in resting,
            cup_silent=silent.get(each, 0),
            sent=theirs.sent,
            known=theirs.known,
            lessons_rest=theirs.rest,
            reflected=theirs.reflected,
            reflection=theirs.reflection,
            mentor=mentor,
            mentor_chat=chats[each].get(mentor.id, 0) if mentor else 0,
            is_mentor=are.get(each, ""),
            would_visit=would.get(each, ""),
        )
    return seen


def _mentor(free: list[Neighbour], who: int, chats: Mapping[int, int]) -> Neighbour | None:
    """Whom they talk with already, else whoever was asked the longest ago."""
    others = [each for each in free if each.id != who]
    known = [each for each in others if each.id in chats]
    return next(iter(known or others), None)


def _visits(
    conn: sa.Connection, ids: Collection[int]
) -> tuple[dict[int, tuple[Neighbour, ...]], dict[int, frozenset[int]]]:
    """Whom each of these befrienders visits, and on which weekdays."""
    theirs: dict[int, list[sa.Row[Any]]] = defaultdict(list)
    for row in pairings.open_ones(conn, ids):
        theirs[row.befriender_id].append(row)
    people = {row.resident_id for rows in theirs.values() for row in rows}
    query = sa.select(person.c.id, person.c.name, person.c.language).where(person.c.id.in_(people))
    known = {row.id: row for row in conn.execute(query)} if people else {}
    visits, days = {}, {}
    for each in ids:
        rows = [known[row.resident_id] for row in theirs[each]]
        names = told_apart(row.name for row in rows)
        visits[each] = tuple(
            Neighbour(row.id, name, row.language) for row, name in zip(rows, names, strict=True)
        )
        days[each] = frozenset(row.weekday for row in theirs[each] if row.every_days)
    return visits, days


# ── somebody has become a befriender ────────────────────────────────────────────────────────


def take_newcomers(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """Their weekly line, the first question of what they know, and much later that of mentors."""
    since = newcomers.begin(conn, ids, now)
    _, days = _visits(conn, list(since))
    zones = sa.select(person.c.id, person.c.zone).where(person.c.id.in_(since))
    rows = []
    for each, zone in conn.execute(zones.order_by(person.c.id)).all() if since else ():
        common = {"community_id": community.id, "person_id": each}
        for purpose, subject, at in _first(community, zone, days[each], since[each], now):
            late_by = int(LATE_BY.total_seconds())
            more = {"purpose": purpose, "subject": subject, "due_at": at, "late_by": late_by}
            rows.append({**common, **more})
    nudges.plan(conn, rows, now)
    return len(since)


def _first(
    community: Community,
    zone: str,
    days: Collection[int],
    since: datetime,
    now: datetime,
) -> tuple[tuple[str, int, datetime], ...]:
    quiet = (community.quiet_from, community.quiet_to)
    cup_at, lesson_at = waking_hour(CUP_AT, quiet), waking_hour(LESSON_AT, quiet)
    experienced = max(since + EXPERIENCED_AFTER, now + 2 * A_WEEK)
    return (
        (CUP, 0, on(cup_day(days), cup_at, zone, now + FIRST_AFTER)),
        (SKILLS, 1, on(lesson_day(days), lesson_at, zone, now + FIRST_AFTER + A_WEEK)),
        (BE_A_MENTOR, 0, on(lesson_day(days), lesson_at, zone, experienced + A_DAY)),
    )
