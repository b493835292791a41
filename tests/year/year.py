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
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.channels import Inbound
from store import outbox as outbox_store
from store.concerns import concern
from store.database import Database, metadata
from store.messages import message
from store.migrating import migrate
from store.people import address
from store.visits import visit
from tests.scripted import Moment, Small, small
from tests.year import colleagues as colleagues_of
from tests.year.answers import answer, to_an_event
from tests.year.colleagues import Colleague, Reading, at_a_visit, team
from tests.year.phones import Complaints, Network, Sent
from tests.year.residents import Resident, invented, unasked
from tests.year.settling import choose_hours, settle

BEGINS: Final = datetime(2026, 9, 28, 7, 0, tzinfo=UTC)
"""A Monday: both clock changes lie within the 27 weeks after it."""

MORNING, AFTERNOON, NIGHT = time(10, 5), time(15, 5), time(21, 35)
"""When we look, UTC: whatever fell due since the last look is taken together, as large batches are
what keeps a year short. In the morning nobody has texted yet; at night nobody may be disturbed."""

AT_VISITS: Final = (time(14, 6), time(15, 24), time(15, 42), time(17, 36))
"""When we look besides, local: somebody has arrived, should have left, or nobody knows (visits
begin at two and last an hour); and when befrienders read what is on tomorrow."""

PRESSING: Final = timedelta(minutes=1)
"""How soon we look again while somebody is in danger, at the least."""

LONDON: Final = ZoneInfo("Europe/London")
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
        self._team = {each.address: each for each in self.colleagues}
        self._reading = Reading(self.will_say)
        self._visits: set[int] = set()  # those of which it is settled what is texted about them

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
                one = self._team[sent.address]
                self._reading.reads(one, sent.at, keys[sent.id], sent.choices)

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
    names = [each.name for each in residents]
    for colleague in colleagues:
        for says in colleagues_of.unasked(colleague, colleagues, names, BEGINS, weeks):
            living.will_say(says.at, colleague.address, says.text)
    looks = list(_looks(weeks))
    for moment, following in zip(looks, [*looks[1:], looks[-1]], strict=True):
        now.at = moment
        await living.look()
        if moment.time() == MORNING:
            await living.visits()
        if moment.time() == NIGHT:
            await database.write(partial(outbox_store.expire, now=now()))
            come = [each for each in new if each.joins_at <= moment]
            new = [each for each in new if each.joins_at > moment]
            await database.write(partial(choose_hours, come))
        while (at := await living.pressing()) is not None and at < following:
            now.at = at
            await living.look()
    tables = await database.read(_everything)
    await parts.inbox.stop()
    await parts.outbox.stop()
    return Year(
        BEGINS, now(), residents, colleagues, network.log, living.heard, tables, complaints.events
    )


def _looks(weeks: int) -> Iterator[datetime]:
    """Every moment at which we look, in order."""
    first: date = BEGINS.date()
    for day in (first + timedelta(days=ahead) for ahead in range(weeks * 7)):
        always = (datetime.combine(day, at, UTC) for at in (MORNING, AFTERNOON, NIGHT))
        besides = (datetime.combine(day, at, LONDON).astimezone(UTC) for at in AT_VISITS)
        yield from sorted({*always, *besides})


def _everything(conn: sa.Connection) -> dict[str, list[Any]]:
    return {
        table.name: list(conn.execute(sa.select(table)).all())
        for table in metadata.sorted_tables
        if table.primary_key
    }
