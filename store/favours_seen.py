"""The sight `favour`: what a turn may look at of favours, for a whole wave in a few queries."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world import Neighbour
from flows.world.favours import FavourSeen, OpenFavour
from store import hours, skills
from store.favours import LIVE, favour, favour_ask, small_ask
from store.people import person

LATELY: Final = timedelta(days=7)
"""Who was asked for a favour in it is not asked for something small beside it."""


def seen(
    conn: sa.Connection, community_id: int, subjects: Mapping[int, int], now: datetime
) -> dict[int, FavourSeen]:
    """What each of these people sees, where `subjects` says which favour their talk is about."""
    about = _favours(conn, set(subjects.values()) - {0})
    names = _neighbours(conn, [n for row in about.values() for n in (row.person_id, row.helper_id)])
    ids = list(subjects)
    mine, small, asked = _mine(conn, ids), _small(conn, ids), _asked_lately(conn, ids, now)
    tags, asks = skills.tags_of(conn, ids), _asks(conn, subjects)
    kept = hours.are_kept(conn, community_id)
    return {
        each: FavourSeen(
            **_about(about.get(subject), names),
            ask=asks.get((each, subject), ""),
            mine=tuple(mine.get(each, ())),
            small_asked=frozenset(small.get(each, ())),
            tags=tags[each][0] | tags[each][1],
            asked_lately=each in asked,
            keeps_hours=kept,
        )
        for each, subject in subjects.items()
    }


def _about(row: sa.Row[Any] | None, names: Mapping[int, Neighbour]) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "id": row.id,
        "state": row.state,
        "kind": row.kind,
        "words": row.words,
        "asker": names.get(row.person_id),
        "helper": names.get(row.helper_id),
    }


def _asks(conn: sa.Connection, subjects: Mapping[int, int]) -> dict[tuple[int, int], str]:
    """How far each of these people has got with what they were asked for."""
    query = sa.select(favour_ask.c.person_id, favour_ask.c.favour_id, favour_ask.c.state).where(
        favour_ask.c.person_id.in_(subjects), favour_ask.c.favour_id.in_(set(subjects.values()))
    )
    return {(row.person_id, row.favour_id): row.state for row in conn.execute(query)}


def _favours(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    if not ids:
        return {}
    rows = conn.execute(sa.select(favour).where(favour.c.id.in_(ids)))
    return {row.id: row for row in rows}


def _neighbours(conn: sa.Connection, ids: list[int | None]) -> dict[int, Neighbour]:
    known = {each for each in ids if each is not None}
    if not known:
        return {}
    query = sa.select(person.c.id, person.c.name, person.c.language).where(person.c.id.in_(known))
    return {row.id: Neighbour(row.id, row.name, row.language) for row in conn.execute(query)}


def _mine(conn: sa.Connection, ids: list[int]) -> dict[int, list[OpenFavour]]:
    query = (
        sa.select(favour.c.person_id, favour.c.id, favour.c.words)
        .where(favour.c.person_id.in_(ids), favour.c.state.in_(LIVE))
        .order_by(favour.c.id.desc())
    )
    found: dict[int, list[OpenFavour]] = {}
    for row in conn.execute(query):
        found.setdefault(row.person_id, []).append(OpenFavour(row.id, row.words))
    return found


def asked_for(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """What these people have asked for and is not over, the oldest first: whose (`person_id`),
    `id`, `words`, `asked_at`.
    """
    query = sa.select(favour.c.person_id, favour.c.id, favour.c.words, favour.c.asked_at)
    theirs = query.where(favour.c.person_id.in_(ids), favour.c.state.in_(LIVE))
    return list(conn.execute(theirs.order_by(favour.c.id)))


def _small(conn: sa.Connection, ids: list[int]) -> dict[int, set[str]]:
    query = sa.select(small_ask.c.person_id, small_ask.c.name).where(small_ask.c.person_id.in_(ids))
    found: dict[int, set[str]] = {}
    for row in conn.execute(query):
        found.setdefault(row.person_id, set()).add(row.name)
    return found


def _asked_lately(conn: sa.Connection, ids: list[int], now: datetime) -> set[int]:
    query = sa.select(favour_ask.c.person_id).where(
        favour_ask.c.person_id.in_(ids), favour_ask.c.asked_at > now - LATELY
    )
    return set(conn.execute(query).scalars())
