"""A simulated year: invented people, the real inbox, turns, outbox and database, a moving clock.

The clock goes from one moment of the day to the next. At each, what people have texted since
comes in as one batch, what is due is taken, what may go out is sent, and whoever read something
decides whether they answer, when, and what. Nothing here reads a clock or an unseeded chance.
"""

import asyncio
import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any, Final

import sqlalchemy as sa

from bot.channels import Inbound
from store import outbox as outbox_store
from store.database import Database, metadata
from store.messages import message
from store.migrating import migrate
from tests.scripted import Moment, Small, small
from tests.year.answers import answer
from tests.year.phones import Complaints, Network, Sent
from tests.year.residents import (
    Colleague,
    Resident,
    invented,
    team,
    unasked,
)
from tests.year.settling import choose_hours, settle

BEGINS: Final = datetime(2026, 9, 28, 7, 0, tzinfo=UTC)
"""A Monday: both clock changes lie within the 27 weeks after it."""

MORNING, AFTERNOON, NIGHT = time(10, 5), time(15, 5), time(21, 35)
"""When we look, UTC: whatever fell due since the last look is taken together, as large batches are
what keeps a year short. In the morning nobody has texted yet; at night nobody may be disturbed."""

BATCH: Final = 128


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that somebody texted us."""

    at: datetime
    address: str
    text: str


@dataclass
class Year:
    """What is left of a year: what was said and heard, and every row of every table."""

    begins: datetime
    ends: datetime
    residents: list[Resident]
    colleagues: list[Colleague]
    sent: list[Sent]
    heard: list[Heard]
    tables: dict[str, list[Any]]
    complaints: list[str]
    by_address: dict[str, Resident] = field(init=False)
    ids: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.by_address = {each.address: each for each in self.residents}
        self.ids = {row.value: row.person_id for row in self.tables["address"]}

    def rows(self, table: str) -> list[Any]:
        """Every row of a table; none where there is no such table."""
        return self.tables.get(table, [])


@dataclass
class Living:
    """A year while it goes on."""

    parts: Small
    network: Network
    now: Moment
    residents: list[Resident]
    colleagues: list[Colleague]
    waiting: list[tuple[datetime, int, str, str]] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    ids: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self._whose = {each.address: each for each in self.residents}
        self._busy: set[int] = set()  # colleagues who are seeing to something
        self._team = {each.address: each for each in self.colleagues}

    def will_say(self, at: datetime, address: str, text: str) -> None:
        """This comes in at the first look after that moment."""
        heapq.heappush(self.waiting, (at, next(self.order), address, text))

    async def look(self) -> None:
        """One look at the world: what came in, what is due, what goes out, what they answer."""
        if self.now().time() != MORNING:
            await self._come_in()
        inbox, outbox = self.parts.inbox, self.parts.outbox
        await inbox.due()
        await outbox.work_off()
        await self._read()

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

    async def _read(self) -> None:
        """Whoever has got something reads it, and perhaps answers."""
        fresh, self.network.fresh = self.network.fresh, []
        if not fresh:
            return
        keys = await self.parts.database.read(partial(_keys, ids=[each.id for each in fresh]))
        for sent in fresh:
            if resident := self._whose.get(sent.address):
                self._resident_reads(resident, sent, keys[sent.id])
            else:
                self._colleague_reads(self._team[sent.address], sent, keys[sent.id])

    def _resident_reads(self, one: Resident, sent: Sent, key: str) -> None:
        chance = one.chance
        if not key.startswith("joining.") and chance.random() >= one.answers_at(sent.at):
            return
        leans = {"yes": 9.0} if key.startswith("joining.") else one.kind.leans
        text = answer(key, sent.choices, one.name, leans, chance)
        if text is not None:
            self.will_say(sent.at + _after(chance), one.address, text)

    def _colleague_reads(self, one: Colleague, sent: Sent, key: str) -> None:
        chance = one.chance
        if key.startswith("tell.") or key == "shared.done":
            self._see_to_it(one, sent.at, key)
        elif key == "shared.done_nothing":
            self._busy.discard(one.number)
        elif (text := answer(key, sent.choices, one.name, {"yes": 2.0}, chance)) is not None:
            self.will_say(sent.at + _after(chance), one.address, text)

    def _see_to_it(self, one: Colleague, at: datetime, key: str) -> None:
        """They say DONE sooner or later, and again while there is more to see to."""
        if key == "shared.done" or one.number not in self._busy:
            self._busy.add(one.number)
            self.will_say(at + timedelta(days=one.chance.expovariate(2)), one.address, "DONE")


def _after(chance: Any) -> timedelta:
    """How long somebody takes to answer: mostly within hours, now and then a day or three."""
    return timedelta(minutes=min(2, chance.expovariate(1 / 200)) + chance.expovariate(1 / 150)) + (
        timedelta(days=chance.choice((1, 1, 2, 3))) if chance.random() < 0.1 else timedelta(0)
    )


def _keys(conn: sa.Connection, ids: list[int]) -> dict[int, str]:
    query = sa.select(message.c.id, message.c.key).where(message.c.id.in_(ids))
    return {row.id: row.key for row in conn.execute(query)}


# ── the whole year ──────────────────────────────────────────────────────────────────────────


async def lived(seed: int, residents: int, weeks: int, url: str = "sqlite://") -> Year:
    """A year (or less of it) of so many residents, from this seed."""
    database = Database(url)
    await database.open()
    try:
        await migrate(database)
        complaints = Complaints()
        with complaints.listening():
            return await _lived(database, seed, residents, weeks, complaints)
    finally:
        await database.close()


async def _lived(
    database: Database, seed: int, size: int, weeks: int, complaints: Complaints
) -> Year:
    now = Moment(BEGINS)
    residents = invented(seed, size, BEGINS, weeks)
    colleagues = team(seed, size)
    network = Network(now, residents)
    parts = await small(database, network, now=now)
    living = Living(parts, network, now, residents, colleagues)
    await database.write(partial(settle, parts.community, residents, colleagues, now()))
    new = [each for each in residents if each.by_text]
    for one in residents:
        for says in unasked(one, BEGINS, weeks):
            living.will_say(says.at, one.address, says.text)
    for moment in _looks(weeks):
        now.at = moment
        await living.look()
        if moment.time() == NIGHT:
            await database.write(partial(outbox_store.expire, now=now()))
            come = [each for each in new if each.joins_at <= moment]
            new = [each for each in new if each.joins_at > moment]
            await database.write(partial(choose_hours, come))
    tables = await database.read(_everything)
    await parts.inbox.stop()
    await parts.outbox.stop()
    return Year(
        BEGINS, now(), residents, colleagues, network.log, living.heard, tables, complaints.events
    )


def _looks(weeks: int) -> Iterator[datetime]:
    first: date = BEGINS.date()
    for day in range(weeks * 7):
        for hour in (MORNING, AFTERNOON, NIGHT):
            yield datetime.combine(first + timedelta(days=day), hour, UTC)


def _everything(conn: sa.Connection) -> dict[str, list[Any]]:
    return {
        table.name: list(conn.execute(sa.select(table)).all())
        for table in metadata.sorted_tables
        if table.primary_key
    }
