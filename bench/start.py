"""How long a service takes from its start to its first answered webhook, and its memory at rest."""

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import neighbours, twilio
from bench.databases import Neighbourhoods, neighbourhoods
from bench.inbox import counted
from bench.report import Figure, Plan, Report, add_up, load_average
from bench.serving import Server, free_port, server
from bot.channels import Inbound

ROUNDS = 5
REST, QUICK_REST = 5.0, 0.5  # seconds before its memory is looked at
WITHIN, MEMORY = 2.0, 120.0


async def run(plan: Plan) -> Report:
    """Measure it on each database."""
    rounds, rest = plan.rounds_or(ROUNDS), QUICK_REST if plan.quick else REST
    report = Report("start", "from the command to the first signed webhook answered")
    before = load_average()
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-compiled-") as compiled:
        starts = Starts(rest, None if plan.quick else Path(compiled))
        for kind in plan.on:
            async with neighbourhoods(kind) as place:
                if not plan.quick and not report.figures:
                    report.figures.append(await starts.very_first(place))
                for _ in range(rounds):
                    report.counts[kind] = await starts.round(place)
                report.figures += starts.figures(kind)
                report.notes.append(f"{place.says}; {place.fsync()}")
    report.busy = (before, load_average())
    report.notes += [
        f"{rounds} rounds, interleaved; SMS on, Telegram off; memory is resident, of the service "
        f"alone, {rest:g} s after its first answer.",
        "Answering only: the same server and signature check, with no database behind it.",
    ]
    return report


class Starts:
    """Starts servers one after the other, and keeps how long they took and how big they were."""

    def __init__(self, rest: float, compiled: Path | None) -> None:
        self._rest, self._compiled = rest, compiled
        self._forget()

    def _forget(self) -> None:
        self._fresh: list[float] = []
        self._again: list[float] = []
        self._memory: list[float] = []
        self._answering: list[float] = []
        self._least: list[float] = []

    async def very_first(self, place: Neighbourhoods) -> Figure:
        """Python has compiled nothing yet: once, right after an installation."""
        url = await place.empty()
        seconds, _ = await self._service(url, _texts()[0], 0)
        await place.drop(url)
        return Figure("very first start, nothing compiled", "s", (seconds,))

    async def round(self, place: Neighbourhoods) -> dict[str, int]:
        """Start on a new database, on the same again, and without one. Returns what was kept."""
        first, second, third = _texts()
        url = await place.empty()
        seconds, _ = await self._service(url, first, 0)
        self._fresh.append(seconds)
        seconds, memory = await self._service(url, second, self._rest)
        self._again.append(seconds)
        self._memory.append(memory)
        await self._answer(third)
        counts = await counted(url)
        add_up({"sent": 2, **counts}, ("sent", "accepted", "replies"))
        await place.drop(url)
        return counts

    async def _service(self, url: str, request: bytes, rest: float) -> tuple[float, float]:
        env = twilio.environment(url, free_port())
        async with server("bot", "run", env=env, compiled=self._compiled) as service:
            return await _looked_at(service, request, rest)

    async def _answer(self, request: bytes) -> None:
        env = {"DOORSTEP_PORT": str(free_port())}
        async with server("bench.answering", env=env, compiled=self._compiled) as service:
            seconds, memory = await _looked_at(service, request, 0)
        self._answering.append(seconds)
        self._least.append(memory)

    def figures(self, kind: str) -> Sequence[Figure]:
        """What the rounds so far came to; the next rounds are counted from nothing."""
        found = [
            Figure(f"{kind}: start, new database", "s", tuple(self._fresh), at_most=WITHIN),
            Figure(f"{kind}: start, the same again", "s", tuple(self._again), at_most=WITHIN),
            Figure("answering only: start", "s", tuple(self._answering)),
            Figure(f"{kind}: memory at rest", "MB", tuple(self._memory), at_most=MEMORY),
            Figure("answering only: memory", "MB", tuple(self._least)),
        ]
        self._forget()
        return found


async def _looked_at(service: Server, request: bytes, rest: float) -> tuple[float, float]:
    """Seconds to its first answer, and its memory (MB) so long after."""
    seconds = await service.first_answer(request)
    await asyncio.sleep(rest)
    return seconds, service.memory()


def _texts() -> list[bytes]:
    """First texts of three people, each with a number and an id of its own."""
    now = datetime.now(UTC)
    numbers = [neighbours.number(nth) for nth in range(3)]
    texts = [
        Inbound("sms", f"SM{nth:032x}", number, "hello", now) for nth, number in enumerate(numbers)
    ]
    return twilio.requests(texts)
