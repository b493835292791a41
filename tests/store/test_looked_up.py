"""What is looked up each minute, or after each good hello, never reads a whole table that grows."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from store import cups, freshness, mentors, newcomers, outings
from store.database import Database
from store.remembering.nearby import lately_offered

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASKED = {"activity_id": 1, "community_id": 1, "person_id": 1}
LOOKS: list[tuple[str, str, Callable[[sa.Connection], Any]]] = [
    ("a good hello", "nudge", lambda conn: lately_offered(conn, 1, [1, 2], NOW)),
    ("outings of long ago", "outing", lambda conn: outings.long_over(conn, NOW, 200)),
    ("the next of them", "outing", lambda conn: outings.next_long_over(conn, NOW)),
    ("new befrienders", "role", lambda conn: newcomers.DUE.due(conn, NOW, 200)),
    ("the next of them", "role", lambda conn: newcomers.DUE.next_due(conn, NOW)),
    ("a talk about a cup", "conversation", lambda conn: cups.put_away(conn, [1, 2])),
    ("what was said in it", "message", lambda conn: _no_row(conn, _asked_of_a_cup)),
    ("who talks with a mentor", "introduction_member", lambda conn: mentors.chats(conn, [1, 2])),
    ("still on", "nudge", lambda conn: _no_row(conn, partial(freshness.ask, rows=[ASKED]))),
]


def _no_row(conn: sa.Connection, ask: Callable[..., Any]) -> None:
    """Asked of nobody there is: its insert is refused, after what is looked up."""
    try:
        with conn.begin_nested():
            ask(conn, now=NOW)
    except sa.exc.IntegrityError:
        pass


def _asked_of_a_cup(conn: sa.Connection, now: datetime) -> None:
    cups.asked(conn, [{"community_id": 1, "person_id": 1}], now)


@pytest.mark.parametrize(("table", "look"), [each[1:] for each in LOOKS], ids=[e[0] for e in LOOKS])
async def test_it_finds_its_way_by_an_index(
    database: Database, table: str, look: Callable[[sa.Connection], Any]
) -> None:
    plans = await database.write(partial(_plans, look))
    assert plans
    assert not [line for line in plans if _reads_all_of(table, line)]


def _reads_all_of(table: str, line: str) -> bool:
    return f"SCAN {table}" in line or f"Seq Scan on {table} " in line


def _plans(look: Callable[[sa.Connection], Any], conn: sa.Connection) -> list[str]:
    """How the database goes about each statement. An empty table is read whole unless forbidden."""
    said: list[tuple[str, Any]] = []

    def keep(_: Any, __: Any, text: str, values: Any, ___: Any, ____: bool) -> None:
        said.append((text, values))

    postgresql = conn.dialect.name == "postgresql"
    if postgresql:
        conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
    sa.event.listen(conn, "before_cursor_execute", keep)
    look(conn)
    sa.event.remove(conn, "before_cursor_execute", keep)
    explain = "EXPLAIN " if postgresql else "EXPLAIN QUERY PLAN "
    return [
        str(tuple(row))
        for text, values in said
        if text.startswith(("SELECT", "UPDATE"))
        for row in conn.exec_driver_sql(explain + text, values)
    ]
