"""What is decided of favours: who asks for what, who says yes, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class FavourAsked(Fact):
    """They ask for something small, in these words, and said yes to their being passed on.

    kind: as in flows/favours/kinds.yaml. tags: who could help. weekday (Monday is 0): the day it
    is for, if it is for one. until: when to stop looking, UTC. about: what it is, in few plain
    words. by_hand: why a person of the team sees to it instead of a neighbour; "" is not so.
    """

    kind: str
    words: str
    tags: tuple[str, ...]
    until: datetime
    weekday: int | None = None
    about: str = ""
    by_hand: str = ""


@dataclass(frozen=True, slots=True)
class FavourWithdrawn(Fact):
    """They take back what they asked for."""

    favour: int


@dataclass(frozen=True, slots=True)
class FavourAnswered(Fact):
    """They were asked for this favour: yes, no (never this kind again), later, or silent."""

    favour: int
    answer: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class HelperAnswered(Fact):
    """Whoever asked has heard who would help.

    answer: yes; another (somebody else, please); no (leave it be); silent.
    """

    favour: int
    answer: str


@dataclass(frozen=True, slots=True)
class FavourDone(Fact):
    """It is over. helped: yes, no or unknown. thanks: their words for whoever helped.

    minutes: how long it took, where the community keeps hours and they said.
    """

    favour: int
    helped: str
    thanks: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class FavourWantedAgain(Fact):
    """It did not work out, and they would like somebody else to be asked."""

    favour: int


@dataclass(frozen=True, slots=True)
class HelpOffered(Fact):
    """They offer to help, in these words, which tell of these tags."""

    words: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DaysOffered(Fact):
    """The weekdays on which they could help, as "0 3" (Monday is 0); "" is any."""

    days: str


@dataclass(frozen=True, slots=True)
class SmallAskAnswered(Fact):
    """Doorstep asked them for something small (its name): asked, then yes, no, later or silent."""

    name: str
    answer: str
    words: str = ""
