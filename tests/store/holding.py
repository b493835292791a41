"""A PostgreSQL transaction that stands still in the middle until a test lets it go on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.util import await_only

from store.database import Database


@asynccontextmanager
async def held(
    database: Database,
    first: Callable[[sa.Connection], object],
    then: Callable[[sa.Connection], object] = lambda conn: None,
) -> AsyncIterator[None]:
    """`first` is done and not committed while the block runs; after it `then`, and the commit."""
    done, go_on = asyncio.Event(), asyncio.Event()

    def work(conn: sa.Connection) -> None:
        first(conn)
        done.set()
        await_only(go_on.wait())
        then(conn)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(database.write(work))
        await done.wait()
        try:
            yield
        finally:
            go_on.set()
