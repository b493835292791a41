"""What the reasons people gave make of their next choice."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.nearby.access import needs_of
from flows.nearby.distance import Barrier, metres
from flows.nearby.ranking import COMFORTABLE, SHORTER, SMALL_CHANGE, Seeker, WhyNot, time_of_week
from flows.world.nearby import Activity

STILL_POSSIBLE = frozenset({"alone"})
"""Reasons that are not against the activity itself: with company it may be offered again."""


def with_reasons(
    seeker: Seeker, why_nots: Iterable[WhyNot], barriers: Sequence[Barrier] = ()
) -> Seeker:
    """The same person, with what they have said counted: too far, too dear, steps, alone."""
    said = list(why_nots)
    about = [each for each in said if each.activity is not None]
    refused = {each.activity.id for each in about if each.activity and _is_final(each)}
    return replace(
        seeker,
        needs=seeker.needs | needs_of(each.reason for each in said),
        comfortable=_comfortable(seeker, said, barriers),
        dearest=_dearest(said),
        not_alone=seeker.not_alone or any(each.reason == "alone" for each in said),
        refused=seeker.refused | refused,
        unsuited=seeker.unsuited | _unsuited(said),
    )


def _is_final(said: WhyNot) -> bool:
    return said.reason not in STILL_POSSIBLE


def _meant(said: Iterable[WhyNot], reason: str) -> list[Activity | None]:
    return [each.activity for each in said if each.reason == reason]


def _comfortable(seeker: Seeker, said: list[WhyNot], barriers: Sequence[Barrier]) -> float:
    """Something shorter than whatever was too far; half of it where that way is not known."""
    found = seeker.comfortable
    for activity in _meant(said, "far"):
        known = activity is not None and activity.point is not None and seeker.point is not None
        if known:
            assert activity and activity.point and seeker.point
            found = min(found, SHORTER * metres(seeker.point, activity.point, barriers))
        else:
            found = min(found, COMFORTABLE / 2)
    return found


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
