"""How long a service takes from its start to its first answered webhook, and its memory at rest."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from bench import neighbours, twilio
from bench.databases import Neighbourhoods, neighbourhoods
from bench.inbox import counted
from bench.report import Figure, Plan, Report, add_up, load_average
from bench.serving import free_port, server
from bot.channels import Inbound

ROUNDS = 5
REST, QUICK_REST = 5.0, 0.5  # seconds before its memory is looked at
WITHIN, MEMORY = 2.0, 120.0

NAMES = ("fresh", "again", "memory", "bare", "least")
Times = dict[str, list[float]]


async def run(plan: Plan) -> Report:
    """Measure it on each database."""
    rounds = plan.rounds_or(ROUNDS)
    rest = QUICK_REST if plan.quick else REST
    report = Report("start", "from the command to the first signed webhook answered")
    before = load_average()
    for kind in plan.on:
        async with neighbourhoods(kind) as place:
            times: Times = {name: [] for name in NAMES}
            if not report.figures:
                report.figures.append(await _very_first(place))
            for _ in range(rounds):
                await _round(place, rest, times, report)
            report.figures += _figures(kind, times)
            report.notes.append(f"{place.says}; {place.fsync()}")
    report.busy = (before, load_average())
    report.notes += [
        f"{rounds} rounds, interleaved; SMS on, Telegram off; memory is resident, of the service "
        f"alone, {rest:g} s after its first answer.",
        "Answering only: the same server and signature check, with no database behind it.",
    ]
    return report


async def _very_first(place: Neighbourhoods) -> Figure:
    """Python has compiled nothing yet: once, right after an installation."""
    url, seconds = await place.empty(), list[float]()
    await _start(url, twilio.requests(_texts())[0], 0, seconds, [])
    await place.drop(url)
    return Figure("very first start, nothing compiled", "s", tuple(seconds))


async def _round(place: Neighbourhoods, rest: float, times: Times, report: Report) -> None:
    first, second, third = twilio.requests(_texts())
    url = await place.empty()
    await _start(url, first, 0, times["fresh"], [])
    await _start(url, second, rest, times["again"], times["memory"])
    await _answering(third, times)
    counts = await counted(url)
    add_up({"sent": 2, **counts}, ("sent", "accepted", "replies"))
    report.counts[place.kind] = counts
    await place.drop(url)


def _texts() -> Sequence[Inbound]:
    """First texts of three people, each with a number and an id of its own."""
    now = datetime.now(UTC)
    return [
        Inbound("sms", f"SM{nth:032x}", neighbours.number(nth), "hello", now) for nth in range(3)
    ]


async def _start(
    url: str, request: bytes, rest: float, seconds: list[float], memory: list[float]
) -> None:
    async with server("bot", "run", env=twilio.environment(url, free_port())) as service:
        seconds.append(await service.first_answer(request))
        if rest:
            await asyncio.sleep(rest)
            memory.append(service.memory())


async def _answering(request: bytes, times: Times) -> None:
    port = {"DOORSTEP_PORT": str(free_port())}
    async with server("bench.answering", env=port) as service:
        times["bare"].append(await service.first_answer(request))
        times["least"].append(service.memory())


def _figures(kind: str, times: Times) -> Sequence[Figure]:
    found = {name: tuple(rounds) for name, rounds in times.items()}
    return [
        Figure(f"{kind}: start, new database", "s", found["fresh"], at_most=WITHIN),
        Figure(f"{kind}: start, the same again", "s", found["again"], at_most=WITHIN),
        Figure("answering only: start", "s", found["bare"]),
        Figure(f"{kind}: memory at rest", "MB", found["memory"], at_most=MEMORY),
        Figure("answering only: memory", "MB", found["least"]),
    ]
