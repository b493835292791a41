"""A simulated year while it goes on: what comes in, what falls due, what is read and answered."""

import asyncio
import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any, Final

import sqlalchemy as sa

from bot.channels import Inbound
from store.concerns import concern
from store.messages import message
from store.people import address
from store.visits import visit
from tests.scripted import Moment, Small
from tests.year.answers import answer, to_an_event
from tests.year.bad_days import AT_ONCE
from tests.year.colleagues import Colleague, Reading, at_a_visit
from tests.year.phones import Network, Sent
from tests.year.residents import Resident

MORNING: Final = time(10, 5)
"""The first look of a day, UTC: nobody has texted yet."""

PRESSING: Final = timedelta(minutes=1)
"""How soon we look again while somebody is in danger, at the least."""

BATCH: Final = 128


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that somebody texted us."""

    at: datetime
    address: str
    text: str


@dataclass
class Living:
    """A year while it goes on."""

    parts: Small
    network: Network
    now: Moment
    residents: list[Resident]
    colleagues: list[Colleague]
    seed: int
    waiting: list[tuple[datetime, int, str, str]] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    at_once: list[Heard] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    ids: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self._whose = {each.address: each for each in self.residents}
        self._team = {each.address: each for each in self.colleagues}
        self._reading = Reading(self.will_say)
        self._chance = random.Random(f"{self.seed}:at once")
        self._visits: set[int] = set()  # those of which it is settled what is texted about them

    def will_say(self, at: datetime, address: str, text: str) -> None:
        """This comes in at the first look after that moment."""
        heapq.heappush(self.waiting, (at, next(self.order), address, text))

    async def look(self) -> None:
        """One look at the world: what came in, what is due, what goes out, what they answer."""
        if self.now().time() != MORNING:
            await self._come_in()
            if self._chance.random() < AT_ONCE:
                await self._answered_at_once()
        inbox, outbox = self.parts.inbox, self.parts.outbox
        await inbox.due()
        await outbox.work_off()
        await self._read()

    async def _answered_at_once(self) -> None:
        """What turns have said goes out, and is answered, before anything falls due."""
        await self.parts.outbox.work_off()
        before = len(self.heard)
        await self._read(at_once=True)
        await self._come_in()
        self.at_once += self.heard[before:]

    async def _come_in(self) -> None:
        batch: list[Inbound] = []
        while self.waiting and self.waiting[0][0] <= self.now():
            at, _, address, text = heapq.heappop(self.waiting)
            self.heard.append(Heard(at, address, text))
            batch.append(Inbound("sms", f"in-{next(self.ids)}", address, text, at))
        for start in range(0, len(batch), BATCH):
            await self._take(batch[start : start + BATCH])

    async def _take(self, batch: list[Inbound]) -> None:
        """As the inbox does it: a batch that breaks is taken one by one."""
        try:
            await self.parts.inbox.take(batch)
        except Exception:
            await asyncio.gather(*map(self.parts.inbox.receive, batch))

    async def _read(self, *, at_once: bool = False) -> None:
        """Whoever has got something reads it, and perhaps answers."""
        fresh, self.network.fresh = self.network.fresh, []
        if not fresh:
            return
        keys = await self.parts.database.read(partial(_keys, ids=[each.id for each in fresh]))
        for sent in fresh:
            if resident := self._whose.get(sent.address):
                self._resident_reads(resident, sent, keys[sent.id])
            else:
                one, key = self._team[sent.address], keys[sent.id]
                if not (at_once and self._reading.answers_at_once(one, sent.at, key)):
                    self._reading.reads(one, sent.at, key, sent.choices)

    def _resident_reads(self, one: Resident, sent: Sent, key: str) -> None:
        chance = one.chance
        if not key.startswith("joining.") and chance.random() >= one.answers_at(sent.at):
            return
        leans = {"yes": 9.0} if key.startswith("joining.") else one.kind.leans
        text = to_an_event(key, leans, chance) or answer(key, sent.choices, one.name, leans, chance)
        if text is not None:
            self.will_say(sent.at + _after(chance), one.address, text)

    # ── visits, and what presses ────────────────────────────────────────────────────────────

    async def visits(self) -> None:
        """What befrienders will text about their visits of today."""
        rows = await self.parts.database.read(partial(_visits_of, now=self.now()))
        for row in rows:
            one = self._team.get(row.value)
            if row.id in self._visits or one is None:
                continue
            self._visits.add(row.id)
            for says in at_a_visit(one, row.at, row.minutes):
                self.will_say(says.at, one.address, says.text)

    async def pressing(self) -> datetime | None:
        """When to look again because somebody is in danger; None: nobody is."""
        at = await self.parts.database.read(_urgent_at)
        said = self.waiting[0][0] if at and self.waiting else None
        moments = [each for each in (at, said) if each is not None]
        return max(min(moments), self.now() + PRESSING) if moments else None


def _after(chance: Any) -> timedelta:
    """How long somebody takes to answer: mostly within hours, now and then a day or three."""
    return timedelta(minutes=min(2, chance.expovariate(1 / 200)) + chance.expovariate(1 / 150)) + (
        timedelta(days=chance.choice((1, 1, 2, 3))) if chance.random() < 0.1 else timedelta(0)
    )


def _keys(conn: sa.Connection, ids: list[int]) -> dict[int, str]:
    query = sa.select(message.c.id, message.c.key).where(message.c.id.in_(ids))
    return {row.id: row.key for row in conn.execute(query)}


def _visits_of(conn: sa.Connection, now: datetime) -> list[Any]:
    """Visits planned for the day from now, and where their befrienders are reached."""
    query = (
        sa.select(visit.c.id, visit.c.at, visit.c.minutes, address.c.value)
        .join(address, address.c.person_id == visit.c.befriender_id)
        .where(visit.c.state == "planned", visit.c.at > now, visit.c.at < now + timedelta(hours=14))
        .order_by(visit.c.id)
    )
    return list(conn.execute(query))


def _urgent_at(conn: sa.Connection) -> datetime | None:
    """When the clock of something urgent, that nobody has closed, rings next."""
    waits = (concern.c.level == "urgent", concern.c.done_at.is_(None))
    query = sa.select(sa.func.min(concern.c.next_at)).where(*waits, concern.c.claimed_at.is_(None))
    at: datetime | None = conn.execute(query).scalar()
    return at
