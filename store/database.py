"""The database: engine, transactions, and every difference between SQLite and PostgreSQL.

Functions in `store/` are plain and synchronous on a Core `Connection`. SQLite runs them in one
writer thread (one writing connection, WAL, FULL, BEGIN IMMEDIATE); PostgreSQL runs them under
asyncpg's `run_sync`. `write` and `read` hide which.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import QueuePool, StaticPool

from store import sqlite_lock
from store.failures import InUse as InUse
from store.failures import Unavailable as Unavailable
from store.failures import lost_to_another, unavailable

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A row's number. SQLite only counts up by itself in a column that is exactly INTEGER."""

ALONE = 0x_D0_0257E9  # the advisory lock under which PostgreSQL processes take turns
TEAM = ALONE + 1  # and the one under which they take the turns of coordinators

RETRIES = 3  # of a transaction that lost to another one (deadlock, serialization)


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC, going in and coming out; SQLite, which keeps no zone, is given none."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[datetime]:
        there = _SqliteMoment() if dialect.name == "sqlite" else sa.DateTime(timezone=True)
        return dialect.type_descriptor(there)

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value


class _SqliteMoment(sa.types.UserDefinedType[datetime]):
    """SQLAlchemy's own text form of a date-time, written and read at a quarter of the cost."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "DATETIME"

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[datetime | None], str | None]:
        def write(value: datetime | None) -> str | None:
            if value is None:
                return None
            return value.astimezone(UTC).isoformat(" ", "microseconds")[:26]

        return write

    def result_processor(
        self, dialect: sa.Dialect, coltype: object
    ) -> Callable[[str | None], datetime | None]:
        def read(value: str | None) -> datetime | None:
            return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)

        return read


def insert_ignore(table: sa.Table, conn: sa.Connection) -> Any:
    """An insert in which a row whose key is there already drops out, on either database."""
    return _insert(table, conn).on_conflict_do_nothing()


def _insert(table: sa.Table, conn: sa.Connection) -> Any:
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    return dialect.insert(table)


def upsert(
    table: sa.Table,
    conn: sa.Connection,
    keys: list[str],
    values: list[str],
    only_if: sa.ColumnElement[bool] | None = None,
) -> Any:
    """An insert that overwrites `values` where a row with these `keys` is there already.

    With `only_if`, a row that is there and does not fit it stays as it is.
    """
    adding = _insert(table, conn)
    new = {name: adding.excluded[name] for name in values}
    return adding.on_conflict_do_update(index_elements=keys, set_=new, where=only_if)


class greatest(sa.sql.functions.GenericFunction[Any]):  # noqa: N801 (as SQL spells it)
    """The largest of these, none of them NULL: SQLite calls it max."""

    inherit_cache = True


@compiles(greatest, "sqlite")
def _greatest_in_sqlite(element: greatest, compiler: Any, **more: Any) -> str:
    return f"max({compiler.process(element.clauses, **more)})"


def alone(conn: sa.Connection, lock: int = ALONE) -> None:
    """Until this transaction ends, no other gets past this line. SQLite's has no others."""
    if conn.dialect.name == "postgresql":
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(lock)))


_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # what we acknowledged survives a power cut
    "foreign_keys=ON",
    "busy_timeout=5000",
    "cache_size=-16000",  # 16 MB: the pages that a batch touches stay at hand
    "wal_autocheckpoint=4000",  # pages: fewer, longer checkpoints
)


def _configure_sqlite(raw: Any, _record: Any) -> None:
    raw.isolation_level = None  # we say BEGIN ourselves: sqlite3's own comes too late
    cursor = raw.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(conn: sa.Connection) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE")


def _reader_never_checkpoints(raw: Any, _record: Any) -> None:
    raw.execute("PRAGMA wal_autocheckpoint=0")
    raw.execute("PRAGMA query_only=ON")


def _begin(conn: sa.Connection) -> None:
    conn.exec_driver_sql("BEGIN")


class Database:
    """One database, open for as long as the service runs.

    Raises InUse from `open` if another process has the SQLite file; Unavailable from `write`
    and `read` when the database is away or full, in which case nothing was changed.
    """

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._lock: IO[str] | None = None
        self._writer: ThreadPoolExecutor | None = None
        self._readers: ThreadPoolExecutor | None = None
        self._engine: sa.Engine | None = None
        self._reading: sa.Engine | None = None
        self._async: AsyncEngine | None = None
        self._async_reading: AsyncEngine | None = None  # the same connections, used otherwise

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None (PostgreSQL, or SQLite in memory)."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    # ── opening and closing ─────────────────────────────────────────────────────────────────

    async def open(self) -> None:
        """Connect, or get ready to. A PostgreSQL that is away shows at the first transaction."""
        if not self.is_sqlite:
            url = self.url.set(drivername="postgresql+asyncpg")
            from sqlalchemy.ext.asyncio import create_async_engine  # only PostgreSQL needs it

            self._async = create_async_engine(
                url,
                pool_size=8,
                max_overflow=4,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args={"timeout": 5, "command_timeout": 60},
            )
            self._async_reading = self._async.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            return
        if self.path:
            self._lock = sqlite_lock.take(self.path)
        self._writer = ThreadPoolExecutor(1, "store-writer")
        self._engine = self._sqlite_engine(_begin_immediate)
        self._reading = self._engine
        if self.path:
            self._readers = ThreadPoolExecutor(2, "store-reader")
            self._reading = self._sqlite_engine(_begin, _reader_never_checkpoints)

    def _sqlite_engine(self, begin: Any, *configure: Any) -> sa.Engine:
        url = self.url.set(drivername="sqlite")
        pool: dict[str, Any] = {"poolclass": QueuePool} if self.path else {"poolclass": StaticPool}
        engine = sa.create_engine(
            url, hide_parameters=True, connect_args={"check_same_thread": False}, **pool
        )
        for each in (_configure_sqlite, *configure):
            sa.event.listen(engine, "connect", each)
        sa.event.listen(engine, "begin", begin)
        return engine

    async def close(self) -> None:
        """Let go of everything. Waits for a transaction that is running."""
        for pool in (self._writer, self._readers):
            if pool is not None:
                await asyncio.to_thread(pool.shutdown)
        for engine in {self._engine, self._reading} - {None}:
            engine.dispose()  # type: ignore[union-attr]
        if self._async is not None:
            await self._async.dispose()
        if self._lock is not None:
            self._lock.close()
        self._lock = self._writer = self._readers = None
        self._engine = self._reading = self._async = self._async_reading = None

    # ── transactions ────────────────────────────────────────────────────────────────────────

    async def write(self, work: Work[T]) -> T:
        """Run this in one transaction, and return once it is committed."""
        for left in reversed(range(RETRIES + 1)):
            try:
                return await self._run(work, self._engine, self._writer, self._async)
            except Exception as error:
                if left and isinstance(error, sa.exc.DBAPIError) and lost_to_another(error):
                    continue
                if away := unavailable(error):
                    raise away from error
                raise
        raise AssertionError("unreachable")

    async def read(self, work: Work[T]) -> T:
        """Run this where it sees one state of the database and changes nothing."""
        threads = self._readers or self._writer
        try:
            return await self._run(work, self._reading, threads, self._async_reading)
        except Exception as error:
            if away := unavailable(error):
                raise away from error
            raise

    async def _run(
        self,
        work: Work[T],
        engine: sa.Engine | None,
        threads: ThreadPoolExecutor | None,
        remote: "AsyncEngine | None",
    ) -> T:
        if engine is not None and threads is not None:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(threads, _in_transaction, engine, work)
        if remote is None:
            raise Unavailable("the database is closed")
        async with remote.begin() as conn:
            return await conn.run_sync(work)


def _in_transaction(engine: sa.Engine, work: Work[T]) -> T:
    with engine.begin() as conn:
        return work(conn)
