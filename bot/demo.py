"""An invented neighbourhood on practice phones: nobody is real, and nothing leaves the machine."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot import mill_lane
from bot.app import Doorstep
from bot.channels import Inbound, Kind
from bot.channels.phone import Changed, PhoneChannel
from bot.files import importing
from bot.web.neighbourhood import Handset, Line
from store import people
from store.messages import message
from store.people import address, person

STRANGER = "+447700900999"
"""A phone nobody is known at: whoever picks it up can join."""


class DemoNeighbourhood:
    """What the practice phones need of a running service. Fulfils `bot.web.neighbourhood`."""

    def __init__(self, doorstep: Doorstep) -> None:
        assert doorstep.phone is not None
        self._doorstep = doorstep
        self.channel: PhoneChannel = doorstep.phone
        self.community = doorstep.community.name
        self.zone = doorstep.community.zone

    async def handsets(self) -> list[Handset]:
        """Everybody on a practice phone: a resident, a befriender and a coordinator first."""
        found = await self._doorstep.database.read(
            partial(_handsets, community_id=self._doorstep.community.id)
        )
        if all(handset.address != STRANGER for handset in found):
            found.append(Handset(STRANGER, "", ""))
        return found

    async def history(self, address: str, limit: int) -> list[Line]:
        """What was said at this address, the oldest first."""
        return await self._doorstep.database.read(partial(_history, value=address, limit=limit))

    async def receive(self, inbound: Inbound) -> None:
        """Take what somebody typed or rang."""
        await self._doorstep.inbox.receive(inbound)
        self.channel.announce(Changed(inbound.address))

    def now(self) -> datetime:
        """What the demo's clock reads."""
        return self._doorstep.now()

    async def advance(self, by: timedelta) -> datetime:
        """Move the clock on."""
        return await self._doorstep.advance(by)


def _handsets(conn: sa.Connection, community_id: int) -> list[Handset]:
    rows = conn.execute(
        sa.select(address.c.value, person.c.id, person.c.name)
        .join(person, person.c.id == address.c.person_id)
        .where(address.c.channel == "phone", address.c.community_id == community_id)
        .order_by(person.c.id)
        .limit(60)
    ).all()
    roles = people.roles_of(conn, community_id, [row.id for row in rows])
    found = [Handset(row.value, row.name, _role(roles.get(row.id, frozenset()))) for row in rows]
    first = {each.role: each for each in reversed(found)}
    front = [first[name] for name in importing.ROLES if name in first]
    return front + [each for each in found if each not in front]


def _role(names: frozenset[str]) -> str:
    return next((name for name in ("coordinator", "befriender", "resident") if name in names), "")


def _history(conn: sa.Connection, value: str, limit: int) -> list[Line]:
    rows = conn.execute(
        sa.select(message)
        .join(address, address.c.id == message.c.address_id)
        .where(address.c.channel == "phone", address.c.value == value)
        .order_by(message.c.id.desc())
        .limit(limit)
    ).all()
    return [_line(row) for row in reversed(rows)]


def _line(row: sa.Row[Any]) -> Line:
    out = row.direction == "out"
    return Line(
        id=str(row.id),
        out=out,
        text=row.text,
        at=row.sent_at or row.at,
        state=row.state if out else "delivered",
        provider_id=row.provider_id or "",
        kind=Kind(row.kind),
        choices=tuple(row.choices or ()),
    )


async def invent(doorstep: Doorstep) -> None:
    """Put the invented people into an empty demo. One that has people already is left as it is."""
    await doorstep.database.write(
        partial(mill_lane.invent, community=doorstep.community, now=doorstep.now())
    )
