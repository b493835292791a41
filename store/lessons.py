"""What befrienders learn: which lessons each has had, what each knew before, and what they wrote
when they looked back on their first visits.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.database import Id, Moment, insert_ignore, metadata

learner = sa.Table(
    "learner",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("lessons_rest", sa.Boolean, nullable=False, default=False),
    sa.Column("reflected_at", Moment),  # when they were asked of their first visits
    sa.Column("reflection", sa.Text, nullable=False, default=""),  # until they have it back
    sa.Index("ix_learner_person_id", "person_id"),
)

lesson = sa.Table(
    "lesson",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),  # module.number, or module.question
    sa.Column("at", Moment, nullable=False),
    sa.Column("answer", sa.Text, nullable=False, default=""),  # of a question: best | other
    sa.Index("ix_lesson_person_id", "person_id"),
)

known_before = sa.Table(
    "known_before",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("question", sa.Integer, primary_key=True),
    sa.Column("known", sa.Text, nullable=False),  # names of modules and skills, with spaces
    sa.Column("words", sa.Text, nullable=False),  # theirs; "" as long as nothing came back
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_known_before_person_id", "person_id"),
)

_TABLES = (learner, lesson, known_before)


@dataclass(frozen=True, slots=True)
class Learned:
    """One befriender's learning."""

    rest: bool = False
    reflected: bool = False
    reflection: str = ""
    sent: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


def of(conn: sa.Connection, ids: Collection[int]) -> dict[int, Learned]:
    """What each of these people has learned so far."""
    if not ids:
        return {}
    rows = {
        row.person_id: row
        for row in conn.execute(sa.select(learner).where(learner.c.person_id.in_(ids)))
    }
    sent: dict[int, set[str]] = defaultdict(set)
    known: dict[int, set[str]] = defaultdict(set)
    names = sa.select(lesson.c.person_id, lesson.c.name).where(lesson.c.person_id.in_(ids))
    for row in conn.execute(names):
        sent[row.person_id].add(row.name)
    before = sa.select(known_before.c.person_id, known_before.c.known)
    for row in conn.execute(before.where(known_before.c.person_id.in_(ids))):
        known[row.person_id] |= set(row.known.split())
    return {each: _learned(rows.get(each), sent[each], known[each]) for each in ids}


def _learned(row: sa.Row[Any] | None, sent: set[str], known: set[str]) -> Learned:
    if row is None:
        return Learned(sent=frozenset(sent), known=frozenset(known))
    asked = row.reflected_at is not None
    return Learned(row.lessons_rest, asked, row.reflection, frozenset(sent), frozenset(known))


def got(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These got a lesson, or a question (`community_id`, `person_id`, `name`)."""
    adding = [{**row, "at": now, "answer": ""} for row in rows]
    conn.execute(insert_ignore(lesson, conn), adding)


def answered(conn: sa.Connection, row: dict[str, Any]) -> None:
    """What somebody answered to the question at the end of a module."""
    same = (lesson.c.person_id == row["person_id"], lesson.c.name == row["name"])
    conn.execute(sa.update(lesson).where(*same).values(answer=row["answer"]))


def tell(conn: sa.Connection, row: dict[str, Any], now: datetime) -> None:
    """They were asked what they know, or have told us. Each row names its `question`."""
    keys = ("community_id", "person_id", "question")
    same = sa.and_(*(known_before.c[key] == row[key] for key in keys))
    conn.execute(insert_ignore(known_before, conn), {"known": "", "words": "", **row, "at": now})
    if row.get("words"):
        values = {"known": row["known"], "words": row["words"], "at": now}
        conn.execute(sa.update(known_before).where(same).values(values))


def note(conn: sa.Connection, row: dict[str, Any], **values: Any) -> None:
    """Put this down for somebody (`community_id`, `person_id`)."""
    plain = {"lessons_rest": False, "reflected_at": None, "reflection": ""}
    conn.execute(insert_ignore(learner, conn), {**plain, **row})
    whose = learner.c.person_id == row["person_id"]
    conn.execute(sa.update(learner).where(whose).values(values))


def move(conn: sa.Connection, from_id: int, to_id: int) -> None:
    """Two were one person: what the one has learned, the other has too."""
    for table in _TABLES:
        theirs = sa.select(table).where(table.c.person_id == from_id)
        rows = [{**row._mapping, "person_id": to_id} for row in conn.execute(theirs)]
        if rows:
            conn.execute(insert_ignore(table, conn), rows)
        conn.execute(sa.delete(table).where(table.c.person_id == from_id))
