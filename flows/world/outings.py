"""What a flow sees of one outing, of one fact to confirm, and of one question to many."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.world import Neighbour
from flows.world.nearby import Schedule


@dataclass(frozen=True, slots=True)
class Outing:
    """Somebody's plan to go somewhere. `at` is UTC; None where it has no set time."""

    id: int
    activity: int
    title: str
    where: str = ""
    at: datetime | None = None
    state: str = "planned"  # planned | went | not_went | unknown | cancelled
    travel: str = ""
    meets: str = ""  # who will meet them there
    company: str = ""  # befriender | neighbours | alone; "" is not asked yet
    going_with: tuple[Neighbour, ...] = ()  # neighbours who have said yes to going with them
    others: int = 0  # neighbours who are going, too
    regular: bool = False
    skipped: int = 0  # how often running they could not make it
    next_at: datetime | None = None  # the time after this one, UTC, if there is one
    gone: bool = False  # what they are put down for is no more
    moved_to: str = ""  # when it is now, in words, if it is no longer at `at`


@dataclass(frozen=True, slots=True)
class AskedAlong:
    """Somebody's outing, as their befriender sees it, who is asked to go along."""

    id: int
    title: str
    whose: Neighbour
    at: datetime | None = None
    wanted: bool = True  # it is still on, and nobody has called it off


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """What we hold of an activity, to be read back to somebody who should know."""

    activity: int
    title: str
    when: str
    where: str
    schedule: Schedule
    organises: bool = False  # whoever is asked runs it


@dataclass(frozen=True, slots=True)
class Listed:
    """Something on the list that a neighbour told us of."""

    activity: int
    title: str
    says: str
    theirs: bool = False  # whoever looks is who told us of it


@dataclass(frozen=True, slots=True)
class Poll:
    """A question to many: would you come? answers: yes, maybe and no to how many said it."""

    id: int
    what: str
    asked: int = 0
    answers: Mapping[str, int] = field(default_factory=dict)
    closed: bool = False  # its week is over
    outcome: str = ""  # what came of it
    answered: str = ""  # what this person answered, if they did
    may_ask: int = 0  # of a poll that is not asked yet (id 0): how many people it would be put to
