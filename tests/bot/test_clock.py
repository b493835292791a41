"""The clock: ticks that go on whatever happens, and a demo's time that can be moved."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.app import Doorstep
from bot.clock import Clock, Ticks
from bot.demo import invent
from bot.settings import Settings
from store.communities import community
from store.database import Unavailable
from store.messages import message
from store.nudges import nudge
from tests.bot.live import until

pytestmark = pytest.mark.anyio


BEGINS = datetime(2048, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday well ahead: no test here may depend on the day and the hour it is run at."""


@asynccontextmanager
async def demo(url: str, begins: datetime | None = BEGINS) -> AsyncIterator[Doorstep]:
    """A running demo with an invented neighbourhood; None: its clock stands where it was left."""
    doorstep = Doorstep(Settings(database_url=url, demo=True, community="Mill Lane"))
    await doorstep.open()
    await doorstep.start()
    if begins:
        doorstep.clock.ahead = begins - datetime.now(UTC)
    await invent(doorstep)
    try:
        yield doorstep
    finally:
        await doorstep.stop()


async def story(doorstep: Doorstep) -> list[tuple[Any, ...]]:
    """What was said to whom on which day of the demo, and how far it got."""
    query = sa.select(message.c.person_id, message.c.key, message.c.state, message.c.at)
    rows = await doorstep.database.read(lambda conn: conn.execute(query).all())
    return sorted((*row[:3], (row.at.date() - BEGINS.date()).days) for row in rows)


async def test_a_week_in_one_go_is_a_week_in_small_steps(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    told = []
    for steps in (1, 28):
        file = shutil.copy(migrated_sqlite, tmp_path / f"{steps}.db")
        async with demo(f"sqlite:///{file}") as doorstep:
            before = doorstep.now()
            for _ in range(steps):
                await doorstep.advance(timedelta(days=7) / steps)
            assert timedelta(0) <= doorstep.now() - before - timedelta(days=7)
            told.append(await story(doorstep))
    assert told[0] == told[1]
    assert {key for _, key, _, _ in told[0]} >= {"weekly_hello.mood", "visit_today.today"}
    states = {state for _, _, state, _ in told[0]}
    assert states - {"skipped"} == {"delivered"}  # a question may make room unsent for another


async def test_twenty_six_hours_are_twenty_six_hours(database_url: str) -> None:
    async with demo(database_url) as doorstep:
        before = doorstep.now()
        after = await doorstep.advance(timedelta(hours=26))
        assert timedelta(hours=26) <= after - before < timedelta(hours=26, minutes=1)


async def test_when_the_clock_has_moved_all_that_fell_due_is_done(database_url: str) -> None:
    async with demo(database_url) as doorstep:
        # on the hour more would fall due while we look
        await doorstep.advance(timedelta(days=2, minutes=17))
        due = sa.select(nudge.c.id).where(nudge.c.state == "due", nudge.c.due_at <= doorstep.now())
        open_ = message.c.state.in_(("queued", "claimed", "uncertain"))
        late = sa.select(message.c.id).where(open_, message.c.due_at <= doorstep.now())
        for query in (due, late):
            assert not await doorstep.database.read(partial(_rows, query=query))


def _rows(conn: sa.Connection, query: sa.Select[Any]) -> list[Any]:
    return list(conn.execute(query))


async def test_a_service_that_moves_its_clock_is_not_stale(sqlite_url: str) -> None:
    """Days pass in a moment; the ticks and the senders have had their rounds all the same."""
    async with demo(sqlite_url) as doorstep:
        await doorstep.advance(timedelta(days=3))
        for name, last in doorstep.rounds().items():
            assert last is not None, name
            assert doorstep.now() - last < timedelta(seconds=30), name


async def test_a_restart_does_not_turn_the_clock_back(database_url: str) -> None:
    async with demo(database_url) as doorstep:
        moved_to = await doorstep.advance(timedelta(days=1))
    async with demo(database_url, begins=None) as doorstep:
        assert doorstep.now() >= moved_to


async def test_the_clock_is_kept_before_anything_is_done_at_its_new_time(
    sqlite_url: str,
) -> None:
    """A crash on the way must not leave behind what was said at a time that has yet to come."""
    async with demo(sqlite_url) as doorstep:
        moving = asyncio.create_task(doorstep.advance(timedelta(days=300)))
        kept, looks = BEGINS, 0
        while looks < 20 or kept < BEGINS + timedelta(days=3):
            looks += 1
            await asyncio.sleep(0.02)
            said_at, ahead = await doorstep.database.read(_said_and_kept)
            kept = datetime.now(UTC) + timedelta(seconds=ahead)
            assert said_at is None or said_at <= kept + timedelta(seconds=1)
        moving.cancel()
        await asyncio.gather(moving, return_exceptions=True)


def _said_and_kept(conn: sa.Connection) -> tuple[datetime | None, int]:
    said_at = conn.execute(sa.select(sa.func.max(message.c.at))).scalar()
    return said_at, conn.execute(sa.select(community.c.clock_ahead)).scalar_one()


async def test_a_clock_that_is_let_go_runs_on_from_where_it_stood() -> None:
    clock = Clock(timedelta(days=2))
    at = clock.now() + timedelta(hours=5)
    clock.hold(at)
    assert clock.now() == at
    clock.let_go()
    assert timedelta(0) <= clock.now() - at < timedelta(seconds=5)
    ahead = datetime.now(UTC) + timedelta(seconds=clock.seconds_ahead)
    assert ahead >= clock.now() - timedelta(seconds=1)


async def test_a_tick_that_breaks_ticks_again_and_stops_no_other() -> None:
    counts = {"broken": 0, "away": 0, "well": 0}

    async def broken() -> None:
        counts["broken"] += 1
        raise RuntimeError

    async def away() -> None:
        counts["away"] += 1
        raise Unavailable("away")

    async def well() -> None:
        counts["well"] += 1

    ticks = Ticks(lambda: datetime.now(UTC))
    for tick in (broken, away, well):
        ticks.every(0.05, tick.__name__, tick)
    ticks.start()
    await until(lambda: all(count >= 2 for count in counts.values()))
    await ticks.stop()
    assert ticks.last("well") is not None
    assert ticks.last("broken") is None


async def test_stopping_lets_a_running_tick_finish() -> None:
    begun, done = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        begun.set()
        await asyncio.sleep(0.2)
        done.set()

    ticks = Ticks(lambda: datetime.now(UTC))
    ticks.every(0.05, "slow", slow)
    ticks.start()
    await begun.wait()
    await ticks.stop()
    assert done.is_set()
