"""How a simulated year begins: the first spreadsheet, who visits whom, everybody's own hour."""

from datetime import datetime, time, timedelta
from typing import Final

import sqlalchemy as sa

from bot.files import importing
from bot.files.importing import Tally
from bot.mill_lane import directory
from store import pairings, people, visit_planning
from store.communities import Community
from store.people import person
from tests.year.colleagues import Colleague
from tests.year.residents import INTERESTS, POSTCODES, Resident

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
            came = CAME_BY[one.number % len(CAME_BY)]
            lines.append(
                f"{one.name},{one.address},,resident,en,{lives},{loves},yes,yes,yes,{came}"
            )
    for each in colleagues:
        lines.append(f"{each.name},{each.address},,{each.role},en,,,no,yes,no,staff")
    rows, problems = importing.read("\n".join(lines))
    assert not problems, problems
    importing.write(conn, community, rows, now, Tally())
    directory.invent(conn, community, now)
    ids = _ids(conn)
    visitors = [each for each in colleagues if each.role == "befriender"]
    paired = [one for one in residents if not one.by_text and one.number % 6]
    for nth, one in enumerate(paired[: MOST_VISITED * len(visitors)]):
        visitor = visitors[nth % len(visitors)]
        made = pairings.pair(conn, community.id, ids[one.address], ids[visitor.address], now)
        _agree(conn, made, one.number, now)
    choose_hours(residents, conn)


MOST_VISITED: Final = 2
"""How many each befriender visits when the year begins: there is room for more."""

CAME_BY: Final = ("the GP", "the library", "church", "the radio", "a neighbour")
"""Where their numbers came from. One passed on by the GP is no yes to news of events."""

VISITED_AT: Final = time(14)
"""When befrienders visit, local."""


def _agree(conn: sa.Connection, made: int, number: int, now: datetime) -> None:
    """Weekly or every two weeks, on a day of their own; not all of them have agreed on any."""
    if number % 5 == 4:
        return
    first = now.date() + timedelta(days=1 + number % 6)
    pairings.change(
        conn,
        made,
        every_days=7 if number % 3 else 14,
        weekday=first.weekday(),
        at=VISITED_AT,
        first_on=first,
        agreed_at=now,
    )
    visit_planning.plan_next(conn, [made], now)


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
