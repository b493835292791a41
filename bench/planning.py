"""Plans one broadcast in a process of its own, or has the database write as many rows by itself.

    python -m bench.planning URL BROADCAST planned|bare

Tells the seconds it took, and by how many MB the process has grown at most meanwhile.
"""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from bench.broadcast_people import TEXT
from bench.databases import opened
from bot.rounds import broadcasting
from store import broadcast_ends, broadcasts
from store.communities import Community
from store.database import Database
from store.messages import message
from store.people import address

COLUMNS: Final = (
    "community_id", "person_id", "address_id", "broadcast_id", "direction", "channel", "text",
    "state", "reason", "at", "key", "priority", "starts", "due_at", "expires_at",
)  # fmt: skip


async def planned(database: Database, home: Community, told: int) -> None:
    """As the service does it: a stretch of people in each transaction."""
    while True:
        now = datetime.now(UTC)
        found = await database.read(partial(broadcasts.by_ids, ids=[told]))
        if found[told].state != "planning":
            return
        ids = await database.read(partial(broadcast_ends.DUE.due, now=now, limit=1))
        await database.write(partial(broadcasting.take, community=home, ids=ids, now=now))


async def bare(database: Database, home: Community, told: int) -> None:
    """The yardstick: the same rows by one INSERT … SELECT that asks nothing of anybody."""
    await database.write(partial(_by_itself, told=told))


def _by_itself(conn: sa.Connection, told: int) -> None:
    now = datetime.now(UTC)
    values = (told, "out", TEXT, "queued", "", now, "event.invite", 3, True, now, now)
    names = [name for name in COLUMNS if name not in _OF_THEIRS]
    columns: dict[str, sa.ColumnElement[Any]] = {
        name: sa.literal(value, message.c[name].type)
        for name, value in zip(names, values, strict=True)
    }
    columns |= _OF_THEIRS
    rows = sa.select(*(columns[name] for name in COLUMNS))
    conn.execute(sa.insert(message).from_select(COLUMNS, rows))


_OF_THEIRS: Final[dict[str, sa.ColumnElement[Any]]] = {
    "community_id": address.c.community_id,
    "person_id": address.c.person_id,
    "address_id": address.c.id,
    "channel": address.c.channel,
}

HOW: Final = {"planned": planned, "bare": bare}


async def main(url: str, told: int, how: str) -> None:
    """Do it, and say what it took."""
    database, home = await opened(url)
    before = _memory("VmRSS")
    began = time.perf_counter()
    await HOW[how](database, home, told)
    seconds = time.perf_counter() - began
    grown = _memory("VmHWM") - before
    await database.close()
    print(json.dumps({"seconds": seconds, "grown": max(0.0, grown)}))


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
