"""The outbox, outcomes: what became of a message that was ours to send, now and in later news."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.claiming import hold_addresses
from store.messages import RANK, message, state_is, went_out
from store.people import address

FIRST_CHECK: Final = timedelta(seconds=15)
"""How soon after a lost answer we ask the provider whether it had the message."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed message. `again_at` puts it back in the queue until then.

    `attempt` is the claim's own count: an outcome that comes so late that the message has been
    claimed anew is then told from the new claim's. None: of whichever claim there is.
    """

    id: int
    address_id: int
    state: str  # sent | delivered | undelivered | failed | expired | uncertain | queued
    provider_id: str | None = None
    code: str = ""
    reason: str = ""
    again_at: datetime | None = None
    attempt: int | None = None


def record(
    conn: sa.Connection, outcomes: list[Outcome], now: datetime, same_address: timedelta
) -> None:
    """Write down what became of these. What a callback has told us already is not undone."""
    if not outcomes:
        return
    rows = [_outcome_row(outcome, now) for outcome in outcomes]
    conn.execute(_SETTLE, rows)
    taken = [row for row in rows if row["provider"] is not None]
    if taken:
        conn.execute(_TAKEN, taken)
    again = [row for row in rows if row["new_state"] == "queued" and row["again"] is not None]
    if again:
        conn.execute(_WAIT_BEHIND, again)
    hold_addresses(conn, {outcome.address_id for outcome in outcomes}, now + same_address)


def _outcome_row(outcome: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "row_id": outcome.id,
        "new_state": outcome.state,
        "new_code": outcome.code,
        "why": outcome.reason,
        "again": outcome.again_at,
        "lease": now + FIRST_CHECK if outcome.state == "uncertain" else None,
        "provider": outcome.provider_id,
        "attempt": outcome.attempt,
        "accepted": outcome.provider_id is not None,
        "moment": now,
    }


_ATTEMPT: Final = sa.bindparam("attempt", type_=message.c.attempts.type)
_AGAIN: Final = sa.bindparam("again", type_=message.c.due_at.type)
_ROW: Final = sa.bindparam("row_id", type_=message.c.id.type)

_THIS_CLAIM: Final = sa.and_(
    sa.or_(state_is("claimed"), state_is("uncertain")),
    message.c.attempts == sa.func.coalesce(_ATTEMPT, message.c.attempts),
)
_NOT_KNOWN_SENT: Final = sa.and_(  # once accepted, no later claim may send it again
    sa.bindparam("accepted", type_=sa.Boolean),
    sa.or_(state_is("queued"), state_is("claimed"), state_is("uncertain")),
)

_SETTLE: Final = (
    sa.update(message)
    .where(message.c.id == _ROW, sa.or_(_THIS_CLAIM, _NOT_KNOWN_SENT))
    .values(
        state=sa.bindparam("new_state"),
        code=sa.bindparam("new_code"),
        reason=sa.bindparam("why"),
        due_at=sa.func.coalesce(_AGAIN, message.c.due_at),
        lease_until=sa.bindparam("lease"),
    )
)

_TAKEN: Final = (
    sa.update(message)
    .where(message.c.id == _ROW, message.c.sent_at.is_(None))
    .values(provider_id=sa.bindparam("provider"), sent_at=sa.bindparam("moment"))
)

_this: Final = message.alias("this")

_WAIT_BEHIND: Final = (  # what was to follow it waits with it, so that the order holds
    sa.update(message)
    .where(
        _this.c.id == _ROW,
        _this.c.state == sa.literal_column("'queued'"),
        message.c.person_id == _this.c.person_id,
        message.c.address_id == _this.c.address_id,
        message.c.priority == _this.c.priority,
        message.c.id > _this.c.id,
        went_out,
        state_is("queued"),
        message.c.due_at < _AGAIN,
    )
    .values(due_at=_AGAIN)
)


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
    priority: int


_MOVED: Final = (
    message.c.id,
    message.c.person_id,
    message.c.address_id,
    message.c.state,
    message.c.code,
    message.c.attempts,
    message.c.sender,
    message.c.priority,
)


def hear_of(conn: sa.Connection, news: list[News], now: datetime) -> list[Moved]:
    """Move messages on by what the provider says, and forward only. Returns those that moved."""
    moved = []
    for each in news:
        row = conn.execute(_move_on(each, now)).first()
        if row is not None:
            moved.append(Moved(*row))
    return moved


def _move_on(news: News, now: datetime) -> sa.Executable:
    behind = [state for state, rank in RANK.items() if rank < RANK[news.state]]
    change = sa.update(message).where(went_out, message.c.channel == news.channel)
    if news.message_id is not None:  # and of this very try, if we know what they call that
        theirs = sa.func.coalesce(message.c.provider_id, news.provider_id) == news.provider_id
        change = change.where(message.c.id == news.message_id, theirs)
    else:
        change = change.where(message.c.provider_id == news.provider_id)
    return (
        change.where(message.c.state.in_(behind))
        .values(
            state=news.state,
            code=news.code,
            provider_id=sa.func.coalesce(message.c.provider_id, news.provider_id),
            sent_at=sa.func.coalesce(message.c.sent_at, now),
            lease_until=None,
        )
        .returning(*_MOVED)
    )


_SAID_AGAIN: Final = (
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
    "broadcast_id",
    "expires_at",
    "attempts",
)


def send_again(conn: sa.Connection, message_id: int, now: datetime, due_at: datetime) -> None:
    """A message that did not arrive goes out again, as a new row: the old one keeps its end."""
    old = conn.execute(sa.select(message).where(message.c.id == message_id)).one()
    again = {name: old._mapping[name] for name in _SAID_AGAIN}
    if old.broadcast_id is not None:  # its last try is who it is in the broadcast's tally
        left = sa.update(message).where(message.c.id == message_id)
        conn.execute(left.values(broadcast_id=None, starts=False))  # nor does it count twice
    conn.execute(
        sa.insert(message).values(
            **again, state="queued", at=now, due_at=due_at, retry_of=message_id
        )
    )


def release(conn: sa.Connection, ids: Collection[int]) -> None:
    """Claimed, and not a word of it spoken: back in the queue, for whoever comes next.

    An address whose lease ran out meanwhile may have another message in the air: that one's hold
    on it stays.
    """
    if ids:
        holds = sa.exists().where(
            message.c.id.in_(ids),
            message.c.address_id == address.c.id,
            message.c.lease_until >= address.c.free_at,
        )
        held = sa.select(message.c.address_id).where(message.c.id.in_(ids))
        freed = sa.update(address).where(address.c.id.in_(held), holds).values(free_at=None)
        conn.execute(freed)
        conn.execute(
            sa.update(message)
            .where(message.c.id.in_(ids), state_is("claimed"))
            .values(state="queued", lease_until=None, attempts=message.c.attempts - 1)
        )
