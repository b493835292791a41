"""What is decided about visits, and about keeping whoever visits safe."""

from dataclasses import dataclass, field
from datetime import datetime

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class VisitConfirmed(Fact):
    """The resident is glad of this visit."""

    visit: int


@dataclass(frozen=True, slots=True)
class VisitAskedAbout(Fact):
    """The resident was asked whether this visit is all right, or told of it."""

    visit: int


@dataclass(frozen=True, slots=True)
class VisitCalledOff(Fact):
    """There is no such visit after all. `by`: resident, befriender, coordinator, or "" for a
    rest; `why`: in a word or two, or in theirs.
    """

    visit: int
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class VisitOffered(Fact):
    """The befriender could come at this other time (UTC; None: at none): the resident is asked
    whether that suits, or whether somebody else may come.
    """

    visit: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OfferOver(Fact):
    """The resident would rather not have it at the time that was offered."""

    visit: int


@dataclass(frozen=True, slots=True)
class VisitMoved(Fact):
    """This visit is at another time (UTC). agreed: the resident has said yes to it already."""

    visit: int
    at: datetime
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class VisitLate(Fact):
    """The befriender comes later than planned, or is on the way. at: when, if they say so (UTC)."""

    visit: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VisitBegan(Fact):
    """The befriender has arrived. visit: the planned one, or 0 where there was none. unsure: they
    have not said with whom; the clock runs all the same, and the pairing is only one it may be.
    """

    visit: int
    pairing: int
    minutes: int
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class VisitLeft(Fact):
    """The befriender has left, and is well. asked: how it was is asked at once."""

    visit: int
    asked: bool = False


@dataclass(frozen=True, slots=True)
class VisitReported(Fact):
    """How it was: how is fine, small, worried, or "" where they did not say; note: their words.

    happened: False where they did not meet, with the reason in `why`.
    """

    visit: int
    how: str = ""
    note: str = ""
    happened: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class StandInWanted(Fact):
    """The resident would like somebody else to come instead, this once."""

    visit: int


@dataclass(frozen=True, slots=True)
class StandInFound(Fact):
    """They make this visit, once, instead of its befriender."""

    visit: int


@dataclass(frozen=True, slots=True)
class SafeWordChosen(Fact):
    """The word by which they call for help unseen. It is kept so that nobody can read it."""

    word: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SafeWordSaid(Fact):
    """They have used their safe word: no reminder of a visit goes to their phone."""
