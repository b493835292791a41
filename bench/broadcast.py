"""A broadcast to a hundred thousand people: planned, and drained while people text back."""

import asyncio
import json
import sys
import time
from functools import partial

from bench import broadcast_people, twilio
from bench.databases import Neighbourhoods, neighbourhoods
from bench.neighbours import OURS
from bench.replying import Waits, replies
from bench.report import Broken, Figure, Plan, Report, add_up, load_average
from bench.serving import ROOT, free_port, server
from bench.stand_in import StandIn, stand_in
from flows.world.broadcasts import Tally
from store import broadcast_ends
from store.database import Database

ROUNDS, COUNT, QUICK_COUNT = 3, 100_000, 300
A_TENTH = 10
PLANNED, GROWN, REPLY, PACE = 4.0, 16.0, 2.0, 0.95  # GROWN: what SQLite's cache may still fill

NUMBERS = tuple(OURS[:-1] + str(last) for last in (9, 8, 7, 6))
A_SECOND = 200  # texts, over all of our numbers: one number's usual pace is 1
REPLIES, QUICK_REPLIES, EVERY = 1_000, 20, 0.05  # and the seconds between two of them


async def run(plan: Plan) -> Report:
    """Measure it on each database."""
    count = plan.count_or(COUNT, QUICK_COUNT)
    report = Report("broadcast", f"planned for {count:,} people, and drained")
    before = load_average()
    for kind in plan.on:
        async with neighbourhoods(kind) as place:
            few = await _grown(place, max(1, count // A_TENTH))
            await place.drop(place.seeded)
            await broadcast_people.seed(place, count)
            report.figures += await _planning(place, plan.rounds_or(ROUNDS), few)
            report.figures += await _draining(place, count, plan, report)
            report.notes.append(f"{place.says}; {place.fsync()}")
    report.busy = (before, load_average())
    report.notes += _notes(plan)
    return report


def _notes(plan: Plan) -> list[str]:
    texts = QUICK_REPLIES if plan.quick else REPLIES
    return [
        "INSERT … SELECT: as many rows in the same table by one statement, asking nothing.",
        f"Drained at {A_SECOND} texts a second over {len(NUMBERS)} numbers (a number's usual pace "
        f"is 1), for as long as {texts:,} people text back, one every {EVERY * 1_000:.0f} ms.",
        "A reply: from the text's arrival until Twilio is answered (kept, committed), and until "
        "the reply is with the stand-in.",
    ]


# ── planning ────────────────────────────────────────────────────────────────────────────────


async def _grown(place: Neighbourhoods, people: int) -> float:
    """By how many MB a process grows that plans for so many people."""
    await broadcast_people.seed(place, people)
    _, grown = await _timed(place, "planned", people)
    return grown


async def _planning(place: Neighbourhoods, rounds: int, few: float) -> list[Figure]:
    ours, theirs, grown = [], [], []
    for nth in range(rounds):
        for how in ("planned", "bare") if nth % 2 == 0 else ("bare", "planned"):
            seconds, more = await _timed(place, how)
            if how == "planned":
                ours.append(seconds)
                grown.append(more)
            else:
                theirs.append(seconds)
    ratios = tuple(a / b for a, b in zip(ours, theirs, strict=True))
    return [
        Figure(f"{place.kind}: planned", "s", tuple(ours)),
        Figure("INSERT … SELECT", "s", tuple(theirs)),
        Figure(f"{place.kind}: planned, times that", "", ratios, at_most=PLANNED),
        Figure(f"{place.kind}: memory, a tenth of them", "MB more", (few,)),
        Figure(f"{place.kind}: memory", "MB more", tuple(grown), at_most=few + GROWN),
    ]


async def _timed(place: Neighbourhoods, how: str, people: int | None = None) -> tuple[float, float]:
    """Seconds, and MB more than before, of a process that does this to a fresh copy."""
    url = await place.copy()
    told = await broadcast_people.tell(url)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.planning", url, str(told), how,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await process.communicate()
    if process.returncode:
        raise Broken("planning stopped")
    found = json.loads(said)
    if people is not None:
        add_up(
            {"people": people, "planned": (await _tally(url, told)).planned}, ("people", "planned")
        )
    await place.drop(url)
    return found["seconds"], found["grown"]


async def _tally(url: str, told: int) -> Tally:
    database = Database(url)
    await database.open()
    tally = await database.read(partial(broadcast_ends.tally, broadcast_id=told))
    await database.close()
    return tally


# ── draining ────────────────────────────────────────────────────────────────────────────────


async def _draining(place: Neighbourhoods, count: int, plan: Plan, report: Report) -> list[Figure]:
    texts = QUICK_REPLIES if plan.quick else REPLIES
    who = range(count, max(0, count - texts), -1)  # the last to be told: nothing else meets them
    idle, _ = await _served(place, who, broadcast=False, report=report)
    busy, pace = await _served(place, who, broadcast=True, report=report)
    kind = place.kind
    committed = _p99(busy.committed) / _p99(idle.committed)
    with_them = _p99(busy.with_them) / _p99(idle.with_them)
    return [
        Figure(f"{kind}: a reply committed, idle, 99 % within", "ms", (_p99(idle.committed),)),
        Figure(f"{kind}: the same while it drains", "ms", (_p99(busy.committed),)),
        Figure(f"{kind}: times that", "", (committed,), at_most=REPLY),
        Figure(f"{kind}: a reply with them, idle, 99 % within", "ms", (_p99(idle.with_them),)),
        Figure(f"{kind}: the same while it drains", "ms", (_p99(busy.with_them),)),
        Figure(f"{kind}: times that", "", (with_them,), at_most=REPLY),
        Figure(f"{kind}: drained", "texts/s", (pace,), at_least=PACE * A_SECOND),
    ]


def _p99(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.99)]


async def _served(
    place: Neighbourhoods, who: range, *, broadcast: bool, report: Report
) -> tuple[Waits, float]:
    """People text back to a service that has this to send, or nothing. And its texts a second."""
    url = await place.copy()
    told = await broadcast_people.tell(url) if broadcast else 0
    async with stand_in() as provider:
        env = _environment(url, provider)
        async with server("bot", "run", env=env) as service:
            await _until_it_runs(service.port, provider, broadcast)
            began, before = time.perf_counter(), len(provider.taken)
            waits = await replies(service.port, provider, list(who), EVERY)
            pace = (len(provider.taken) - before) / (time.perf_counter() - began)
        if broadcast:
            _check(place.kind, await _tally(url, told), provider, len(who), report)
    await place.drop(url)
    return waits, pace


async def _until_it_runs(port: int, provider: StandIn, broadcast: bool) -> None:
    """It listens; and the broadcast, if there is one, has been planned and is on its way."""
    ready = b"GET /healthz HTTP/1.1\r\nHost: doorstep.test\r\nConnection: close\r\n\r\n"
    for _ in range(600):
        await asyncio.sleep(0.1)
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            continue
        writer.write(ready)
        writer.close()
        if not broadcast or provider.taken:
            await asyncio.sleep(SETTLED)
            return
    raise Broken("nothing of the broadcast went out")


SETTLED = 5.0
"""Seconds of planning and of first texts before the replies begin."""


def _check(kind: str, tally: Tally, provider: StandIn, replied: int, report: Report) -> None:
    """Who was told was told once, and the tally is what the stand-in took and all the rest."""
    words = broadcast_people.TEXT.partition("{name}")[2]
    told = [to for to, body, _ in provider.taken if words in body]
    if len(told) != len(set(told)) or not tally.adds_up:
        raise Broken(f"the counts do not add up: {tally}")
    counts = {"taken": len(told), "sent": tally.got, "planned": tally.planned}
    report.counts[kind] = {**counts, "waiting": tally.queued, "replies": replied}
    add_up(counts, ("taken", "sent"))


def _environment(url: str, provider: StandIn) -> dict[str, str]:
    return twilio.environment(url, free_port()) | {
        "DOORSTEP_TWILIO_FROM": ",".join(NUMBERS),
        "DOORSTEP_TWILIO_API_URL": provider.url,
        "DOORSTEP_SMS_PER_SECOND": str(A_SECOND / len(NUMBERS)),
    }
