"""Who could be asked for a favour: picked in SQL, then everything that decides, a query each."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from flows.world.favours import Giver
from flows.world.nearby import Point
from store import needs
from store.consents import consent
from store.database import Moment
from store.favours import DONE, INTRODUCED, UNASKED, favour, favour_ask, is_asked, refusal
from store.locations import person_place
from store.messages import came_in, message
from store.people import address, person
from store.skills import (
    HELPS,
    IS,
    NOWHERE,
    OFFERED,
    helper,
    skill,
    square_of,
    square_of_district,
)

FIRST_MONTH: Final = timedelta(days=30)
"""Nobody is asked for anything in it."""

LATELY: Final = timedelta(days=28)
"""What load is counted over."""

HEARD_LATELY: Final = timedelta(days=42)
"""Who has said nothing for longer is not asked just for living near."""

_NOW: Final = sa.bindparam("now", type_=Moment)
_ALLOWED: Final = (
    person.c.stopped_at.is_(None),
    person.c.merged_into.is_(None),
    person.c.joined_at <= sa.bindparam("month_ago", type_=Moment),
    person.c.paused_at.is_(None) | (person.c.paused_until <= _NOW),
    person.c.id != sa.bindparam("asker"),
    sa.exists().where(address.c.person_id == person.c.id, address.c.state == "open"),
    person.c.quiet_hellos == 0,  # who does not answer us just now is only said hello to
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


_HEARD: Final = sa.exists().where(
    message.c.person_id == skill.c.person_id,
    came_in,
    message.c.at > sa.bindparam("heard_since", type_=Moment),
)


@cache
def _query(tags: int, *, near: bool, heard: bool) -> sa.Select[Any]:
    """Who has one of so many tags: for each tag the ones longest unasked, up to a limit.

    Each part walks its index in the order it is wanted in, and stops when it has enough.
    """
    each = [_with_tag(f"tag{nth}", near=near, heard=heard) for nth in range(tags)]
    parts = [sa.select(query.subquery()) for query in each]
    every = sa.union_all(*parts).subquery()
    return (
        sa.select(every.c.person_id)
        .group_by(every.c.person_id)
        .order_by(sa.func.min(every.c.asked_at), every.c.person_id)
        .limit(sa.bindparam("many"))
    )


def _with_tag(tag: str, *, near: bool, heard: bool) -> sa.Select[Any]:
    query = (
        sa.select(skill.c.person_id, skill.c.asked_at)
        .join(person, person.c.id == skill.c.person_id)
        .where(
            skill.c.community_id == sa.bindparam("community"),
            skill.c.tag == sa.bindparam(tag),
            skill.c.language == sa.bindparam("language"),
            *_ALLOWED,
        )
        .order_by(skill.c.asked_at, skill.c.person_id)
        .limit(sa.bindparam("many"))
    )
    if heard:
        query = query.where(_HEARD)
    squares: sa.BindParameter[Any] = sa.bindparam("squares", expanding=True)
    return query.where(skill.c.square.in_(squares)) if near else query


def could_be_asked(
    conn: sa.Connection,
    wanted: sa.Row[Any],
    tags: Collection[str],
    language: str,
    squares: Collection[int],
    now: datetime,
    limit: int,
    *,
    heard: bool = False,
) -> list[int]:
    """Who has one of these tags in these squares (none named: anywhere), longest unasked first.

    heard: only who has been heard from lately.
    """
    if not tags:
        return []
    values: dict[str, Any] = {
        "community": wanted.community_id,
        "language": language,
        "now": now,
        "month_ago": now - FIRST_MONTH,
        "asker": wanted.person_id,
        "favour": wanted.id,
        "kind": wanted.kind,
        "many": limit,
        **{f"tag{nth}": tag for nth, tag in enumerate(sorted(tags))},
        **({"squares": list(squares)} if squares else {}),
        **({"heard_since": now - HEARD_LATELY} if heard else {}),
    }
    query = _query(len(tags), near=bool(squares), heard=heard)
    return list(conn.execute(query, values).scalars().all())


# ── all that decides ────────────────────────────────────────────────────────────────────────

_IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
_SINCE: Final = sa.bindparam("since", type_=Moment)

_PEOPLE: Final = (
    sa.select(
        person.c.id,
        person.c.name,
        person.c.language,
        person.c.joined_at,
        person.c.stopped_at,
        person.c.paused_at,
        person.c.paused_until,
        helper.c.days,
        person_place.c.lat,
        person_place.c.lon,
    )
    .outerjoin(
        helper,
        (helper.c.community_id == person.c.community_id) & (helper.c.person_id == person.c.id),
    )
    .outerjoin(person_place, person_place.c.person_id == person.c.id)
    .where(person.c.id.in_(_IDS))
)
_SKILLS: Final = sa.select(skill.c.person_id, skill.c.tag, skill.c.how).where(
    skill.c.person_id.in_(_IDS), skill.c.tag.in_(sa.bindparam("tags", expanding=True))
)
_was_asked: Final = favour_ask.c.state != UNASKED

_ASKS: Final = (
    sa.select(
        favour_ask.c.person_id,
        sa.func.sum(sa.case((_was_asked & (favour_ask.c.asked_at > _SINCE), 1), else_=0)).label(
            "lately"
        ),
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
_REFUSED: Final = sa.select(refusal.c.person_id).where(
    refusal.c.community_id == sa.bindparam("community"),
    refusal.c.person_id.in_(_IDS),
    refusal.c.kind == sa.bindparam("kind"),
)
_LATEST: Final = (
    sa.select(sa.func.max(consent.c.id))
    .where(consent.c.person_id.in_(_IDS), consent.c.purpose == "visits")
    .group_by(consent.c.person_id)
)
_VISITS: Final = sa.select(consent.c.person_id).where(consent.c.id.in_(_LATEST), consent.c.given)


@dataclass(frozen=True, slots=True)
class Could:
    """Somebody who could be asked, but for how far away; where they live, if known; their name."""

    giver: Giver
    home: Point | None
    name: str = ""


def givers(
    conn: sa.Connection,
    wanted: sa.Row[Any],
    tags: Collection[str],
    ids: Collection[int],
    now: datetime,
) -> list[Could]:
    """These people as matching sees them. Of what they could help with: these tags, no others."""
    if not ids:
        return []
    asked = {
        "ids": list(ids),
        "tags": [*tags, HELPS],
        "since": now - LATELY,
        "favour": wanted.id,
        "kind": wanted.kind,
        "community": wanted.community_id,
    }
    offered, loved, helps = _skills(conn, asked)
    asks = {row[0]: row[1:] for row in conn.execute(_ASKS, asked).all()}
    given = {row[0]: row[1] for row in conn.execute(_GIVEN, asked).all()}
    refused = set(conn.execute(_REFUSED, asked).scalars().all())
    visits = set(conn.execute(_VISITS, asked).scalars().all())
    first = needs.needs_first(conn, ids, now)
    found = []
    for row in conn.execute(_PEOPLE, asked).all():
        lately, is_open, this = asks.get(row.id, (0, 0, 0))
        giver = Giver(
            row.id,
            frozenset(offered.get(row.id, ())),
            frozenset(loved.get(row.id, ())),
            language=row.language,
            days=frozenset(map(int, (row.days or "").split())),
            helps=row.id in helps,
            asked=lately,
            given=given.get(row.id, 0),
            said_no=frozenset({wanted.kind} if row.id in refused else ()),
            asked_for_this=bool(this),
            ask_open=bool(is_open),
            new_here=row.joined_at is None or row.joined_at > now - FIRST_MONTH,
            stopped=row.stopped_at is not None,
            paused=_paused(row, now),
            needs_first=row.id in first,
            consents=row.id in visits,
        )
        home = Point(row.lat, row.lon) if row.lat is not None else None
        found.append(Could(giver, home, row.name))
    return found


def _skills(
    conn: sa.Connection, asked: dict[str, Any]
) -> tuple[dict[int, list[str]], dict[int, list[str]], set[int]]:
    """What each of them offered, what else they are good at or love; and who offered any help."""
    offered: dict[int, list[str]] = {}
    loved: dict[int, list[str]] = {}
    helps: set[int] = set()
    for person_id, tag, how in conn.execute(_SKILLS, asked).all():
        if how == IS:
            helps.add(person_id)
        else:
            (offered if how == OFFERED else loved).setdefault(person_id, []).append(tag)
    return offered, loved, helps


def _paused(row: Any, now: datetime) -> bool:
    return row.paused_at is not None and (row.paused_until is None or row.paused_until > now)


_ASKER: Final = (
    sa.select(
        person.c.language,
        person.c.stopped_at,
        person.c.postcode,
        person_place.c.lat,
        person_place.c.lon,
    )
    .outerjoin(person_place, person_place.c.person_id == person.c.id)
    .where(person.c.id == sa.bindparam("asker"))
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever asks: their language, whether they have said STOP, and where they live, if known.

    square, district: where that is among the `skill` rows, by the map and by their postcode alone.
    """

    language: str
    stopped: bool
    home: Point | None = None
    square: int = NOWHERE
    district: int = NOWHERE


def asker_of(conn: sa.Connection, wanted: sa.Row[Any]) -> Asker:
    """Who asks for this favour."""
    row = conn.execute(_ASKER, {"asker": wanted.person_id}).one()
    asker = Asker(
        row.language, row.stopped_at is not None, district=square_of_district(row.postcode)
    )
    if row.lat is None:
        return asker
    home, square = Point(row.lat, row.lon), square_of(row.lat, row.lon)
    return replace(asker, home=home, square=square)
