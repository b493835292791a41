"""How a simulated year begins: the first spreadsheet, who visits whom, everybody's own hour."""

from datetime import datetime, time
from typing import Final

import sqlalchemy as sa

from bot.files import importing
from bot.files.importing import Tally
from bot.mill_lane import directory
from store import pairings, people
from store.communities import Community
from store.people import person
from tests.year.residents import INTERESTS, POSTCODES, Colleague, Resident

HELLO_HOURS: Final = (time(10), time(14, 30))
"""When people like their hello, local."""


def settle(
    community: Community,
    residents: list[Resident],
    colleagues: list[Colleague],
    now: datetime,
    conn: sa.Connection,
) -> None:
    """The first spreadsheet, who visits whom, and everybody's own day and hour."""
    lines = [",".join(importing.COLUMNS)]
    for one in residents:
        if not one.by_text:
            loves = INTERESTS[one.number % len(INTERESTS)]
            lives = POSTCODES[one.number % len(POSTCODES)]
            lines.append(
                f"{one.name},{one.address},,resident,en,{lives},{loves},yes,yes,yes,the GP"
            )
    for each in colleagues:
        lines.append(f"{each.name},{each.address},,{each.role},en,,,no,yes,no,staff")
    rows, problems = importing.read("\n".join(lines))
    assert not problems, problems
    importing.write(conn, community, rows, now, Tally())
    directory.invent(conn, community, now)
    ids = _ids(conn)
    visitors = [each for each in colleagues if each.role == "befriender"]
    for one in residents:
        if not one.by_text and one.number % 6:
            visitor = visitors[one.number % len(visitors)]
            pairings.pair(conn, community.id, ids[one.address], ids[visitor.address], now)
    choose_hours(residents, conn)


def _ids(conn: sa.Connection) -> dict[str, int]:
    rows = conn.execute(sa.select(people.address.c.value, people.address.c.person_id))
    return {row.value: row.person_id for row in rows}


def choose_hours(residents: list[Resident], conn: sa.Connection) -> None:
    """Each has a day and an hour of their own; those who have just come get theirs."""
    ids = _ids(conn) if residents else {}
    for one in residents:
        if one.address in ids:
            hour = HELLO_HOURS[one.number % len(HELLO_HOURS)]
            conn.execute(
                sa.update(person)
                .where(person.c.id == ids[one.address])
                .values(hello_weekday=one.number % 7, hello_at=hour)
            )
