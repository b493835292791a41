"""One door to two databases: moments are in UTC, and one that is away says so and no more."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
import sqlalchemy as sa

from store import conversations, people
from store.communities import community
from store.database import Database, Unavailable
from tests.store.people_of_the_house import NOON, ROSE, founded, met, row_of, rows_of

pytestmark = pytest.mark.anyio

EARLY_IN_KARACHI = datetime(2026, 5, 4, 4, 30, tzinfo=timezone(timedelta(hours=5)))


async def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    house = await founded(database)
    [rose] = await met(database, house, ROSE)
    paused = sa.update(people.person).values(paused_at=EARLY_IN_KARACHI)
    await database.write(lambda conn: conn.execute(paused))
    row = await row_of(database, people.person, rose)
    assert row.paused_at == EARLY_IN_KARACHI
    assert row.paused_at.tzinfo is UTC
    assert row.paused_until is None


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    await founded(database)
    naive = sa.update(community).values(created_at=NOON.replace(tzinfo=None))
    with pytest.raises(sa.exc.StatementError, match="a moment needs a zone"):
        await database.write(lambda conn: conn.execute(naive))


async def test_moments_in_a_batch_are_kept_like_single_ones(database: Database) -> None:
    """A parameter of a batch is typed by its column, or SQLite would keep it as other text."""
    house = await founded(database)
    [rose] = await met(database, house, ROSE)
    talk = {
        "community_id": house.id,
        "person_id": rose,
        "flow": "weekly_hello",
        "step": "mood",
        "answers": {"a": "b"},
        "said": {},
        "silent_at": NOON,
        "started_at": NOON,
    }
    await database.write(lambda conn: conversations.begin(conn, [talk]))
    saved = (await database.read(partial(conversations.open_with, ids=[rose])))[rose]
    later = [{"row_id": saved.id, "until": EARLY_IN_KARACHI}]
    await database.write(lambda conn: conversations.wait_until(conn, later))
    saved = (await database.read(partial(conversations.open_with, ids=[rose])))[rose]
    assert saved.silent_at == EARLY_IN_KARACHI
    gone_on = [
        {"row_id": saved.id, "step": "offer", "answers": {}, "said": {}, "tries": 1,
         "silent_at": None}
    ]  # fmt: skip
    await database.write(lambda conn: conversations.go_on(conn, gone_on))
    saved = (await database.read(partial(conversations.open_with, ids=[rose])))[rose]
    assert (saved.step, saved.tries, saved.silent_at) == ("offer", 1, None)


async def test_work_that_breaks_leaves_nothing_behind(database: Database) -> None:
    await founded(database)

    def broken(conn: sa.Connection) -> None:
        conn.execute(sa.update(community).values(name="Half"))
        raise ValueError

    with pytest.raises(ValueError):
        await database.write(broken)
    assert [row.name for row in await rows_of(database, community)] == ["Mill Lane"]


async def test_reading_can_change_nothing(database: Database) -> None:
    await founded(database)
    change = sa.update(community).values(name="Hers")
    with pytest.raises((sa.exc.DBAPIError, Unavailable)):
        await database.read(lambda conn: conn.execute(change))
    assert [row.name for row in await rows_of(database, community)] == ["Mill Lane"]


async def test_a_reader_sees_one_state_of_the_database_throughout(database: Database) -> None:
    house = await founded(database)
    await met(database, house, ROSE)
    loop = asyncio.get_running_loop()

    def write_meanwhile() -> None:
        more = met(database, house, ("sms", "+447700900102"))
        asyncio.run_coroutine_threadsafe(more, loop).result(10)

    count = sa.select(sa.func.count()).select_from(people.person)
    if database.is_sqlite:

        def twice(conn: sa.Connection) -> tuple[int, int]:
            before = conn.execute(count).scalar_one()
            write_meanwhile()
            return before, conn.execute(count).scalar_one()

        assert await database.read(twice) == (1, 1)
        return

    from sqlalchemy.util import await_only

    def twice_async(conn: sa.Connection) -> tuple[int, int]:
        before = conn.execute(count).scalar_one()
        await_only(met(database, house, ("sms", "+447700900102")))
        return before, conn.execute(count).scalar_one()

    assert await database.read(twice_async) == (1, 1)


async def test_a_mistake_of_ours_is_no_absence_of_the_database(database: Database) -> None:
    """Else a broken message would be brought again for ever, as if the database were away."""
    for mistake in ("SELECT nothing FROM nowhere", "INSERT INTO community (id) VALUES (NULL)"):
        with pytest.raises(sa.exc.DBAPIError):
            await database.write(lambda conn, sql=mistake: conn.execute(sa.text(sql)))  # type: ignore[misc]


async def test_what_postgresql_cannot_keep_is_no_absence_of_it(postgres_url: str) -> None:
    async with opened(postgres_url) as database:
        house = await founded(database)
        for bad in ("null \0 byte", "half \ud800 a letter"):
            with pytest.raises((sa.exc.DBAPIError, UnicodeError)):
                await met(database, house, ("sms", bad))


async def test_nothing_of_a_person_is_in_an_error_of_the_database(database: Database) -> None:
    await founded(database)
    bad = sa.insert(community).values(name="Rose's secret", zone=None, created_at=NOON)
    with pytest.raises(sa.exc.DBAPIError) as raised:
        await database.write(lambda conn: conn.execute(bad))
    assert "secret" not in str(raised.value).split("DETAIL")[0]


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


class Line:
    """A line to PostgreSQL that can be cut, and mended."""

    def __init__(self, host: str, port: int) -> None:
        self._to = (host, port)
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for end in self._ends:
            end.transport.abort()
        self._ends.clear()

    async def _carry(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        theirs, on = await asyncio.open_connection(*self._to)
        self._ends |= {back, on}
        await asyncio.gather(self._pour(ours, on), self._pour(theirs, back))

    async def _pour(self, source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65536):
                into.write(data)
                await into.drain()
        into.close()


async def test_a_postgresql_that_is_gone_is_unavailable_and_comes_back_by_itself(
    postgres_url: str,
) -> None:
    url = sa.make_url(postgres_url)
    line = Line(url.host or "", url.port or 5432)
    await line.mend()
    through = url.set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
    async with opened(through) as database:
        house = await founded(database)
        await line.cut()
        for work in (met(database, house, ROSE), rows_of(database, people.person)):
            with pytest.raises(Unavailable):
                await work
        await line.mend()
        await met(database, house, ROSE)
        assert len(await rows_of(database, people.person)) == 1
        await line.cut()


async def test_a_postgresql_cut_off_in_mid_transaction_is_unavailable(postgres_url: str) -> None:
    url = sa.make_url(postgres_url)
    line = Line(url.host or "", url.port or 5432)
    await line.mend()
    through = url.set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
    async with opened(through) as database:
        house = await founded(database)

        async def cut_soon() -> None:
            await asyncio.sleep(0.2)
            await line.cut()

        task = asyncio.create_task(cut_soon())

        def slow(conn: sa.Connection) -> None:
            people.meet(conn, house.id, [ROSE], house.zone, NOON)
            conn.execute(sa.text("SELECT pg_sleep(5)"))

        with pytest.raises(Unavailable):
            await database.write(slow)
        await task
        await line.mend()
        assert await rows_of(database, people.person) == []
        await line.cut()


async def test_a_closed_database_is_unavailable(database: Database) -> None:
    await database.close()
    with pytest.raises(Unavailable):
        await database.read(lambda conn: None)


async def test_a_full_disk_says_so_changes_nothing_and_is_over_when_there_is_room(
    sqlite_url: str,
) -> None:
    async with opened(sqlite_url) as database:
        house = await founded(database)

        def allow(pages: int) -> Callable[[sa.Connection], object]:
            return lambda conn: conn.exec_driver_sql(f"PRAGMA max_page_count={pages}").scalar()

        await database.write(allow(1))  # SQLite keeps the pages there are, and allows no more
        many = [("sms", f"+4477009{number:05}") for number in range(3000)]
        with pytest.raises(Unavailable, match="disk is full"):
            await met(database, house, *many)
        assert await rows_of(database, people.person) == []
        await database.write(allow(1_000_000))
        await met(database, house, ROSE)
        assert len(await rows_of(database, people.person)) == 1


async def test_two_that_wait_for_each_other_both_get_through(postgres_url: str) -> None:
    """PostgreSQL ends one of the two; its work is done again, once the other is through."""
    async with opened(postgres_url) as database:
        house = await founded(database)
        rose, dilys = await met(database, house, ROSE, ("sms", "+447700900102"))

        def both(first: int, second: int) -> Callable[[sa.Connection], None]:
            def work(conn: sa.Connection) -> None:
                people.lock(conn, [first])
                conn.execute(sa.text("SELECT pg_sleep(0.1)"))
                people.lock(conn, [second])

            return work

        works: list[Awaitable[None]] = [
            database.write(both(rose, dilys)),
            database.write(both(dilys, rose)),
        ]
        await asyncio.gather(*works)
