"""Broadcasts as coordinators see them: for whom, to how many, what it costs, how far it has got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from flows.world.nearby import Point
from flows.world.taken_over import TAKEN_OVER

# What a broadcast is.
EVENT = "event"  # news of something to come to: only for who said yes to events
CHANGE = "change"  # of an event they said they would come to: a service, not an advertisement
CALLED_OFF = "called_off"

# Where it has got to.
DRAFT = "draft"
WAITING = "waiting"  # for a second coordinator's yes
PLANNING = "planning"  # its texts are being put into the outbox
SENDING = "sending"
PAUSED = "paused"
DONE = "done"  # everybody's text has come to its end
KILLED = "killed"
OVER = "over"  # the event has begun: what had not gone by then goes nowhere

RUNNING: Final = (PLANNING, SENDING, PAUSED)
"""The states in which texts may be on their way, or may be again."""

# What people answered.
COMING, MAYBE, NO, LISTED = "coming", "maybe", "no", "listed"

MARGIN: Final[Mapping[str, timedelta]] = MappingProxyType(
    {EVENT: timedelta(minutes=30), CHANGE: timedelta(minutes=5), CALLED_OFF: timedelta(minutes=5)}
)
"""How long before the event the last text may go, so that none comes after it has begun."""

# Why somebody in the audience gets no text. These stand in the message's row as its reason.
STOPPED = "stop"
SAID_NO = "said no"
NOT_ASKED = "not asked"
PASSED_ON = "passed on"
NEEDS_FIRST = "needs first"
PAUSED_NOW = "paused"
NO_ADDRESS = "address"
WEEK_FULL = "week full"
TOO_LATE = "too late"
CALLED_BACK = "killed"

WHY: Final[Mapping[str, str]] = MappingProxyType(
    {
        STOPPED: "said STOP",
        SAID_NO: "said no to events",
        NOT_ASKED: "not asked about events",
        PASSED_ON: "with a number from somebody else",
        NEEDS_FIRST: "in need of something else first",
        PAUSED_NOW: "paused",
        NO_ADDRESS: "out of reach",
        WEEK_FULL: "with a full week",
        TOO_LATE: "too late",
        CALLED_BACK: "stopped by you",
        TAKEN_OVER: "with one of you",
    }
)
"""The reasons in a coordinator's words, after any number: "1 paused", "4 paused". A reason that is
not here stands for itself.
"""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast is for. All that is given must fit; what is empty fits everybody.

    areas: postcodes, their sectors or districts ("SO16 2AB", "SO16 2", "SO16"), any of which.
    near, km: so far from there as the crow flies. interests: tags, any of which. languages: any of
    them. access: any of these needs, by the reason they were told in ("steps", "toilet"). either:
    one of all this is enough ("SO16, and whoever likes cards"). everyone: the whole role, whatever
    else is given.
    """

    areas: tuple[str, ...] = ()
    near: Point | None = None
    km: float = 0.0
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    role: str = "resident"
    either: bool = False
    everyone: bool = False

    @property
    def is_all_of_them(self) -> bool:
        """Whether nothing narrows it down: then a second coordinator has to agree."""
        narrowed = self.areas or self.near or self.interests or self.languages or self.access
        return self.everyone or not narrowed


@dataclass(frozen=True, slots=True)
class InLanguage:
    """How many get it in one language, by text, and how many parts each of their texts takes.

    `text` is the wording with `{name}`; `parts` are all of them together, names filled in;
    `most` is what the longest of them takes.
    """

    people: int
    parts: int
    most: int
    text: str


@dataclass(frozen=True, slots=True)
class AudienceCount:
    """What a broadcast would come to if it went now.

    people: would get it. skipped: would not, by reason. parts: of SMS; Telegram costs none.
    """

    people: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    parts: int = 0
    pence: float = 0.0
    by_language: Mapping[str, InLanguage] = field(default_factory=dict)

    @property
    def audience(self) -> int:
        """Everybody it is for, whether they get it or not."""
        return self.people + sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a broadcast has got. All but the answers add up to `planned`, always.

    queued: waits, or is in the air. sent: the provider has it. uncertain: nobody knows.
    expired and skipped: by reason.
    """

    planned: int = 0
    queued: int = 0
    sent: int = 0
    delivered: int = 0
    failed: int = 0
    uncertain: int = 0
    expired: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    coming: int = 0
    maybe: int = 0
    no: int = 0
    listed: int = 0

    @property
    def got(self) -> int:
        """Texts that have gone, whether or not news of their delivery has come."""
        return self.sent + self.delivered

    @property
    def adds_up(self) -> bool:
        """Whether everybody is in exactly one place."""
        ended = sum(self.expired.values()) + sum(self.skipped.values())
        places = self.queued + self.got + self.failed + self.uncertain + ended
        return places == self.planned


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast. `at` is when the event starts, UTC; `of` the one that this one changes."""

    id: int
    title: str
    at: datetime
    place: str = ""
    state: str = DRAFT
    kind: str = EVENT
    by: int = 0
    texts: Mapping[str, str] = field(
        default_factory=dict
    )  # language -> text, in which {name} stands for theirs
    audience: Audience = field(default_factory=Audience)
    of: int | None = None
    capacity: int | None = None
    approved_by: int | None = None

    @property
    def may_go_until(self) -> datetime:
        """The moment (UTC) from which none of it leaves any more."""
        return self.at - MARGIN[self.kind]
