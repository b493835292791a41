"""Sayings: thoughts for the project that people texted, and who answered each, in which words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import concerns, learned, nudges, people
from store.concerns import concern
from store.database import Id, Moment, metadata
from store.due_rows import DueRows
from store.people import person

KIND: Final = "saying"
"""The kind of concern that a saying is until somebody has seen to it."""

WAITS: Final = "saying_waits"
"""The nudge that reminds a coordinator of one; its subject is the saying."""

WORKING_DAYS: Final = 5
LATE_BY: Final = timedelta(days=3)
SHOWN: Final = 20

saying = sa.Table(
    "saying",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("said_at", Moment, nullable=False),
    sa.Column("remind_at", Moment),  # when the team is reminded; None: not any more
    sa.Column("told_at", Moment, nullable=False),  # when the team last heard of it
    sa.Column("answered_at", Moment),
    sa.Column("answered_by", Id, sa.ForeignKey("person.id")),
    sa.Column("answer", sa.Text, nullable=False, default=""),
    sa.Index("ix_saying_person_id", "person_id"),
    sa.Index(
        "ix_saying_remind_at",
        "remind_at",
        sqlite_where=sa.text("remind_at IS NOT NULL"),
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    ),
    sa.Index(
        "ix_saying_open",
        "community_id",
        "told_at",
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    ),
)


def working_days_later(at: datetime, days: int = WORKING_DAYS) -> datetime:
    """The same hour so many working days on: Saturdays and Sundays do not count."""
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < 5
    return at


def keep(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Keep these (`words`, `said_at` …). The team hears of one again if nobody answers it."""
    if rows:
        moments = (
            {"told_at": row["said_at"], "remind_at": working_days_later(row["said_at"])}
            for row in rows
        )
        conn.execute(
            sa.insert(saying),
            [{**row, **more, "answer": ""} for row, more in zip(rows, moments, strict=True)],
        )


def answer(conn: sa.Connection, saying_id: int, by: int, words: str, now: datetime) -> None:
    """Somebody has answered this. The first answer counts; it is seen to."""
    row = conn.execute(
        sa.update(saying)
        .where(saying.c.id == saying_id, saying.c.answered_at.is_(None))
        .values(answered_at=now, answered_by=by, answer=words, remind_at=None)
        .returning(saying.c.person_id)
    ).first()
    if row is None:
        return
    others = sa.exists().where(saying.c.person_id == row.person_id, saying.c.answered_at.is_(None))
    if not conn.execute(sa.select(others)).scalar():
        concerns.seen_to(conn, row.person_id, [KIND], by, words, now)


def forget(conn: sa.Connection, person_id: int, saying_id: int, now: datetime) -> None:
    """This person would have us forget this: the words go, and nobody need answer it."""
    theirs = saying.c.id == saying_id, saying.c.person_id == person_id
    row = conn.execute(sa.select(saying.c.words, saying.c.said_at).where(*theirs)).first()
    if row is None:
        return
    answered = sa.func.coalesce(saying.c.answered_at, now, type_=Moment)
    gone = sa.update(saying).where(*theirs)
    conn.execute(gone.values(words="", remind_at=None, answered_at=answered))
    same = (concern.c.person_id == person_id, concern.c.kind == KIND, concern.c.words == row.words)
    told = conn.execute(sa.select(concern.c.id).where(*same)).scalars().all()
    conn.execute(sa.update(concern).where(*same).values(words=learned.STRUCK_OUT))
    concerns.close(conn, told, person_id, "", "taken back", now)
    learned.strike_out(conn, person_id, {row.words}, ("say",))


_KEPT: Final = (
    sa.select(saying.c.person_id, saying.c.id, saying.c.words, saying.c.said_at.label("at"))
    .where(saying.c.person_id.in_(sa.bindparam("ids", expanding=True)), saying.c.words != "")
    .order_by(saying.c.id)
)


def kept(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """The thoughts of these people, the oldest first: `person_id`, `id`, `words` and `at`."""
    return list(conn.execute(_KEPT, {"ids": list(ids)}))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A saying that nobody has answered, and whose it is."""

    id: int
    person_id: int
    name: str
    language: str
    words: str
    said_at: datetime


_SEEN_TO: Final = ~sa.exists().where(
    concern.c.community_id == saying.c.community_id,
    concern.c.person_id == saying.c.person_id,
    concern.c.kind == KIND,
    concern.c.done_at.is_(None),
)
"""Somebody has texted DONE: they have seen to it in another way."""


def waiting(conn: sa.Connection, community_id: int) -> list[Waiting]:
    """What nobody has answered or seen to, the one the team heard of last first.

    Whoever has said STOP since hears nothing from us, so that there is nothing to answer.
    """
    query = (
        sa.select(
            saying.c.id,
            saying.c.person_id,
            person.c.name,
            person.c.language,
            saying.c.words,
            saying.c.said_at,
        )
        .join(person, person.c.id == saying.c.person_id)
        .where(
            saying.c.community_id == community_id,
            saying.c.answered_at.is_(None),
            person.c.stopped_at.is_(None),
            ~_SEEN_TO,
        )
        .order_by(saying.c.told_at.desc(), saying.c.id.desc())
        .limit(SHOWN)
    )
    return [Waiting(*row) for row in conn.execute(query)]


# ── the affair: nobody has answered for five working days ───────────────────────────────────


DUE: Final = DueRows(saying.c.id, saying.c.remind_at)
"""Sayings of which the team is to be reminded."""


def remind(conn: sa.Connection, community_id: int, ids: Collection[int], now: datetime) -> int:
    """Plan a reminder of each of these for every coordinator, once. Returns how many there were.

    What was seen to meanwhile is let go without one.
    """
    claimed = conn.execute(
        sa.update(saying)
        .where(saying.c.id.in_(ids), saying.c.remind_at.is_not(None))
        .values(remind_at=None, told_at=now)
        .returning(saying.c.id, saying.c.person_id)
    ).all()
    open_ones = {each.id for each in waiting(conn, community_id)}
    rows = [
        {
            "community_id": community_id,
            "person_id": coordinator,
            "purpose": WAITS,
            "subject": each.id,
            "due_at": now,
            "late_by": int(LATE_BY.total_seconds()),
        }
        for each in sorted(claimed, key=lambda each: each.id)
        if each.id in open_ones
        for coordinator in people.coordinators(conn, community_id)
        if coordinator != each.person_id
    ]
    nudges.plan(conn, rows, now)
    return len(claimed)


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turned out to be one: what the newer said is the other's."""
    for whose in (saying.c.person_id, saying.c.answered_by):
        conn.execute(sa.update(saying).where(whose == new_id).values({whose: known_id}))
