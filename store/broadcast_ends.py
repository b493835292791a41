"""Broadcasts, their ends: held back, let go on, called back, expired; and counted to the last one.

All by chunks, so that nobody's reply waits. A broadcast's own state already holds its texts back
from the moment it changes (`broadcasts.held`); what is done to the rows only keeps the queue short.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.world.broadcasts import (
    COMING,
    LISTED,
    MAYBE,
    NO,
    TOO_LATE,
    Tally,
)
from store import replies
from store.broadcasts import broadcast
from store.due_rows import DueRows
from store.messages import message, state_is

ROWS_AT_ONCE: Final = 1_000
_QUEUED: Final[sa.ColumnElement[bool]] = sa.literal_column(
    "message.state = 'queued' AND message.broadcast_id IS NOT NULL"
)
"""As `ix_message_broadcast` says it."""


def hold_back(conn: sa.Connection, broadcast_id: int) -> int:
    """Some of what waits is no longer due. Returns how many; 0: there is nothing left."""
    return _change(conn, broadcast_id, message.c.due_at.is_not(None), due_at=None)


def let_go_on(conn: sa.Connection, broadcast_id: int, due_at: datetime) -> int:
    """Some of what was held back is due again. Returns how many; 0: that was all."""
    return _change(conn, broadcast_id, message.c.due_at.is_(None), due_at=due_at)


def skip_rest(conn: sa.Connection, broadcast_id: int, reason: str) -> int:
    """Some of what waits will never go. Returns how many; 0: that was all."""
    return _change(conn, broadcast_id, sa.true(), state="skipped", reason=reason)


def expire_rest(conn: sa.Connection, broadcast_id: int) -> int:
    """Some of what waits comes too late. Returns how many; 0: that was all."""
    why = sa.func.coalesce(sa.func.nullif(message.c.reason, ""), TOO_LATE)
    return _change(conn, broadcast_id, sa.true(), state="expired", reason=why)


def _change(
    conn: sa.Connection, broadcast_id: int, which: sa.ColumnElement[bool], **values: Any
) -> int:
    some = (
        sa.select(message.c.id)
        .where(message.c.broadcast_id == broadcast_id, _QUEUED, which)
        .limit(ROWS_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    ids = list(conn.execute(some).scalars())  # asked first: PostgreSQL would ask for each row
    if not ids:
        return 0
    still = (message.c.id.in_(ids), state_is("queued"))
    return conn.execute(sa.update(message).where(*still).values(**values)).rowcount


def next_due(conn: sa.Connection, broadcast_id: int) -> datetime | None:
    """When the next of what waits is due; None: nothing waits."""
    mine = (message.c.broadcast_id == broadcast_id, _QUEUED)
    moment: datetime | None = conn.execute(
        sa.select(sa.func.min(message.c.due_at)).where(*mine)
    ).scalar()
    return moment


def is_waiting(conn: sa.Connection, broadcast_id: int) -> bool:
    """Whether anything of it still waits to go."""
    mine = (message.c.broadcast_id == broadcast_id, _QUEUED)
    return conn.execute(sa.select(sa.exists().where(*mine))).scalar_one()


def in_the_air(conn: sa.Connection, broadcast_id: int) -> bool:
    """Whether of anything of it we do not know yet what became of it."""
    open_ones = state_is("claimed", "uncertain", "quarantined")  # as ix_message_looked_at says it
    mine = message.c.broadcast_id == broadcast_id
    return conn.execute(sa.select(sa.exists().where(open_ones, mine))).scalar_one()


# ── counting ────────────────────────────────────────────────────────────────────────────────

_PLACES: Final = {
    "queued": "queued",
    "claimed": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "uncertain": "uncertain",
}


def tally(conn: sa.Connection, broadcast_id: int) -> Tally:
    """Where everybody's text has got to, and what they answered."""
    return tallies(conn, [broadcast_id]).get(broadcast_id, Tally())


def tallies(conn: sa.Connection, ids: Collection[int]) -> dict[int, Tally]:
    """The same for several: two queries for all of them."""
    columns = (message.c.broadcast_id, message.c.state, message.c.reason)
    query = (
        sa.select(*columns, sa.func.count().label("people"))
        .where(message.c.broadcast_id.in_(ids))
        .group_by(*columns)
        .order_by(sa.desc("people"), *columns)  # as the reasons are told: the most frequent first
    )
    rows: dict[int, list[sa.Row[Any]]] = {each: [] for each in ids}
    for row in conn.execute(query):
        rows[row.broadcast_id].append(row)
    said = replies.counts(conn, ids)
    return {each: _tally(rows[each], said.get(each, {})) for each in ids}


def _tally(rows: list[sa.Row[Any]], said: dict[str, int]) -> Tally:
    numbers: Counter[str] = Counter()
    by_reason: dict[str, dict[str, int]] = {"expired": {}, "skipped": {}}
    for row in rows:
        if row.state in by_reason:
            by_reason[row.state][row.reason] = row.people
        else:
            numbers[_PLACES[row.state]] += row.people
    return Tally(
        planned=sum(row.people for row in rows),
        queued=numbers["queued"],
        sent=numbers["sent"],
        delivered=numbers["delivered"],
        failed=numbers["failed"],
        uncertain=numbers["uncertain"],
        expired=by_reason["expired"],
        skipped=by_reason["skipped"],
        coming=said.get(COMING, 0),
        maybe=said.get(MAYBE, 0),
        no=said.get(NO, 0),
        listed=said.get(LISTED, 0),
    )


# ── when to look at one ─────────────────────────────────────────────────────────────────────


DUE: Final = DueRows(broadcast.c.id, broadcast.c.look_at)
"""Broadcasts about which there is something to do."""


def claim(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[sa.Row[Any]]:
    """Those of these that are due still, and that no other process is at."""
    query = (
        sa.select(broadcast)
        .where(broadcast.c.id.in_(ids), broadcast.c.look_at <= now)
        .order_by(broadcast.c.id)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


def look_again(conn: sa.Connection, broadcast_id: int, at: datetime | None, **values: Any) -> None:
    """There is nothing more to do about it before then (None: ever)."""
    mine = sa.update(broadcast).where(broadcast.c.id == broadcast_id)
    conn.execute(mine.values(look_at=at, **values))
