"""Facts of pairs: who is asked to visit whom, when it suits, what rests, and a kind end."""

from dataclasses import dataclass
from datetime import date, datetime, time

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class PairProposed(Fact):
    """A coordinator would like these two (ids) to be asked if they would get on."""

    befriender: int
    resident: int


@dataclass(frozen=True, slots=True)
class PairAnswered(Fact):
    """One of the two has answered an offer (its id): yes, no, later; or silent, or unclear."""

    offer: int
    answer: str


@dataclass(frozen=True, slots=True)
class RhythmSuggested(Fact):
    """When visits would suit them: so often (days), on that weekday (0 is Monday), then (local)."""

    pairing: int
    every_days: int
    weekday: int
    at: time


@dataclass(frozen=True, slots=True)
class RhythmAgreed(Fact):
    """What was suggested (its id) suits, from this local day on."""

    suggestion: int
    first_on: date


@dataclass(frozen=True, slots=True)
class RhythmNotAgreed(Fact):
    """What was suggested (its id) came to nothing: no, or silent."""

    suggestion: int
    answer: str


@dataclass(frozen=True, slots=True)
class PairEnded(Fact):
    """This pairing (its id) is over. why: coordinator, befriender or resident, who wished it."""

    pairing: int
    why: str


@dataclass(frozen=True, slots=True)
class EasedOff(Fact):
    """Less for them till then (UTC; None: till they say). visits_rest: visits rest as well, and
    others are asked meanwhile.
    """

    until: datetime | None
    visits_rest: bool


@dataclass(frozen=True, slots=True)
class WentAway(Fact):
    """No visits of theirs from `since` (UTC; None: from now) until then."""

    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class BackOn(Fact):
    """They are back from all of that."""
