"""What there is to do nearby, as a flow sees it: activities, places where people bump into each
other, and where all of it lies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

ACTIVITY: Final = "activity"
PLACE: Final = "place"  # a bumping space: place, weekday and time, and nobody who organises it

ACCESS_FACTS: Final = (
    "step_free",
    "wheelchair",
    "toilet",
    "hearing_loop",
    "seating",
    "quiet",
    "parking",
    "autism_hour",
    "dogs",
)
"""What may be known of getting in and being there. Only ever added to, at the end."""

WAY_IN: Final = frozenset({"step_free", "wheelchair"})
"""Needs without which somebody does not get in: a wasted way, if we were wrong."""


@dataclass(frozen=True, slots=True)
class Point:
    """Somewhere on the ground, in degrees (WGS 84)."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a barrier can be crossed on foot: a bridge, a ferry, an underpass, or its end."""

    name: str
    at: Point


@dataclass(frozen=True, slots=True)
class Barrier:
    """A river, a railway, a big road: a line that people cross only where there is a crossing."""

    name: str
    line: tuple[Point, ...] = field(hash=False)
    crossings: tuple[Crossing, ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Access:
    """What is known of access. A fact in neither of the two is unknown, which is not a no."""

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()

    def unknown(self, names: frozenset[str]) -> frozenset[str]:
        """Those of these facts that nobody has told us."""
        return names - self.yes - self.no


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something is on, in local time, so that a change of the clocks moves nothing.

    `rule` is an RFC 5545 recurrence ("FREQ=WEEKLY;BYDAY=TU"), empty for something that is on
    once. `start` is the first time and `left_out` are those it is not on, without a zone: they
    are local in `zone`. `roughly`: people come about then ("Tuesdays 11ish").
    """

    start: datetime
    zone: str
    minutes: int = 60
    rule: str = ""
    left_out: tuple[datetime, ...] = ()
    roughly: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """One entry of the directory, with how old it is and who says so. Moments are UTC."""

    id: int
    title: str
    schedule: Schedule
    next_at: datetime | None = None
    kind: str = ACTIVITY
    about: str = ""
    tags: frozenset[str] = frozenset()
    place: str = ""
    point: Point | None = None
    cost_pence: int | None = None  # None: nobody has told us
    cost_words: str = ""
    access: Access = field(default_factory=Access)
    language: str = ""
    travel: str = ""
    who_meets: str = ""
    source: str = ""  # who says so
    source_place: str = ""  # and where they are from
    checked_at: datetime | None = None
    confirm_by: datetime | None = None
    organiser_id: int | None = None
    state: str = "open"  # open | faded | gone


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to do, in words that can go into a message as they are.

    `stale`: nobody has confirmed it in time; `source_words` says so, and a message must, too.
    `why` names what spoke for it, the strongest first (see `flows.nearby.ranking.WHY`).
    `distance_m` is the way on foot, round by a bridge where a river lies between; None where
    it is not known.
    """

    activity_id: int
    title: str
    when_words: str  # "Tuesdays 11am"
    next_at: datetime | None
    next_words: str = ""  # "Tue 24 Nov 11am"
    kind: str = ACTIVITY
    about: str = ""
    place: str = ""
    cost_words: str = ""  # "free", "£2", "cost not known"
    access_words: str = ""  # "step-free, toilet; seats not known"
    travel_line: str = ""
    who_meets: str = ""
    source_words: str = ""  # "Pat from Mill Lane says, checked 3 May"
    stale: bool = False
    distance_m: int | None = None
    distance_words: str = ""  # "10 minutes on foot, by Mill Bridge"
    why: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    organiser_id: int | None = None
    state: str = "open"
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """What one person is offered, the best first, at most three.

    `shown` are those they were shown before (`answers["shown"]`, ids with commas), in that
    order; none of them is in `suggestions`. `subject` is the one that this talk is about.
    `others` come after the suggestions, the best first: what may do instead, when they give a
    reason, or ask for a day or a kind of thing.
    """

    suggestions: tuple[Suggestion, ...] = ()
    shown: tuple[Suggestion, ...] = ()
    subject: Suggestion | None = None
    others: tuple[Suggestion, ...] = ()

    def of(self, activity_id: int) -> Suggestion | None:
        """One of all these, by its id."""
        everything: Mapping[int, Suggestion] = {
            each.activity_id: each
            for each in (
                *self.others,
                *self.suggestions,
                *self.shown,
                *filter(None, [self.subject]),
            )
        }
        return everything.get(activity_id)
