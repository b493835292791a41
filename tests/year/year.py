"""A simulated year: invented people, the real inbox, turns, outbox and database, a moving clock.

The clock goes from one moment of the day to the next. At each, what people have texted since
comes in as one batch, what is due is taken, what may go out is sent, and whoever read something
decides whether they answer, when, and what. Nothing here reads a clock or an unseeded chance.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from store import outbox as outbox_store
from store.database import Database, metadata
from store.migrating import migrate
from store.trusting import set_trust
from tests.scripted import Moment, small
from tests.year import colleagues as colleagues_of
from tests.year.bad_days import Lost, lost_phone, stops, texts_of_the_finder
from tests.year.colleagues import Colleague, team
from tests.year.living import MORNING, Heard, Living
from tests.year.phones import Complaints, Network, Sent
from tests.year.residents import Resident, invented, unasked
from tests.year.settling import choose_hours, settle

BEGINS: Final = datetime(2026, 9, 28, 7, 0, tzinfo=UTC)
"""A Monday: both clock changes lie within the 27 weeks after it."""

AFTERNOON, NIGHT = time(15, 5), time(21, 35)
"""When we look besides the morning, UTC: whatever fell due since the last look is taken together,
as large batches are what keeps a year short. At night nobody may be disturbed."""

AT_VISITS: Final = (time(14, 6), time(15, 24), time(15, 42), time(17, 36))
"""When we look besides, local: somebody has arrived, should have left, or nobody knows (visits
begin at two and last an hour); and when befrienders read what is on tomorrow."""

LONDON: Final = ZoneInfo("Europe/London")


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
    lost: Lost  # the phone that was in other hands for a while
    at_once: list[Heard]  # answers before anything fell due
    by_address: dict[str, Resident] = field(init=False)
    ids: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.by_address = {each.address: each for each in self.residents}
        self.ids = {row.value: row.person_id for row in self.tables["address"]}

    def rows(self, table: str) -> list[Any]:
        """Every row of a table; none where there is no such table."""
        return self.tables.get(table, [])


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
    living = Living(parts, network, now, residents, colleagues, seed)
    await database.write(partial(settle, parts.community, residents, colleagues, now()))
    new = [each for each in residents if each.by_text]
    lost = lost_phone(colleagues, BEGINS, weeks)
    _of_their_own_accord(living, lost, weeks)
    looks, trusted = list(_looks(weeks)), True
    for moment, following in zip(looks, [*looks[1:], looks[-1]], strict=True):
        now.at = moment
        if (lost.since <= moment < lost.until) == trusted:
            trusted = not trusted
            await database.write(partial(_trust, parts.community.id, lost, now(), trusted))
        await living.look()
        if moment.time() == MORNING:
            await living.visits()
        if moment.time() == NIGHT:
            await database.write(partial(outbox_store.expire, now=now()))
            come = [each for each in new if each.joins_at <= moment]
            new = [each for each in new if each.joins_at > moment]
            if come:
                await database.write(partial(choose_hours, come))
        while (at := await living.pressing()) is not None and at < following:
            now.at = at
            await living.look()
    tables = await database.read(_everything)
    await parts.inbox.stop()
    await parts.outbox.stop()
    return Year(
        BEGINS,
        now(),
        residents,
        colleagues,
        network.log,
        living.heard,
        tables,
        complaints.events,
        lost,
        living.at_once,
    )


def _of_their_own_accord(living: Living, lost: Lost, weeks: int) -> None:
    """What everybody will text whenever it is, on good days and on bad ones."""
    for one in living.residents:
        for says in unasked(one, BEGINS, weeks):
            living.will_say(says.at, one.address, says.text)
    names = [each.name for each in living.residents]
    for each in living.colleagues:
        for says in colleagues_of.unasked(each, living.colleagues, names, BEGINS, weeks):
            living.will_say(says.at, each.address, says.text)
    for says in texts_of_the_finder(lost, living.colleagues, names):
        living.will_say(says.at, lost.address, says.text)
    for where, says in stops(living.colleagues, BEGINS, weeks):
        living.will_say(says.at, where, says.text)


def _trust(
    community_id: int, lost: Lost, now: datetime, trusted: bool, conn: sa.Connection
) -> None:
    """Somebody at the command line hears that a phone is lost, or is found again."""
    set_trust(conn, community_id, [("sms", lost.address)], now, trusted=trusted)


def _looks(weeks: int) -> Iterator[datetime]:
    """Every moment at which we look, in order."""
    first: date = BEGINS.date()
    for day in (first + timedelta(days=ahead) for ahead in range(weeks * 7)):
        always = (datetime.combine(day, at, UTC) for at in (MORNING, AFTERNOON, NIGHT))
        besides = (datetime.combine(day, at, LONDON).astimezone(UTC) for at in AT_VISITS)
        yield from sorted({*always, *besides})


def _everything(conn: sa.Connection) -> dict[str, list[Any]]:
    return {
        table.name: list(conn.execute(sa.select(table).order_by(*table.primary_key)))
        for table in metadata.sorted_tables
        if table.primary_key
    }
