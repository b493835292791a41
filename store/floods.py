"""What has come and gone within minutes, counted, so that nothing goes on without end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.concerns import concern
from store.database import Id, Moment, insert_ignore, metadata
from store.messages import came_in, message, went_out

newcomers = sa.Table(
    "newcomers",  # one row a community: how many new people wrote lately
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("since", Moment, nullable=False),
    sa.Column("many", sa.Integer, nullable=False, default=0),  # since then, and no answer yet
    sa.Column("free_at", Moment),  # when the next of too many may be answered
    sa.Column("told_at", Moment),  # when the coordinators were told of it
)

FLOOD: Final = "flood"
"""Why an answer was skipped, or a text of theirs shelved; and the kind of concern about it."""

_IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
_SINCE: Final = sa.bindparam("since", type_=Moment)

_SAID: Final = (
    sa.select(
        message.c.address_id,
        message.c.about_id,
        message.c.priority,
        message.c.text,
        sa.func.count().label("times"),
    )
    .where(
        message.c.person_id.in_(_IDS),
        went_out,
        message.c.at > _SINCE,
        message.c.starts.is_(False),
        message.c.state != sa.literal_column("'skipped'"),
        message.c.retry_of.is_(None),
    )
    .group_by(message.c.address_id, message.c.about_id, message.c.priority, message.c.text)
)
_ANSWERED: Final = _SAID.where(message.c.about_id.is_(None))
_TOLD: Final = _SAID.where(message.c.about_id.in_(sa.bindparam("about", expanding=True)))

_HEARD: Final = (
    sa.select(message.c.person_id, sa.func.count().label("times"))
    .where(message.c.person_id.in_(_IDS), came_in, message.c.at > _SINCE)
    .group_by(message.c.person_id)
)


def answered_since(conn: sa.Connection, ids: Collection[int], since: datetime) -> list[sa.Row[Any]]:
    """What was said to these people since: address, nobody, priority, words, how often."""
    return list(conn.execute(_ANSWERED, {"ids": list(ids), "since": since}))


def told_since(
    conn: sa.Connection, told: Collection[tuple[int, int]], since: datetime
) -> list[sa.Row[Any]]:
    """What these people (first) were told of those (second) since, in the same columns."""
    ids, about = {to for to, _ in told}, {of for _, of in told}
    asked = {"ids": list(ids), "about": list(about), "since": since}
    return list(conn.execute(_TOLD, asked))


def heard_since(conn: sa.Connection, ids: Collection[int], since: datetime) -> dict[int, int]:
    """How much each of these people has written since."""
    rows = conn.execute(_HEARD, {"ids": list(ids), "since": since})
    return {row.person_id: row.times for row in rows}


def flagged_since(conn: sa.Connection, ids: Collection[int], since: datetime) -> frozenset[int]:
    """Those of these people of whose flood somebody has been told since."""
    query = sa.select(concern.c.person_id).where(
        concern.c.person_id.in_(ids), concern.c.kind == FLOOD, concern.c.raised_at > since
    )
    return frozenset(conn.execute(query).scalars())


# ── new people ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TakenIn:
    """When each of some new people is answered, and whether somebody is to be told of so many."""

    at: tuple[datetime, ...]
    tell: bool


@dataclass(frozen=True, slots=True)
class Room:
    """How many new people `within` a span are answered at once, how far `apart` the others are,
    and for how long one word about it is enough.
    """

    many: int
    within: timedelta
    apart: timedelta
    told_for: timedelta


def take_in(
    conn: sa.Connection, community_id: int, count: int, room: Room, now: datetime
) -> TakenIn:
    """So many new people have written, just now."""
    ours = newcomers.c.community_id == community_id
    begun = {"community_id": community_id, "since": now, "many": 0}
    conn.execute(insert_ignore(newcomers, conn), [begun])
    row = conn.execute(sa.select(newcomers).where(ours).with_for_update()).one()
    over = now - row.since >= room.within
    before: int = 0 if over else row.many
    free_at, at = row.free_at, []
    for nth in range(before, before + count):
        if nth < room.many:
            at.append(now)
        else:
            free_at = max(now, free_at or now) + room.apart
            at.append(free_at)
    tell = before + count > room.many and _told_long_ago(row.told_at, room, now)
    conn.execute(
        sa.update(newcomers)
        .where(ours)
        .values(
            since=now if over else row.since,
            many=before + count,
            free_at=free_at,
            told_at=now if tell else row.told_at,
        )
    )
    return TakenIn(tuple(at), tell)


def have_answered(conn: sa.Connection, community_id: int, count: int) -> None:
    """So many people have answered what new people are asked: they are no flood, and make room."""
    left = newcomers.c.many - count
    conn.execute(
        sa.update(newcomers)
        .where(newcomers.c.community_id == community_id)
        .values(many=sa.case((left > 0, left), else_=0))
    )


def _told_long_ago(told_at: datetime | None, room: Room, now: datetime) -> bool:
    return told_at is None or now - told_at >= room.told_for
