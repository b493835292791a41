"""Broadcasts: planned, held back, called back and ended, a little in each transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows import pacing
from flows.world import Hours
from flows.world.broadcasts import (
    CALLED_BACK,
    DONE,
    KILLED,
    OVER,
    PAUSED,
    PLANNING,
    SENDING,
    TOO_LATE,
)
from store import broadcast_ends, nudges
from store.broadcast_planning import PEOPLE_AT_ONCE, is_planned, plan_chunk
from store.communities import Community

LOOK_AGAIN: Final = timedelta(minutes=1)
"""How soon we look again whether the last of it has gone."""

UNKNOWN_FOR: Final = timedelta(hours=1)
"""How long after its end we wait to hear what became of the last texts, before we count."""

TALLY: Final = "broadcast_tally"
TALLY_LATE_BY: Final = int(timedelta(days=3).total_seconds())


def take(
    conn: sa.Connection,
    community: Community,
    ids: Collection[int],
    now: datetime,
    people_at_once: int = PEOPLE_AT_ONCE,
) -> int:
    """The affair `broadcasts`: the next step of each of these. Returns how many took one."""
    rows = broadcast_ends.claim(conn, ids, now)
    for row in rows:
        if row.expires_at <= now and row.state != KILLED:
            _end(conn, row, now, people_at_once)
        elif row.state == PLANNING:
            _plan(conn, community, row, now, people_at_once)
        elif row.state == KILLED:
            _kill(conn, row, now, people_at_once)
        else:
            _STEPS[row.state](conn, row, now)
    return len(rows)


def _plan(
    conn: sa.Connection, community: Community, row: sa.Row[Any], now: datetime, at_once: int
) -> None:
    """All the people; then what was held back of it, if any was, is due again."""
    wakes = pacing.waking(Hours(community.zone, community.quiet_from, community.quiet_to), now)
    if not is_planned(row):
        plan_chunk(conn, row.id, now, wakes, at_once)
    elif not broadcast_ends.let_go_on(conn, row.id, wakes):
        broadcast_ends.look_again(conn, row.id, now, state=SENDING)


def _send(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> None:
    """The outbox is at it: has it come to its end?"""
    waits = broadcast_ends.is_waiting(conn, row.id)
    if waits or broadcast_ends.in_the_air(conn, row.id):
        due = (broadcast_ends.next_due(conn, row.id) if waits else None) or now
        broadcast_ends.look_again(conn, row.id, _between(due, now + LOOK_AGAIN, row.expires_at))
    else:
        _close(conn, row, DONE, now)


def _between(moment: datetime, earliest: datetime, latest: datetime) -> datetime:
    return min(max(moment, earliest), latest)


def _end(conn: sa.Connection, row: sa.Row[Any], now: datetime, at_once: int) -> None:
    """The event is about to begin: whoever has not got it by now need not."""
    if broadcast_ends.expire_rest(conn, row.id):
        return
    if is_planned(row):
        _close_when_landed(conn, row, OVER, now)
    else:
        plan_chunk(conn, row.id, now, people=at_once, ended=("expired", TOO_LATE))


def _hold(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> None:
    if not broadcast_ends.hold_back(conn, row.id):
        broadcast_ends.look_again(conn, row.id, row.expires_at)


def _kill(conn: sa.Connection, row: sa.Row[Any], now: datetime, at_once: int) -> None:
    if broadcast_ends.skip_rest(conn, row.id, CALLED_BACK):
        return
    if is_planned(row):
        _close_when_landed(conn, row, KILLED, now)
    else:
        plan_chunk(conn, row.id, now, people=at_once, ended=("skipped", CALLED_BACK))


def _close_when_landed(conn: sa.Connection, row: sa.Row[Any], state: str, now: datetime) -> None:
    """Counted once nothing of it is in the air, or nobody will tell any more."""
    since = row.ended_at or row.expires_at
    if broadcast_ends.in_the_air(conn, row.id) and now < since + UNKNOWN_FOR:
        broadcast_ends.look_again(conn, row.id, now + LOOK_AGAIN)
    else:
        _close(conn, row, state, now)


def _close(conn: sa.Connection, row: sa.Row[Any], state: str, now: datetime) -> None:
    """Whoever sent it is told how it went, if anything could have gone."""
    ended = row.ended_at or now
    broadcast_ends.look_again(conn, row.id, None, state=state, ended_at=ended)
    if row.began_at is None:
        return
    tally = {"purpose": TALLY, "subject": row.id, "due_at": now, "late_by": TALLY_LATE_BY}
    whose = {"community_id": row.community_id, "person_id": row.by_person}
    nudges.plan(conn, [whose | tally], now)


_STEPS: Final[dict[str, Callable[[sa.Connection, sa.Row[Any], datetime], None]]] = {
    SENDING: _send,
    PAUSED: _hold,
}
