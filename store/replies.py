"""Replies to broadcasts: coming, maybe, no; or listed, as long as an event is full."""

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from flows.world.broadcasts import LISTED
from store.database import Id, Moment, insert_ignore, metadata
from store.people import person

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


def answer(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Write these down (community_id, broadcast_id, person_id, answer, words, answered_at).

    Somebody's later answer takes the place of the one before; who is in line, and says so again,
    keeps their place.
    """
    for row in rows:
        same = sa.and_(*(broadcast_reply.c[key] == row[key] for key in _KEYS))
        known = conn.execute(sa.select(broadcast_reply.c.answer).where(same)).scalar()
        if known is None:
            conn.execute(sa.insert(broadcast_reply), [row])
        elif known != row["answer"] or known != LISTED:
            changed = {name: row[name] for name in ("answer", "words", "answered_at")}
            conn.execute(sa.update(broadcast_reply).where(same).values(**changed))


_KEYS: Final = ("community_id", "broadcast_id", "person_id")

NAMED: Final = 40
"""How many names of one answer are looked up at most: a text holds fewer."""


def names(conn: sa.Connection, ids: Collection[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """Who answered what to these, by broadcast and answer, the first to answer first."""
    nth = sa.func.row_number().over(
        partition_by=(broadcast_reply.c.broadcast_id, broadcast_reply.c.answer),
        order_by=(broadcast_reply.c.answered_at, broadcast_reply.c.person_id),
    )
    ranked = (
        sa.select(
            broadcast_reply.c.broadcast_id,
            broadcast_reply.c.answer,
            broadcast_reply.c.person_id,
            nth.label("nth"),
        )
        .where(broadcast_reply.c.broadcast_id.in_(ids))
        .subquery()
    )
    query = (
        sa.select(ranked, person.c.name)
        .join(person, person.c.id == ranked.c.person_id)
        .where(ranked.c.nth <= NAMED)
        .order_by(ranked.c.broadcast_id, ranked.c.nth)
    )
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for row in conn.execute(query):
        of = found.setdefault(row.broadcast_id, {})
        of[row.answer] = (*of.get(row.answer, ()), row.name)
    return found


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one person: the newer's answers are the known one's, whose own ones stand."""
    theirs = broadcast_reply.c.person_id == new_id
    rows = conn.execute(sa.select(broadcast_reply).where(theirs)).all()
    if rows:
        moved = [dict(row._mapping) | {"person_id": known_id} for row in rows]
        conn.execute(insert_ignore(broadcast_reply, conn), moved)
        conn.execute(sa.delete(broadcast_reply).where(theirs))
