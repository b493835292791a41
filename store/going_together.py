"""Who goes with whom: people who are going to the same thing and would like company."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.due_rows import DueRows
from store.introductions import DECLINED, OPEN, introduction, member
from store.outings import PLANNED, outing
from store.people import person

DUE: Final = DueRows(outing.c.id, outing.c.look_at)
"""Outings of people who would like company, for whom it is time to look for it."""


@dataclass(frozen=True, slots=True)
class Party:
    """People who go to the same thing and would all like company, the first put down first."""

    activity_id: int
    at: datetime | None
    outings: tuple[int, ...]
    people: tuple[int, ...]


def parties(conn: sa.Connection, ids: Collection[int]) -> list[Party]:
    """Everybody who is to be brought together with the people of these outings, locked.

    Whoever would like company for the same thing is in it, whether or not their own time to
    look has come; and so is nobody who was brought together with others before.
    """
    mine = outing.alias("mine")
    same = (
        sa.exists()
        .where(
            mine.c.id.in_(ids),
            mine.c.look_at.is_not(None),
            mine.c.community_id == outing.c.community_id,
            mine.c.activity_id == outing.c.activity_id,
            mine.c.at.is_not_distinct_from(outing.c.at),
        )
        .correlate(outing)
    )
    query = (
        sa.select(outing)
        .where(
            same,
            outing.c.state == PLANNED,
            outing.c.company == "neighbours",
            outing.c.together_id.is_(None),
        )
        .order_by(outing.c.id)
        .with_for_update()
    )
    found: dict[tuple[int, datetime | None], list[sa.Row[Any]]] = {}
    rows: list[sa.Row[Any]] = list(conn.execute(query))
    for row in rows:
        found.setdefault((row.activity_id, row.at), []).append(row)
    return [
        Party(*key, tuple(row.id for row in rows), tuple(row.person_id for row in rows))
        for key, rows in found.items()
    ]


def brought_together(conn: sa.Connection, ids: Collection[int], chat: int) -> None:
    """The people of these outings are put in touch, or asked if they would like to be."""
    conn.execute(sa.update(outing).where(outing.c.id.in_(ids)).values(together_id=chat))


def alone_again(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These were called off: whoever was to go with one of them only, and now has nobody, is
    looked for anew."""
    off, other = outing.alias("off"), outing.alias("other")
    left_by = sa.select(off.c.together_id).where(off.c.id.in_(ids), off.c.together_id.is_not(None))
    still_two = (
        sa.exists()
        .where(
            other.c.together_id == outing.c.together_id,
            other.c.id != outing.c.id,
            other.c.state == PLANNED,
        )
        .correlate(outing)
    )
    conn.execute(
        sa.update(outing)
        .where(outing.c.together_id.in_(left_by), outing.c.state == PLANNED, ~still_two)
        .values(together_id=None, look_at=now)
    )


@dataclass(frozen=True, slots=True)
class Met:
    """Pairs who need no new chat: `said_no` to one another once; `chat` is the one they have."""

    said_no: frozenset[frozenset[int]]
    chat: dict[frozenset[int], int]


def met_before(conn: sa.Connection, people: Collection[int]) -> Met:
    """What is between each two of these: a no, or a chat that is open now."""
    one, two = member.alias("one"), member.alias("two")
    query = (
        sa.select(introduction.c.id, introduction.c.state, one.c.person_id, two.c.person_id)
        .join(one, one.c.introduction_id == introduction.c.id)
        .join(two, two.c.introduction_id == introduction.c.id)
        .where(
            one.c.person_id.in_(people),
            two.c.person_id.in_(people),
            one.c.person_id < two.c.person_id,
            introduction.c.group_id.is_(None),
            introduction.c.state.in_((DECLINED, OPEN)),
        )
        .order_by(introduction.c.id)  # of two open chats the later one is theirs
    )
    said_no: set[frozenset[int]] = set()
    chats: dict[frozenset[int], int] = {}
    for chat, state, a, b in conn.execute(query):
        if state == DECLINED:
            said_no.add(frozenset((a, b)))
        else:
            chats[frozenset((a, b))] = chat
    return Met(frozenset(said_no), chats)


def asked_along(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """These outings, with the name and language of whoever would like their befriender along."""
    query = (
        sa.select(outing, person.c.name, person.c.language)
        .join(person, person.c.id == outing.c.person_id)
        .where(outing.c.id.in_(ids), person.c.stopped_at.is_(None))
    )
    return list(conn.execute(query))


def looked(conn: sa.Connection, ids: Collection[int]) -> None:
    """Somebody has looked for company for these, and need not look again."""
    conn.execute(sa.update(outing).where(outing.c.id.in_(ids)).values(look_at=None))


def open_to_company(
    conn: sa.Connection, community_id: int, after: datetime
) -> dict[int, frozenset[int]]:
    """Who is put down for what from that moment on and would like neighbours to go with."""
    query = sa.select(outing.c.activity_id, outing.c.person_id).where(
        outing.c.community_id == community_id,
        outing.c.state == PLANNED,
        outing.c.company == "neighbours",
        sa.or_(outing.c.at > after, outing.c.at.is_(None)),
    )
    found: dict[int, set[int]] = {}
    for activity_id, person_id in conn.execute(query):
        found.setdefault(activity_id, set()).add(person_id)
    return {each: frozenset(people) for each, people in found.items()}


def company_of(conn: sa.Connection, rows: Collection[sa.Row[Any]]) -> dict[int, list[sa.Row[Any]]]:
    """Who else goes along with each of these outings, by its id: person_id, name and language.

    They were brought together, have all said yes to that, and nobody has called it off or has
    said STOP.
    """
    mine = outing.alias("mine")
    query = (
        sa.select(mine.c.id, outing.c.person_id, person.c.name, person.c.language)
        .select_from(mine)
        .join(
            outing,
            sa.and_(
                outing.c.together_id == mine.c.together_id, outing.c.person_id != mine.c.person_id
            ),
        )
        .join(introduction, introduction.c.id == outing.c.together_id)
        .join(person, person.c.id == outing.c.person_id)
        .where(
            mine.c.id.in_([row.id for row in rows]),
            outing.c.state == PLANNED,
            introduction.c.opened_at.is_not(None),
            person.c.stopped_at.is_(None),
        )
        .order_by(mine.c.id, outing.c.id)
    )
    found: dict[int, list[sa.Row[Any]]] = {}
    theirs: list[sa.Row[Any]] = list(conn.execute(query))
    for row in theirs:
        found.setdefault(row.id, []).append(row)
    return found
