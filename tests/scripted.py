"""A small Doorstep without a web server: real database, inbox, outbox, and a scripted channel."""

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

import sqlalchemy as sa

from bot.channels import (
    Channel,
    Found,
    Inbound,
    Outgoing,
    Pace,
    Receipt,
    Receive,
    Undeliverable,
)
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.outbox import Outbox
from flows import FLOWS
from flows.engine import Flow
from store import communities, messages, people
from store.communities import Community
from store.database import Database
from store.messages import message

MONDAY_NOON = datetime(2026, 6, 1, 11, 0, tzinfo=UTC)  # noon in London
ROSE, SAM, ANA = "+447700900001", "+447700900002", "+447700900003"

BREAKS = "a code that breaks whoever explains it"

Answer = Receipt | Exception | Callable[[Outgoing], Awaitable[Receipt]]
News = Receipt | Found | Exception | Callable[[Outgoing], Awaitable[Receipt | Found]]


_IDS = count(1)


class Moment:
    """The time, which moves only when a test says so."""

    def __init__(self, at: datetime = MONDAY_NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **by: float) -> None:
        self.at += timedelta(**by)


class ScriptedChannel:
    """Takes everything, unless `answers` says otherwise for an address or ("") for any."""

    def __init__(
        self,
        name: str = "sms",
        senders: tuple[str, ...] = ("+447700900999",),
        pace: Pace | None = None,
    ) -> None:
        self.name, self.senders = name, senders
        self.pace = pace or Pace(per_second=1e9)  # no test waits for it unless it is about that
        self.sent: list[Outgoing] = []
        self.answers: dict[str, deque[Answer]] = defaultdict(deque)
        self.finds: deque[News] = deque()
        self.meanings: dict[str, Undeliverable] = {}
        self._ids = count(1)

    async def start(self, receive: Receive) -> None: ...

    async def stop(self) -> None: ...

    async def send(self, message: Outgoing) -> Receipt:
        script = self.answers[message.address] or self.answers[""]
        answer = script.popleft() if script else Receipt(f"{self.name}-{next(self._ids)}")
        if isinstance(answer, Exception):
            raise answer
        self.sent.append(message)
        return answer if isinstance(answer, Receipt) else await answer(message)

    async def find(self, message: Outgoing) -> Receipt | Found:
        found = self.finds.popleft()
        if isinstance(found, Exception):
            raise found
        return found if isinstance(found, Receipt | Found) else await found(message)

    def parts(self, text: str) -> int:
        return 1

    def explain(self, code: str) -> Undeliverable:
        if code == BREAKS:
            raise RuntimeError
        return self.meanings.get(code, Undeliverable(code, permanent=True))

    def said(self, address: str) -> list[str]:
        """What was said to this address."""
        return [each.text for each in self.sent if each.address == address]


@dataclass
class Small:
    """The parts, handed to each other as the app does it."""

    database: Database
    community: Community
    now: Moment
    channels: dict[str, Channel]
    inbox: Inbox
    outbox: Outbox
    metrics: Metrics

    @property
    def sms(self) -> ScriptedChannel:
        channel = self.channels["sms"]
        assert isinstance(channel, ScriptedChannel)
        return channel

    def heard(self, address: str, words: str, **more: Any) -> Inbound:
        more = {"channel": "sms", "provider_id": f"in-{next(_IDS)}", **more}
        return Inbound(address=address, text=words, at=self.now(), **more)

    async def text(self, address: str, words: str, **more: Any) -> None:
        """Somebody texts, and it is committed."""
        await self.inbox.take([self.heard(address, words, **more)])

    async def joins(self, address: str, name: str, role: str = "") -> None:
        """Somebody joins, hears all that is said, and has a role if one is given."""
        for words in ("hello", "yes", name):
            await self.text(address, words)
            self.now.on(seconds=5)
        if role:
            await self.database.write(partial(_give_role, self.community, address, role))
        await self.outbox.work_off()

    async def queue(self, address: str, words: str, **more: Any) -> int:
        """Put one message in the outbox, and return its id."""
        return await self.database.write(
            partial(_queue, self.community, self.now(), address, words, more)
        )

    async def rows(self, *where: Any) -> list[sa.Row[Any]]:
        """Messages that fit, the oldest first."""
        query = sa.select(message).where(*where).order_by(message.c.id)
        return await self.database.read(lambda conn: list(conn.execute(query)))

    async def out(self, key: str = "", **of: Any) -> list[sa.Row[Any]]:
        """Outgoing messages, of one wording if given."""
        where = [message.c.direction == "out", *(message.c[k] == v for k, v in of.items())]
        return await self.rows(*where, *([message.c.key == key] if key else []))

    async def all(self, table: sa.Table) -> list[sa.Row[Any]]:
        query = sa.select(table).order_by(*table.primary_key)
        return await self.database.read(lambda conn: list(conn.execute(query)))

    async def change(self, statement: Any) -> None:
        await self.database.write(lambda conn: conn.execute(statement) and None)

    async def tick(self, until: datetime, every: timedelta = timedelta(minutes=1)) -> None:
        """Let the time pass as it does in a running service."""
        while self.now() < until:
            self.now.at = min(until, self.now() + every)
            await self.inbox.due()
            await self.outbox.work_off()
            await self.outbox.reconcile()


async def small(
    database: Database,
    *channels: Channel,
    now: Moment | None = None,
    flows: Mapping[str, Flow] = FLOWS,
    chance: float = 0.5,
) -> Small:
    """The parts on this open, migrated database. Sending and ticking stay in the test's hand."""
    now = now or Moment()
    found = partial(communities.found, name="Mill Lane", zone="Europe/London", now=now())
    community = await database.write(found)
    by_name: dict[str, Channel] = {each.name: each for each in channels or (ScriptedChannel(),)}
    metrics = Metrics()
    outbox = Outbox(database, community, by_name, now, lambda: chance, metrics, wall=now)
    inbox = Inbox(database, community, now, metrics, outbox.wake, flows)
    await outbox.listen()
    await inbox.start()
    return Small(database, community, now, by_name, inbox, outbox, metrics)


def _give_role(community: Community, address: str, role: str, conn: sa.Connection) -> None:
    met = people.at_addresses(conn, community.id, [("sms", address)])
    person_id = met["sms", address].person_id
    since = MONDAY_NOON
    conn.execute(
        sa.insert(people.role).values(
            community_id=community.id, person_id=person_id, role=role, since=since
        )
    )


def _queue(
    community: Community,
    now: datetime,
    address: str,
    words: str,
    more: dict[str, Any],
    conn: sa.Connection,
) -> int:
    channel = more.get("channel", "sms")
    where = (channel, address)
    at = people.meet(conn, community.id, {where}, community.zone, now)[where]
    row = {
        "community_id": community.id,
        "person_id": at.person_id,
        "address_id": at.id,
        "direction": "out",
        "channel": channel,
        "text": words,
        "state": "queued",
        "reason": "",
        "at": now,
        "due_at": now,
        "priority": 1,
        **more,
    }
    messages.queue(conn, [row])
    found: int = conn.execute(sa.select(sa.func.max(message.c.id))).scalar_one()
    return found
