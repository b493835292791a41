"""What benchmarks of single lookups share: how long each takes, and a part of a round."""

import gc
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

import asyncpg

from bench.report import Figure

T = TypeVar("T")


async def timed(work: Callable[[T], Awaitable[object]], asked: Iterable[T]) -> list[float]:
    """Milliseconds that each takes, the quickest first."""
    gc.collect()
    taken = []
    for each in asked:
        began = time.perf_counter()
        await work(each)
        taken.append((time.perf_counter() - began) * 1_000)
    return sorted(taken)


def part_of(
    what: str, rounds: list[list[float]], part: float, at_most: float | None = None
) -> Figure:
    """One figure: what so big a part of each round stays under."""
    each = tuple(taken[min(len(taken) - 1, int(len(taken) * part))] for taken in rounds)
    return Figure(what, "ms", each, at_most=at_most)


def sqlite_file(url: str) -> sqlite3.Connection:
    """The bare driver's connection to a database, for any thread."""
    return sqlite3.connect(url.removeprefix("sqlite:///"), check_same_thread=False)


async def analysed(url: str) -> None:
    """As PostgreSQL is once it has been running for a while. SQLite is never told to analyse."""
    if not url.startswith("sqlite:///"):
        connection: Any = await asyncpg.connect(url)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()
