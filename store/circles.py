"""Who is in somebody's circle, in their own words: asked once, gently, and never scored."""

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata

circle = sa.Table(
    "circle",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("words", sa.Text, nullable=False),  # empty: they were asked, and need not say
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_circle_person_id", "person_id", "at"),
)


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """They were asked, or have told us."""
    if rows:
        conn.execute(sa.insert(circle), rows)


_ASKED: Final = sa.select(circle.c.person_id).where(
    circle.c.person_id.in_(sa.bindparam("ids", expanding=True))
)


def asked(conn: sa.Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these people who have been asked."""
    return frozenset(conn.execute(_ASKED, {"ids": list(ids)}).scalars()) if ids else frozenset()


def told(conn: sa.Connection, person_id: int) -> list[str]:
    """What they said of their circle, the latest first."""
    query = (
        sa.select(circle.c.words)
        .where(circle.c.person_id == person_id, circle.c.words != "")
        .order_by(circle.c.at.desc(), circle.c.id.desc())
    )
    return list(conn.execute(query).scalars())


def move(conn: sa.Connection, from_id: int, to_id: int) -> None:
    """Two were one person: the circle of the one become the other's."""
    whose = circle.c.person_id
    conn.execute(sa.update(circle).where(whose == from_id).values(person_id=to_id))
