"""Concerns as one of the team sees them: what is open to them, and whom they were told of."""

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from store.concern_events import (
    CLAIMED,
    ESCALATED,
    IN_HAND,
    RAISED,
    REMINDED,
    TOLD,
    concern_event,
)
from store.concerns import concern, is_open
from store.people import person

MOST: Final = 200
"""Open concerns that anybody sees at once: more than that and WHO is no help."""

_CLAIMER = person.alias("claimer")


def open_ones(conn: sa.Connection, community_id: int) -> list[sa.Row[Any]]:
    """What is open, the gravest and oldest first, with the names of whom it is about and of whoever
    has it in hand.
    """
    grave = sa.case({"urgent": 0, "today": 1}, value=concern.c.level, else_=2)
    query = (
        sa.select(
            concern.c.id,
            concern.c.person_id,
            person.c.name,
            concern.c.kind,
            concern.c.level,
            concern.c.raised_at,
            concern.c.claimed_by,
            concern.c.step,
            _CLAIMER.c.name.label("claimer"),
        )
        .join(person, person.c.id == concern.c.person_id)
        .outerjoin(_CLAIMER, _CLAIMER.c.id == concern.c.claimed_by)
        .where(concern.c.community_id == community_id, is_open)
        .order_by(grave, concern.c.raised_at, concern.c.id)
        .limit(MOST)
    )
    return list(conn.execute(query))


def told_of(conn: sa.Connection, team: Collection[int]) -> dict[int, list[int]]:
    """Whom each of the team has been told of and it is open still (ids), the latest first."""
    query = (
        sa.select(concern_event.c.who_id, concern.c.person_id)
        .join(concern, concern.c.id == concern_event.c.concern_id)
        .where(
            concern_event.c.who_id.in_(team),
            concern_event.c.kind.in_((TOLD, ESCALATED, REMINDED, IN_HAND)),
            is_open,
        )
        .group_by(concern_event.c.who_id, concern.c.person_id)
        .order_by(sa.func.max(concern_event.c.at).desc(), sa.func.max(concern_event.c.id).desc())
    )
    found: dict[int, list[int]] = {}
    for who_id, about in conn.execute(query):
        found.setdefault(who_id, []).append(about)
    return found


def told_of_each(conn: sa.Connection, team: Collection[int]) -> frozenset[tuple[int, int]]:
    """Which urgent open concerns each of the team was told of, or raised: their id and its."""
    query = (
        sa.select(concern_event.c.who_id, concern.c.id)
        .join(concern, concern.c.id == concern_event.c.concern_id)
        .where(
            concern_event.c.who_id.in_(team),
            concern_event.c.kind.in_((RAISED, TOLD, ESCALATED, REMINDED, IN_HAND, CLAIMED)),
            concern.c.level == "urgent",
            is_open,
        )
    )
    return frozenset((row.who_id, row.id) for row in conn.execute(query))
