"""What is decided of broadcasts: what goes out, what is held, and who comes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.facts import Fact
from flows.world.broadcasts import Audience


@dataclass(frozen=True, slots=True)
class BroadcastOrdered(Fact):
    """A coordinator said YES to exactly this.

    at: when the event starts, UTC; zone: where the clock stands. minutes: how long it lasts.
    kind: event, change or called_off; of: the broadcast that is changed or called off.
    capacity: how many there is room for. second: another coordinator has to say yes first.
    first: of a change, the first text as it is from now on, for whoever has not had theirs yet, by
    the same keys; none: that does not go any more.
    """

    title: str
    at: datetime
    texts: Mapping[str, str]
    audience: Audience
    place: str = ""
    kind: str = "event"
    of: int | None = None
    capacity: int | None = None
    minutes: int = 60
    cost: str = ""
    second: bool = False
    zone: str = "Europe/London"
    first: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BroadcastAgreed(Fact):
    """A second coordinator's answer: yes, or no."""

    broadcast: int
    yes: bool


@dataclass(frozen=True, slots=True)
class BroadcastTurned(Fact):
    """A coordinator stopped one for good, held it, or let it go on: `to` kill, hold or go_on."""

    broadcast: int
    to: str


@dataclass(frozen=True, slots=True)
class EventAnswered(Fact):
    """Whether they come to an event: coming, maybe, no, or listed where it is full; their words."""

    broadcast: int
    answer: str
    words: str = ""
