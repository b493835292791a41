"""Needs that come first: while somebody is hungry, cold or has no headspace, nothing is asked of
them. Suggestions, favours, discovery and stories leave out whoever `needs_first` names.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.concerns import concern
from store.database import Id, Moment, metadata
from store.homecomings import hospital_stay

NO_ROOM_FOR: Final = timedelta(days=14)
"""How long whoever has too much on is left in peace."""

HOME_FOR: Final = timedelta(days=30)
"""How long whoever is home from hospital is asked for nothing but how they are."""

need = sa.Table(
    "need",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # hunger | cold | no_room
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("heard_at", Moment, nullable=False),
    sa.Index("ix_need_person_id", "person_id", "heard_at"),
)


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Something comes first for these people."""
    if rows:
        conn.execute(sa.insert(need), rows)


_THESE: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
_NOT_SEEN_TO: Final = sa.exists().where(
    concern.c.person_id == need.c.person_id,
    concern.c.raised_at == need.c.heard_at,  # what was told of it, in the same turn
    concern.c.done_at.is_(None),
)
_IN_DANGER: Final = sa.select(concern.c.person_id).where(
    concern.c.done_at.is_(None), concern.c.level == "urgent", concern.c.person_id.is_not(None)
)
_HOME_SINCE: Final[sa.BindParameter[Any]] = sa.bindparam("home_since", type_=Moment)
_FIRST: Final = sa.union(
    sa.select(need.c.person_id).where(
        need.c.person_id.in_(_THESE),
        (need.c.heard_at > sa.bindparam("lately", type_=Moment)) & (need.c.kind == "no_room")
        | _NOT_SEEN_TO,
    ),
    sa.select(hospital_stay.c.person_id).where(
        hospital_stay.c.person_id.in_(_THESE),
        sa.func.coalesce(hospital_stay.c.home_at, hospital_stay.c.until).is_(None)
        | (sa.func.coalesce(hospital_stay.c.home_at, hospital_stay.c.until) > _HOME_SINCE),
    ),
)


def needs_first(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these people for whom something basic comes first.

    Hunger and cold rest until a person has seen to it; no headspace for two weeks; hospital
    until they have been home for a month: since they said so, or since the day they had in mind.
    """
    if not ids:
        return frozenset()
    since = {"lately": now - NO_ROOM_FOR, "home_since": now - HOME_FOR}
    return frozenset(conn.execute(_FIRST, {"ids": list(ids), **since}).scalars())


def come_first(whose: sa.ColumnElement[int], now: datetime) -> sa.ColumnElement[bool]:
    """The same as a condition of a query, about the person with this id; and nobody is told of a
    dance while they may be in danger.
    """
    lately = (need.c.heard_at > now - NO_ROOM_FOR) & (need.c.kind == "no_room")
    home = sa.func.coalesce(hospital_stay.c.home_at, hospital_stay.c.until)
    away = sa.or_(home.is_(None), home > now - HOME_FOR)
    return sa.or_(
        whose.in_(_IN_DANGER),
        sa.exists().where(need.c.person_id == whose, lately | _NOT_SEEN_TO),
        sa.exists().where(hospital_stay.c.person_id == whose, away),
    )


_OPEN: Final = sa.select(need.c.person_id).where(need.c.person_id.in_(_THESE), _NOT_SEEN_TO)


def open_ones(conn: sa.Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these people who lack food or warmth, and to whom nobody has seen yet."""
    return frozenset(conn.execute(_OPEN, {"ids": list(ids)}).scalars()) if ids else frozenset()


def move(conn: sa.Connection, from_id: int, to_id: int) -> None:
    """Two were one person: the needs of the one become the other's."""
    whose = need.c.person_id
    conn.execute(sa.update(need).where(whose == from_id).values(person_id=to_id))
