"""What is in the database after a fault, read from outside, and what the stand-in has taken."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import asyncpg
import sqlalchemy as sa

from tests.faults.crowd import REPLIES, TALK, Crowd
from tests.faults.service import Service
from tests.peers.twilio_account import Account

OPEN = ("queued", "claimed", "uncertain")


async def rows(database_url: str, query: str) -> list[tuple[Any, ...]]:
    """Ask the database itself, beside the service."""
    url = sa.make_url(database_url)
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    connection = await asyncpg.connect(url.render_as_string(hide_password=False), timeout=10)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


async def states(database_url: str) -> Counter[str]:
    """How many messages that go out are in each state."""
    query = "SELECT state, count(*) FROM message WHERE direction = 'out' GROUP BY state"
    return Counter(dict(await rows(database_url, query)))


async def settle(service: Service, database_url: str, rounds: int = 8) -> Counter[str]:
    """Let time pass until nothing is under way any more. Returns how many are in each state."""
    found = await states(database_url)
    for _ in range(rounds):
        await service.advance("PT2M")
        found = await states(database_url)
        if not any(found[state] for state in OPEN):
            break
    return found


async def until(true: Callable[[], bool], within: float = 20.0) -> None:
    """Wait for it, looking all the time: a moment later is another step of the path."""
    async with asyncio.timeout(within):
        while not true():
            await asyncio.sleep(0.0005)


async def check(crowd: Crowd, account: Account, database_url: str) -> dict[str, int]:
    """Nothing lost, nothing twice, nobody texted after STOP. Returns the figures."""
    kept = Counter(
        row[0] for row in await rows(database_url, "SELECT provider_id FROM message "
                                     "WHERE direction = 'in'")
    )  # fmt: skip
    lost_in = [sid for sid, _, _ in crowd.acknowledged if kept[sid] == 0]
    twice_in = [sid for sid, times in kept.items() if times > 1]
    taken = Counter((each.to, each.body) for each in account.messages)
    people: dict[str, list[str]] = {}
    for _, number, words in crowd.acknowledged:
        people.setdefault(number, []).append(words)
    expected = {number: len(set(said) & set(TALK)) + said.count("help") - ("help" in said)
                for number, said in people.items()}  # fmt: skip
    came = Counter(number for number, _ in taken.elements())
    lost_out, twice_out, after_stop = 0, 0, 0
    for number, replies in expected.items():
        assert replies <= REPLIES
        if number not in crowd.stopped_at:
            lost_out += max(0, replies - came[number])
        twice_out += max(0, came[number] - replies)
    for each in account.messages:
        stopped = crowd.stopped_at.get(each.to)
        after_stop += stopped is not None and each.created.timestamp() > stopped + 1
    found = await states(database_url)
    return {
        "acknowledged": len(crowd.acknowledged),
        "accepted": len(account.messages),
        "lost_in": len(lost_in),
        "twice_in": len(twice_in),
        "lost_out": lost_out,
        "twice_out": twice_out,
        "after_stop": after_stop,
        "under_way": sum(found[state] for state in OPEN),
    }


CLEAN = dict.fromkeys(
    ("lost_in", "twice_in", "lost_out", "twice_out", "after_stop", "under_way"), 0
)
