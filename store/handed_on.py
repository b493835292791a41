"""Who was told of somebody and can't see to it, and who else visits them: the next is told then."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa

from store import concern_events
from store.concern_events import ESCALATED, NOT_ME, TOLD, concern_event
from store.concerns import concern, is_open


def not_me(conn: sa.Connection, about: int, by: int, now: datetime) -> None:
    """Whoever was told of this person can't see to it now: the clock looks at once."""
    heard = sa.select(concern_event.c.concern_id).where(
        concern_event.c.who_id == by, concern_event.c.kind.in_((TOLD, ESCALATED))
    )
    theirs = sa.select(concern).where(
        concern.c.person_id == about,
        is_open,
        concern.c.level != "look",  # that waits for the next gathered text
        concern.c.id.in_(heard),
        concern.c.claimed_by.is_(None) | (concern.c.claimed_by == by),
    )
    rows = list(conn.execute(theirs.order_by(concern.c.id).with_for_update()))
    concern_events.add_for(conn, rows, NOT_ME, by, now)
    free = {"claimed_by": None, "claimed_at": None, "next_at": now, "step": 1}
    ids = [each.id for each in rows]
    conn.execute(sa.update(concern).where(concern.c.id.in_(ids)).values(**free))


def waiting(conn: sa.Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these concerns of which whoever was told last has said that they can't."""
    told = concern_event.c.kind.in_((TOLD, ESCALATED, NOT_ME))
    last = (
        sa.select(sa.func.max(concern_event.c.id))
        .where(concern_event.c.concern_id.in_(ids), told)
        .group_by(concern_event.c.concern_id)
    )
    query = sa.select(concern_event.c.concern_id).where(
        concern_event.c.id.in_(last), concern_event.c.kind == NOT_ME
    )
    return frozenset(conn.execute(query).scalars()) if ids else frozenset()


def next_of(visitors: Collection[int], heard: Mapping[int, None] | Collection[int]) -> int | None:
    """Of those who visit somebody the next to be told, where one of them has been; else None."""
    fresh = [each for each in visitors if each not in heard]
    return fresh[0] if fresh and len(fresh) < len(visitors) else None
