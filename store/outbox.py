"""The outbox: what goes out, and how far it has got.

A message moves forward only: queued, claimed, (uncertain), sent, then one end for good:
delivered, undelivered, failed, skipped or expired. The one way back is from uncertain to
queued, once the provider has said that it never had it; or from claimed to queued, when it said
that it would not take it now. `claiming.py` takes what may go, `outcomes.py` records what became
of it, `reconciling.py` asks after the uncertain; this file looks at the whole and is their door.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from flows.world import Priority
from store.claiming import LEASE, Claimed, Rules, claim
from store.messages import LOOKED_AT, RANK, message, state_is
from store.outcomes import (
    FIRST_CHECK,
    Moved,
    News,
    Outcome,
    hear_of,
    record,
    release,
    send_again,
)
from store.people import address
from store.reconciling import ask_again, doubt, is_known, never_sent, same_words, to_ask_after
from store.senders import Speaker, sender

__all__ = [
    "FIRST_CHECK",
    "LEASE",
    "RANK",
    "Claimed",
    "Moved",
    "News",
    "Outcome",
    "Rules",
    "Speaker",
    "ask_again",
    "claim",
    "counts",
    "doubt",
    "expire",
    "hear_of",
    "is_known",
    "never_sent",
    "next_moment",
    "record",
    "release",
    "same_words",
    "send_again",
    "to_ask_after",
    "too_late",
    "waiting_elsewhere",
]

EXPIRED_AT_ONCE: Final = 500

_WHY: Final = sa.func.nullif(message.c.reason, "")  # of one that was put off, if it was said


def too_late(conn: sa.Connection, now: datetime) -> list[int]:
    """Some of what nobody claimed in time, for `expire`: found without holding anybody up.

    Broadcasts are ended on their own, all of one at its own end (`broadcast_ends.py`).
    """
    waits = (state_is("queued"), message.c.priority < int(Priority.BROADCAST))
    late = sa.select(message.c.id).where(*waits, message.c.expires_at <= now)
    return list(conn.execute(late.order_by(message.c.id).limit(EXPIRED_AT_ONCE)).scalars())


def expire(conn: sa.Connection, now: datetime, ids: Collection[int] | None = None) -> int:
    """What nobody claimed in time (of these, if given) ends here. Returns how many."""
    mine = () if ids is None else (message.c.id.in_(ids),)
    result = conn.execute(
        sa.update(message)
        .where(state_is("queued"), message.c.expires_at <= now, *mine)
        .values(state="expired", reason=sa.func.coalesce(_WHY, "too late"))
    )
    return result.rowcount


def next_moment(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the outbox next has something to do, after now: a message due, a lease or a check."""
    waiting = (state_is("queued"), message.c.due_at <= now)
    due = sa.select(sa.func.min(message.c.due_at)).where(state_is("queued"), message.c.due_at > now)
    lease = sa.select(sa.func.min(message.c.lease_until)).where(message.c.lease_until > now)
    held = (
        sa.select(sa.func.min(address.c.free_at))
        .join(message, message.c.address_id == address.c.id)
        .where(*waiting, address.c.free_at > now)
    )
    turns = (
        sa.select(sa.func.min(free_at)).where(
            free_at > now, sa.exists().where(*waiting, message.c.channel == sender.c.channel)
        )
        for free_at in (sender.c.free_at, sender.c.bulk_free_at)
    )
    moments = [conn.execute(query).scalar() for query in (due, lease, held, *turns)]
    return min((moment for moment in moments if moment is not None), default=None)


def waiting_elsewhere(conn: sa.Connection, channels: Collection[str]) -> list[str]:
    """Other channels than these that messages wait for: nobody sends on them."""
    query = (
        sa.select(message.c.channel)
        .where(state_is("queued"), message.c.channel.not_in(channels))
        .distinct()
        .order_by(message.c.channel)
    )
    return list(conn.execute(query).scalars())


def counts(conn: sa.Connection) -> dict[str, int]:
    """How many messages are in each state that somebody may need to look at."""
    queued = sa.select(sa.func.count()).select_from(message).where(state_is("queued"))
    others = (
        sa.select(message.c.state, sa.func.count())
        .where(state_is(*LOOKED_AT))
        .group_by(message.c.state)
    )
    found = {row[0]: row[1] for row in conn.execute(others)}
    waiting = {"queued": conn.execute(queued).scalar_one()}
    return waiting | {state: found.get(state, 0) for state in LOOKED_AT}
