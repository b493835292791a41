"""A befriender's holiday, and EASE OFF.

Who eases off is asked for nothing new, and hears less from us, for as long as they chose. Who is
away visits nobody meanwhile.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata, upsert

befriending = sa.Table(
    "befriending",
    metadata,
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("away_from", Moment),
    sa.Column("away_until", Moment),
    sa.Column("eased_at", Moment),  # None: not easing off
    sa.Column("eased_until", Moment),  # None while easing off: until they say
    # whether visits rest too, and somebody else is looked for
    sa.Column("visits_rest", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
)

_KEYS: Final = ["person_id"]


def ease_off(
    conn: sa.Connection,
    community_id: int,
    person_id: int,
    until: datetime | None,
    visits_rest: bool,
    now: datetime,
) -> None:
    """From now on they are eased: until then, or until they say."""
    row = {"eased_at": now, "eased_until": until, "visits_rest": visits_rest}
    _keep(conn, community_id, person_id, row)


def go_away(
    conn: sa.Connection,
    community_id: int,
    person_id: int,
    since: datetime | None,
    until: datetime,
) -> None:
    """They are away from `since` (None: from now) until then."""
    _keep(conn, community_id, person_id, {"away_from": since, "away_until": until})


def back_on(conn: sa.Connection, community_id: int, person_id: int) -> None:
    """They are back: neither away nor easing off."""
    row = {"away_from": None, "away_until": None, "eased_at": None, "eased_until": None}
    _keep(conn, community_id, person_id, {**row, "visits_rest": False})


def _keep(conn: sa.Connection, community_id: int, person_id: int, values: dict[str, Any]) -> None:
    row = {"person_id": person_id, "community_id": community_id, **values}
    conn.execute(upsert(befriending, conn, _KEYS, list(values)), [row])


def is_eased(now: datetime) -> sa.ColumnElement[bool]:
    """Of a row: they ease off at that moment."""
    until = befriending.c.eased_until
    return befriending.c.eased_at.is_not(None) & (until.is_(None) | (until > now))


def is_away(now: datetime) -> sa.ColumnElement[bool]:
    """Of a row: they are away at that moment."""
    since = befriending.c.away_from
    return (befriending.c.away_until > now) & (since.is_(None) | (since <= now))


def _among(conn: sa.Connection, ids: Collection[int], so: sa.ColumnElement[bool]) -> frozenset[int]:
    query = sa.select(befriending.c.person_id).where(befriending.c.person_id.in_(ids), so)
    return frozenset(conn.execute(query).scalars()) if ids else frozenset()


def eased(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these people who ease off just now."""
    return _among(conn, ids, is_eased(now))


def away(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these people who are away just now."""
    return _among(conn, ids, is_away(now))


def resting(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these people who ease off or are away just now."""
    return _among(conn, ids, is_eased(now) | is_away(now))


def rows(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    """What is kept of each of these, if anything is."""
    query = sa.select(befriending).where(befriending.c.person_id.in_(ids))
    return {row.person_id: row for row in conn.execute(query)} if ids else {}


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two were one person: what the one we know said counts, else what the new one did."""
    theirs, mine = befriending.c.person_id == new_id, befriending.c.person_id == known_id
    if conn.execute(sa.select(befriending.c.person_id).where(mine)).first():
        conn.execute(sa.delete(befriending).where(theirs))
    else:
        conn.execute(sa.update(befriending).where(theirs).values(person_id=known_id))
