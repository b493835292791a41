"""What a flow may look at: plain read-only dataclasses, loaded before its turn.

First what a conversation sees, then what pacing sees of a message that waits to go out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import IntEnum
from typing import Any

from flows.words import Words
from flows.world.neighbours import Neighbour as Neighbour
from flows.world.visits import SafeWord, Visiting

RESIDENT, BEFRIENDER, COORDINATOR = "resident", "befriender", "coordinator"
TEAM = frozenset({BEFRIENDER, COORDINATOR})


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever's turn it is. Times without a zone are local to `zone`."""

    id: int
    name: str = ""
    language: str = "en"
    zone: str = "Europe/London"
    roles: frozenset[str] = frozenset()
    joined: bool = False
    stopped: bool = False
    paused: bool = False
    every_days: int = 7
    hello_weekday: int = 0  # 0 is Monday
    hello_at: time = time(10, 0)
    next_hello_at: datetime | None = None  # UTC, if one is planned
    next_look_at: datetime | None = None  # UTC: of the month after hospital (flows/home_month.py)
    next_look: int = 0  # which look that is; 0: none is planned
    quiet_hellos: int = 0  # hellos running that nothing came back to
    phone: str = ""  # their number, for whoever is asked to ring them
    wordings: frozenset[str] = frozenset()  # of what can be said in several ways, the last ones
    number_sure_at: datetime | None = None  # since when their number is known to be theirs
    number_asked_at: datetime | None = None  # when we asked if it still is, and heard no yes

    @property
    def number_unsure(self) -> bool:
        """Whether somebody else may have their number: no personal word goes there."""
        return self.number_asked_at is not None

    @property
    def works_here(self) -> bool:
        """Befriender or coordinator: somebody who is told things, and asked to see to them."""
        return bool(self.roles & TEAM)


@dataclass(frozen=True, slots=True)
class ToldOf:
    """Somebody whom one of the team was told of, and whom nobody has seen to yet."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Budget:
    """How many messages we may start with one person, each local day and each seven days."""

    a_day: int = 2
    a_week: int = 3


@dataclass(frozen=True, slots=True)
class Week:
    """What we have begun with somebody in the last seven days, and what is to come (UTC)."""

    started: tuple[datetime, ...] = ()
    hello_at: datetime | None = None
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True, slots=True)
class World:
    """Everything a turn may know. `now` is UTC; nothing in `flows` reads a clock."""

    now: datetime
    project: str
    person: Person
    words: Words
    consents: Mapping[str, bool] = field(default_factory=dict)  # purpose -> the latest answer
    befriender: str = ""  # the name of whoever visits them, if anybody does
    # the name of that visitor, while nothing of theirs goes to them: a coordinator sees to it first
    visitor_at_rest: str = ""
    last_time: Mapping[str, str] = field(default_factory=dict)  # the answers of the last such talk
    last_heard_at: datetime | None = None
    last_heard: str = ""
    passed_on_at: datetime | None = None  # when words of theirs were last passed on
    # they called for help lately, and it is not over: who has them in hand (id 0: nobody yet)
    called_for_help: Neighbour | None = None
    channels: frozenset[str] = frozenset()  # the channels they can be reached on
    week: Week = field(default_factory=Week)
    needs_first: bool = False  # something basic comes first: nothing else is asked of them
    told_of: ToldOf | None = None  # for the team: whom they were told of last, if that is open
    # Sights: loaded only for a flow that sees them (`bot/sights.py`), else None.
    near: Any = None
    favour: Any = None
    chat: Any = None
    held: Any = None
    outing: Any = None
    asked_along: Any = None
    still_on: Any = None
    poll: Any = None
    drafting: Any = None
    known_events: Any = None
    invited: Any = None
    listed: Any = None
    home: Any = None
    my_pairs: Any = None
    pair_up: Any = None
    pair_offer: Any = None
    pair_news: Any = None
    suggestion: Any = None
    caring: Any = None
    help: Any = None
    rota: Any = None
    swap: Any = None
    growing: Any = None
    named: Any = None
    visits: Any = None
    visit_named: Any = None
    stand_in: Any = None
    sharing: Any = None
    proof: Any = None
    taken_over: Any = None
    holders: Any = None
    left: Any = None
    notes: Any = None
    quiet: tuple[time, time] = (time(20), time(8))  # the project's quiet hours, local to them
    # Of a befriender: the visit they are in, one that is planned about now, and their safe word.
    visiting: Visiting | None = None
    expected: Visiting | None = None
    left_at: datetime | None = None  # when they came out of a visit, if that was just now
    visit_near: datetime | None = None  # when one of theirs is planned, if it is about a day off
    safe_word: SafeWord | None = None
    held_by: Neighbour | None = None  # the coordinator who answers them as a person just now
    holds: bool = False  # they answer somebody as a person just now
    told_by: Neighbour | None = None  # who of the team told them something in the last days
    trusted: bool = True  # whether the phone they wrote from may give a coordinator's words


def visitor_of(world: World) -> str:
    """The name of whoever visits them, told of them or not; "" where nobody does."""
    return world.befriender or world.visitor_at_rest


class Priority(IntEnum):
    """Who goes first. Lower is sooner."""

    DANGER = 0
    REPLY = 1
    REMINDER = 2
    BROADCAST = 3


@dataclass(frozen=True, slots=True)
class Hours:
    """When a person is not to be disturbed: local times in their zone, over midnight if need be."""

    zone: str
    quiet_from: time = time(20, 0)
    quiet_to: time = time(8, 0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queued message, with what decides whether it may go."""

    priority: int
    starts: bool
    created_at: datetime
    expires_at: datetime | None
    stopped: bool
    paused: bool
    reachable: bool
    hours: Hours
    budget: Budget
    spent: tuple[datetime, ...] = ()  # when we started something in the last seven days, UTC
    key: str = ""  # the wording it is
    held_until: datetime | None = None  # while a person answers them: until when at most, UTC


@dataclass(frozen=True, slots=True)
class Go:
    """It may go now."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not before this moment, UTC; and why, where whoever sent it will want to know."""

    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Never; and this is why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Expired:
    """It is too late for it; or it would be, by the time that it could go."""

    why: str = "too late"


Verdict = Go | Later | Skip | Expired
