"""The outbox, claiming: what may go now is marked as ours before a word of it leaves."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from flows.world import Budget, Expired, Go, Hours, Later, Priority, Skip, Verdict, Waiting
from store import rewording, senders
from store.broadcasts import held
from store.messages import message, state_is, went_out
from store.people import address, person
from store.senders import Slots, Speaker, Turn

LEASE: Final = timedelta(seconds=60)
"""How long a claim holds: longer than any send may take. After it, the outcome is unknown."""

_LOOKED_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours to send, now."""

    id: int
    person_id: int
    address_id: int
    address: str
    text: str
    choices: tuple[str, ...]
    asks_contact: bool
    expires_at: datetime | None
    handed_at: datetime
    attempts: int
    sender: str
    priority: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What the community has set, and the function that applies it to a message."""

    quiet_from: time
    quiet_to: time
    budget: Budget
    decide: Callable[[Waiting, datetime], Verdict]


def claim(
    conn: sa.Connection,
    community_id: int,
    speaker: Speaker,
    now: datetime,
    wall: datetime,
    room: int,
    rules: Rules,
    spare: int = 0,
    rounds: int | None = None,
) -> list[Claimed]:
    """Claim what this sender may send now: most urgent first, at most `room`, at its pace.

    Broadcasts come last: they take what turns all else leaves over, and leave `spare` of the room
    to it. `rounds`: how many stretches of the queue are looked at, at most, where many of them
    may have to be put off; the next claim looks further.

    STOP, expiry, quiet hours and budget are asked of `rules` here, in the transaction that
    claims, so that nothing which changed since it was queued is overlooked. `wall` is the time
    as the provider tells it; only a demo's `now` is another.
    """
    turn = senders.take_turn(conn, community_id, speaker.channel, speaker.value, now)
    if turn is None or turn.free_at > now or room <= 0:
        return []
    looking = _Looking(conn, community_id, speaker, now, wall, rules, rounds)
    first = Slots(turn.free_at, now, room, speaker)
    claimed = looking.take(first, _AT_ONCE, _LOOKED_AT_ONCE)
    bulk_free_at = max(turn.bulk_free_at, now) + first.taken
    bulk = Slots(max(bulk_free_at, first.free_at), now, first.room - spare, speaker)
    claimed += looking.take(bulk, _IN_BULK, min(_LOOKED_AT_ONCE, _TO_SPARE * bulk.most))
    if claimed:
        after = Turn(first.free_at, bulk.free_at)
        senders.set_free_at(conn, community_id, speaker.channel, speaker.value, after)
    return claimed


_BROADCAST: Final[sa.ColumnElement[int]] = sa.literal_column(str(int(Priority.BROADCAST)))
_AT_ONCE: Final = message.c.priority < _BROADCAST
_IN_BULK: Final = message.c.priority == _BROADCAST
"""Two stretches of `ix_message_queue`: behind them nothing has to be walked past."""

_TO_SPARE: Final = 2
"""How many broadcasts are looked at for each that may go: of some it is not the time."""


@dataclass(frozen=True, slots=True)
class _Looking:
    """One claim of one sender's, and how much of the queue it looks at."""

    conn: sa.Connection
    community_id: int
    speaker: Speaker
    now: datetime
    wall: datetime
    rules: Rules
    rounds: int | None

    def take(self, slots: Slots, which: sa.ColumnElement[bool], at_once: int) -> list[Claimed]:
        """Claim as much of this as there are slots for."""
        claimed: list[Claimed] = []
        looked = 0
        while slots.left() and looked != self.rounds:
            rows, are_more = self._waiting(which, at_once)
            going = _judge(self.conn, rows, self.now, slots, self.rules)
            claimed += _take(self.conn, going, self.speaker, self.now, self.wall)
            looked += 1
            if not are_more:
                break
        return claimed

    def _waiting(
        self, which: sa.ColumnElement[bool], at_once: int
    ) -> tuple[list[sa.Row[Any]], bool]:
        """Some of what waits, in the words it has now: a change may have come in between. And
        whether there may be more.
        """
        look = partial(_waiting, self.conn, self.community_id, self.speaker, self.now, which)
        rows = look(at_once)
        are_more = len(rows) >= at_once
        if rewording.put_right(self.conn, rows):
            rows = rewording.only_right(self.conn, look(at_once))
        return rows, are_more


def _waiting(
    conn: sa.Connection,
    community_id: int,
    speaker: Speaker,
    now: datetime,
    which: sa.ColumnElement[bool],
    at_once: int,
) -> list[sa.Row[Any]]:
    """What is queued and due for this sender, unless something is in the air to that address.

    Of a broadcast that is held or called back nothing is: that counts from the moment it is so.

    The person is locked too: whoever is just saying STOP is left alone until that is committed,
    and two processes never spend one budget at the same moment.
    """
    query = (
        sa.select(
            message,
            address.c.value.label("to"),
            address.c.state.label("address_state"),
            person.c.stopped_at,
            person.c.paused_at,
            person.c.paused_until,
            person.c.zone,
            person.c.held_until,
        )
        .join(address, address.c.id == message.c.address_id)
        .join(person, person.c.id == message.c.person_id)
        .where(
            message.c.community_id == community_id,
            message.c.channel == speaker.channel,
            state_is("queued"),
            message.c.due_at <= now,
            which,
            sa.or_(message.c.broadcast_id.is_(None), message.c.broadcast_id.not_in(held)),
            sa.or_(address.c.free_at.is_(None), address.c.free_at <= now),
        )
        .order_by(message.c.priority, message.c.due_at, message.c.id)
        .limit(at_once)
        .with_for_update(of=[message, address, person], skip_locked=True, key_share=True)
    )
    if speaker.shares > 1:
        query = query.where(message.c.address_id % speaker.shares == speaker.share)
    return list(conn.execute(query).all())


def _judge(
    conn: sa.Connection, rows: list[sa.Row[Any]], now: datetime, slots: Slots, rules: Rules
) -> list[sa.Row[Any]]:
    """Those that go now. The others are put off, skipped or expired, each with its reason."""
    spent = spent_by(conn, {row.person_id for row in rows if row.starts}, now)
    going: list[sa.Row[Any]] = []
    busy: set[int] = set()
    settled: list[dict[str, Any]] = []
    for row in rows:
        if row.address_id in busy:
            continue
        theirs = spent.setdefault(row.person_id, [])
        match rules.decide(_as_waiting(row, theirs, now, rules), now):
            case Go():
                if not slots.left():
                    break
                slots.take(row.text)
                busy.add(row.address_id)
                theirs += [now] if row.starts else []
                going.append(row)
            case other:
                settled.append(_settled(row, other))
    _settle(conn, settled)
    return going


def _settled(row: sa.Row[Any], verdict: Verdict) -> dict[str, Any]:
    same = {"row_id": row.id, "new_state": row.state, "why": "", "not_before": row.due_at}
    match verdict:
        case Later(at, why):
            return {**same, "not_before": at, "why": why}
        case Skip(reason):
            return {**same, "new_state": "skipped", "why": reason}
        case Expired(why):
            return {**same, "new_state": "expired", "why": why}
        case Go():
            return same


def _settle(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        conn.execute(
            sa.update(message)
            .where(message.c.id == sa.bindparam("row_id"))
            .values(
                state=sa.bindparam("new_state"),
                reason=sa.bindparam("why"),
                due_at=sa.bindparam("not_before"),
            ),
            rows,
        )


def _as_waiting(row: sa.Row[Any], spent: list[datetime], now: datetime, rules: Rules) -> Waiting:
    paused = row.paused_at is not None and (row.paused_until is None or row.paused_until > now)
    hours = Hours(row.zone, rules.quiet_from, rules.quiet_to)
    return Waiting(
        priority=row.priority,
        starts=row.starts,
        created_at=row.at,
        expires_at=row.expires_at,
        stopped=row.stopped_at is not None,
        paused=paused,
        reachable=row.address_state == "open",
        hours=hours,
        budget=rules.budget,
        spent=tuple(spent),
        key=row.key,
        held_until=row.held_until,
    )


_WEEK: Final = timedelta(days=7)
_COUNTS: Final = ("claimed", "uncertain", "sent", "delivered", "undelivered")


def spent_by(conn: sa.Connection, ids: Collection[int], now: datetime) -> dict[int, list[datetime]]:
    """When we started something with each of these people in the last seven days."""
    if not ids:
        return {}
    query = sa.select(message.c.person_id, message.c.claimed_at).where(
        message.c.person_id.in_(ids),
        went_out,
        message.c.starts,
        message.c.claimed_at > now - _WEEK,
        message.c.state.in_(_COUNTS),
    )
    spent: dict[int, list[datetime]] = {}
    for row in conn.execute(query):
        spent.setdefault(row.person_id, []).append(row.claimed_at)
    return spent


def _take(
    conn: sa.Connection, rows: list[sa.Row[Any]], speaker: Speaker, now: datetime, wall: datetime
) -> list[Claimed]:
    """These are ours now: marked before a word of them leaves, so that a crash shows."""
    if not rows:
        return []
    until = now + LEASE
    conn.execute(
        sa.update(message)
        .where(message.c.id.in_([row.id for row in rows]))
        .values(
            state="claimed",
            reason="",
            claimed_at=now,
            handed_at=wall,
            lease_until=until,
            sender=speaker.value,
            attempts=message.c.attempts + 1,
        )
    )
    hold_addresses(conn, [row.address_id for row in rows], until)
    return [
        replace(as_claimed(row), handed_at=wall, attempts=row.attempts + 1, sender=speaker.value)
        for row in rows
    ]


def hold_addresses(conn: sa.Connection, ids: Collection[int], until: datetime) -> None:
    """Nothing goes to these addresses before then."""
    conn.execute(sa.update(address).where(address.c.id.in_(ids)).values(free_at=until))


def as_claimed(row: sa.Row[Any]) -> Claimed:
    """A row of the message table, with its address as `to`, the way a channel needs it."""
    return Claimed(
        id=row.id,
        person_id=row.person_id,
        address_id=row.address_id,
        address=row.to,
        text=row.text,
        choices=tuple(row.choices or ()),
        asks_contact=row.asks_contact,
        expires_at=row.expires_at,
        handed_at=row.handed_at,
        attempts=row.attempts,
        sender=row.sender,
        priority=row.priority,
    )
