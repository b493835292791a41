"""What may do instead, once they have said what is wrong with what they were shown."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from flows.facts.nearby import ALONE, STEPS, TOO_DEAR, TOO_FAR, WRONG_TIME
from flows.nearby import access
from flows.nearby.ranking import time_of_week
from flows.world.nearby import Suggestion

STEP_FREE: Final = access.YES["step_free"]
_PRICE: Final = re.compile(r"\u00a3(\d+)(?:\.(\d\d))?|\b(\d+)p\b")

Does = Callable[[Suggestion], bool]


def meant(reason: str, page: Sequence[Suggestion]) -> list[Suggestion]:
    """Those of several that a reason against all of them is about: steps are nothing against what
    is known to have none, nor the price against what is free, nor the way against what is less than
    half as far as the furthest.
    """
    found = list(page)
    if reason == STEPS:
        found = [each for each in page if STEP_FREE not in each.access_words]
    elif reason == TOO_DEAR:
        found = [each for each in page if _pence(each) != 0]
    elif reason == TOO_FAR:
        furthest = max((each.distance_m or 0 for each in page), default=0)
        found = [each for each in page if not _is_near(each, furthest)]
    return found or list(page)


def _is_near(each: Suggestion, furthest: int) -> bool:
    return each.distance_m is not None and each.distance_m * 2 < furthest


def instead(
    reason: str, against: Sequence[Suggestion], pool: Sequence[Suggestion], zone: str
) -> list[Suggestion]:
    """Those of a pool for which the reason does not hold, in their order."""
    does = _rule(reason, against, zone)
    refused = {each.activity_id for each in against}
    return [each for each in pool if each.activity_id not in refused and does(each)]


def _rule(reason: str, against: Sequence[Suggestion], zone: str) -> Does:
    if reason == TOO_FAR:
        ways = [each.distance_m for each in against if each.distance_m is not None]
        return lambda each: _is_nearer(each, min(ways, default=0))
    if reason == TOO_DEAR:
        prices = [price for each in against if (price := _pence(each)) is not None]
        return lambda each: _is_cheaper(each, min(prices, default=1))
    if reason == ALONE:
        return lambda each: bool(each.who_meets) or "company" in each.why
    if reason == WRONG_TIME:
        times = {time_of_week(each.next_at, zone) for each in against if each.next_at}
        return lambda each: each.next_at is None or time_of_week(each.next_at, zone) not in times
    needs = access.needs_of([reason])
    return lambda each: all(access.YES[need] in each.access_words for need in needs)


def _is_nearer(each: Suggestion, limit: int) -> bool:
    return each.distance_m is not None and (not limit or each.distance_m < limit)


def _is_cheaper(each: Suggestion, limit: int) -> bool:
    price = _pence(each)
    return price is not None and price < max(limit, 1)


def _pence(each: Suggestion) -> int | None:
    if "free" in each.cost_words.lower():
        return 0
    found = _PRICE.search(each.cost_words)
    if found is None:
        return None
    pounds, pence, only = found.groups()
    return int(only) if only else int(pounds) * 100 + int(pence or 0)
