"""The month after hospital: how often we look in, and about what. Tapering, at their own hour.

A look is one small question. Looks are numbered, and the number is what the nudge is about
(its `subject`): so what comes next is known without anything else being kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from flows.facts import NudgePlanned
from flows.rhythm import local_day, moment, next_hello
from flows.world import Person

LOOK_LATE_BY: Final = timedelta(hours=6)
PURPOSE: Final = "welcome_home"

A_YEAR: Final = timedelta(days=365)

HOME_YET: Final = 1
"""The look on the day they thought they would be home."""

FIRST: Final = 2
"""The look with which they are welcomed home."""

PERHAPS: Final = 99
"""No look yet: they are back, and we do not know if it is from hospital. So we ask."""

CLOSER: Final = 2
"""Days between two looks where somebody would like more of them."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look: the step of `welcome_home` that it is, and how many days after the one before."""

    step: str
    after: int


LOOKS: Final[Mapping[int, Look]] = MappingProxyType(
    {
        HOME_YET: Look("home_yet", 0),
        FIRST: Look("warm", 0),
        3: Look("food", 2),  # every other day for a week
        4: Look("been", 2),
        5: Look("how", 2),
        6: Look("circle", 3),  # twice a week
        7: Look("little_things", 3),
        8: Look("how_now", 4),
        9: Look("wish", 3),
        10: Look("snug", 4),
        11: Look("last", 7),  # once a week
    }
)

FOOD_LOOK: Final = 3
FOOD_STILL: Final[Mapping[int, int]] = MappingProxyType({26: 6, 31: 11, 20: 0})
"""The look about food for who wants fewer looks: they are asked it all the same, and then this one
follows. 0: none does.
"""
FOOD_LATER: Final = 3
"""Days from then to that look."""

_STAGES: Final = (2, 4, 7)
"""The longest gap, in days, while we look in every other day, twice a week and weekly."""


def after(person: Person, number: int, now: datetime) -> tuple[NudgePlanned, ...]:
    """The look that follows this one; after the last, only their usual hello."""
    following = _following(number)
    gap = LOOKS[following].after if following in LOOKS else 0
    return planned(person, following, local_day(now, person.zone) + timedelta(days=gap), now)


def step_of(number: int) -> str:
    """The step of `welcome_home` that this look is; "" for no look."""
    number = FOOD_LOOK if number in FOOD_STILL else number
    return LOOKS[number].step if number in LOOKS else ""


def _following(number: int) -> int:
    """The look after this one; 0: there is none."""
    following = FOOD_STILL.get(number, number + 1)
    return following if following in LOOKS else 0


def _days_left(number: int) -> int:
    """From this look to the last."""
    following = _following(number) if step_of(number) else 0
    return LOOKS[following].after + _days_left(following) if following else 0


def planned(person: Person, number: int, day: date, now: datetime) -> tuple[NudgePlanned, ...]:
    """This look on this local day, and their usual hello when the month is over."""
    over = day + timedelta(days=_days_left(number))
    usual = next_hello(person, moment(over + timedelta(days=1), person.hello_at, person.zone))
    hello = NudgePlanned("hello", usual, LOOK_LATE_BY)
    if not step_of(number):
        return (hello,)
    return look_on(person, number, day), hello


def look_on(person: Person, number: int, day: date) -> NudgePlanned:
    """This look, on this local day, at their hour."""
    at = moment(day, person.hello_at, person.zone)
    return NudgePlanned(PURPOSE, at, LOOK_LATE_BY, number)


def home_yet(person: Person, now: datetime, until: datetime | None = None) -> NudgePlanned:
    """The look on the day they think they will be home, or some day far ahead. As long as it is
    planned they are in hospital, as far as we know.
    """
    return look_on(person, HOME_YET, local_day(until or now + A_YEAR, person.zone))


def in_month(person: Person) -> bool:
    """Whether they are in the month after hospital: a look after the first is planned."""
    return person.next_look > FIRST


def in_hospital(person: Person) -> bool:
    """Whether they are in hospital, as far as we know."""
    return person.next_look == HOME_YET


def sooner(person: Person, now: datetime) -> tuple[NudgePlanned, ...] | None:
    """MORE: the next look in two days. None if it is as near as that."""
    day = local_day(now, person.zone) + timedelta(days=CLOSER)
    if person.next_look_at is None or local_day(person.next_look_at, person.zone) <= day:
        return None
    return planned(person, person.next_look, day, now)


def fewer(person: Person, now: datetime) -> tuple[NudgePlanned, ...]:
    """LESS: on to the next wider gap; from the widest, only their usual hello is left. They are
    asked all the same if there is food in the house.
    """
    number = person.next_look
    if step_of(number) == LOOKS[FOOD_LOOK].step:
        still = 20 + _wider(_following(number))
        at = person.next_look_at if number in FOOD_STILL else None
        day = local_day(at, person.zone) if at else _days_on(FOOD_LATER, person, now)
        return planned(person, still, day, now)
    number = _wider(number)
    gap = LOOKS[number].after if number in LOOKS else 0
    return planned(person, number, _days_on(gap, person, now), now)


def _wider(number: int) -> int:
    """The first look after a wider gap than this one's; 0: there is none."""
    if number not in LOOKS:
        return 0
    widest = next(gap for gap in _STAGES if LOOKS[number].after <= gap)
    return next((no for no, look in LOOKS.items() if look.after > widest), 0)


def _days_on(days: int, person: Person, now: datetime) -> date:
    return local_day(now, person.zone) + timedelta(days=days)


def at_new_hour(person: Person, now: datetime) -> tuple[NudgePlanned, ...]:
    """The look that is planned, moved to the hour this person has now."""
    if person.next_look_at is None or not in_month(person):
        return ()
    moved = look_on(person, person.next_look, local_day(person.next_look_at, person.zone))
    return (moved,) if moved.at > now else ()
