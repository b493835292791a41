"""A favour's match among a hundred thousand people, beside a bare query of the same rows."""

import asyncio
import contextlib
import gc
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import asyncpg
import sqlalchemy as sa

from bench import crowd
from bench.databases import Neighbourhoods, neighbourhoods, opened
from bench.report import Broken, Figure, Plan
from bot.rounds import matching
from flows.favours.kinds import kinds
from store import asking, skills
from store.communities import Community
from store.database import Database
from store.favours import favour

PEOPLE, QUICK_PEOPLE = 100_000, 2_000
FAVOURS, QUICK_FAVOURS = 140, 28
ROUNDS: Final = 3
AT_MOST: Final = 20.0  # milliseconds, the median of a round and 99 in 100

NOBODY_MINDS: Final = """
SELECT s.person_id, s.tag, s.how, p.language, p.joined_at, pp.lat, pp.lon, h.days
  FROM skill s
  JOIN person p ON p.id = s.person_id
  LEFT JOIN person_place pp ON pp.person_id = p.id
  LEFT JOIN helper h ON h.community_id = s.community_id AND h.person_id = s.person_id
 WHERE s.community_id = $1 AND s.language = $2 AND s.tag IN ({tags}) {near}
   AND p.stopped_at IS NULL AND p.paused_at IS NULL AND p.id <> $3 AND p.joined_at <= $4
   AND NOT EXISTS (SELECT 1 FROM favour_ask a WHERE a.person_id = p.id AND a.state = 'asked')
   AND NOT EXISTS (SELECT 1 FROM refusal r WHERE r.community_id = s.community_id
                                             AND r.person_id = p.id AND r.kind = $5)
 LIMIT 50"""
"""The yardstick: fifty who could be asked, as one hand-written query finds them, in no order."""

Match = Callable[[sa.Row[Any]], Awaitable[int]]


async def figures(plan: Plan) -> tuple[list[Figure], list[str]]:
    """The figures of every database, and what a reader needs to judge them."""
    people = QUICK_PEOPLE if plan.quick else PEOPLE
    count = QUICK_FAVOURS if plan.quick else FAVOURS
    found: list[Figure] = []
    notes = [
        f"Favours: {count} of every kind, each by somebody else, in a town of {people:,} people; "
        f"{plan.rounds_or(ROUNDS)} rounds, interleaved.",
        "A match: pick fifty, load all that decides, rank them exactly, in one transaction.",
    ]
    for kind in plan.on:
        async with neighbourhoods(kind) as place:
            found += await _measured(place, people, count, plan.rounds_or(ROUNDS))
            notes.append(f"{place.says}")
    return found, notes


async def _measured(place: Neighbourhoods, people: int, count: int, rounds: int) -> list[Figure]:
    now = datetime.now(UTC)
    url = await place.empty()
    database, community = await opened(url)
    await database.write(partial(crowd.move_in, community=community, people=people, now=now))
    ask = partial(crowd.ask, community=community, people=people, count=count, now=now)
    await database.write(ask)
    await _analysed(url)
    rows = await database.read(_open_ones)
    ours: list[list[float]] = []
    theirs: list[list[float]] = []
    async with _bare(url, community, now) as bare:
        match = partial(_match, database, now)
        await _timed(match, rows[:20])  # statements are prepared, pages are read
        await _timed(bare, rows[:20])
        for _ in range(rounds):
            ours.append(await _timed(match, rows))
            theirs.append(await _timed(bare, rows))
        if sum(await asyncio.gather(*(match(row) for row in rows))) < count * 0.9:
            raise Broken("hardly anybody is found: that is no match to measure")
    await database.close()
    await place.drop(url)
    return [
        _figure(f"{place.kind}: favour match, median", ours, 0.5, AT_MOST),
        _figure(f"{place.kind}: favour match, 99 in 100", ours, 0.99, AT_MOST),
        _figure(f"{place.kind}: bare query, median", theirs, 0.5),
        _figure(f"{place.kind}: bare query, 99 in 100", theirs, 0.99),
    ]


def _open_ones(conn: sa.Connection) -> Sequence[sa.Row[Any]]:
    return conn.execute(sa.select(favour).where(favour.c.state == "open")).all()


async def _match(database: Database, now: datetime, row: sa.Row[Any]) -> int:
    """Whether somebody would be asked for this one."""

    def chosen(conn: sa.Connection) -> bool:
        asker = asking.asker_of(conn, row)
        return matching.find(conn, row, asker, (), now) is not None

    return await database.read(chosen)


async def _timed(work: Match, rows: Sequence[sa.Row[Any]]) -> list[float]:
    """Milliseconds that each takes."""
    gc.collect()
    taken = []
    for row in rows:
        began = time.perf_counter()
        await work(row)
        taken.append((time.perf_counter() - began) * 1_000)
    return sorted(taken)


def _figure(
    what: str, rounds: list[list[float]], part: float, at_most: float | None = None
) -> Figure:
    """That part of each round."""
    each = tuple(taken[min(len(taken) - 1, int(len(taken) * part))] for taken in rounds)
    return Figure(what, "ms", each, at_most=at_most)


# ── the yardstick ───────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def _bare(url: str, community: Community, now: datetime) -> AsyncIterator[Match]:
    """One query by the bare driver."""
    every = kinds()
    month_ago = now - asking.FIRST_MONTH

    def statement(row: sa.Row[Any]) -> tuple[str, list[Any]]:
        near = every[row.kind].near
        squares = skills.squares_around(skills.square_of(*crowd.TOWN), near) if near else []
        where = f"AND s.square IN ({', '.join(map(str, squares))})" if squares else ""
        tags = ", ".join(f"'{tag}'" for tag in row.tags.split())
        values = [community.id, "en", row.person_id, month_ago, row.kind]
        return NOBODY_MINDS.format(tags=tags, near=where), values

    if url.startswith("sqlite:///"):
        with contextlib.closing(_file(url)) as file:

            def run(row: sa.Row[Any]) -> int:
                text, values = statement(row)
                values[3] = month_ago.replace(tzinfo=None).isoformat(" ")
                spelled = text.replace("$", "?")
                return len(file.execute(spelled, values).fetchall())

            yield lambda row: asyncio.to_thread(run, row)
        return
    connection: Any = await asyncpg.connect(url)

    async def fetch(row: sa.Row[Any]) -> int:
        text, values = statement(row)
        return len(await connection.fetch(text, *values))

    yield fetch
    await connection.close()


def _file(url: str) -> sqlite3.Connection:
    return sqlite3.connect(url.removeprefix("sqlite:///"), check_same_thread=False)


async def _analysed(url: str) -> None:
    """As a database is that has been running for a while."""
    if url.startswith("sqlite:///"):
        with contextlib.closing(_file(url)) as file:
            file.execute("ANALYZE")
            file.commit()
        return
    connection: Any = await asyncpg.connect(url)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
