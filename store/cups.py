"""Befrienders' own cups: how many said full, half or empty, week by week. Never who.

An answer is counted in a row that names nobody. Beside it stands only when each person was last
asked and how often running nothing came back, so that nobody is pestered.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.conversations import conversation
from store.database import Id, Moment, insert_ignore, metadata, upsert
from store.messages import message

cup_count = sa.Table(
    "cup_count",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("week", sa.Date, primary_key=True),  # its Monday
    sa.Column("level", sa.Integer, primary_key=True),  # 1 full | 2 half | 3 empty
    sa.Column("people", sa.Integer, nullable=False),
)

cup_rhythm = sa.Table(
    "cup_rhythm",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("asked_at", Moment),
    sa.Column("silent", sa.Integer, nullable=False),  # weeks running in which nothing came back
    sa.Index("ix_cup_rhythm_person_id", "person_id"),
)

PRIVATE: Final = "(private)"
"""What stands where the words of somebody's cup stood."""

FLOW: Final = "cup"

LOOKED_BACK: Final = timedelta(days=60)
"""How old the texts are at most that are looked through: all before have been."""

SENT_FOR_GOOD: Final = timedelta(days=3)
"""After so long a text is not sent again, whatever became of it."""

ENOUGH: Final = 5
"""So many answers in a week, or its count is not shown: among fewer, a number is nearly a name."""


def asked(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These were asked (`community_id`, `person_id`): as long as they say nothing, it was silence.

    What they said the last time, and what was said to it, is taken out of what is kept.
    """
    ids = [row["person_id"] for row in rows]
    put_away(conn, ids)
    _take_out(conn, ids, now)
    adding = upsert(cup_rhythm, conn, ["community_id", "person_id"], ["asked_at"])
    conn.execute(adding, [{**row, "asked_at": now, "silent": 0} for row in rows])
    _set_silent(conn, rows, cup_rhythm.c.silent + 1)


def _set_silent(conn: sa.Connection, rows: list[dict[str, Any]], silent: Any) -> None:
    ids = [row["person_id"] for row in rows]
    changing = sa.update(cup_rhythm).where(cup_rhythm.c.person_id.in_(ids))
    conn.execute(changing.values(silent=silent))


def rested(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """They had a week without it: they are asked again next week."""
    _set_silent(conn, rows, 0)


def said(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Each of these (`community_id`, `person_id`, `level`, `said`) answered: it is counted, and
    their text is not kept.
    """
    _set_silent(conn, rows, 0)
    week = now.date() - timedelta(days=now.weekday())
    counted: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row["level"]:
            counted[row["community_id"], row["level"]] += 1
        _forget(conn, row["person_id"], row["said"], now)
    for (community_id, level), people in sorted(counted.items()):
        _count(conn, {"community_id": community_id, "week": week, "level": level}, people)


def _count(conn: sa.Connection, key: dict[str, Any], people: int) -> None:
    there = sa.and_(*(cup_count.c[name] == value for name, value in key.items()))
    adding = sa.update(cup_count).where(there).values(people=cup_count.c.people + people)
    conn.execute(insert_ignore(cup_count, conn), {**key, "people": 0})
    conn.execute(adding)


def _forget(conn: sa.Connection, person_id: int, said: str, now: datetime) -> None:
    """The text that this was: the last one of theirs in these words."""
    theirs = (message.c.person_id == person_id, message.c.direction == "in")
    fresh = (message.c.text == said, message.c.at > now - timedelta(days=4))
    last = sa.select(sa.func.max(message.c.id)).where(*theirs, *fresh).scalar_subquery()
    conn.execute(sa.update(message).where(message.c.id == last).values(text=PRIVATE))


def put_away(conn: sa.Connection, ids: Collection[int]) -> None:
    """Nothing is kept of what these people's talks about their cup held."""
    of_cups = conversation.c.flow == sa.literal_column("'cup'")  # a partial index needs to see it
    talks = (conversation.c.person_id.in_(ids), of_cups)
    conn.execute(sa.update(conversation).where(*talks).values(answers={}, said={}))


def _take_out(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """What we answered tells what they had said: it goes too, once nobody will send it again."""
    sent = (
        message.c.person_id.in_(ids),
        message.c.direction == "out",
        message.c.at > now - LOOKED_BACK,
        message.c.at < now - SENT_FOR_GOOD,
        message.c.key.startswith(f"{FLOW}."),
        message.c.key != f"{FLOW}.ask",
        message.c.state.not_in(("queued", "claimed", "uncertain")),
    )
    conn.execute(sa.update(message).where(*sent).values(text=PRIVATE, key=f"{FLOW}.ask"))


def silent(conn: sa.Connection, ids: Collection[int]) -> dict[int, int]:
    """How often running each of these people said nothing, for those who were asked."""
    query = sa.select(cup_rhythm.c.person_id, cup_rhythm.c.silent).where(
        cup_rhythm.c.person_id.in_(ids)
    )
    return {row.person_id: row.silent for row in conn.execute(query)} if ids else {}


def by_week(
    conn: sa.Connection, community_id: int, since: date
) -> dict[date, tuple[int, int, int] | None]:
    """How many said full, half and empty, by the Monday of the week, the oldest first.

    None for a week in which fewer than `ENOUGH` said anything.
    """
    query = sa.select(cup_count).where(
        cup_count.c.community_id == community_id, cup_count.c.week >= since
    )
    weeks: dict[date, dict[int, int]] = defaultdict(dict)
    for row in conn.execute(query.order_by(cup_count.c.week)):
        weeks[row.week][row.level] = row.people
    return {
        week: (said.get(1, 0), said.get(2, 0), said.get(3, 0))
        if sum(said.values()) >= ENOUGH
        else None
        for week, said in weeks.items()
    }


def move(conn: sa.Connection, from_id: int, to_id: int) -> None:
    """Two were one person: the rhythm of the one we knew counts."""
    theirs = cup_rhythm.c.person_id
    known = sa.select(theirs).where(theirs == to_id)
    if conn.execute(known).first() is None:
        conn.execute(sa.update(cup_rhythm).where(theirs == from_id).values(person_id=to_id))
    conn.execute(sa.delete(cup_rhythm).where(theirs == from_id))
