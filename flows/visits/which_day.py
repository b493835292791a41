"""The day of a visit that somebody names: "not Tuesday", "can't make next week"."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from flows.hearing import Scene, When, hear
from flows.rhythm import local_day
from flows.world.visits import Visit

A_WEEK: Final = timedelta(days=8)
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = re.compile(
    rf"\b(?<!next )({'|'.join(WEEKDAYS)})(?:day|s|sday|nesday|rs|rsday|urday)?s?\b(?!\s+week\b)",
    re.IGNORECASE,
)
_TILL: Final = re.compile(r"\b(?:un)?till?\b", re.IGNORECASE)
_NO: Final = re.compile(
    r"\b(?:can\W?t|cannot|won\W?t|not|unable to|be able to|make|do|it|after all)\b", re.IGNORECASE
)

Days = tuple[date, date]


def on_the_day(text: str, visits: Iterable[Visit], zone: str, now: datetime) -> list[Visit] | None:
    """Those of these visits that are on the day, or in the week, that a text names; None where it
    names none. A weekday is today, or the next of that name.
    """
    if _TILL.search(text):  # "not till Friday" is not Friday
        return None
    named = _WEEKDAY.search(text)
    if named and not re.search(r"\d", text):
        weekday = WEEKDAYS.index(named[1].lower())
        near = [each for each in visits if each.at - now <= A_WEEK]
        return [each for each in near if local_day(each.at, each.zone).weekday() == weekday]
    days = _days(text, zone, now)
    if days is None:
        return None
    first, last = days
    return [each for each in visits if first <= local_day(each.at, each.zone) <= last]


def _days(text: str, zone: str, now: datetime) -> Days | None:
    """The first and the last day that a text names. What says no would hide it."""
    heard = hear(" ".join(_NO.sub(" ", text).split()), When(), Scene(now, zone))
    if heard is None or heard.outcome != "heard" or "-" not in heard.value:
        return None
    dates = [datetime.fromisoformat(each).date() for each in heard.value.split("/") if "-" in each]
    return dates[0], dates[-1]
