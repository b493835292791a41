"""Replies to broadcasts: coming, maybe, no; or listed, as long as an event is full."""

from collections.abc import Collection

import sqlalchemy as sa

from store.database import Id, Moment, insert_ignore, metadata

broadcast_reply = sa.Table(
    "broadcast_reply",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("broadcast_id", Id, primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),  # coming | maybe | no | listed
    sa.Column("words", sa.Text, nullable=False, default=""),  # theirs
    sa.Column("answered_at", Moment, nullable=False),
    sa.Index("ix_broadcast_reply_broadcast_id", "broadcast_id", "answer"),
    sa.Index("ix_broadcast_reply_person_id", "person_id"),
)


def counts(conn: sa.Connection, ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many answered what, by broadcast."""
    query = (
        sa.select(broadcast_reply.c.broadcast_id, broadcast_reply.c.answer, sa.func.count())
        .where(broadcast_reply.c.broadcast_id.in_(ids))
        .group_by(broadcast_reply.c.broadcast_id, broadcast_reply.c.answer)
    )
    found: dict[int, dict[str, int]] = {}
    for broadcast_id, answer, how_many in conn.execute(query):
        found.setdefault(broadcast_id, {})[answer] = how_many
    return found


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one person: the newer's answers are the known one's, whose own ones stand."""
    theirs = broadcast_reply.c.person_id == new_id
    rows = conn.execute(sa.select(broadcast_reply).where(theirs)).all()
    if rows:
        moved = [dict(row._mapping) | {"person_id": known_id} for row in rows]
        conn.execute(insert_ignore(broadcast_reply, conn), moved)
        conn.execute(sa.delete(broadcast_reply).where(theirs))
