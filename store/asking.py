"""Who could be asked for a favour: picked in SQL, then everything that decides, a query each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.favours import Giver
from flows.world.nearby import Point
from store import consents, needs, skills
from store.database import Moment
from store.favours import DONE, INTRODUCED, favour, favour_ask, is_asked, refusal
from store.locations import person_place
from store.people import person
from store.skills import skill

FIRST_MONTH: Final = timedelta(days=30)
"""Nobody is asked for anything in it."""

LATELY: Final = timedelta(days=28)
"""What load is counted over."""

_NOW: Final = sa.bindparam("now", type_=Moment)
_ALLOWED: Final = (
    person.c.stopped_at.is_(None),
    person.c.merged_into.is_(None),
    person.c.joined_at <= sa.bindparam("month_ago", type_=Moment),
    person.c.paused_at.is_(None) | (person.c.paused_until <= _NOW),
    person.c.id != sa.bindparam("asker"),
    ~sa.exists().where(favour_ask.c.person_id == skill.c.person_id, is_asked),
    ~sa.exists().where(
        favour_ask.c.favour_id == sa.bindparam("favour"),
        favour_ask.c.person_id == skill.c.person_id,
    ),
    ~sa.exists().where(
        refusal.c.community_id == skill.c.community_id,
        refusal.c.person_id == skill.c.person_id,
        refusal.c.kind == sa.bindparam("kind"),
    ),
)
"""What a person of a `skill` row has to be, to be asked at all: the cheap part of it, in SQL."""

_ANYWHERE: Final = (
    sa.select(skill.c.person_id, skill.c.asked_at)
    .join(person, person.c.id == skill.c.person_id)
    .where(
        skill.c.community_id == sa.bindparam("community"),
        skill.c.tag == sa.bindparam("tag"),
        skill.c.language == sa.bindparam("language"),
        *_ALLOWED,
    )
    .order_by(skill.c.asked_at, skill.c.person_id)
    .limit(sa.bindparam("many"))
)
_NEAR: Final = _ANYWHERE.where(skill.c.square.in_(sa.bindparam("squares", expanding=True)))


def could_be_asked(
    conn: sa.Connection,
    wanted: sa.Row[Any],
    tags: Collection[str],
    language: str,
    squares: Collection[int],
    now: datetime,
    limit: int,
) -> list[int]:
    """People with one of these tags in these squares (none named: anywhere), longest unasked first.

    One query a tag: each walks its index in the order it is wanted in, and stops when it has
    enough.
    """
    values: dict[str, Any] = {
        "community": wanted.community_id,
        "language": language,
        "now": now,
        "month_ago": now - FIRST_MONTH,
        "asker": wanted.person_id,
        "favour": wanted.id,
        "kind": wanted.kind,
        "many": limit,
    }
    if squares:
        values["squares"] = list(squares)
    query = _NEAR if squares else _ANYWHERE
    found: dict[int, datetime] = {}
    for tag in sorted(tags):
        rows = conn.execute(query, {**values, "tag": tag})
        found.update({row.person_id: row.asked_at for row in rows})
    return sorted(found, key=lambda each: (found[each], each))[:limit]


# ── all that decides ────────────────────────────────────────────────────────────────────────

_IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
_SINCE: Final = sa.bindparam("since", type_=Moment)

_PEOPLE: Final = sa.select(
    person.c.id,
    person.c.language,
    person.c.joined_at,
    person.c.stopped_at,
    person.c.paused_at,
    person.c.paused_until,
).where(person.c.id.in_(_IDS))

_ASKS: Final = (
    sa.select(
        favour_ask.c.person_id,
        sa.func.sum(sa.case((favour_ask.c.asked_at > _SINCE, 1), else_=0)).label("lately"),
        sa.func.max(sa.case((is_asked, 1), else_=0)).label("open"),
        sa.func.max(sa.case((favour_ask.c.favour_id == sa.bindparam("favour"), 1), else_=0)).label(
            "this"
        ),
    )
    .where(favour_ask.c.person_id.in_(_IDS))
    .group_by(favour_ask.c.person_id)
)
_GIVEN: Final = (
    sa.select(favour.c.helper_id, sa.func.count())
    .where(
        favour.c.helper_id.in_(_IDS),
        favour.c.state.in_((INTRODUCED, DONE)),
        favour.c.asked_at > _SINCE,
    )
    .group_by(favour.c.helper_id)
)
_REFUSED: Final = sa.select(refusal.c.person_id, refusal.c.kind).where(
    refusal.c.person_id.in_(_IDS)
)
_PLACES: Final = sa.select(person_place.c.person_id, person_place.c.lat, person_place.c.lon).where(
    person_place.c.person_id.in_(_IDS)
)


def givers(conn: sa.Connection, favour_id: int, ids: Collection[int], now: datetime) -> list[Giver]:
    """These people as matching sees them, but for how far away they live."""
    if not ids:
        return []
    many = {"ids": list(ids)}
    since = {**many, "since": now - LATELY}
    rows: Sequence[sa.Row[Any]] = conn.execute(_PEOPLE, many).all()
    mine: Sequence[sa.Row[Any]] = conn.execute(_ASKS, {**since, "favour": favour_id}).all()
    asks = {row.person_id: row for row in mine}
    given = {row[0]: row[1] for row in conn.execute(_GIVEN, since)}
    refused: dict[int, set[str]] = {}
    for row in conn.execute(_REFUSED, many):
        refused.setdefault(row.person_id, set()).add(row.kind)
    tags, days = skills.tags_of(conn, ids), skills.days_of(conn, ids)
    first, answers = needs.needs_first(conn, ids, now), consents.latest(conn, ids)
    return [
        Giver(
            row.id,
            *tags[row.id],
            language=row.language,
            days=days.get(row.id, frozenset()),
            given=given.get(row.id, 0),
            said_no=frozenset(refused.get(row.id, ())),
            new_here=row.joined_at is None or row.joined_at > now - FIRST_MONTH,
            stopped=row.stopped_at is not None,
            paused=_paused(row, now),
            needs_first=row.id in first,
            consents=answers.get(row.id, {}).get("visits", False),
            **_asked(asks.get(row.id)),
        )
        for row in rows
    ]


def _paused(row: sa.Row[Any], now: datetime) -> bool:
    return row.paused_at is not None and (row.paused_until is None or row.paused_until > now)


def _asked(row: sa.Row[Any] | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {"asked": row.lately, "ask_open": bool(row.open), "asked_for_this": bool(row.this)}


def places_of(conn: sa.Connection, ids: Collection[int]) -> Mapping[int, Point]:
    """Where these people live, as far as we know."""
    return {
        row.person_id: Point(row.lat, row.lon) for row in conn.execute(_PLACES, {"ids": list(ids)})
    }
