"""What came in as it is kept: once, whatever becomes of it; and what is set aside by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from bot import knowing, turns
from bot.channels import Inbound, Kind
from flows import by_hand
from store import messages, people
from store.communities import Community
from store.people import AddressRow, Where

LONGEST_KEPT: Final = 10_000  # characters of one text


def came_from(inbound: Inbound) -> Where:
    """The address that it came from."""
    return inbound.channel, inbound.address


def keep(
    conn: sa.Connection,
    community: Community,
    batch: Sequence[Inbound],
    met: Mapping[Where, AddressRow],
) -> list[Inbound]:
    """Keep these. Returns those never seen before, in order; a second delivery drops out."""
    once: dict[tuple[str, str], Inbound] = {}
    for inbound in batch:
        once.setdefault((inbound.channel, inbound.provider_id), inbound)
    fresh = set()
    for channel in dict.fromkeys(each.channel for each in batch):
        theirs = [each for each in once.values() if each.channel == channel]
        rows = [_in_row(community, each, met.get(came_from(each))) for each in theirs]
        fresh |= {(channel, provider_id) for provider_id in messages.keep(conn, rows)}
    return [each for key, each in once.items() if key in fresh]


def _in_row(community: Community, inbound: Inbound, at: AddressRow | None) -> dict[str, Any]:
    readable = inbound.kind != Kind.UNREADABLE
    if at is None and inbound.address and not inbound.welcome:
        return _from_abroad(community, inbound)
    return {
        "community_id": community.id,
        "person_id": at.person_id if at else None,
        "address_id": at.id if at else None,
        "direction": "in",
        "channel": inbound.channel,
        "provider_id": inbound.provider_id,
        "kind": inbound.kind.value,
        "text": inbound.text[:LONGEST_KEPT],
        "detail": inbound.detail,
        "state": messages.HANDLED if readable and at else messages.QUARANTINED,
        "reason": "" if readable and at else "unreadable" if at else "no address",
        "at": inbound.at,
    }


def _from_abroad(community: Community, inbound: Inbound) -> dict[str, Any]:
    """Kept, with the number, and not answered: a person decides whether to import them."""
    row = _in_row(community, replace(inbound, welcome=True), None)
    return {**row, "detail": inbound.address, "state": messages.SHELVED, "reason": "abroad"}


# ── what breaks its transaction all by itself ───────────────────────────────────────────────


def set_aside(
    conn: sa.Connection, community: Community, inbound: Inbound, why: str, now: datetime
) -> None:
    """Keep this where nothing is tried with it again, and let a person know."""
    wheres = {came_from(inbound)} if inbound.address else set()
    met = people.meet(conn, community.id, wheres, community.zone, now)
    at = met.get(came_from(inbound))
    if _keep_aside(conn, community, inbound, at, why) and at:
        known = knowing.load(conn, community, [at.person_id], now)
        turn = turns.take(known[at.person_id], partial(by_hand.set_aside, inbound.text))
        turns.save(conn, community, [turn], now)


def keep_bare(conn: sa.Connection, community: Community, inbound: Inbound, why: str) -> None:
    """The last resort: its words, spelt so that any database takes them, and nothing else."""
    _keep_aside(conn, community, inbound, None, why)


def _keep_aside(
    conn: sa.Connection, community: Community, inbound: Inbound, at: AddressRow | None, why: str
) -> bool:
    row = _in_row(community, inbound, at)
    return bool(messages.keep(conn, [{**row, "state": messages.QUARANTINED, "reason": why}]))
