"""Senders: the numbers and bots we speak from, and when each may speak next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from store.database import Id, Moment, insert_ignore, metadata

sender = sa.Table(
    "sender",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("free_at", Moment, nullable=False),
    # the same for broadcasts, which take only what all else leaves over; None: no later than that
    sa.Column("bulk_free_at", Moment),
    sa.Column("code", sa.Text, nullable=False, default=""),  # why it is resting, if a fault made it
)


BURST: Final = timedelta(milliseconds=250)
"""A fast sender hands out this much of its time at once; a slow one, one message."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One sender of a channel, and how it is paced."""

    channel: str
    value: str
    share: int  # this sender's number among `shares` senders of the channel
    shares: int
    per_second: float  # parts, for each sender
    parts: Callable[[str], int]


class Slots:
    """How much a sender may still say at this moment."""

    def __init__(self, free_at: datetime, now: datetime, room: int, speaker: Speaker) -> None:
        self.free_at, self.room, self._speaker = max(free_at, now), room, speaker
        self._gap = timedelta(seconds=1 / speaker.per_second)
        self._until = now + (BURST if self._gap < BURST else timedelta(0))
        self.taken = timedelta(0)

    @property
    def most(self) -> int:
        """How many texts of one part it may say now, at most."""
        if not self.left():
            return 0
        if not self._gap:  # as quick as you like
            return self.room
        return min(self.room, 1 + (self._until - self.free_at) // self._gap)

    def left(self) -> bool:
        """Whether there is a slot for one more."""
        return self.room > 0 and self.free_at <= self._until

    def take(self, text: str) -> None:
        """Use up the time that this text takes."""
        parts = max(1, self._speaker.parts(text))
        time = timedelta(seconds=parts / self._speaker.per_second)
        self.free_at += time
        self.taken += time
        self.room -= 1


@dataclass(frozen=True, slots=True)
class Turn:
    """When a sender is free; and when for broadcasts, never sooner.

    What people wait for never waits for a broadcast's turn to pass: a reply takes its time from
    the broadcasts' to come. The sender's pace holds over both.
    """

    free_at: datetime
    bulk_free_at: datetime


def take_turn(
    conn: sa.Connection, community_id: int, channel: str, value: str, now: datetime
) -> Turn | None:
    """When this sender is free, its row ours until the transaction ends; None if another has it."""
    mine = (
        sender.c.community_id == community_id,
        sender.c.channel == channel,
        sender.c.value == value,
    )
    query = sa.select(sender.c.free_at, sender.c.bulk_free_at).where(*mine)
    row = conn.execute(query.with_for_update(skip_locked=True, key_share=True)).first()
    if row is not None:
        return Turn(row.free_at, max(row.free_at, row.bulk_free_at or row.free_at))
    new = {"community_id": community_id, "channel": channel, "value": value, "free_at": now}
    added = conn.execute(insert_ignore(sender, conn).returning(sender.c.value), [new]).first()
    return Turn(now, now) if added else None


def set_free_at(
    conn: sa.Connection,
    community_id: int,
    channel: str,
    value: str,
    turn: Turn,
    code: str = "",
) -> None:
    """This sender says nothing before then, and of broadcasts nothing before that."""
    conn.execute(
        sa.update(sender)
        .where(
            sender.c.community_id == community_id,
            sender.c.channel == channel,
            sender.c.value == value,
        )
        .values(free_at=turn.free_at, bulk_free_at=turn.bulk_free_at, code=code)
    )


def rest(
    conn: sa.Connection,
    community_id: int,
    channel: str,
    value: str,
    now: datetime,
    time_out: timedelta,
    code: str,
) -> None:
    """This sender is quiet for so long, or longer if it is to be already; `code` says why."""
    row = {"community_id": community_id, "channel": channel, "value": value, "free_at": now}
    conn.execute(insert_ignore(sender, conn), [row])
    conn.execute(
        sa.update(sender)
        .where(
            sender.c.community_id == community_id,
            sender.c.channel == channel,
            sender.c.value == value,
            sender.c.free_at < now + time_out,
        )
        .values(free_at=now + time_out, code=code)
    )


def resting(conn: sa.Connection, now: datetime) -> int:
    """How many senders a fault keeps quiet."""
    query = (
        sa.select(sa.func.count())
        .select_from(sender)
        .where(sender.c.code != "", sender.c.free_at > now)
    )
    return conn.execute(query).scalar_one()
