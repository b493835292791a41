"""What is decided of things to do nearby: what was shown, who goes where, what is still on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flows.facts import Fact
from flows.world.nearby import Schedule

TOO_FAR, TOO_DEAR, STEPS, ALONE = "far", "dear", "steps", "alone"
WRONG_TIME, OTHER, NOT_NOW = "time", "other", "not now"
WHY_NOT: Final = (TOO_FAR, TOO_DEAR, STEPS, ALONE, WRONG_TIME, OTHER, NOT_NOW)
"""Reasons somebody can have against a thing to do. `other` is none we have a word for; `not now` is
a plain no to a list: all of it rests for a while.
"""

OFFERED: Final = -1
"""Stands for an activity, as what a talk is about, where we asked if they would like to hear of
any. Where they asked themselves it is 0."""

WENT, NOT_WENT, UNKNOWN = "went", "not_went", "unknown"
"""What came of an outing. `unknown`: nobody said, and that is fine."""


@dataclass(frozen=True, slots=True)
class SuggestionsShown(Fact):
    """They were shown these (ids of activities)."""

    activities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActivityTold(Fact):
    """They picked this one, and heard when, where, what it costs and how to get in."""

    activity: int


@dataclass(frozen=True, slots=True)
class SuggestionDeclined(Fact):
    """This one is not for them, and why: one of WHY_NOT."""

    activity: int
    reason: str


@dataclass(frozen=True, slots=True)
class OutingPlanned(Fact):
    """They are put down for an activity.

    at: when it is, UTC; None where it has no set time. remind_at, ask_at: when to remind them and
    when to ask how it was, or None. regular: they asked to be reminded each time.
    """

    activity: int
    at: datetime | None
    remind_at: datetime | None = None
    ask_at: datetime | None = None
    regular: bool = False


@dataclass(frozen=True, slots=True)
class OutingCancelled(Fact):
    """They can't make it after all."""

    outing: int


@dataclass(frozen=True, slots=True)
class OutingOver(Fact):
    """What came of it: went, not_went or unknown; and, if they went, whether they would again."""

    outing: int
    state: str
    again: bool | None = None


@dataclass(frozen=True, slots=True)
class CompanyChosen(Fact):
    """Whom they would like to go with: `befriender`, `neighbours`, or `alone`.

    look_at: when it is time to see which neighbours would like company, too (UTC).
    """

    outing: int
    company: str
    look_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlaceAdded(Fact):
    """A place where people bump into each other, as somebody told of it.

    who: who is usually there, in their words. next_at: when it is next, UTC. says: the name it
    is told under. tags: what it is about.
    """

    where: str
    who: str
    schedule: Schedule
    next_at: datetime | None
    says: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StillOnAsked(Fact):
    """They were asked whether this activity is still as we have it."""

    activity: int


@dataclass(frozen=True, slots=True)
class ActivityConfirmed(Fact):
    """It is still as we have it, says somebody who should know."""

    activity: int


@dataclass(frozen=True, slots=True)
class ActivityChanged(Fact):
    """Something about it has changed, in their words.

    schedule and next_at: when it is now, if what changed is plainly just that; else None, and
    a coordinator makes the change.
    """

    activity: int
    words: str
    schedule: Schedule | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActivityGone(Fact):
    """It is no more, says somebody who went. `surely`: a coordinator has said so."""

    activity: int
    surely: bool = False


@dataclass(frozen=True, slots=True)
class ActivityUnsure(Fact):
    """Asked whether it is still on, they could not say, or did not."""

    activity: int


@dataclass(frozen=True, slots=True)
class PollStarted(Fact):
    """A coordinator asks who would come to something. tags: what it is about."""

    what: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PollPut(Fact):
    """They were asked whether they would come."""

    poll: int


@dataclass(frozen=True, slots=True)
class PollAnswered(Fact):
    """Whether they would come: yes, maybe, no, or silent."""

    poll: int
    answer: str


@dataclass(frozen=True, slots=True)
class PollConcluded(Fact):
    """What came of a poll, in the words of whoever asked; "" if they had none."""

    poll: int
    outcome: str


@dataclass(frozen=True, slots=True)
class GoodMoment(Fact):
    """Something has gone well for them just now: a good time to offer a thing to do, another day.

    at: when that would be, UTC.
    """

    at: datetime
