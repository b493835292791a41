"""Broadcasts, planning: their texts go into the outbox by the database's own INSERT … SELECT.

A stretch of people at a time, in the order of their ids, each stretch one short transaction that
also notes how far it has got: so that nobody's reply waits for a hundred thousand rows, a crash
goes on where it was, and memory stays flat. A unique key sees to it that nobody is in it twice.
"""

from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.world import Priority
from flows.world.broadcasts import EVENT
from store.audiences import Said, Stretch, everybody_so_far, recipients
from store.broadcasts import as_audience, broadcast
from store.database import insert_ignore
from store.messages import message
from store.people import person

PEOPLE_AT_ONCE: Final = 1_000
"""People looked at in one transaction: some 20 ms of work."""

KEYS: Final = {"event": "event.invite", "change": "event.changed", "called_off": "event.off"}
"""The wording that stands in a message's row, by the kind of broadcast."""


def plan_chunk(
    conn: sa.Connection,
    broadcast_id: int,
    now: datetime,
    due_at: datetime | None = None,
    people: int = PEOPLE_AT_ONCE,
    ended: tuple[str, str] | None = None,
) -> bool:
    """Plan the next stretch of people. Returns whether that was the last of them.

    The caller holds the broadcast's row.
    `due_at`: when they may go, if not at once. `ended`: the state and the reason in which all that
    would go ends, for it was stopped before they were planned: they are in the tally, too.
    """
    row = conn.execute(sa.select(broadcast).where(broadcast.c.id == broadcast_id)).one()
    last = row.last_person
    if last is None:
        last = everybody_so_far(conn, row.community_id)
    to = _end_of_stretch(conn, row, last, people)
    _insert(conn, row, Stretch(row.up_to, to, row.began_at), now, due_at or now, ended)
    mine = sa.update(broadcast).where(broadcast.c.id == broadcast_id)
    conn.execute(mine.values(up_to=to, last_person=last))
    return bool(to >= last)


def is_planned(row: sa.Row[Any]) -> bool:
    """Whether everybody whom a broadcast is for has a row; one that never began is for nobody."""
    return row.began_at is None or (row.last_person is not None and row.up_to >= row.last_person)


def _end_of_stretch(conn: sa.Connection, row: sa.Row[Any], last: int, people: int) -> int:
    """The last id of the next so many people; `last` if there are no more."""
    ours = person.c.community_id == row.community_id
    ids = (
        sa.select(person.c.id)
        .where(ours, person.c.id > row.up_to, person.c.id <= last)
        .order_by(person.c.id)
        .offset(people - 1)
        .limit(1)
    )
    return conn.execute(ids).scalar() or last


def _insert(
    conn: sa.Connection,
    row: sa.Row[Any],
    stretch: Stretch,
    now: datetime,
    due_at: datetime,
    ended: tuple[str, str] | None,
) -> None:
    said = Said(row.texts, as_audience(row.audience), row.kind, row.of)
    each = recipients(conn, row.community_id, said, stretch, now)
    goes = each.c.reason == ""
    state, reason = ended or ("queued", "")
    promotes = row.kind == EVENT
    values: dict[str, Any] = {
        "community_id": row.community_id,
        "person_id": each.c.person_id,
        "address_id": each.c.address_id,
        "broadcast_id": row.id,
        "direction": "out",
        "channel": each.c.channel,
        "text": each.c.text,
        "state": sa.case((goes, state), else_="skipped"),
        "reason": sa.case((goes, reason), else_=each.c.reason),
        "at": now,
        "key": KEYS[row.kind],
        "priority": int(Priority.BROADCAST if promotes else Priority.REMINDER),
        "starts": promotes,
        "due_at": due_at,
        "expires_at": row.expires_at,
    }
    columns = [_as_column(name, value) for name, value in values.items()]
    rows = sa.select(*columns).where(sa.true()).order_by(each.c.person_id)  # as they will be sent
    conn.execute(insert_ignore(message, conn).from_select(list(values), rows))


def _as_column(name: str, value: Any) -> sa.ColumnElement[Any]:
    """A value as a column of the same type as the message's own."""
    if isinstance(value, sa.ColumnElement):
        return value
    return sa.literal(value, message.c[name].type).label(name)
