"""The outbox, reconciling: messages whose outcome is unknown, and what asking the provider told."""

from datetime import datetime

import sqlalchemy as sa

from store.claiming import LEASE, Claimed, as_claimed
from store.messages import message, state_is, watched, went_out
from store.outcomes import FIRST_CHECK
from store.people import address


def doubt(conn: sa.Connection, now: datetime, *, all_claimed: bool = False) -> int:
    """Whoever claimed these is gone: nobody knows if they were sent. Returns how many.

    `all_claimed`: nobody else can hold a claim (one process owns the file and has just begun).
    """
    lost = sa.and_(watched, state_is("claimed"))
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
            watched,
            state_is("uncertain"),
            message.c.channel == channel,
            message.c.lease_until <= now,
        )
        .order_by(message.c.lease_until, message.c.id)
        .limit(limit)
        .with_for_update(of=message, skip_locked=True, key_share=True)
    )
    rows = conn.execute(query).all()
    ids = [row.id for row in rows]
    if ids:
        conn.execute(
            sa.update(message)
            .where(message.c.id.in_(ids))
            .values(lease_until=now + LEASE, checks=message.c.checks + 1)
        )
    return [(as_claimed(row), row.checks + 1) for row in rows]


def is_known(conn: sa.Connection, message_id: int, channel: str, provider_id: str) -> bool:
    """Whether another message of ours already is what the provider calls by this id."""
    query = sa.select(message.c.id).where(
        went_out,
        message.c.channel == channel,
        message.c.provider_id == provider_id,
        message.c.id != message_id,
    )
    return conn.execute(query).first() is not None


def same_words(conn: sa.Connection, message_id: int) -> frozenset[str]:
    """What the provider calls the other messages of ours that say the same to the same person."""
    this = message.alias("this")
    query = (
        sa.select(message.c.provider_id)
        .join(this, this.c.person_id == message.c.person_id)
        .where(
            this.c.id == message_id,
            went_out,
            message.c.text == this.c.text,
            message.c.id != message_id,
            message.c.provider_id.is_not(None),
        )
    )
    return frozenset(conn.execute(query).scalars())


def ask_again(conn: sa.Connection, message_id: int, at: datetime | None) -> None:
    """Ask after this one again then; with None it stays uncertain, for a person to decide."""
    conn.execute(
        sa.update(message)
        .where(message.c.id == message_id, state_is("uncertain"))
        .values(lease_until=at)
    )


def never_sent(conn: sa.Connection, message_id: int, now: datetime) -> None:
    """The provider never had it: it goes back to its old place in the queue."""
    conn.execute(
        sa.update(message)
        .where(message.c.id == message_id, state_is("uncertain"))
        .values(state="queued", lease_until=None, checks=0)
    )
