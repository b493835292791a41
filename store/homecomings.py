"""Stays in hospital and coming home: since when, until when as they thought, and home at last."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import nudges, pairings, people
from store.database import Id, Moment, metadata
from store.nudges import is_due, nudge
from store.people import person

WELCOME_HOME: Final = "welcome_home"
"""The purpose of the nudges of the month after hospital."""

hospital_stay = sa.Table(
    "hospital_stay",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("words", sa.Text, nullable=False, default=""),  # in which they told us
    sa.Column("since", Moment),  # when we heard of it; None: only of the coming home
    sa.Column("until", Moment),  # what they thought
    sa.Column("home_at", Moment),
    sa.Index("ix_hospital_stay_person_id", "person_id", "home_at"),
)

_still_in = hospital_stay.c.home_at.is_(None)


def went_in(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These people are in hospital. Whoever was there already stays there, with the newer words.

    A month of coming home that was running is over.
    """
    ids = [row["person_id"] for row in rows]
    conn.execute(sa.delete(hospital_stay).where(hospital_stay.c.person_id.in_(ids), _still_in))
    conn.execute(sa.insert(hospital_stay), rows)
    drop_looks(conn, ids, now)
    _remind(conn, [row for row in rows if row["until"] is None], now)


REMIND_AFTER: Final = timedelta(weeks=4)
REMIND_LATE_BY: Final = timedelta(days=7)
STILL_IN: Final = "still_in_hospital"
"""The nudge that reminds a person of a stay without an end; its subject is who is in hospital."""


def _remind(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Whoever visits them, or else every coordinator, is asked after them in four weeks."""
    visits = pairings.befrienders_of(conn, [row["person_id"] for row in rows])
    planned = [
        {
            "community_id": row["community_id"],
            "person_id": reminded,
            "purpose": STILL_IN,
            "subject": row["person_id"],
            "due_at": now + REMIND_AFTER,
            "late_by": int(REMIND_LATE_BY.total_seconds()),
        }
        for row in rows
        for reminded in _near(conn, row, visits)
    ]
    nudges.plan(conn, planned, now)


def _near(
    conn: sa.Connection, row: dict[str, Any], visits: Mapping[int, tuple[int, str]]
) -> Collection[int]:
    if row["person_id"] in visits:
        return [visits[row["person_id"]][0]]
    return people.coordinators(conn, row["community_id"])


def away(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """The names of those of these people who are in hospital, and have not said till when."""
    query = (
        sa.select(person.c.id, person.c.name)
        .join(hospital_stay, hospital_stay.c.person_id == person.c.id)
        .where(
            person.c.id.in_(ids),
            person.c.stopped_at.is_(None),
            hospital_stay.c.until.is_(None),
            _still_in,
        )
    )
    return {row.id: row.name for row in conn.execute(query)}


def came_home(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These people are home: their stay ends, or is first heard of now."""
    ids = {row["person_id"] for row in rows}
    ended = conn.execute(
        sa.update(hospital_stay)
        .where(hospital_stay.c.person_id.in_(ids), _still_in)
        .values(home_at=now)
        .returning(hospital_stay.c.person_id)
    )
    known = set(ended.scalars())
    new = [
        {**row, "words": "", "since": None, "until": None, "home_at": now}
        for row in rows
        if row["person_id"] not in known
    ]
    if new:
        conn.execute(sa.insert(hospital_stay), new)


def over(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Whoever of these people was in hospital is so no longer, as far as we know."""
    still_there = hospital_stay.c.person_id.in_(ids), _still_in
    conn.execute(sa.update(hospital_stay).where(*still_there).values(home_at=now))


def drop_looks(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Nothing more of the month after hospital is due for these people."""
    conn.execute(
        sa.update(nudge)
        .where(nudge.c.person_id.in_(ids), nudge.c.purpose == WELCOME_HOME, is_due)
        .values(state="skipped", reason="over", done_at=now)
    )


def in_hospital(conn: sa.Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these people who are in hospital, as far as we know."""
    query = sa.select(hospital_stay.c.person_id).where(
        hospital_stay.c.person_id.in_(ids), _still_in
    )
    return frozenset(conn.execute(query).scalars()) if ids else frozenset()


def move(conn: sa.Connection, from_id: int, to_id: int) -> None:
    """Two were one person: the stays of the one become the other's."""
    whose = hospital_stay.c.person_id
    conn.execute(sa.update(hospital_stay).where(whose == from_id).values(person_id=to_id))
    reminders = nudge.c.purpose == STILL_IN, nudge.c.subject == from_id, is_due
    conn.execute(sa.update(nudge).where(*reminders).values(subject=to_id))
