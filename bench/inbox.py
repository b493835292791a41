"""How quickly the inbox keeps and answers texts, beside the bare driver writing the same rows."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from bench import bare, neighbours
from bench.databases import Neighbourhoods, neighbourhoods, opened
from bench.report import Figure, Plan, Report, add_up, load_average
from bot.channels import Inbound
from bot.inbox import Inbox
from bot.metrics import Metrics
from store.check_ins import check_in
from store.database import Database
from store.messages import message

CALLERS = 64
ROUNDS, COUNT = 5, 20_000
QUICK_COUNT, QUICK_PEOPLE = 300, 300
OF_BARE, A_CORE = 0.25, 5_000

Work = Callable[[list[Inbound]], Awaitable[None]]
Opened = Callable[[str], AbstractAsyncContextManager[Work]]


@dataclass(slots=True)
class Pace:
    """Messages a second, by the clock and by our own process's use of a core; a round each."""

    by_clock: list[float] = field(default_factory=list)
    by_cpu: list[float] = field(default_factory=list)


async def run(plan: Plan) -> Report:
    """Measure it on each database."""
    count, rounds = plan.count_or(COUNT, QUICK_COUNT), plan.rounds_or(ROUNDS)
    people = QUICK_PEOPLE if plan.quick else neighbours.PEOPLE
    report = Report("inbox", "texts kept, answered and committed, without HTTP")
    before = load_average()
    for kind in plan.on:
        async with neighbourhoods(kind) as place:
            await place.seed(people)
            texts = list(neighbours.texts(people, count))
            ours, theirs = await _rounds(place, texts, rounds, report)
            report.figures += _figures(kind, ours, theirs)
            report.notes.append(f"{place.says}; {place.fsync()}")
    report.busy = (before, load_average())
    report.notes.append(
        f"{rounds} rounds, interleaved; {count:,} texts from {people:,} people with an open hello, "
        f"and 1 in 100 twice; {CALLERS} callers."
    )
    report.notes.append("Bare driver: one connection, prepared, one transaction a text.")
    report.notes.append("A core: by the CPU time of our own process (not of PostgreSQL's).")
    return report


async def _rounds(
    place: Neighbourhoods, texts: list[Inbound], rounds: int, report: Report
) -> tuple[Pace, Pace]:
    ours, theirs = Pace(), Pace()
    for nth in range(rounds):
        turns = [("inbox", ours, service), ("bare driver", theirs, bare.opened)]
        for name, pace, open_ in turns if nth % 2 == 0 else reversed(turns):
            url = await place.copy()
            await _timed(pace, open_, url, texts)
            counts = await counted(url)
            expected = len({text.provider_id for text in texts})
            add_up({"sent": expected, **counts}, ("sent", "accepted", "replies", "check_ins"))
            report.counts[f"{place.kind}, {name}"] = counts
            await place.drop(url)
    return ours, theirs


async def _timed(pace: Pace, open_: Opened, url: str, texts: list[Inbound]) -> None:
    async with open_(url) as work:
        gc.collect()
        gc.freeze()  # as the service does once it has started
        clock, cpu = time.perf_counter(), time.process_time()
        await work(texts)
        pace.by_cpu.append(len(texts) / (time.process_time() - cpu))
        pace.by_clock.append(len(texts) / (time.perf_counter() - clock))
    gc.unfreeze()


@asynccontextmanager
async def service(url: str) -> AsyncIterator[Work]:
    """The service's own inbox, and so many callers at once."""
    database, community = await opened(url)
    inbox = Inbox(database, community, lambda: datetime.now(UTC), Metrics())
    await inbox.start()

    async def receive(texts: list[Inbound]) -> None:
        waiting = iter(texts)

        async def caller() -> None:
            for text in waiting:
                await inbox.receive(text)

        await asyncio.gather(*(caller() for _ in range(CALLERS)))

    yield receive
    await inbox.stop()
    await database.close()


async def counted(url: str) -> dict[str, int]:
    """What is in the database now that was not there before: texts in, replies, check-ins."""
    database = Database(url)
    await database.open()
    counts = await database.read(_count)
    await database.close()
    return counts


def _count(conn: sa.Connection) -> dict[str, int]:
    came_in = message.c.direction == "in"
    reply = sa.and_(message.c.direction == "out", message.c.state == "queued")
    return {
        "accepted": conn.execute(_how_many(message).where(came_in)).scalar_one(),
        "replies": conn.execute(_how_many(message).where(reply)).scalar_one(),
        "check_ins": conn.execute(_how_many(check_in)).scalar_one(),
    }


def _how_many(table: sa.Table) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(table)


def _figures(kind: str, ours: Pace, theirs: Pace) -> list[Figure]:
    ratios = tuple(a / b for a, b in zip(ours.by_clock, theirs.by_clock, strict=True))
    return [
        Figure(f"{kind}: inbox", "messages/s", tuple(ours.by_clock)),
        Figure(f"{kind}: bare driver", "messages/s", tuple(theirs.by_clock)),
        Figure(f"{kind}: inbox as a part of it", "", ratios, at_least=OF_BARE),
        Figure(f"{kind}: bare driver, a core", "messages/s", tuple(theirs.by_cpu)),
        Figure(f"{kind}: inbox, a core", "messages/s", tuple(ours.by_cpu), at_least=A_CORE),
    ]
