"""What hellos bring to light: their own day, hospital and home again, what comes first."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from flows.facts import Fact

TOLD: Final = "told"
"""What stands for the mood of who told us something that is no mood. It is no silence."""

HUNGER, COLD, NO_ROOM = "hunger", "cold", "no_room"


@dataclass(frozen=True, slots=True)
class HelloMoved(Fact):
    """Their hellos come on this weekday (0 is Monday), at this local time, from now on."""

    weekday: int
    at: time


@dataclass(frozen=True, slots=True)
class WentIntoHospital(Fact):
    """They are, or soon will be, in hospital: until this moment (UTC), if they say."""

    until: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class CameHome(Fact):
    """They are home from hospital: a pause is over, and the month of coming home begins."""


@dataclass(frozen=True, slots=True)
class LooksDropped(Fact):
    """What is still due of the month after hospital is dropped for what is planned next."""


@dataclass(frozen=True, slots=True)
class CircleAsked(Fact):
    """They have been asked who is in their circle, and are not asked again."""


@dataclass(frozen=True, slots=True)
class CircleTold(Fact):
    """Who is in their circle, in their words."""

    words: str


@dataclass(frozen=True, slots=True)
class NeedHeard(Fact):
    """Something comes first: hunger, cold, or no room in their head (no_room)."""

    kind: str
    words: str
