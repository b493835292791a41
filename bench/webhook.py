"""How quickly a signed text becomes a committed reply, beside the same server storing nothing."""

import asyncio
import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench import load, neighbours, twilio
from bench.databases import Neighbourhoods, neighbourhoods
from bench.inbox import counted
from bench.report import Broken, Figure, Plan, Report, add_up, load_average
from bench.serving import ROOT, Server, free_port, server

CONNECTIONS = 64
ROUNDS, COUNT = 5, 10_000
QUICK_COUNT, QUICK_PEOPLE = 300, 300
WARMING = 0.1  # of the requests are posted first, and not measured
OF_ANSWERING, P99 = 0.5, 150.0


@dataclass(slots=True)
class Rate:
    """Requests a second, and milliseconds that half and 99 in 100 were answered within."""

    a_second: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)


async def run(plan: Plan) -> Report:
    """Measure it on each database."""
    count, rounds = plan.count_or(COUNT, QUICK_COUNT), plan.rounds_or(ROUNDS)
    people = QUICK_PEOPLE if plan.quick else neighbours.PEOPLE
    report = Report("webhook", "signed text to committed reply, over HTTP")
    before = load_average()
    texts = list(neighbours.texts(people, count))
    requests = twilio.requests(texts)
    for kind in plan.on:
        async with neighbourhoods(kind) as place:
            await place.seed(people)
            ours, theirs = await _rounds(place, requests, rounds, report)
            report.figures += _figures(kind, ours, theirs)
            report.notes.append(f"{place.says}; {place.fsync()}")
    report.busy = (before, load_average())
    report.notes += [
        f"{rounds} rounds, interleaved; {count:,} texts from {people:,} people with an open hello, "
        f"and 1 in 100 twice; {CONNECTIONS} connections kept open by another process.",
        "Answering only: uvicorn, Starlette, the same parsing and signature check, nothing stored.",
        "Our number may not speak yet, so replies stay in the outbox and sending disturbs nothing.",
    ]
    return report


async def _rounds(
    place: Neighbourhoods, requests: list[bytes], rounds: int, report: Report
) -> tuple[Rate, Rate]:
    ours, theirs = Rate(), Rate()
    for nth in range(rounds):
        if nth % 2 == 0:
            await _storing(place, requests, ours, report)
            await _answering(requests, theirs)
        else:
            await _answering(requests, theirs)
            await _storing(place, requests, ours, report)
    return ours, theirs


async def _storing(
    place: Neighbourhoods, requests: list[bytes], rate: Rate, report: Report
) -> None:
    url, port = await place.copy(), free_port()
    async with server("bot", "run", env=twilio.environment(url, port)) as service:
        statuses = await _loaded(service, requests, rate)
    counts = await counted(url)
    sent = len(set(requests))
    answered = statuses.get("200", 0)
    add_up({"requests": len(requests), "answered": answered}, ("requests", "answered"))
    add_up({"sent": sent, **counts}, ("sent", "accepted", "replies", "check_ins"))
    report.counts[place.kind] = {"requests": len(requests), "answered": answered, **counts}
    await place.drop(url)


async def _answering(requests: list[bytes], rate: Rate) -> None:
    port = {"DOORSTEP_PORT": str(free_port())}
    async with server("bench.answering", env=port) as service:
        statuses = await _loaded(service, requests, rate)
    if statuses != {"200": len(requests)}:
        raise Broken(f"the server that only answers did not: {statuses}")


async def _loaded(service: Server, requests: list[bytes], rate: Rate) -> Mapping[str, int]:
    """Load a server, note its rate, and return how often it answered with each status."""
    await service.first_answer(requests[0])
    told = await _load(service.port, requests)
    each = sorted(told["each"])
    rate.a_second.append(len(each) / told["seconds"])
    rate.p50.append(1_000 * statistics.median(each))
    rate.p99.append(1_000 * each[int(len(each) * 0.99)])
    statuses: dict[str, int] = told["statuses"]
    return statuses


async def _load(port: int, requests: list[bytes]) -> Any:
    words = [str(port), str(CONNECTIONS), str(int(len(requests) * WARMING))]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.load", *words,
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await process.communicate(load.pack(requests))
    if process.returncode:
        raise Broken("the load stopped: the server let go of a connection")
    return json.loads(said)


def _figures(kind: str, ours: Rate, theirs: Rate) -> Sequence[Figure]:
    pairs = zip(ours.a_second, theirs.a_second, strict=True)
    ratios = tuple(mine / other for mine, other in pairs)
    return [
        Figure(f"{kind}: webhook", "requests/s", tuple(ours.a_second)),
        Figure("answering only", "requests/s", tuple(theirs.a_second)),
        Figure(f"{kind}: webhook as a part of it", "", ratios, at_least=OF_ANSWERING),
        Figure(f"{kind}: webhook, half within", "ms", tuple(ours.p50)),
        Figure(f"{kind}: webhook, 99 % within", "ms", tuple(ours.p99), at_most=P99),
        Figure("answering only, 99 % within", "ms", tuple(theirs.p99)),
    ]
