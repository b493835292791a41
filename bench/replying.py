"""People who text back to a service, one after the other, and how long each waits for a reply."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench import neighbours, twilio
from bench.broadcast_people import TEXT
from bench.load import answer
from bench.report import Broken
from bench.stand_in import StandIn
from bot.channels import Inbound

LAST_REPLY_WITHIN = 10.0  # seconds


@dataclass(slots=True)
class Waits:
    """Milliseconds from each text: until it was answered to the provider, and until the reply
    itself was with the provider."""

    committed: list[float] = field(default_factory=list)
    with_them: list[float] = field(default_factory=list)


async def replies(port: int, provider: StandIn, who: Sequence[int], every: float) -> Waits:
    """These people text "good" to our hello, one every so many seconds."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sent: dict[str, float] = {}
    waits = Waits()
    before = len(provider.taken)
    for nth in who:
        began = sent[neighbours.number(nth)] = time.perf_counter()
        writer.write(_posted(nth))
        if await answer(reader) != 200:
            raise Broken("a reply was not taken")
        waits.committed.append(1_000 * (time.perf_counter() - began))
        await asyncio.sleep(max(0.0, began + every - time.perf_counter()))
    writer.close()
    waits.with_them += await _heard(provider, before, sent)
    return waits


def _posted(nth: int) -> bytes:
    text = Inbound("sms", f"SMin{nth:028x}", neighbours.number(nth), "good", datetime.now(UTC))
    return twilio.requests([text])[0]


async def _heard(provider: StandIn, before: int, sent: dict[str, float]) -> list[float]:
    """When the first text that is not the broadcast was with each of them, after theirs."""
    until = time.perf_counter() + LAST_REPLY_WITHIN
    start = TEXT.partition("{name}")[2]
    while True:
        heard: dict[str, float] = {}
        for to, body, at in provider.taken[before:]:
            if to in sent and start not in body:
                heard.setdefault(to, at)
        if len(heard) == len(sent):
            return [1_000 * (at - sent[to]) for to, at in heard.items()]
        if time.perf_counter() > until:
            raise Broken(f"{len(sent) - len(heard)} of {len(sent)} got no reply")
        await asyncio.sleep(0.2)
