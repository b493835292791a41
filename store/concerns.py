"""Concerns: whenever a person should look. Kept until somebody has, whoever could be told of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata
from store.messages import message
from store.people import person

concern = sa.Table(
    "concern",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id")),  # None: about the service itself
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Column("raised_at", Moment, nullable=False),
    sa.Column("done_at", Moment),
    sa.Column("done_by", Id),
    sa.Index(
        "ix_concern_open",
        "community_id",
        "person_id",
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    ),
)


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Somebody should look at these."""
    if rows:
        conn.execute(sa.insert(concern), rows)


NOT_OF_THEM: Final = (
    "saying", "forget", "words", "unclear", "lost", "answered", "thanks", "place_added",
    "place_a_home", "activity_changed", "gone_perhaps", "small_ask", "undelivered", "unsure_sent",
    "quarantined", "favour_unclear", "favour_unsure", "favour_not_found", "favour_by_hand",
    "go_together", "not_coming", "chat_look",
)  # fmt: skip
"""Kinds of concern that say nothing of how somebody is."""


def looked_at(conn: sa.Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these people of whom the team has been told that all may not be well with them,
    and whom nobody has seen to yet.
    """
    query = sa.select(concern.c.person_id).where(
        concern.c.person_id.in_(ids),
        concern.c.done_at.is_(None),
        concern.c.kind.not_in(NOT_OF_THEM),
    )
    return frozenset(conn.execute(query).scalars())


def done(conn: sa.Connection, about: Collection[int], by: int, now: datetime) -> int:
    """A person has seen to everything open about these people. Returns how many that were."""
    if not about:
        return 0
    result = conn.execute(
        sa.update(concern)
        .where(concern.c.person_id.in_(about), concern.c.done_at.is_(None))
        .values(done_at=now, done_by=by)
    )
    return result.rowcount


def last_told(conn: sa.Connection, team: Collection[int]) -> dict[int, tuple[int, str]]:
    """Whom each of the team was told of last and nobody has seen to yet: their id and name."""
    open_ones = sa.select(concern.c.person_id).where(
        concern.c.person_id.is_not(None), concern.c.done_at.is_(None)
    )
    query = (
        sa.select(message.c.person_id, message.c.about_id, person.c.name)
        .join(person, person.c.id == message.c.about_id)
        .where(
            message.c.person_id.in_(team),
            message.c.about_id.in_(open_ones),
            message.c.key.startswith("tell."),
        )
        .group_by(message.c.person_id, message.c.about_id, person.c.name)
        .order_by(sa.func.max(message.c.id))
    )
    return {row.person_id: (row.about_id, row.name) for row in conn.execute(query)}


def open_count(conn: sa.Connection) -> int:
    """How many wait for somebody to look."""
    query = sa.select(sa.func.count()).select_from(concern).where(concern.c.done_at.is_(None))
    return conn.execute(query).scalar_one()
