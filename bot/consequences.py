"""What a provider's refusal means beside the message: for the person, the address, the channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot import knowing, turns
from bot.channels import Act, Channel, Undeliverable
from bot.logs import get_logger
from flows import by_hand
from flows.facts import Stopped
from store import leaving, people, remembering, senders
from store.communities import Community
from store.remembering import Decided

log = get_logger(__name__)

FAULT_REST: Final = timedelta(minutes=15)
"""How long a channel rests when our account or set-up is at fault."""

SLOW_DOWN: Final = timedelta(seconds=5)
"""How long a sender rests that was too quick, where the provider named no time."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal, and whom it concerned."""

    person_id: int
    address_id: int
    sender: str
    why: Undeliverable


def act(
    conn: sa.Connection, community: Community, channel: Channel, refused: Refused, now: datetime
) -> None:
    """Do what this refusal asks for."""
    why = refused.why
    if why.alarm:
        log.error("provider_alarm", channel=channel.name, code=why.code)
    if why.whole_sender:
        rest = why.retry_after or SLOW_DOWN
        senders.rest(conn, community.id, channel.name, refused.sender, now, rest, why.code)
    match why.act:
        case Act.RECORD_STOP:
            _record_stop(conn, community, channel, refused, now)
        case Act.FREEZE:
            _close_address(conn, community, refused, "frozen", now)
        case Act.UNREACHABLE:
            _close_address(conn, community, refused, "unreachable", now)
        case Act.PAUSE_CHANNEL:
            _rest_channel(conn, community, channel, why.code, now)
        case Act.MOVED:
            moved = (conn, community.id, refused.address_id, channel.name, why.moved_to)
            people.move_address(*moved)
        case Act.NOTHING:
            pass


def _record_stop(
    conn: sa.Connection, community: Community, channel: Channel, refused: Refused, now: datetime
) -> None:
    """They opted out with the provider: for us that is a STOP like any other."""
    fact = Stopped(f"({channel.name} {refused.why.code})")
    decided = Decided(fact, community.id, refused.person_id, now, channel.name, refused.address_id)
    remembering.remember(conn, [decided])


def _close_address(
    conn: sa.Connection, community: Community, refused: Refused, state: str, now: datetime
) -> None:
    """Nothing more goes to this address, and a coordinator finds another way to the person."""
    people.set_address_state(conn, refused.address_id, state, refused.why.code)
    leaving.gone_if_lost(conn, [refused.person_id], now)
    _tell(conn, community, refused.person_id, now, lambda talk, world: by_hand.not_arrived(world))


def unsure(conn: sa.Connection, community: Community, person_id: int, now: datetime) -> None:
    """Nobody can say whether a message to this person was sent: a person decides."""
    _tell(conn, community, person_id, now, by_hand.unsure_sent)


def _tell(
    conn: sa.Connection, community: Community, person_id: int, now: datetime, turn: turns.Take
) -> None:
    known = knowing.load(conn, community, [person_id], now)
    turns.save(conn, community, [turns.take(each, turn) for each in known.values()], now)


def _rest_channel(
    conn: sa.Connection, community: Community, channel: Channel, code: str, now: datetime
) -> None:
    """Our account is at fault: every message waits, none is used up, and the log says so loudly."""
    log.error("channel_rests", channel=channel.name, code=code, minutes=15)
    for sender in channel.senders:
        senders.rest(conn, community.id, channel.name, sender, now, FAULT_REST, code)
