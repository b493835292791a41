"""The activities that may be best for one person, out of thousands, in one query.

Each gets at least the points that the full ranking (`flows/nearby/ranking.py`) would give it: the
same parts, but the way there as short as it may be. The ranking then looks at the most promising
only, and knows when it has seen enough.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.nearby import WAY_IN, Point
from store.activities import OPEN, access_bits, activity, activity_tag
from store.database import Moment, greatest

A_DEGREE: Final = 111_195.0  # metres
AT_LEAST: Final = 0.995  # what rounding may take from a distance
ROOT_HALF: Final = math.sqrt(0.5)
NEEDS: Final = ("need_1", "need_2", "need_3")
"""Needs that are counted one by one; hardly anybody has more, and those are not overlooked: they
only make the promise less exact."""

NOBODYS: Final = -1  # the id of no activity
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for a next time that is still to be worked out: it may be any."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """What counts for one person, and how much (`points`, by the names of the ranking)."""

    now: datetime
    until: datetime  # what is on later does not count
    point: Point | None
    reach: float  # metres
    comfortable: float  # metres
    points: Mapping[str, float]
    tags: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    language: str = "en"
    dearest: int | None = None
    not_alone: bool = False
    left_out: frozenset[int] = frozenset()
    company: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Promise:
    """One activity, and where it comes at best: `place` is sorted as the ranking sorts."""

    activity_id: int
    place: tuple[float, datetime, int]  # points (negative, for more is better), next time, id


def promising(conn: sa.Connection, community_id: int, sieve: Sieve, limit: int) -> list[Promise]:
    """Those that promise most, the best first. None of the others can come before the last."""
    query = _NEAR if sieve.point else _ANYWHERE
    values = {**sieve.points, **_values(sieve), "community": community_id, "most": limit}
    return [
        Promise(row.id, (-row.promise, row.next_at or LONG_AGO, row.id))
        for row in conn.execute(query, values)
    ]


def _values(sieve: Sieve) -> dict[str, Any]:
    at = sieve.point or Point(0.0, 0.0)
    high = sieve.reach / A_DEGREE
    narrowest = math.cos(math.radians(min(89.0, abs(at.lat) + high)))
    return {
        "now": sieve.now,
        "until": sieve.until,
        "a_week": sieve.now + timedelta(days=7),
        "a_fortnight": sieve.now + timedelta(days=14),
        "tags": _padded(sorted(sieve.tags), ""),
        "needs": access_bits(sieve.needs),
        **_needs(sieve),
        "language": sieve.language,
        "dearest": -1 if sieve.dearest is None else sieve.dearest,
        "not_alone": sieve.not_alone,
        "left_out": _padded(sorted(sieve.left_out), NOBODYS),
        "company_at": _padded(sorted(sieve.company), NOBODYS),
        "lat": at.lat,
        "lon": at.lon,
        "south": at.lat - high,
        "north": at.lat + high,
        "west": at.lon - high / narrowest,
        "east": at.lon + high / narrowest,
        "metres_up": A_DEGREE * AT_LEAST,
        "metres_along": A_DEGREE * narrowest * AT_LEAST,
        "comfortable": sieve.comfortable,
    }


def _needs(sieve: Sieve) -> dict[str, Any]:
    """The first few needs one by one: what each costs where nobody knows of it."""
    each: list[str] = sorted(sieve.needs)[: len(NEEDS)]
    bits = [access_bits([need]) for need in each] + [0] * (len(NEEDS) - len(each))
    names = ["way_in_not_known" if need in WAY_IN else "need_not_known" for need in each]
    costs = [sieve.points[name] for name in names] + [0.0] * (len(NEEDS) - len(each))
    costed = {f"{name}_not_known": cost for name, cost in zip(NEEDS, costs, strict=True)}
    return dict(zip(NEEDS, bits, strict=True)) | costed


def _padded(values: list[Any], filler: Any) -> list[Any]:
    """As many as the next power of two, 8 at least: few lengths, so few statements to prepare."""
    return values + [filler] * (max(8, 1 << (len(values) - 1).bit_length()) - len(values))


def _bind(name: str, kind: Any = sa.Double) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=kind() if isinstance(kind, type) else kind)


def _many(name: str, kind: Any) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=kind(), expanding=True)


Points = sa.ColumnElement[Any]


def _interest(shared: Points) -> Points:
    return sa.case(
        (shared == 1, _bind("one_interest")),
        (shared == 2, _bind("two_interests")),
        (shared > 2, _bind("more_interests")),
        else_=0.0,
    )


def _availability() -> Points:
    """What was on before now is worked out anew by the ranking: it may be on this week."""
    return sa.case(
        (activity.c.next_at.is_(None), _bind("this_week")),
        (activity.c.next_at <= _bind("a_week", Moment), _bind("this_week")),
        (activity.c.next_at <= _bind("a_fortnight", Moment), _bind("next_week")),
        else_=0.0,
    )


def _access() -> Points:
    known = sum(
        (
            sa.case(
                (activity.c.access_yes.op("&")(_bind(name, sa.Integer)) > 0, 0.0),
                else_=_bind(f"{name}_not_known"),
            )
            for name in NEEDS
        ),
        sa.literal(0.0),
    )
    language = _bind("language", sa.Text)
    foreign = sa.case(
        (sa.or_(activity.c.language.in_(("", "en")), activity.c.language == language), 0.0),
        else_=_bind("other_language"),
    )
    dearest = _bind("dearest", sa.Integer)
    cost = sa.case(
        (dearest < 0, 0.0),
        (activity.c.cost_pence.is_(None), _bind("cost_not_known")),
        (activity.c.cost_pence > dearest, _bind("too_dear")),
        (activity.c.cost_pence == 0, _bind("free")),
        else_=0.0,
    )
    return known + foreign + cost


def _encouragement() -> Points:
    with_company = activity.c.id.in_(_many("company_at", sa.BigInteger))
    company = sa.case((with_company, _bind("company")), else_=0.0)
    met = sa.case(
        (activity.c.who_meets != "", _bind("who_meets")),
        (sa.and_(_bind("not_alone", sa.Boolean), ~with_company), _bind("nobody")),
        else_=0.0,
    )
    says = sa.case((activity.c.source != "", _bind("neighbour")), else_=0.0)
    language = _bind("language", sa.Text)
    own = sa.case(
        (sa.and_(activity.c.language == language, language != "en"), _bind("own_language")),
        else_=0.0,
    )
    return company + met + says + own


def _distance() -> Points:
    """Points for a way that is never longer than the real one: an octagon for a circle."""
    up = sa.func.abs(activity.c.lat - _bind("lat")) * _bind("metres_up")
    along = sa.func.abs(activity.c.lon - _bind("lon")) * _bind("metres_along")
    metres = greatest(up, along, (up + along) * ROOT_HALF)
    beyond = greatest(0.0, metres - _bind("comfortable"))
    points = metres * _bind("a_hundred_metres") / 100 + beyond * _bind("too_far") / 100
    return sa.case((activity.c.lat.is_(None), _bind("way_not_known")), else_=points)


def _query(located: bool) -> sa.Select[Any]:
    shared = (
        sa.select(activity_tag.c.activity_id, sa.func.count().label("tags"))
        .where(
            activity_tag.c.community_id == _bind("community", sa.BigInteger),
            activity_tag.c.tag.in_(_many("tags", sa.Text)),
        )
        .group_by(activity_tag.c.activity_id)
        .subquery("shared")
    )
    promise = (
        _interest(sa.func.coalesce(shared.c.tags, 0))
        + _availability()
        + _access()
        + _encouragement()
        + sa.case((activity.c.confirm_by < _bind("now", Moment), _bind("stale")), else_=0.0)
        + (_distance() if located else _bind("way_not_known"))
    ).label("promise")
    here = sa.and_(
        activity.c.community_id == _bind("community", sa.BigInteger), activity.c.state == OPEN
    )
    return (
        sa.select(activity.c.id, activity.c.next_at, promise)
        .outerjoin(shared, shared.c.activity_id == activity.c.id)
        .where(
            _within_the_box(here) if located else here,
            sa.or_(activity.c.next_at.is_(None), activity.c.next_at <= _bind("until", Moment)),
            activity.c.access_no.op("&")(_bind("needs", sa.Integer)) == 0,
            activity.c.id.not_in(_many("left_out", sa.BigInteger)),
        )
        .order_by(sa.desc("promise"), _known_next(), activity.c.id)
        .limit(_bind("most", sa.BigInteger))
    )


def _known_next() -> Points:
    return sa.func.coalesce(activity.c.next_at, sa.literal(LONG_AGO, Moment))


def _within_the_box(here: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """What lies near, or nobody knows where: each in the words of the index, so that it is used."""
    box = sa.and_(
        here,
        activity.c.lat.between(_bind("south"), _bind("north")),
        activity.c.lon.between(_bind("west"), _bind("east")),
    )
    return sa.or_(box, sa.and_(here, activity.c.lat.is_(None)))


_NEAR: Final = _query(located=True)
_ANYWHERE: Final = _query(located=False)
