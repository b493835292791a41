"""What to offer whom: ranked on access, interest, availability and encouragement, and how far.

Everything that counts is a number of points in POINTS, so that each rank can be explained. What
can't be for somebody (a need that is not met, a reason they gave) is left out, whatever else
speaks for it; what is not known counts a little against, and is said.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.nearby.distance import Barrier, Point, Way, straight, way
from flows.nearby.schedule import next_times
from flows.world.nearby import WAY_IN, Activity

POINTS: Final[Mapping[str, float]] = {
    # interest: what they like
    "one_interest": 30,
    "two_interests": 40,
    "more_interests": 45,
    # access: getting in, affording it, following what is said
    "need_not_known": -10,  # each need that nobody can tell us about
    "way_in_not_known": -60,  # the same, where they may not get in at all: after all else
    "too_dear": -30,  # dearer than what they could pay
    "cost_not_known": -5,  # for somebody who has to count their money
    "free": 5,  # for the same
    "other_language": -40,
    # availability: when it is on, and whether that suits them
    "this_week": 15,
    "next_week": 10,
    "unsuited": -30,  # a time like one that did not suit them
    # encouragement: a face to look for, somebody to go with, somebody who says so
    "company": 15,
    "who_meets": 10,
    "nobody": -30,  # nobody to meet, for somebody who would not go alone
    "neighbour": 5,  # a person says so, not a list
    "own_language": 10,
    # the way there
    "a_hundred_metres": -1,
    "too_far": -4,  # each hundred metres beyond what is comfortable
    "way_not_known": -20,
    # age
    "stale": -15,
    "resting": -60,  # shown lately, and not wanted then
    # three of a kind are no choice
    "like_another": -15,
}

COMFORTABLE: Final = 2_000.0
"""Metres that are no trouble to somebody who has not said otherwise."""

SHORTER: Final = 0.6
"""What is comfortable after "too far", as a part of that way."""

REACH: Final = 12_000.0
"""Metres as the crow flies beyond which nothing is nearby."""

HORIZON: Final = timedelta(days=28)
LEAD: Final = timedelta(hours=1)
"""What begins sooner than this can't be got to: the next time counts."""

WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
MOST: Final = 3
SMALL_CHANGE: Final = 200
"""Pence: what may be asked of somebody who found too dear what has no price that we know."""

WHY: Final = ("likes", "company", "who_meets", "near", "access", "free", "soon", "language", "says")
"""What may speak for something, as `why` names it; "likes" is followed by which: likes:cards."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """Whoever looks for something to do, with all that counts for the choice."""

    point: Point | None = None
    tags: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    language: str = "en"
    comfortable: float = COMFORTABLE  # metres
    dearest: int | None = None  # pence: what they can pay; None: they have said nothing of it
    farthest: float = math.inf  # metres: what is as far as this is too far for them
    not_alone: bool = False
    resting: frozenset[int] = frozenset()  # they have said no to these lately, and gave no reason
    refused: frozenset[int] = frozenset()  # what they gave a reason against: left out for good
    unsuited: frozenset[tuple[int, int]] = frozenset()  # weekday and hour // 4, local
    company: frozenset[int] = frozenset()  # where somebody goes whom they could go with


@dataclass(frozen=True, slots=True)
class Ranked:
    """One activity for one person: its points, part by part, and what spoke for it."""

    activity: Activity
    points: float
    next_at: datetime
    way: Way | None = None
    stale: bool = False
    why: tuple[str, ...] = ()
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A reason somebody gave against something they were offered."""

    reason: str
    activity: Activity | None = None
    at: datetime | None = None  # when they said so


def rank(
    seeker: Seeker, activities: Iterable[Activity], now: datetime, barriers: Sequence[Barrier] = ()
) -> list[Ranked]:
    """All that is possible for them, the best first. Equal ones: the sooner, then the older."""
    ranked = (_ranked(seeker, each, now, barriers) for each in activities)
    return sorted((each for each in ranked if each), key=place)


def place(each: Ranked) -> tuple[float, datetime, int]:
    """Where it comes among others: more points first, then the sooner, then the older."""
    return -each.points, each.next_at, each.activity.id


def choose(ranked: Sequence[Ranked], count: int = MOST) -> list[Ranked]:
    """The best few that are not all of one kind. Each has the points it was chosen with."""
    left, chosen = list(ranked), list[Ranked]()
    while left and len(chosen) < count:
        best = min((_beside(each, chosen) for each in left), key=place)
        chosen.append(best)
        left = [each for each in left if each.activity.id != best.activity.id]
    return chosen


def _beside(each: Ranked, chosen: Sequence[Ranked]) -> Ranked:
    """The same, less what it loses for being like another that is offered already."""
    alike = sum(_alike(each.activity, other.activity) for other in chosen)
    if not alike:
        return each
    points = each.points + alike * POINTS["like_another"]
    return Ranked(
        each.activity, points, each.next_at, each.way, each.stale, each.why,
        {**each.parts, "like_another": alike * POINTS["like_another"]},
    )  # fmt: skip


def _alike(a: Activity, b: Activity) -> bool:
    return bool(a.tags & b.tags) or (bool(a.place) and a.place == b.place)


def _ranked(
    seeker: Seeker, activity: Activity, now: datetime, barriers: Sequence[Barrier]
) -> Ranked | None:
    """None where it can't be for them."""
    if activity.id in seeker.refused or activity.state != "open":
        return None
    if seeker.needs & activity.access.no:
        return None
    if seeker.point and activity.point and straight(seeker.point, activity.point) > REACH:
        return None
    next_at = upcoming(activity, now)
    if next_at is None:
        return None
    there = way(seeker.point, activity.point, barriers) if seeker.point and activity.point else None
    if there is not None and (there.metres == math.inf or there.metres >= seeker.farthest):
        return None
    parts = {
        **dict(_access(seeker, activity)),
        **dict(_interest(seeker, activity)),
        **dict(_availability(seeker, activity, next_at, now)),
        **dict(_encouragement(seeker, activity)),
        **dict(_distance(seeker, there)),
    }
    stale = is_stale(activity, now)
    if stale:
        parts["stale"] = POINTS["stale"]
    if activity.id in seeker.resting - seeker.company:
        parts["resting"] = POINTS["resting"]
    why = tuple(_why(seeker, activity, parts, there))
    return Ranked(activity, sum(parts.values()), next_at, there, stale, why, parts)


def upcoming(activity: Activity, now: datetime) -> datetime | None:
    """The next time that can still be got to, if it is on within four weeks."""
    at = activity.next_at
    if at is None or at < now + LEAD:
        found = next_times(activity.schedule, now + LEAD)
        at = found[0] if found else None
    return at if at is not None and at <= now + HORIZON else None


def is_stale(activity: Activity, now: datetime) -> bool:
    """Whether it should have been confirmed by now, and nobody has."""
    return activity.confirm_by is None or activity.confirm_by < now


Parts = Iterator[tuple[str, float]]


def _access(seeker: Seeker, activity: Activity) -> Parts:
    unknown = activity.access.unknown(seeker.needs)
    for name, needs in (
        ("way_in_not_known", unknown & WAY_IN),
        ("need_not_known", unknown - WAY_IN),
    ):
        if needs:
            yield name, len(needs) * POINTS[name]
    if activity.language not in ("", "en", seeker.language):
        yield "other_language", POINTS["other_language"]
    if seeker.dearest is not None:
        if activity.cost_pence is None:
            yield "cost_not_known", POINTS["cost_not_known"]
        elif activity.cost_pence > seeker.dearest:
            yield "too_dear", POINTS["too_dear"]
        elif activity.cost_pence == 0:
            yield "free", POINTS["free"]


def _interest(seeker: Seeker, activity: Activity) -> Parts:
    shared = len(seeker.tags & activity.tags)
    if shared:
        name = ("one_interest", "two_interests", "more_interests")[min(shared, 3) - 1]
        yield name, POINTS[name]


def _availability(seeker: Seeker, activity: Activity, next_at: datetime, now: datetime) -> Parts:
    if next_at <= now + WEEK:
        yield "this_week", POINTS["this_week"]
    elif next_at <= now + FORTNIGHT:
        yield "next_week", POINTS["next_week"]
    if seeker.unsuited and time_of_week(next_at, activity.schedule.zone) in seeker.unsuited:
        yield "unsuited", POINTS["unsuited"]


def time_of_week(at: datetime, zone: str) -> tuple[int, int]:
    """The weekday (0 is Monday) and the four hours of the day that a moment is in, local."""
    local = at.astimezone(ZoneInfo(zone))
    return local.weekday(), local.hour // 4


def _encouragement(seeker: Seeker, activity: Activity) -> Parts:
    if activity.id in seeker.company:
        yield "company", POINTS["company"]
    if activity.who_meets:
        yield "who_meets", POINTS["who_meets"]
    elif seeker.not_alone and activity.id not in seeker.company:
        yield "nobody", POINTS["nobody"]
    if activity.source:
        yield "neighbour", POINTS["neighbour"]
    if activity.language and activity.language == seeker.language != "en":
        yield "own_language", POINTS["own_language"]


def _distance(seeker: Seeker, there: Way | None) -> Parts:
    if there is None:
        yield "way_not_known", POINTS["way_not_known"]
        return
    yield "a_hundred_metres", POINTS["a_hundred_metres"] * there.metres / 100
    if there.metres > seeker.comfortable:
        yield "too_far", POINTS["too_far"] * (there.metres - seeker.comfortable) / 100


def most_beyond(seeker: Seeker, reach: float) -> float:
    """The most points that something further away than this (metres) can have; -inf: none."""
    if reach >= REACH:
        return -math.inf
    interests = ("one_interest", "two_interests", "more_interests")[: len(seeker.tags)][-1:]
    best = [*interests, "this_week", "who_meets", "neighbour"]
    best += ["company"] if seeker.company else []
    best += ["free"] if seeker.dearest is not None else []
    best += ["own_language"] if seeker.language != "en" else []
    points = sum(POINTS[name] for name in best)
    return points + sum(each for _, each in _distance(seeker, Way(reach)))


_SPEAKS_FOR: Final = {
    "company": "company", "who_meets": "who_meets", "free": "free", "this_week": "soon",
    "own_language": "language", "neighbour": "says",
}  # fmt: skip

NEAR: Final = 1_000.0
"""Metres on foot that count as near."""


def _why(
    seeker: Seeker, activity: Activity, parts: Mapping[str, float], there: Way | None
) -> Iterator[str]:
    """What spoke for it, in the order of WHY."""
    names = {_SPEAKS_FOR[part] for part in parts if part in _SPEAKS_FOR}
    if there is not None and there.metres <= min(NEAR, seeker.comfortable):
        names.add("near")
    if seeker.needs and seeker.needs <= activity.access.yes:
        names.add("access")
    if activity.cost_pence == 0:
        names.add("free")
    for name in WHY:
        if name == "likes":
            yield from (f"likes:{tag}" for tag in sorted(seeker.tags & activity.tags))
        elif name in names:
            yield name
