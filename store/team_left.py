"""One of the coordinators said STOP: what was theirs goes on to the others, who hear of it at once.

Nothing falls to the ground with them: not their time on duty, nor anybody whom they had in hand.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import duty, nudges, people
from store.concern_events import ESCALATED, RELEASED, TOLD, add_for, concern_event
from store.concerns import concern, is_open
from store.duty import duty as shift
from store.people import person, role

PURPOSE: Final = "team_left"
"""The nudge that tells each of the others; its subject is whoever left."""

LATE_BY: Final = int(timedelta(days=4).total_seconds())
NEXT: Final = 1  # the step of a concern that goes to the next of the team


def stopped(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These people said STOP just now; most of them coordinate nothing."""
    theirs = role.c.person_id.in_(ids), role.c.role == "coordinator"
    query = sa.select(role.c.community_id, role.c.person_id).where(*theirs)
    found = conn.execute(query.order_by(role.c.person_id)).all()
    if not found:
        return
    left = [each.person_id for each in found]
    duty.leave(conn, left, now)
    _release(conn, left, now)
    _go_on(conn, left, now)
    for community_id in {each.community_id for each in found}:
        gone = [each.person_id for each in found if each.community_id == community_id]
        _tell(conn, community_id, gone, now)


def _tell(conn: sa.Connection, community_id: int, left: list[int], now: datetime) -> None:
    others = people.coordinators(conn, community_id)
    due = {"community_id": community_id, "purpose": PURPOSE, "due_at": now, "late_by": LATE_BY}
    rows = [{**due, "person_id": each, "subject": who} for who in left for each in others]
    nudges.plan(conn, rows, now)


def _release(conn: sa.Connection, left: list[int], now: datetime) -> None:
    """Nobody has these in hand any more; what is urgent goes to the next of the team at once."""
    query = sa.select(concern).where(is_open, concern.c.claimed_by.in_(left)).with_for_update()
    rows = list(conn.execute(query.order_by(concern.c.id)))
    for row in rows:
        add_for(conn, [row], RELEASED, row.claimed_by, now)
    free = sa.update(concern).where(concern.c.id.in_([row.id for row in rows]))
    step = sa.case((concern.c.level == "urgent", NEXT), else_=0)
    conn.execute(free.values(claimed_by=None, claimed_at=None, step=step, next_at=now))


def _go_on(conn: sa.Connection, left: list[int], now: datetime) -> None:
    """What is urgent and nobody but them was told of, and nobody has, waits for them no longer."""
    told = concern_event.c.kind.in_((TOLD, ESCALATED)) & concern_event.c.who_id.is_not(None)
    theirs = sa.select(concern_event.c.concern_id).where(told, concern_event.c.who_id.in_(left))
    others = sa.select(concern_event.c.concern_id).where(
        told, concern_event.c.who_id.not_in(left), concern_event.c.concern_id == concern.c.id
    )
    conn.execute(
        sa.update(concern)
        .where(
            concern.c.id.in_(theirs),
            ~others.exists(),
            is_open,
            concern.c.level == "urgent",
            concern.c.claimed_by.is_(None),
            concern.c.step == NEXT,
            concern.c.next_at > now,
        )
        .values(next_at=now)
    )


@dataclass(frozen=True, slots=True)
class Gone:
    """Who left; whether they were on duty; whom they had in hand, and if that is urgent."""

    name: str
    was_on_duty: bool
    in_hand: tuple[str, ...]
    urgent: bool


def gone(conn: sa.Connection, ids: Collection[int]) -> dict[int, Gone]:
    """Those of these people who have said STOP, with what they left behind."""
    who = sa.select(person.c.id, person.c.name, person.c.stopped_at)
    rows = list(conn.execute(who.where(person.c.id.in_(ids), person.c.stopped_at.is_not(None))))
    ended = sa.select(shift.c.person_id, shift.c.until_at).where(
        shift.c.person_id.in_(ids), shift.c.dropped_at.is_(None)
    )
    shifts = {(each.person_id, each.until_at) for each in conn.execute(ended)} if rows else set()
    freed = _freed(conn, ids) if rows else {}
    found = {}
    for row in rows:
        theirs = [each for each in freed.get(row.id, []) if each.at >= row.stopped_at]
        found[row.id] = Gone(
            row.name,
            (row.id, row.stopped_at) in shifts,
            tuple(dict.fromkeys(each.name or "somebody" for each in theirs)),
            any(each.level == "urgent" for each in theirs),
        )
    return found


def _freed(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[sa.Row[Any]]]:
    query = (
        sa.select(concern_event.c.who_id, concern_event.c.at, person.c.name, concern.c.level)
        .join(concern, concern.c.id == concern_event.c.concern_id)
        .join(person, person.c.id == concern.c.person_id)
        .where(concern_event.c.who_id.in_(ids), concern_event.c.kind == RELEASED, is_open)
        .order_by(concern_event.c.id)
    )
    found: dict[int, list[sa.Row[Any]]] = {}
    rows: list[sa.Row[Any]] = list(conn.execute(query))
    for row in rows:
        found.setdefault(row.who_id, []).append(row)
    return found
