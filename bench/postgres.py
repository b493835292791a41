"""A PostgreSQL for a benchmark: the one it is told of, else its own, with fsync on."""

import os
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager

import asyncpg
import sqlalchemy as sa

from bench.report import Broken
from tests import postgres_server

TOLD = "DOORSTEP_TEST_POSTGRES_URL"
DURABLE = ("fsync=on", "synchronous_commit=on")  # the tests' own server is quicker, and is not


@asynccontextmanager
async def server() -> AsyncIterator[tuple[str, str]]:
    """The URL of a server (without a database's name), and a line saying which it is."""
    with ExitStack() as until_then:
        url, which = os.environ.get(TOLD), "the server that was given"
        if url is None:
            url = until_then.enter_context(_own())
            which = "started for this run, on loopback"
        told = sa.make_url(url).set(drivername="postgresql")
        plain = told.render_as_string(hide_password=False)
        yield plain.rpartition("/")[0], await _described(plain, which)


def _own() -> AbstractContextManager[str]:
    programs = postgres_server.installed() or postgres_server.packaged()
    if programs is None:
        raise Broken(f"no PostgreSQL is installed: set {TOLD}, or run with --database sqlite")
    return postgres_server.running(programs, DURABLE)


async def _described(url: str, which: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        version = await connection.fetchval("SHOW server_version")
        durable = [await connection.fetchval(f"SHOW {n}") for n in ("fsync", "synchronous_commit")]
    finally:
        await connection.close()
    number = str(version).split()[0]
    return f"PostgreSQL {number} ({which}), fsync {durable[0]}, synchronous_commit {durable[1]}"
