"""The outbox: claiming what may go now, recording what became of it, and asking after the uncertain.

A message moves forward only: queued, claimed, (uncertain), sent, then one end for good:
delivered, undelivered, failed, skipped or expired. The one way back is from uncertain to
queued, once the provider has said that it never had it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world import Budget, Expired, Go, Hours, Later, Skip, Verdict, Waiting
from store import senders
from store.messages import message
from store.people import address, person

RANK: Final = {
    "queued": 0,
    "claimed": 1,
    "uncertain": 2,
    "sent": 3,
    "delivered": 4,
    "undelivered": 4,
    "failed": 4,
    "skipped": 4,
    "expired": 4,
}
"""How far along each state is. A message is never moved to a state that is no further on."""

LEASE: Final = timedelta(seconds=60)
"""How long a claim holds: longer than any send may take. After it, the outcome is unknown."""

BURST: Final = timedelta(milliseconds=250)
"""A fast sender hands out this much of its time at once; a slow one, one message."""

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


@dataclass(frozen=True, slots=True)
class Speaker:
    """One sender of a channel, and how it is paced."""

    channel: str
    value: str
    share: int  # this sender's number among `shares` senders of the channel
    shares: int
    per_second: float  # parts, for each sender
    parts: Callable[[str], int]


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
) -> list[Claimed]:
    """Claim what this sender may send now: most urgent first, at most `room`, at its pace.

    STOP, expiry, quiet hours and budget are asked of `rules` here, in the transaction that
    claims, so that nothing which changed since it was queued is overlooked. `wall` is the time
    as the provider tells it; only a demo's `now` is another.
    """
    free_at = senders.take_turn(conn, community_id, speaker.channel, speaker.value, now)
    if free_at is None or free_at > now or room <= 0:
        return []
    slots = _Slots(free_at, now, room, speaker)
    claimed: list[Claimed] = []
    while slots.left():
        rows = _waiting(conn, community_id, speaker, now)
        claimed += _take(conn, _judge(conn, rows, now, slots, rules), speaker, now, wall)
        if len(rows) < _LOOKED_AT_ONCE:
            break
    if claimed:
        senders.set_free_at(conn, community_id, speaker.channel, speaker.value, slots.free_at)
    return claimed


class _Slots:
    """How much a sender may still say at this moment."""

    def __init__(self, free_at: datetime, now: datetime, room: int, speaker: Speaker) -> None:
        self.free_at, self.room, self._speaker = max(free_at, now), room, speaker
        gap = timedelta(seconds=1 / speaker.per_second)
        self._until = now + (BURST if gap < BURST else timedelta(0))

    def left(self) -> bool:
        """Whether there is a slot for one more."""
        return self.room > 0 and self.free_at <= self._until

    def take(self, text: str) -> None:
        """Use up the time that this text takes."""
        parts = max(1, self._speaker.parts(text))
        self.free_at += timedelta(seconds=parts / self._speaker.per_second)
        self.room -= 1


def _waiting(
    conn: sa.Connection, community_id: int, speaker: Speaker, now: datetime
) -> list[sa.Row[Any]]:
    """What is queued and due for this sender, unless something is in the air to that address."""
    query = (
        sa.select(
            message,
            address.c.value.label("to"),
            address.c.state.label("address_state"),
            person.c.stopped_at,
            person.c.paused_at,
            person.c.paused_until,
            person.c.zone,
        )
        .join(address, address.c.id == message.c.address_id)
        .join(person, person.c.id == message.c.person_id)
        .where(
            message.c.community_id == community_id,
            message.c.channel == speaker.channel,
            message.c.state == "queued",
            message.c.due_at <= now,
            sa.or_(address.c.free_at.is_(None), address.c.free_at <= now),
        )
        .order_by(message.c.priority, message.c.due_at, message.c.id)
        .limit(_LOOKED_AT_ONCE)
        .with_for_update(of=[message, address], skip_locked=True)
    )
    if speaker.shares > 1:
        query = query.where(message.c.address_id % speaker.shares == speaker.share)
    return list(conn.execute(query).all())


def _judge(
    conn: sa.Connection, rows: list[sa.Row[Any]], now: datetime, slots: _Slots, rules: Rules
) -> list[sa.Row[Any]]:
    """Those that go now. The others are put off, skipped or expired, each with its reason."""
    spent = _spent(conn, [row for row in rows if row.starts], now)
    going: list[sa.Row[Any]] = []
    busy: set[int] = set()
    settled: list[dict[str, Any]] = []
    for row in rows:
        if row.address_id in busy:
            continue
        match rules.decide(_as_waiting(row, spent.get(row.person_id, []), now, rules), now):
            case Go():
                if not slots.left():
                    break
                slots.take(row.text)
                busy.add(row.address_id)
                going.append(row)
            case other:
                settled.append(_settled(row, other))
    _settle(conn, settled)
    return going


def _settled(row: sa.Row[Any], verdict: Verdict) -> dict[str, Any]:
    same = {"row_id": row.id, "new_state": row.state, "why": "", "not_before": row.due_at}
    match verdict:
        case Later(at):
            return {**same, "not_before": at}
        case Skip(reason):
            return {**same, "new_state": "skipped", "why": reason}
        case Expired():
            return {**same, "new_state": "expired", "why": "too late"}
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
    )


_WEEK: Final = timedelta(days=7)
_COUNTS: Final = ("claimed", "uncertain", "sent", "delivered", "undelivered")


def _spent(
    conn: sa.Connection, rows: Collection[sa.Row[Any]], now: datetime
) -> dict[int, list[datetime]]:
    """When we started something with each of these people in the last seven days."""
    if not rows:
        return {}
    query = sa.select(message.c.person_id, message.c.claimed_at).where(
        message.c.person_id.in_({row.person_id for row in rows}),
        message.c.direction == "out",
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
            claimed_at=now,
            handed_at=wall,
            lease_until=until,
            sender=speaker.value,
            attempts=message.c.attempts + 1,
        )
    )
    _hold_addresses(conn, [row.address_id for row in rows], until)
    return [_claimed(row, speaker, wall) for row in rows]


def _claimed(row: sa.Row[Any], speaker: Speaker, wall: datetime) -> Claimed:
    return Claimed(
        id=row.id,
        person_id=row.person_id,
        address_id=row.address_id,
        address=row.to,
        text=row.text,
        choices=tuple(row.choices or ()),
        asks_contact=row.asks_contact,
        expires_at=row.expires_at,
        handed_at=wall,
        attempts=row.attempts + 1,
        sender=speaker.value,
    )


def _hold_addresses(conn: sa.Connection, ids: Collection[int], until: datetime) -> None:
    conn.execute(sa.update(address).where(address.c.id.in_(ids)).values(free_at=until))


# ── what became of it ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed message. `again_at` puts it back in the queue until then."""

    id: int
    address_id: int
    state: str  # sent | delivered | undelivered | failed | uncertain | queued
    provider_id: str | None = None
    code: str = ""
    reason: str = ""
    again_at: datetime | None = None


def record(
    conn: sa.Connection, outcomes: list[Outcome], now: datetime, same_address: timedelta
) -> None:
    """Write down what became of these. What a callback has told us already is not undone."""
    if not outcomes:
        return
    rows = [_outcome_row(outcome, now) for outcome in outcomes]
    conn.execute(
        sa.update(message)
        .where(message.c.id == sa.bindparam("row_id"), IN_THE_AIR)
        .values(
            state=sa.bindparam("new_state"),
            code=sa.bindparam("new_code"),
            reason=sa.bindparam("why"),
            due_at=sa.func.coalesce(
                sa.bindparam("again", type_=message.c.due_at.type), message.c.due_at
            ),
            lease_until=sa.bindparam("lease", type_=message.c.lease_until.type),
        ),
        rows,
    )
    taken = [row for row in rows if row["provider"] is not None]
    if taken:
        conn.execute(
            sa.update(message)
            .where(message.c.id == sa.bindparam("row_id"), message.c.sent_at.is_(None))
            .values(provider_id=sa.bindparam("provider"), sent_at=now),
            taken,
        )
    _hold_addresses(conn, {outcome.address_id for outcome in outcomes}, now + same_address)


IN_THE_AIR: Final = sa.or_(message.c.state == "claimed", message.c.state == "uncertain")

FIRST_CHECK: Final = timedelta(seconds=15)
"""How soon after a lost answer we ask the provider whether it had the message."""


def _outcome_row(outcome: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "row_id": outcome.id,
        "new_state": outcome.state,
        "new_code": outcome.code,
        "why": outcome.reason,
        "again": outcome.again_at,
        "lease": now + FIRST_CHECK if outcome.state == "uncertain" else None,
        "provider": outcome.provider_id,
    }


@dataclass(frozen=True, slots=True)
class News:
    """What a provider says of a message later on: found by our id, else by theirs."""

    channel: str
    provider_id: str
    state: str
    message_id: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A message that some news has moved on."""

    id: int
    person_id: int
    address_id: int
    state: str
    code: str
    attempts: int
    sender: str


def hear_of(conn: sa.Connection, news: list[News], now: datetime) -> list[Moved]:
    """Move messages on by what the provider says, and forward only. Returns those that moved."""
    moved = []
    for each in news:
        behind = [state for state, rank in RANK.items() if rank < RANK[each.state]]
        change = sa.update(message).where(
            message.c.direction == "out", message.c.channel == each.channel
        )
        if each.message_id is not None:
            change = change.where(message.c.id == each.message_id)
        else:
            change = change.where(message.c.provider_id == each.provider_id)
        row = conn.execute(
            change.where(message.c.state.in_(behind))
            .values(
                state=each.state,
                code=each.code,
                provider_id=sa.func.coalesce(message.c.provider_id, each.provider_id),
                sent_at=sa.func.coalesce(message.c.sent_at, now),
                lease_until=None,
            )
            .returning(
                message.c.id,
                message.c.person_id,
                message.c.address_id,
                message.c.attempts,
                message.c.sender,
            )
        ).first()
        if row is not None:
            person_id, address_id = row.person_id, row.address_id
            state = (each.state, each.code, row.attempts, row.sender)
            moved.append(Moved(row.id, person_id, address_id, *state))
    return moved


def send_again(conn: sa.Connection, message_id: int, now: datetime, due_at: datetime) -> None:
    """A message that did not arrive goes out again, as a new row: the old one keeps its end."""
    old = conn.execute(sa.select(message).where(message.c.id == message_id)).one()
    kept = (
        "community_id",
        "person_id",
        "address_id",
        "about_id",
        "direction",
        "channel",
        "kind",
        "text",
        "key",
        "choices",
        "asks_contact",
        "priority",
        "starts",
        "expires_at",
        "attempts",
    )
    again = {name: old._mapping[name] for name in kept}
    conn.execute(
        sa.insert(message).values(
            **again, state="queued", at=now, due_at=due_at, retry_of=message_id
        )
    )


def release(conn: sa.Connection, ids: Collection[int]) -> None:
    """Claimed, and not a word of it spoken: back in the queue, for whoever comes next."""
    if ids:
        held = sa.select(message.c.address_id).where(message.c.id.in_(ids))
        conn.execute(sa.update(address).where(address.c.id.in_(held)).values(free_at=None))
        conn.execute(
            sa.update(message)
            .where(message.c.id.in_(ids), message.c.state == "claimed")
            .values(state="queued", lease_until=None, attempts=message.c.attempts - 1)
        )


# ── the uncertain ───────────────────────────────────────────────────────────────────────────


def doubt(conn: sa.Connection, now: datetime, *, all_claimed: bool = False) -> int:
    """Whoever claimed these is gone: nobody knows if they were sent. Returns how many.

    `all_claimed`: nobody else can hold a claim (one process owns the file and has just begun).
    """
    lost = message.c.state == "claimed"
    if not all_claimed:
        lost = sa.and_(lost, message.c.lease_until <= now)
    result = conn.execute(
        sa.update(message).where(lost).values(state="uncertain", lease_until=now + FIRST_CHECK)
    )
    return result.rowcount


def to_ask_after(
    conn: sa.Connection, channel: str, now: datetime, limit: int
) -> list[tuple[Claimed, int]]:
    """Uncertain messages whose time has come to be asked after, and how often they have been."""
    query = (
        sa.select(message, address.c.value.label("to"))
        .join(address, address.c.id == message.c.address_id)
        .where(
            message.c.state == "uncertain",
            message.c.channel == channel,
            message.c.lease_until <= now,
        )
        .order_by(message.c.lease_until)
        .limit(limit)
        .with_for_update(of=message, skip_locked=True)
    )
    rows = conn.execute(query).all()
    ids = [row.id for row in rows]
    if ids:
        conn.execute(
            sa.update(message)
            .where(message.c.id.in_(ids))
            .values(lease_until=now + LEASE, checks=message.c.checks + 1)
        )
    return [(_uncertain(row), row.checks + 1) for row in rows]


def _uncertain(row: sa.Row[Any]) -> Claimed:
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
    )


def is_known(conn: sa.Connection, message_id: int, channel: str, provider_id: str) -> bool:
    """Whether another message of ours already is what the provider calls by this id."""
    query = sa.select(message.c.id).where(
        message.c.direction == "out",
        message.c.channel == channel,
        message.c.provider_id == provider_id,
        message.c.id != message_id,
    )
    return conn.execute(query).first() is not None


def ask_again(conn: sa.Connection, message_id: int, at: datetime | None) -> None:
    """Ask after this one again then; with None it stays uncertain, for a person to decide."""
    conn.execute(
        sa.update(message)
        .where(message.c.id == message_id, message.c.state == "uncertain")
        .values(lease_until=at)
    )


def never_sent(conn: sa.Connection, message_id: int, now: datetime) -> None:
    """The provider never had it: it goes back in the queue."""
    conn.execute(
        sa.update(message)
        .where(message.c.id == message_id, message.c.state == "uncertain")
        .values(state="queued", due_at=now, lease_until=None, checks=0)
    )


def expire(conn: sa.Connection, now: datetime) -> int:
    """What nobody claimed in time ends here. Returns how many."""
    result = conn.execute(
        sa.update(message)
        .where(message.c.state == "queued", message.c.expires_at <= now)
        .values(state="expired", reason="too late")
    )
    return result.rowcount


# ── looking ─────────────────────────────────────────────────────────────────────────────────


def next_moment(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the outbox next has something to do, after now: a message due, a lease or a check."""
    due = sa.select(sa.func.min(message.c.due_at)).where(
        message.c.state == "queued", message.c.due_at > now
    )
    lease = sa.select(sa.func.min(message.c.lease_until)).where(
        message.c.state.in_(("claimed", "uncertain")), message.c.lease_until > now
    )
    held = (
        sa.select(sa.func.min(address.c.free_at))
        .join(message, message.c.address_id == address.c.id)
        .where(message.c.state == "queued", message.c.due_at <= now, address.c.free_at > now)
    )
    turn = sa.select(sa.func.min(senders.sender.c.free_at)).where(
        senders.sender.c.free_at > now,
        sa.exists().where(
            message.c.state == "queued",
            message.c.due_at <= now,
            message.c.channel == senders.sender.c.channel,
        ),
    )
    moments = [conn.execute(query).scalar() for query in (due, lease, held, turn)]
    return min((moment for moment in moments if moment is not None), default=None)


def counts(conn: sa.Connection) -> dict[str, int]:
    """How many messages are in each state that somebody may need to look at."""
    watched = ("queued", "claimed", "uncertain", "quarantined")
    query = (
        sa.select(message.c.state, sa.func.count())
        .where(message.c.state.in_(watched))
        .group_by(message.c.state)
    )
    found = {row[0]: row[1] for row in conn.execute(query)}
    return {state: found.get(state, 0) for state in watched}
