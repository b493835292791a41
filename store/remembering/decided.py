"""A fact about a person as the store is handed it, and what every keeper of facts does with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from store.people import person


@dataclass(frozen=True, slots=True)
class Decided:
    """A fact about a person, and where and when it came about."""

    fact: Any
    community_id: int
    person_id: int
    at: datetime
    channel: str = ""
    address_id: int | None = None


Several = list[Decided]
Keep = Callable[[sa.Connection, Several], None]


def row_of(each: Decided, **more: Any) -> dict[str, Any]:
    """A row about the person whose fact it is."""
    return {"community_id": each.community_id, "person_id": each.person_id, **more}


def change_people(conn: sa.Connection, several: Several, **values: Any) -> None:
    """The same change to all of these people."""
    ids = [each.person_id for each in several]
    conn.execute(sa.update(person).where(person.c.id.in_(ids)).values(**values))


def change_each(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """A change of its own to each person (`row_id`)."""
    names = tuple(name for name in rows[0] if name != "row_id")
    conn.execute(
        _changing(names),
        [{"row_id": row["row_id"], **{f"new_{name}": row[name] for name in names}} for row in rows],
    )


@cache
def _changing(names: tuple[str, ...]) -> sa.Update:
    """Built once: every text that is answered changes something of somebody."""
    new = {name: sa.bindparam(f"new_{name}", type_=person.c[name].type) for name in names}
    return sa.update(person).where(person.c.id == sa.bindparam("row_id")).values(new)
