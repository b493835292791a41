"""Outings: when to remind somebody of one and when to ask how it was, and how to say when it is."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.facts.nearby import GoodMoment
from flows.nearby.schedule import clock_words
from flows.rhythm import day_in_words, local_day, moment
from flows.world import Person

EARLIEST, LATEST = time(9, 0), time(17, 0)
"""The kind hours of a day: nobody is reminded of anything outside them."""

A_DAY: Final = timedelta(days=1)
SOON: Final = timedelta(hours=1)
"""What is to be said within this is not worth saying: they have only just heard of it."""

TO_ANSWER: Final = timedelta(days=3)
"""How long before an outing we look who goes with whom: people need time to answer."""


def kind_hour(person: Person) -> time:
    """Their own hour, if that is one of the day's kind hours; else the nearest that is."""
    return min(max(person.hello_at, EARLIEST), LATEST)


def remind_at(at: datetime | None, person: Person, now: datetime) -> datetime | None:
    """The day before, at a kind hour. None: it has no time, or is too near for that."""
    if at is None:
        return None
    day = local_day(at, person.zone) - A_DAY
    due = moment(day, kind_hour(person), person.zone)
    return due if due > now + SOON else None


def ask_at(at: datetime | None, person: Person, now: datetime) -> datetime | None:
    """The day after, at a kind hour; a week from now, for what has no time."""
    day = local_day(at or now, person.zone) + (A_DAY if at else 7 * A_DAY)
    return moment(day, kind_hour(person), person.zone)


def look_at(at: datetime | None, now: datetime) -> datetime:
    """When to see who else would like company: late enough for several, early enough to answer."""
    return now if at is None else max(now, at - TO_ANSWER)


def good_moment(person: Person, now: datetime) -> GoodMoment:
    """Something went well for them today: the day after tomorrow a thing to do may be offered, so
    that it is not all at once.
    """
    day = local_day(now, person.zone) + 2 * A_DAY
    return GoodMoment(moment(day, kind_hour(person), person.zone))


def at_in_words(at: datetime, zone: str, now: datetime) -> str:
    """A moment as a neighbour says it: "Friday at 2pm", "Monday 7 December at 11am"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day_in_words(at, zone, now)} at {clock_words(local.time())}"


def time_in_words(at: datetime, zone: str) -> str:
    """Its time of day alone: "2pm"."""
    return clock_words(at.astimezone(ZoneInfo(zone)).time())
