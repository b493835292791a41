"""Polls: would people come to something, asked before anybody makes it; and what came of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.activities import activity
from store.at_rest import may_be_asked
from store.database import Id, Moment, insert_ignore, metadata
from store.due_rows import DueRows
from store.learned import person_tag
from store.people import person

ENOUGH: Final = 3
"""How many yeses a coordinator hears of at once."""

A_WEEK: Final = timedelta(days=7)
"""How long a poll is open."""

AT_MOST: Final = 20
"""How many people a poll asks first."""

TO_CONCLUDE: Final = timedelta(days=10)
"""How long its coordinator has to say what came of it, once it is counted."""

NOT_AGAIN: Final = timedelta(days=30)
"""How long somebody who was asked in one poll is not asked in another."""

poll = sa.Table(
    "poll",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("asked_by", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("tags", sa.JSON, nullable=False),
    sa.Column("state", sa.Text, nullable=False, default="new"),  # new | open | counted | told
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("look_at", Moment),  # when something is to be done about it; None: no more
    sa.Column("enough_at", Moment),  # when its coordinator heard that enough would come
    sa.Column("outcome", sa.Text, nullable=False, default=""),  # what came of it
    sa.Column("told_at", Moment),  # when those who answered were told
    sa.Index(
        "ix_poll_look_at",
        "look_at",
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    ),
)

poll_answer = sa.Table(
    "poll_answer",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("poll_id", Id, sa.ForeignKey("poll.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("chosen_at", Moment, nullable=False),  # when it was decided to ask them
    sa.Column("asked_at", Moment),  # when they really were; None: not yet, or never
    sa.Column("answer", sa.Text, nullable=False, default=""),  # '' | yes | maybe | no | silent
    sa.Column("answered_at", Moment),
    sa.Index("ix_poll_answer_person_id", "person_id", "chosen_at"),
)


def start(conn: sa.Connection, row: dict[str, Any], now: datetime) -> int:
    """A poll begins (`community_id`, `asked_by`, `what`, `tags`). Its id."""
    made = sa.insert(poll).values(state="new", started_at=now, look_at=now, outcome="", **row)
    new_id: int = conn.execute(made.returning(poll.c.id)).scalar_one()
    return new_id


DUE: Final = DueRows(poll.c.id, poll.c.look_at)
"""Polls that somebody is to be asked or told about."""


def claim(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[sa.Row[Any]]:
    """Those of these that are due still, locked: nobody else works on them until the commit."""
    query = (
        sa.select(poll)
        .where(poll.c.id.in_(ids), poll.c.look_at <= now)
        .order_by(poll.c.id)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


def change(conn: sa.Connection, poll_id: int, **values: Any) -> None:
    """Change one poll."""
    conn.execute(sa.update(poll).where(poll.c.id == poll_id).values(**values))


def ask(conn: sa.Connection, row: sa.Row[Any], people: Iterable[int], now: datetime) -> None:
    """These people are to be asked."""
    rows = [
        {
            "community_id": row.community_id,
            "poll_id": row.id,
            "person_id": each,
            "chosen_at": now,
            "answer": "",
        }
        for each in people
    ]
    if rows:
        conn.execute(insert_ignore(poll_answer, conn), rows)


def answer(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Each (`about`: the poll, `of`: the person, `said`) has answered. A silence is no answer."""
    if rows:
        conn.execute(
            sa.update(poll_answer)
            .where(
                poll_answer.c.poll_id == sa.bindparam("about"),
                poll_answer.c.person_id == sa.bindparam("of"),
            )
            .values(answer=sa.bindparam("said"), answered_at=now),
            rows,
        )


def enough(conn: sa.Connection, ids: Collection[int], now: datetime) -> dict[int, int]:
    """Those of these that enough people would come to, as is noted now: by whom each was asked.

    Each comes once. Their rows are locked first, so that of two yeses at once one is the third.
    """
    query = (
        sa.select(poll.c.id, poll.c.asked_by)
        .where(poll.c.id.in_(ids), poll.c.enough_at.is_(None))
        .order_by(poll.c.id)
        .with_for_update()
    )
    asked_by = {row.id: row.asked_by for row in conn.execute(query)}
    yeses = tallies(conn, asked_by)
    now_enough = [each for each in asked_by if yeses[each].answers.get("yes", 0) >= ENOUGH]
    if now_enough:
        conn.execute(sa.update(poll).where(poll.c.id.in_(now_enough)).values(enough_at=now))
    return {each: asked_by[each] for each in now_enough}


def conclude(conn: sa.Connection, poll_id: int, outcome: str, now: datetime) -> None:
    """What came of it, in the words of whoever asked; "" where they had none."""
    change(conn, poll_id, state="told", outcome=outcome, told_at=now, look_at=None)


def put(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These (`about`: the poll, `of`: the person) have really been asked."""
    if rows:
        conn.execute(
            sa.update(poll_answer)
            .where(
                poll_answer.c.poll_id == sa.bindparam("about"),
                poll_answer.c.person_id == sa.bindparam("of"),
            )
            .values(asked_at=now),
            rows,
        )


def lately_asked(community_id: int, now: datetime) -> sa.Select[Any]:
    """The ids of people who were asked in a poll within a month, or are to be, as a query."""
    return sa.select(poll_answer.c.person_id).where(
        poll_answer.c.community_id == community_id,
        sa.or_(
            poll_answer.c.asked_at > now - NOT_AGAIN,
            sa.and_(poll_answer.c.asked_at.is_(None), poll_answer.c.chosen_at > now - A_WEEK),
        ),
    )


def heard_from(conn: sa.Connection, poll_id: int) -> list[int]:
    """Who answered with a word, whatever it was: they are owed what came of it."""
    query = (
        sa.select(poll_answer.c.person_id)
        .where(poll_answer.c.poll_id == poll_id, poll_answer.c.answer.in_(("yes", "maybe", "no")))
        .order_by(poll_answer.c.person_id)
    )
    return list(conn.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Tally:
    """A poll, and how many people answered what."""

    id: int
    what: str
    asked_by: int
    state: str
    outcome: str = ""
    asked: int = 0
    answers: dict[str, int] = field(default_factory=dict)


def tallies(conn: sa.Connection, ids: Iterable[int]) -> dict[int, Tally]:
    """How each of these polls stands."""
    ids, counted = list(ids), dict[int, dict[str, int]]()
    query = (
        sa.select(poll_answer.c.poll_id, poll_answer.c.answer, sa.func.count())
        .where(poll_answer.c.poll_id.in_(ids), poll_answer.c.asked_at.is_not(None))
        .group_by(poll_answer.c.poll_id, poll_answer.c.answer)
    )
    for poll_id, said, count in conn.execute(query):
        counted.setdefault(poll_id, {})[said] = count
    columns = (poll.c.id, poll.c.what, poll.c.asked_by, poll.c.state, poll.c.outcome)
    rows = conn.execute(sa.select(*columns).where(poll.c.id.in_(ids)))
    return {
        row.id: Tally(*row, sum(counted.get(row.id, {}).values()), counted.get(row.id, {}))
        for row in rows
    }


def answers_of(
    conn: sa.Connection, people: Collection[int], ids: Collection[int]
) -> dict[tuple[int, int], str]:
    """What these people answered, by poll and person; "" if they have not."""
    query = sa.select(poll_answer.c.poll_id, poll_answer.c.person_id, poll_answer.c.answer).where(
        poll_answer.c.person_id.in_(people), poll_answer.c.poll_id.in_(ids)
    )
    return {(row[0], row[1]): row[2] for row in conn.execute(query)}


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turn out to be one person: what either answered or asked, the one did. Of two answers
    to one poll the known one's counts."""
    rows = conn.execute(sa.select(poll_answer).where(poll_answer.c.person_id == new_id)).all()
    moved = [dict(row._mapping) | {"person_id": known_id} for row in rows]
    if moved:
        conn.execute(insert_ignore(poll_answer, conn), moved)
        conn.execute(sa.delete(poll_answer).where(poll_answer.c.person_id == new_id))
    conn.execute(sa.update(poll).where(poll.c.asked_by == new_id).values(asked_by=known_id))


MOST_LOOKED_AT: Final = 500
"""How many people are weighed up for one poll."""


def open_to_being_asked(
    conn: sa.Connection, community_id: int, tags: Collection[str], now: datetime
) -> dict[int, int]:
    """Residents who may be asked, and how much of it they enjoy.

    They have been here for a month, are not at rest, and were asked in no poll for a month.
    Whether they said yes to hearing of events, and whether something more basic comes first, is
    for whoever asks to see to.
    """
    shared = sa.func.count(sa.distinct(sa.case((person_tag.c.tag.in_(tags), person_tag.c.tag))))
    query = (
        sa.select(person.c.id, shared.label("shared"))
        .outerjoin(person_tag, person_tag.c.person_id == person.c.id)
        .where(
            person.c.community_id == community_id,
            person.c.joined_at <= now - NOT_AGAIN,
            may_be_asked(now),
            person.c.id.not_in(lately_asked(community_id, now)),
        )
        .group_by(person.c.id)
        .order_by(shared.desc(), person.c.id)
        .limit(MOST_LOOKED_AT)
    )
    return {row.id: row.shared for row in conn.execute(query)}


def places_named(conn: sa.Connection, community_id: int) -> list[sa.Row[Any]]:
    """The places of the directory that we know the ground of: place, lat and lon."""
    query = (
        sa.select(activity.c.place, activity.c.lat, activity.c.lon)
        .where(
            activity.c.community_id == community_id,
            activity.c.lat.is_not(None),
            activity.c.place != "",
        )
        .distinct()
    )
    return list(conn.execute(query))
