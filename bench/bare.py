"""The yardstick of the inbox: the same rows by the bare driver, one statement set a message.

What a person who knew the answer beforehand would write: no ORM, no batch, no conversation
engine; one connection, prepared statements, one committed transaction a message.
"""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from functools import partial
from typing import Any

import asyncpg

from bot.channels import Inbound

KEEP = """
INSERT INTO message (community_id, person_id, address_id, direction, channel, provider_id, kind,
                     text, detail, state, reason, at, key, asks_contact, priority, starts,
                     attempts, checks, sender, code)
SELECT community_id, person_id, id, 'in', $1, $2, 'text', $3, '', 'handled', '', $5, '', false,
       1, false, 0, 0, '', ''
  FROM address WHERE community_id = 1 AND channel = $1 AND value = $4
ON CONFLICT DO NOTHING
RETURNING community_id, person_id, address_id"""

LOAD = """
SELECT person.name, person.language, person.zone, person.stopped_at, person.last_mood,
       conversation.id, conversation.flow, conversation.step, conversation.answers,
       conversation.said, conversation.tries
  FROM person JOIN conversation ON conversation.person_id = person.id
 WHERE person.id = $1 AND conversation.ended_at IS NULL"""

END = "UPDATE conversation SET ended_at = $2, silent_at = NULL WHERE id = $1"

GO_ON = "UPDATE conversation SET step = 'offer', answers = $2, said = $3 WHERE id = $1"

ANSWER = """
INSERT INTO message (community_id, person_id, address_id, direction, channel, kind, text, detail,
                     state, reason, at, key, choices, asks_contact, priority, starts, due_at,
                     expires_at, attempts, checks, sender, code)
VALUES ($1, $2, $3, 'out', 'sms', 'text', $4, '', 'queued', '', $5, $6, '[]', false, 1, false,
        $5, $5, 0, 0, '', '')"""

CHECK_IN = (
    "INSERT INTO check_in (community_id, person_id, mood, words, at) VALUES ($1, $2, $3, $4, $5)"
)

SAYS = {
    "good": "That's good to hear, Rose. We'll say hello again next week. Text us any time.",
    "soso": "Thank you for telling us, Rose. We hope it looks up. Text us any time.",
    "low": "I'm sorry to hear that, Rose. Would you like someone to ring you? YES or NO",
}


def mood(text: str) -> str:
    """What one of the invented answers means."""
    if text in ("3", "a bit low"):
        return "low"
    return "soso" if text in ("2", "ok", "So-so, thanks") else "good"


def sqlite(conn: sqlite3.Connection, texts: list[Inbound]) -> None:
    """Keep and answer these in a SQLite file, by the standard library's driver."""
    run = conn.execute
    spelled = [each.replace("$", "?") for each in (KEEP, LOAD, END, GO_ON, ANSWER, CHECK_IN)]
    keep, load, end, go_on, answer, check_in = spelled
    for text in texts:
        run("BEGIN IMMEDIATE")
        at = str(datetime.now(UTC).replace(tzinfo=None))
        kept = run(keep, (text.channel, text.provider_id, text.text, text.address, at)).fetchone()
        if kept is not None:
            talk = run(load, (kept[1],)).fetchone()
            heard = mood(text.text)
            if heard == "low":
                run(go_on, (talk[5], *_answers(heard, text)))
            else:
                run(end, (talk[5], at))
            run(answer, (*kept, SAYS[heard], at, f"weekly_hello.{heard}"))
            run(check_in, (kept[0], kept[1], heard, text.text, at))
        run("COMMIT")


def _connected(path: str) -> sqlite3.Connection:
    conn = sqlite3.connect(
        path, isolation_level=None, cached_statements=64, check_same_thread=False
    )
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        conn.execute(f"PRAGMA {pragma}")
    return conn


async def postgresql(conn: Any, texts: list[Inbound]) -> None:
    """Keep and answer these in PostgreSQL, by asyncpg."""
    prepared = [await conn.prepare(each) for each in (KEEP, LOAD, END, GO_ON, ANSWER, CHECK_IN)]
    keep, load, end, go_on, answer, check_in = prepared
    for text in texts:
        async with conn.transaction():
            at = datetime.now(UTC)
            kept = await keep.fetchrow(text.channel, text.provider_id, text.text, text.address, at)
            if kept is None:
                continue
            talk = await load.fetchrow(kept[1])
            heard = mood(text.text)
            if heard == "low":
                await go_on.fetch(talk[5], *_answers(heard, text))
            else:
                await end.fetch(talk[5], at)
            await answer.fetch(*kept, SAYS[heard], at, f"weekly_hello.{heard}")
            await check_in.fetch(kept[0], kept[1], heard, text.text, at)


def _answers(heard: str, text: Inbound) -> Iterator[Any]:
    yield json.dumps({"mood": heard})
    yield json.dumps({"mood": text.text})


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Callable[[list[Inbound]], Awaitable[None]]]:
    """Whatever keeps and answers texts in this database, by its bare driver."""
    if url.startswith("sqlite:///"):
        with closing(_connected(url.removeprefix("sqlite:///"))) as file:
            yield lambda texts: asyncio.to_thread(sqlite, file, texts)
    else:
        server = await asyncpg.connect(url)
        yield partial(postgresql, server)
        await server.close()
