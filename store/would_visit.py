"""Who was asked if they would like to visit somebody, and what they said. Nobody is asked twice."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.database import Id, Moment, metadata, upsert

would_visit = sa.Table(
    "would_visit",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),  # yes | no
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_would_visit_person_id", "person_id"),
)


def said(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """What these answered (`answer`, `words`)."""
    keys = ["community_id", "person_id"]
    adding = upsert(would_visit, conn, keys, ["answer", "words", "at"])
    conn.execute(adding, [{**row, "at": now} for row in rows])


def answers(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """What each of these people answered, for those who were asked."""
    query = sa.select(would_visit.c.person_id, would_visit.c.answer)
    found = query.where(would_visit.c.person_id.in_(ids))
    return {row.person_id: row.answer for row in conn.execute(found)} if ids else {}


def move(conn: sa.Connection, from_id: int, to_id: int) -> None:
    """Two were one person: what the one we knew said counts."""
    whose = would_visit.c.person_id
    known = sa.select(whose).where(whose == to_id)
    if conn.execute(known).first() is None:
        conn.execute(sa.update(would_visit).where(whose == from_id).values(person_id=to_id))
    conn.execute(sa.delete(would_visit).where(whose == from_id))
