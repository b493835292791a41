"""A database is brought up to date by itself, once, and one that is not ours is left alone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import everything, migrating
from store.concern_events import concern_event
from store.concerns import concern
from store.conversations import conversation
from store.database import Database, InUse
from store.migrating import UnknownDatabase
from store.naming import name_part
from store.nudges import nudge
from store.people import address, person
from tests.store.people_of_the_house import founded, rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def bare(bare_database_url: str) -> AsyncIterator[Database]:
    database = Database(bare_database_url)
    await database.open()
    yield database
    await database.close()


def tables(conn: sa.Connection) -> set[str]:
    return set(sa.inspect(conn).get_table_names())


async def run(database: Database, *statements: str) -> None:
    def work(conn: sa.Connection) -> None:
        for each in statements:
            conn.execute(sa.text(each))

    await database.write(work)


async def test_an_empty_database_gets_every_table(bare: Database) -> None:
    assert await bare.read(migrating.version) is None
    await migrating.migrate(bare)
    assert await bare.read(tables) == {*everything.metadata.tables, "alembic_version"}
    assert await bare.read(migrating.version) is not None


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    before = await database.read(migrating.version)
    await migrating.migrate(database)
    assert await database.read(migrating.version) == before


async def test_the_migrations_lead_to_the_tables_as_declared(database: Database) -> None:
    """A column that is only in one of the two would be found by a person's text."""

    def differences(conn: sa.Connection) -> list[object]:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        return list(compare_metadata(context, everything.metadata))

    assert await database.write(differences) == []


NOW = "2026-11-22 10:00:00"
MILL_LANE = (
    "INSERT INTO community (id, name, zone, quiet_from, quiet_to, budget_day, budget_week, "
    "clock_ahead, created_at) VALUES (1, 'Mill Lane', 'Europe/London', '20:00:00', "
    f"'08:00:00', 2, 3, 0, '{NOW}')"
)


async def stepped(database: Database, step: str) -> None:
    """A database as it was at an older step."""

    def upgrade(conn: sa.Connection) -> None:
        config = migrating._config()
        config.attributes["connection"] = conn
        command.upgrade(config, step)

    await database.write(upgrade)


async def test_who_was_there_before_the_second_step_is_there_after_it(bare: Database) -> None:
    """Rose, her hello that is due, and the question that is open."""
    now = NOW
    await stepped(bare, "0001")
    await run(
        bare,
        MILL_LANE,
        "INSERT INTO person (id, community_id, name, language, zone, postcode, interests, door, "
        "source, every_days, hello_weekday, hello_at, last_mood, created_at) VALUES (1, 1, 'Rose', "
        f"'en', 'Europe/London', '', '', '', '', 7, 0, '10:00:00', 'low', '{now}')",
        "INSERT INTO nudge (id, community_id, person_id, purpose, due_at, late_by, state, reason) "
        f"VALUES (1, 1, 1, 'hello', '{now}', 3600, 'due', '')",
        "INSERT INTO conversation (id, community_id, person_id, flow, step, answers, said, tries, "
        f"started_at) VALUES (1, 1, 1, 'weekly_hello', 'mood', '{{}}', '{{}}', 0, '{now}')",
    )
    await migrating.migrate(bare)
    (rose,) = await rows_of(bare, person)
    (hello,) = await rows_of(bare, nudge)
    (talk,) = await rows_of(bare, conversation)
    assert (rose.name, rose.last_mood, rose.quiet_hellos) == ("Rose", "low", 0)
    assert (hello.purpose, hello.subject, hello.state) == ("hello", 0, "due")
    assert (talk.step, talk.subject, talk.by_us) == ("mood", 0, False)


async def test_the_third_step_finds_people_by_name_trusts_the_team_and_starts_the_clocks(
    bare: Database,
) -> None:
    """Ana, whom the command line made a coordinator; what she has closed, and what she has not."""
    await stepped(bare, "0002")
    await run(
        bare,
        MILL_LANE,
        "INSERT INTO person (id, community_id, name, language, zone, postcode, interests, door, "
        "source, every_days, hello_weekday, hello_at, last_mood, created_at) VALUES (1, 1, 'Ana', "
        f"'en', 'Europe/London', '', '', '', '', 7, 0, '10:00:00', '', '{NOW}')",
        f"INSERT INTO role (community_id, person_id, role, since) "
        f"VALUES (1, 1, 'coordinator', '{NOW}')",
        "INSERT INTO address (id, community_id, person_id, channel, value, preferred, state, code, "
        f"created_at) VALUES (1, 1, 1, 'sms', '+447700900001', true, 'open', '', '{NOW}')",
        "INSERT INTO concern (id, community_id, person_id, kind, words, raised_at, done_at) VALUES "
        f"(1, 1, 1, 'urgent', '', '{NOW}', NULL), (2, 1, 1, 'low', '', '{NOW}', '{NOW}')",
    )
    await migrating.migrate(bare)
    (ana,) = await rows_of(bare, address)
    urgent, low = sorted(await rows_of(bare, concern), key=lambda row: row.id)
    happened = {(row.concern_id, row.kind) for row in await rows_of(bare, concern_event)}
    assert [row.part for row in await rows_of(bare, name_part)] == ["ana"]
    assert ana.trusted_at is not None
    assert (urgent.level, urgent.next_at) == ("urgent", urgent.raised_at)
    assert (low.level, low.next_at) == ("today", None)
    assert happened == {(1, "raised"), (2, "raised"), (2, "closed")}
    with pytest.raises(sa.exc.DBAPIError, match="never changed"):
        await run(bare, "UPDATE concern_event SET words = 'nothing happened'")


async def test_a_database_with_tables_of_others_is_refused_unchanged(bare: Database) -> None:
    await run(bare, "CREATE TABLE recipes (id integer)")
    with pytest.raises(UnknownDatabase, match="not Doorstep's"):
        await migrating.migrate(bare)
    assert await bare.read(tables) == {"recipes"}


@pytest.mark.parametrize("theirs", ["0001", "9f2c"])
async def test_another_program_that_uses_alembic_is_refused_unchanged(
    bare: Database, theirs: str
) -> None:
    """Many a program calls its first step 0001, as ours does."""
    await run(
        bare,
        "CREATE TABLE recipes (id integer)",
        "CREATE TABLE alembic_version (version_num varchar(32))",
        f"INSERT INTO alembic_version VALUES ('{theirs}')",
    )
    with pytest.raises(UnknownDatabase):
        await migrating.migrate(bare)
    assert await bare.read(tables) == {"recipes", "alembic_version"}


async def test_a_newer_doorsteps_database_is_refused(database: Database) -> None:
    await run(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnknownDatabase, match="newer Doorstep"):
        await migrating.migrate(database)
    assert await database.read(migrating.version) == "9999"


async def test_several_processes_may_migrate_one_postgresql_at_once(
    bare_postgres_url: str,
) -> None:
    several = [Database(bare_postgres_url) for _ in range(3)]
    for each in several:
        await each.open()
    try:
        await asyncio.gather(*(migrating.migrate(each) for each in several))
        assert await several[0].read(tables) == {*everything.metadata.tables, "alembic_version"}
    finally:
        for each in several:
            await each.close()


async def test_what_two_processes_start_at_once_is_one_community(postgres_url: str) -> None:
    several = [Database(postgres_url) for _ in range(4)]
    for each in several:
        await each.open()
    try:
        found = await asyncio.gather(*(founded(each) for each in several))
        assert len({each.id for each in found}) == 1
    finally:
        for each in several:
            await each.close()


async def test_a_second_process_is_refused_the_same_sqlite_file_in_one_line(
    sqlite_url: str,
) -> None:
    first, second = Database(sqlite_url), Database(sqlite_url)
    await first.open()
    try:
        with pytest.raises(InUse, match="in use by a running Doorstep") as refused:
            await second.open()
        assert "\n" not in str(refused.value)
    finally:
        await first.close()


async def test_closing_lets_the_next_process_have_the_sqlite_file(sqlite_url: str) -> None:
    for _ in range(2):
        database = Database(sqlite_url)
        await database.open()
        await database.read(tables)
        await database.close()


async def test_sqlite_is_safe_against_a_power_cut(sqlite_url: str) -> None:
    """WAL with FULL: what is committed is on the disk before we say so."""
    database = Database(sqlite_url)
    await database.open()
    try:

        def settings(conn: sa.Connection) -> tuple[object, ...]:
            names = ("journal_mode", "synchronous", "foreign_keys")
            return tuple(conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names)

        assert await database.write(settings) == ("wal", 2, 1)
    finally:
        await database.close()
    path = sqlite_url.removeprefix("sqlite:///")
    whole = sqlite3.connect(path)
    assert whole.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    whole.close()


def test_the_latest_step_is_the_one_that_alembic_finds() -> None:
    """A service that is up to date never asks Alembic, so this number must not fall behind."""
    script = ScriptDirectory.from_config(migrating._config())
    assert list(script.get_heads()) == [migrating.LATEST]
