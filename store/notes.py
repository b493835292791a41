"""Notes of the team about somebody: dated, by whom, and never shown to another resident."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store import concerns
from store.database import Id, Moment, metadata

note = sa.Table(
    "note",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("about_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("by_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_note_about_id", "about_id", "at"),
    sa.Index("ix_note_by_id", "by_id"),
)


def keep(
    conn: sa.Connection, community_id: int, about: int, by: int, words: str, now: datetime
) -> None:
    """A note about somebody; where something is open about them, a note about that as well."""
    row = {"community_id": community_id, "about_id": about, "by_id": by, "words": words, "at": now}
    conn.execute(sa.insert(note).values(**row))
    concerns.note_about(conn, [about], by, words, now)


def about(conn: sa.Connection, person_id: int) -> list[sa.Row[Any]]:
    """What was noted about somebody, the latest first: words, by_id and at."""
    query = sa.select(note).where(note.c.about_id == person_id)
    return list(conn.execute(query.order_by(note.c.at.desc(), note.c.id.desc())))


def written_by(conn: sa.Connection, ids: Collection[int]) -> dict[int, int]:
    """How many notes each of these people has written."""
    query = (
        sa.select(note.c.by_id, sa.func.count()).where(note.c.by_id.in_(ids)).group_by(note.c.by_id)
    )
    return {by: int(many) for by, many in conn.execute(query)} if ids else {}


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one: notes about either, and by either."""
    for side in (note.c.about_id, note.c.by_id):
        conn.execute(sa.update(note).where(side == new_id).values({side: known_id}))
