"""What the reasons people gave make of their next choice."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from flows.nearby.access import needs_of
from flows.nearby.distance import Barrier, metres
from flows.nearby.ranking import COMFORTABLE, SHORTER, SMALL_CHANGE, Seeker, WhyNot, time_of_week
from flows.world.nearby import Activity

STILL_POSSIBLE = frozenset({"alone", "not now"})
"""Reasons that are not against the activity itself: with company, or another day, it may be offered
again. Until then it rests."""


A_REST: Final = timedelta(days=30)
"""How long what they said no to comes after all else."""


def with_reasons(
    seeker: Seeker,
    why_nots: Iterable[WhyNot],
    barriers: Sequence[Barrier] = (),
    now: datetime | None = None,
) -> Seeker:
    """The same person, with what they have said counted: too far, too dear, steps, alone."""
    said = list(why_nots)
    about = [each for each in said if each.activity is not None]
    refused = {each.activity.id for each in about if each.activity and _is_final(each)}
    return replace(
        seeker,
        needs=seeker.needs | needs_of(each.reason for each in said),
        comfortable=_comfortable(seeker, said, barriers),
        farthest=min((seeker.farthest, *_too_far(seeker, said, barriers))),
        dearest=_dearest(said),
        not_alone=seeker.not_alone or any(each.reason == "alone" for each in said),
        refused=seeker.refused | refused,
        resting=seeker.resting | _resting(about, now),
        unsuited=seeker.unsuited | _unsuited(said),
    )


def _is_final(said: WhyNot) -> bool:
    return said.reason not in STILL_POSSIBLE


def _meant(said: Iterable[WhyNot], reason: str) -> list[Activity | None]:
    return [each.activity for each in said if each.reason == reason]


def _comfortable(seeker: Seeker, said: list[WhyNot], barriers: Sequence[Barrier]) -> float:
    """Something shorter than whatever was too far; half of it where that way is not known."""
    ways = [SHORTER * each for each in _too_far(seeker, said, barriers)]
    if len(ways) < len(_meant(said, "far")):
        ways.append(COMFORTABLE / 2)
    return min((seeker.comfortable, *ways))


def _too_far(seeker: Seeker, said: list[WhyNot], barriers: Sequence[Barrier]) -> list[float]:
    """The ways that were too far for them, in metres, where they are known."""
    points = [each.point for each in _meant(said, "far") if each is not None]
    home = seeker.point
    return [metres(home, each, barriers) for each in points if home is not None and each]


def _resting(said: Iterable[WhyNot], now: datetime | None) -> frozenset[int]:
    """What they said no to lately, and may be told of again another time."""
    return frozenset(
        each.activity.id
        for each in said
        if each.activity and not _is_final(each) and (now is None or _is_new(each, now))
    )


def _is_new(said: WhyNot, now: datetime) -> bool:
    return said.at is None or now - said.at < A_REST


def _dearest(said: list[WhyNot]) -> int | None:
    """A penny less than the cheapest that was too dear."""
    prices = [
        SMALL_CHANGE if each is None or each.cost_pence is None else max(0, each.cost_pence - 1)
        for each in _meant(said, "dear")
    ]
    return min(prices, default=None)


def _unsuited(said: list[WhyNot]) -> frozenset[tuple[int, int]]:
    return frozenset(
        time_of_week(each.next_at, each.schedule.zone)
        for each in _meant(said, "time")
        if each is not None and each.next_at is not None
    )
