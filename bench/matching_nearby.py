"""A suggestion for one person among 5,000 activities, beside bare queries of the same rows."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import asyncpg
import sqlalchemy as sa

from bench import directory
from bench.databases import Neighbourhoods, neighbourhoods, opened
from bench.lookups import analysed, part_of, sqlite_file, timed
from bench.report import Broken, Figure, Plan
from bot.rounds import suggesting
from bot.seeing import Seeing
from flows.nearby import ranking
from flows.nearby.ranking import Seeker
from store import activities, locations
from store.communities import Community
from store.database import Database
from store.learned import learned, person_tag
from store.locations import cell, person_place
from store.people import person
from store.suggestions import suggestion

ACTIVITIES, QUICK_ACTIVITIES = 5_000, 500
PEOPLE, QUICK_PEOPLE = 200, 20
ROUNDS: Final = 5
AT_MOST: Final = 20.0  # milliseconds
CHECKED: Final = 20  # people whose three are compared with a ranking of everything

ALL_THAT_COULD_BE: Final = """
SELECT a.id, a.title, a.place, a.lat, a.lon, a.starts, a.zone, a.rule, a.next_at, a.cost_pence,
       a.access_yes, a.language, a.who_meets, a.source, a.confirm_by,
       (SELECT count(*) FROM activity_tag t WHERE t.activity_id = a.id
                                              AND t.community_id = $1 AND t.tag IN ({tags}))
  FROM activity a
 WHERE a.community_id = $1 AND a.state = 'open' AND a.next_at <= $2
   AND a.lat BETWEEN $3 AND $4 AND a.lon BETWEEN $5 AND $6"""
"""The yardstick: all that could be for somebody, with what decides, as one hand-written query
finds it: unranked."""

See = Callable[[int], Awaitable[int]]
"""Looks for one person, and tells how many things there are."""


async def figures(plan: Plan) -> tuple[list[Figure], list[str]]:
    """The figures of every database, and what a reader needs to judge them."""
    count = plan.count_or(ACTIVITIES, QUICK_ACTIVITIES)
    people = QUICK_PEOPLE if plan.quick else PEOPLE
    rounds = plan.rounds_or(ROUNDS)
    found: list[Figure] = []
    for kind in plan.on:
        async with neighbourhoods(kind) as place:
            found += await _measured(place, people, count, rounds)
    return found, [
        f"Suggestions: {people} people, each looking among {count:,} activities within 12 km, a "
        f"river with two bridges between; {rounds} rounds, interleaved.",
        "A suggestion: all that is known of them, the best three exactly, in words, in one "
        f"transaction. {CHECKED} were compared with a ranking of everything: the same.",
    ]


async def _measured(place: Neighbourhoods, people: int, count: int, rounds: int) -> list[Figure]:
    now = datetime.now(UTC)
    url = await place.empty()
    database, community = await opened(url)
    stock = directory.activities(community, count, now)
    await database.write(partial(activities.keep, rows=stock))
    seekers = directory.seekers(people)
    rows = await database.write(partial(_move_in, community=community, seekers=seekers, now=now))
    await analysed(url)
    await _compare(database, community, seekers[:CHECKED], now)
    ours: list[list[float]] = []
    theirs: list[list[float]] = []
    async with _bare(url, community, seekers, now) as bare:
        see = partial(_see, database, community, rows, now)
        everybody = range(people)
        turns: list[tuple[See, list[list[float]]]] = [(see, ours), (bare, theirs)]
        for work, _ in turns:
            await timed(work, range(min(20, people)))  # statements are prepared, pages are read
        for nth in range(rounds):
            for work, taken in turns if nth % 2 == 0 else reversed(turns):
                taken.append(await timed(work, everybody))
    await database.close()
    await place.drop(url)
    return [
        part_of(f"{place.kind}: suggestion, median", ours, 0.5, AT_MOST),
        part_of(f"{place.kind}: suggestion, 95 in 100", ours, 0.95, AT_MOST),
        part_of(f"{place.kind}: all activities, bare, median", theirs, 0.5),
        part_of(f"{place.kind}: all activities, bare, 95 in 100", theirs, 0.95),
    ]


async def _see(
    database: Database, community: Community, rows: Sequence[sa.Row[Any]], now: datetime, nth: int
) -> int:
    seeing = [Seeing(rows[nth].id, rows[nth])]
    look = partial(suggesting.look, community=community, looking=seeing, now=now)
    [near] = (await database.read(look)).values()
    return len(near.suggestions)


async def _compare(
    database: Database, community: Community, seekers: Sequence[Seeker], now: datetime
) -> None:
    """Quick but wrong is no figure."""
    everything = await database.read(partial(activities.everything, community_id=community.id))
    for seeker in seekers:
        choose = partial(suggesting.choose, community_id=community.id, seeker=seeker, now=now)
        found = await database.read(choose)
        full = ranking.choose(ranking.rank(seeker, everything, now))
        if [each.activity.id for each in found] != [each.activity.id for each in full]:
            raise Broken("a suggestion is not what a ranking of everything finds")


def _move_in(
    conn: sa.Connection, community: Community, seekers: Sequence[Seeker], now: datetime
) -> Sequence[sa.Row[Any]]:
    """The seekers as people of the community, with their homes, tags and reasons."""
    locations.keep_barriers(conn, community.id, [directory.RIVER])
    ours = {"community_id": community.id}
    who = {**ours, "zone": "Europe/London", "created_at": now}
    people = [{**who, "id": nth, "language": one.language} for nth, one in enumerate(seekers, 1)]
    conn.execute(sa.insert(person), people)
    for table, rows in (
        (person_place, _homes), (learned, _told), (person_tag, _tags), (suggestion, _reasons)
    ):  # fmt: skip
        conn.execute(sa.insert(table), [{**ours, **row} for row in rows(seekers, now)])
    return conn.execute(sa.select(person).order_by(person.c.id)).all()


def _homes(seekers: Sequence[Seeker], _now: datetime) -> list[dict[str, Any]]:
    return [
        {"person_id": nth, "lat": at.lat, "lon": at.lon, "cell": cell(at)}
        for nth, one in enumerate(seekers, 1)
        if (at := one.point)
    ]


def _told(seekers: Sequence[Seeker], now: datetime) -> list[dict[str, Any]]:
    """The answer that their tags come from."""
    answer = {"question": "loved", "words": "this and that", "asked_at": now, "answered_at": now}
    return [{"id": nth, "person_id": nth, **answer} for nth, _ in enumerate(seekers, 1)]


def _tags(seekers: Sequence[Seeker], now: datetime) -> list[dict[str, Any]]:
    return [
        {"person_id": nth, "tag": tag, "kind": "interest", "said_at": now, "learned_id": nth}
        for nth, one in enumerate(seekers, 1)
        for tag in sorted(one.tags)
    ]


def _reasons(seekers: Sequence[Seeker], now: datetime) -> list[dict[str, Any]]:
    """Who refused something did so for a reason."""
    chance = random.Random(5)
    reasons = ("far", "dear", "steps", "alone", "other", "other")
    return [
        {"person_id": nth, "activity_id": each, "shown_at": now, "declined_at": now,
         "reason": chance.choice(reasons)}
        for nth, one in enumerate(seekers, 1)
        for each in sorted(one.refused)
    ]  # fmt: skip


# ── the yardstick ───────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def _bare(
    url: str, community: Community, seekers: Sequence[Seeker], now: datetime
) -> AsyncIterator[See]:
    """One query by the bare driver."""

    def asked(nth: int) -> tuple[str, list[Any]]:
        one = seekers[nth]
        at = one.point or directory.TOWN
        tags = ", ".join(f"'{tag}'" for tag in sorted(one.tags)) or "''"
        box = [at.lat - 0.108, at.lat + 0.108, at.lon - 0.172, at.lon + 0.172]
        return ALL_THAT_COULD_BE.format(tags=tags), [community.id, now + timedelta(28), *box]

    if url.startswith("sqlite:///"):
        with contextlib.closing(sqlite_file(url)) as file:

            def run(nth: int) -> int:
                text, values = asked(nth)
                values[1] = str(values[1].replace(tzinfo=None))
                return len(file.execute(text.replace("$", "?"), values).fetchall())

            yield lambda nth: asyncio.to_thread(run, nth)
    else:
        server = await asyncpg.connect(url)

        async def fetch(nth: int) -> int:
            text, values = asked(nth)
            return len(await server.fetch(text, *values))

        yield fetch
        await server.close()
