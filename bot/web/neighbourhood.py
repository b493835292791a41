"""What the practice phones need to know of the demo they belong to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.channels import Inbound, Kind
from bot.channels.phone import PhoneChannel


@dataclass(frozen=True, slots=True)
class Handset:
    """A phone on the table: whose it is, and in which role (resident, befriender, coordinator).

    `address` is E.164. Someone who is not known yet has no name and the role "".
    """

    address: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a handset's history; `out` is from Doorstep to the person.

    `state` is one of DESIGN's words for a message (queued, claimed, sent, delivered, undelivered,
    failed, skipped, expired, uncertain); for what came in it is "delivered". `provider_id` of what
    came in is the id that the page made for it: by it the page knows its own text again.
    """

    id: str
    out: bool
    text: str
    at: datetime  # UTC
    state: str
    provider_id: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()


class Neighbourhood(Protocol):
    """What the practice phones need of the running demo.

    The demo calls `channel.announce(Changed(address))` after each commit that changed what was
    said to an address, and may announce ClockMoved while its clock is on the way.
    """

    @property
    def channel(self) -> PhoneChannel: ...

    @property
    def community(self) -> str:
        """The project's name as people know it."""

    @property
    def zone(self) -> str:
        """The project's time zone, such as Europe/London."""

    async def handsets(self) -> list[Handset]:
        """Every address known on the practice phone, those to look at first at the front."""

    async def history(self, address: str, limit: int) -> list[Line]:
        """The last `limit` messages, the oldest first."""

    async def receive(self, inbound: Inbound) -> None:
        """Store what came in; returns once it is committed. An id seen before changes nothing."""

    def now(self) -> datetime:
        """What the demo's clock reads, in UTC."""

    async def advance(self, by: timedelta) -> datetime:
        """Move the clock on, work off all that falls due, and answer the new time (UTC)."""
