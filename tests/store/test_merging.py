"""When two turn out to be one person, all that is kept of the newer is kept of the one we knew."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
import sqlalchemy as sa

from store import everything, merging
from store.database import Moment
from store.people import person

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KNOWN, NEW = 1, 2

LEFT_WITH_THE_OLD_ROW = {
    "chat_text",  # what was said, and by whom, is not rewritten
    "chat_waiting",  # goes out, or is dropped with the part they had in the chat
    "check_in",
    "concern",
    "consent",  # only added to: the newer ones are copied
    "conversation",
    "group_member",  # they are in it as long as they are in its chat
    "introduction_member",  # their part ends: the other hears so
    "message",
    "nudge",
    "role",
}
"""Tables whose rows stay as they are, or are dealt with in a way of their own."""


def _naming_a_person() -> list[tuple[sa.Table, str]]:
    return [
        (table, column.name)
        for table in everything.metadata.sorted_tables
        for column in table.columns
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
    ]


@pytest.fixture
def conn() -> Any:
    """Every table, with nothing that holds them together: rows may stand alone."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as conn:
        everything.metadata.create_all(conn)
        for person_id in (KNOWN, NEW):
            row = _filled(person, {"id": person_id, "stopped_at": None, "paused_at": None})
            conn.execute(sa.insert(person), row)
        yield conn


def _filled(table: sa.Table, given: dict[str, Any]) -> dict[str, Any]:
    return {
        column.name: given.get(column.name, _value(column))
        for column in table.columns
        if column.name in given or not (column.primary_key and column.name == "id")
    }


def _value(column: sa.Column[Any]) -> Any:
    values: dict[type, Any] = {
        Moment: NOW,
        sa.JSON: {},
        sa.Boolean: False,
        sa.Integer: 1,
        sa.Float: 1.0,
        sa.Text: "",
        sa.DateTime: NOW.replace(tzinfo=None),
        sa.Time: time(10),
        sa.Date: NOW.date(),
    }
    return next(value for kind, value in values.items() if isinstance(column.type, kind))


@pytest.mark.parametrize(
    ("table", "column"),
    [
        pytest.param(table, column, id=f"{table.name}.{column}")
        for table, column in _naming_a_person()
        if table.name not in LEFT_WITH_THE_OLD_ROW
    ],
)
def test_whatever_names_the_newer_names_the_one_we_knew(
    conn: sa.Connection, table: sa.Table, column: str
) -> None:
    others = {each: KNOWN for of, each in _naming_a_person() if of is table and each != column}
    conn.execute(sa.insert(table), _filled(table, others | {column: NEW}))
    merging.merge(conn, NEW, KNOWN, NOW)
    left = sa.select(sa.func.count()).select_from(table).where(table.c[column] == NEW)
    assert conn.execute(left).scalar_one() == 0
