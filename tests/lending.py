"""One PostgreSQL database that tests have one after another, emptied in between.

To copy a hundred tables for each test takes half a second, most of it in the kernel; to delete
what a test has put in takes a hundredth. Whatever a test did beside that (a table made, changed
or dropped, the database gone, a great deal put in), the next one gets a copy of its own.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Final, TypeVar

import asyncpg

from store.everything import metadata

T = TypeVar("T")

GROWN: Final = 16 * 2**20  # bytes beyond which what is left of deleted rows is thrown away
GONE_WITHIN: Final = 10.0  # seconds for whoever was cut off to be gone

_CUT_OFF: Final = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_NO_KEYS_LOOKED_UP: Final = (  # where we may: else each row deleted is looked for in every table
    "SELECT set_config('session_replication_role', 'replica', false)"
    " FROM pg_roles WHERE rolname = current_user AND rolsuper"
)
_LOOKS: Final = (  # what no test leaves as it was by emptying tables
    "SELECT md5(concat_ws(' ',"
    " (SELECT string_agg(version_num, ',') FROM alembic_version),"
    " (SELECT string_agg(concat_ws(' ', oid, tgenabled), ',' ORDER BY oid) FROM pg_trigger"
    "  WHERE NOT tgisinternal),"
    " (SELECT string_agg(concat_ws(' ', oid, relname, relnatts, reltuples), ',' ORDER BY oid)"
    "  FROM pg_class WHERE relnamespace = 'public'::regnamespace)))"
)
_START_AGAIN: Final = (
    "SELECT count(setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false))"
    " FROM pg_sequences WHERE last_value IS NOT NULL"
)
_SIZE: Final = "SELECT pg_database_size(current_database())"
_EMPTY: Final = "; ".join(f'DELETE FROM "{each}"' for each in reversed(metadata.sorted_tables))


class Lender:
    """Lends out one database, copied by `copy`, for as long as it can be emptied."""

    def __init__(self, copy: Callable[[], AbstractContextManager[str]], url: Callable[[str], str]):
        self._copy, self._url = copy, url
        self._lent = ExitStack()
        self._name: str | None = None

    def lend(self) -> str:
        """The URL of a migrated database with nothing in it."""
        if self._name is None:
            self._name = self._lent.enter_context(self._copy())
            self._kept = Lent(self._url(self._name))
            self._lent.callback(self._kept.close)
        return self._url(self._name)

    def take_back(self) -> None:
        """Whoever still uses it is cut off; where it can't be emptied, it is dropped."""
        if not self._kept.empty():
            self.close()

    def close(self) -> None:
        """Drop it."""
        self._name = None
        self._lent.close()


class Lent:
    """A database that was just copied, looked after from a thread of its own."""

    def __init__(self, url: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()
        self._connection: Any = self._now(asyncpg.connect(url, timeout=30))
        self._looks = self._now(self._connection.fetchval(_LOOKS))
        self._size = self._now(self._connection.fetchval(_SIZE))
        self._now(self._connection.fetchval(_NO_KEYS_LOOKED_UP))

    def empty(self) -> bool:
        """Take out all that is in it. False if it is not as it was for all that."""
        try:
            return self._now(self._emptied())
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False

    def close(self) -> None:
        """Let go of it."""
        self._now(self._let_go())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def _now(self, work: Coroutine[Any, Any, T]) -> T:
        return self._thread.submit(self._runner.run, work).result()

    async def _emptied(self) -> bool:
        async with asyncio.timeout(GONE_WITHIN):
            while await self._connection.fetchval(_CUT_OFF):
                await asyncio.sleep(0.01)
        await self._connection.execute(_EMPTY)
        await self._connection.fetchval(_START_AGAIN)
        looks = await self._connection.fetchval(_LOOKS)
        size = await self._connection.fetchval(_SIZE)
        return bool(looks == self._looks and size < self._size + GROWN)

    async def _let_go(self) -> None:
        self._connection.terminate()
