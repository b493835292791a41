"""What is planned for whoever joins: nothing but hellos for a month, then a question now and then.

All of it falls between two hellos, at their own hour, and is over before the next.
"""

from datetime import datetime, timedelta
from typing import Final

from flows.facts import NudgePlanned
from flows.rhythm import local_day, moment, next_hello
from flows.world import Person

A_DAY: Final = timedelta(days=1)
A_WEEK: Final = timedelta(days=7)
A_MONTH: Final = timedelta(days=30)
TWO_MONTHS: Final = timedelta(days=60)

SETTLED: Final = A_MONTH + 3 * A_DAY
"""When getting to know them begins: settling in has had its say."""

LATE_BY: Final = timedelta(days=3)
PATIENCE: Final = timedelta(hours=44)
"""How long a question that nobody need answer waits: it is gone before the next hello."""


def later_questions(person: Person, joined: datetime) -> tuple[NudgePlanned, ...]:
    """What is asked after the first month (getting to know them) and after two (a story)."""
    return (getting_to_know_at(person, joined + SETTLED), story_at(person, joined + TWO_MONTHS))


def getting_to_know_at(person: Person, after: datetime) -> NudgePlanned:
    """The next question of getting to know them, between two hellos."""
    return NudgePlanned("getting_to_know", between_hellos(person, after), LATE_BY)


def story_at(person: Person, after: datetime) -> NudgePlanned:
    """When they may be asked for a story: just before such a question, which then waits a week."""
    return NudgePlanned("story", between_hellos(person, after) - timedelta(minutes=1), LATE_BY)


def between_hellos(person: Person, after: datetime) -> datetime:
    """The first moment after this one that is well after a hello, and long enough before one."""
    hello = person.next_hello_at or next_hello(person, after)
    before = 3 + person.id % 3 if person.every_days >= 7 else 2  # not everybody on one day
    day = local_day(hello, person.zone) - before * A_DAY
    spread = timedelta(minutes=person.id % 40)  # nor all at one minute
    while (at := moment(day, person.hello_at, person.zone) + spread) <= after:
        day += A_DAY * max(1, min(person.every_days, 7))
    return at
