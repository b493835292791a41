"""Databases for tests, migrated and empty: SQLite in a file, and a real PostgreSQL.

`database` and `database_url` run a test once on each. PostgreSQL is started once a test process;
DOORSTEP_TEST_POSTGRES_URL names a server to use instead (its user must be allowed to create
databases). Each test gets a migrated database with nothing in it: `lending.py` says how.
"""

import asyncio
import contextlib
import itertools
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

import asyncpg
import pytest
import sqlalchemy as sa

from store.database import Database
from store.migrating import migrate
from tests import postgres_server
from tests.lending import Lender

T = TypeVar("T")

KINDS: Final = ("sqlite", "postgresql")

IN_MEMORY: Final = Path("/dev/shm")  # where files are in memory, on Linux
ROOM: Final = 2**30  # bytes it must have free; in a container it may have hardly any


@sa.event.listens_for(sa.Engine, "connect")
def _back_to_front(raw: Any, _record: Any) -> None:
    """From SQLite rows come the other way round, where no ORDER BY says which way: a test in which
    that makes a difference has found something that depends on where a row happens to lie.
    """
    if isinstance(raw, sqlite3.Connection):
        raw.execute("PRAGMA reverse_unordered_selects=ON")


def now(work: Coroutine[Any, Any, T]) -> T:
    """Run this to its end, in a thread of its own: the test's event loop may be about."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _migrated(url: str) -> None:
    database = Database(url)
    await database.open()
    try:
        await migrate(database)
    finally:
        await database.close()


@pytest.fixture(scope="session")
def postgres_server_url() -> Iterator[str]:
    """A server that may be filled with databases: the URL of one that is always there."""
    given = os.environ.get("DOORSTEP_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    programs = postgres_server.installed() or postgres_server.packaged()
    assert programs, "the tests need PostgreSQL: apt-get install postgresql, or python3 dev test"
    with postgres_server.running(programs) as url:
        yield url


class Postgres:
    """Makes and drops databases on one server."""

    def __init__(self, server: str) -> None:
        self._server = sa.make_url(server)
        self._names = (f"doorstep_test_{secrets.token_hex(4)}_{n}" for n in itertools.count())

    def url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    @contextlib.contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The name of a database that is there until the end, whoever still uses it."""
        name = next(self._names)
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield name
        finally:
            self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _say(self, sql: str) -> None:
        now(self._run(sql))

    async def _run(self, sql: str) -> None:
        plain = self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        connection = await asyncpg.connect(plain, timeout=30)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres(postgres_server_url: str) -> Postgres:
    return Postgres(postgres_server_url)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> Iterator[str]:
    """The name of the database that all others are copied from."""
    with postgres.database() as name:
        now(_migrated(postgres.url(name)))
        yield name


@pytest.fixture(scope="session")
def lender(postgres: Postgres, migrated_postgres: str) -> Iterator[Lender]:
    """Copies the migrated database whenever there is none that could be emptied."""
    with contextlib.closing(
        Lender(lambda: postgres.database(migrated_postgres), postgres.url)
    ) as it:
        yield it


@pytest.fixture
def postgres_url(lender: Lender) -> Iterator[str]:
    """A migrated, empty PostgreSQL database that is this test's own while it lasts."""
    yield lender.lend()
    lender.take_back()


@pytest.fixture
def bare_postgres_url(postgres: Postgres) -> Iterator[str]:
    """A PostgreSQL database without a single table."""
    with postgres.database() as name:
        yield postgres.url(name)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "doorstep.db"
    now(_migrated(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is room: every commit waits for the disk, and tests make thousands."""
    if not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ROOM:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="doorstep-test-", dir=IN_MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, sqlite_folder: Path) -> str:
    """A migrated, empty SQLite file of this test's own."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, sqlite_folder / 'doorstep.db')}"


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'bare.db'}"


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database this run of the test is on."""
    kind: str = request.param
    return kind


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_kind: str) -> str:
    """A migrated, empty database on each kind, for tests that start the whole service."""
    name = "sqlite_url" if database_kind == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def bare_database_url(request: pytest.FixtureRequest, database_kind: str) -> str:
    """A database without a table, on each kind."""
    name = "bare_sqlite_url" if database_kind == "sqlite" else "bare_postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty database on each kind, open."""
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()
