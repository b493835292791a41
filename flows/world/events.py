"""What a flow sees of events: a draft and whom it would reach, those there are, invitations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from flows.world.broadcasts import AudienceCount, Broadcast, Tally

NO_TEXTS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A broadcast that is running, or of something that has not begun.

    names: of who answered what, the first to answer first. called_off: whether it is no more.
    concerned: how many would hear of a change. activity: it in the directory, 0 if it is not.
    """

    broadcast: Broadcast
    tally: Tally = field(default_factory=Tally)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    called_off: bool = False
    concerned: AudienceCount = field(default_factory=AudienceCount)
    activity: int = 0
    first_leaves_at: datetime | None = None  # UTC, when its first text may go


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a coordinator's draft would come to, and what else there is.

    others: how many other coordinators can be reached. dropped: the title of a draft of theirs
    that this one takes the place of. known: the newest first. agreed_by: who has said yes to
    what this talk is about, if anybody has.
    """

    count: AudienceCount = field(default_factory=AudienceCount)
    others: int = 0
    dropped: str = ""
    known: tuple[KnownEvent, ...] = ()
    agreed_by: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One event that somebody has been told of.

    room: places left, None if there is no limit. answer: theirs so far. outing: the one they are
    put down for, 0 if none. in_line: how many are before them in the waiting list.
    """

    broadcast: int
    title: str
    at: datetime
    place: str = ""
    activity: int = 0
    room: int | None = None
    answer: str = ""
    outing: int = 0
    in_line: int = 0
    called_off: bool = False
    changed: bool = False  # they were told of a change since they answered


@dataclass(frozen=True, slots=True)
class Invited:
    """Events that somebody has been told of and that have not begun, the newest first."""

    events: tuple[Invitation, ...] = ()
    subject: Invitation | None = None  # the one that this talk is about
