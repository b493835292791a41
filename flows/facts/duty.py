"""What is decided about the duty rota."""

from dataclasses import dataclass
from datetime import datetime

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class DutyTaken(Fact):
    """They are on duty from a moment until another (UTC; None: until they say OFF DUTY).

    warn_at: when it is time to see whether anybody follows; None: it has no end.
    """

    start: datetime
    until: datetime | None
    warn_at: datetime | None


@dataclass(frozen=True, slots=True)
class DutyEnded(Fact):
    """They are off duty from now on; `dropped`: turns to come (ids) that they can't do."""

    dropped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SwapAsked(Fact):
    """Another coordinator is asked to take their turns on duty (ids)."""

    to: int
    shifts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SwapAnswered(Fact):
    """They take those turns, or do not."""

    swap: int
    yes: bool
