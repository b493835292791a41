"""Pairs as a flow sees them: whom somebody visits, offers, suggestions of a day, and news."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from flows.world.neighbours import Neighbour


@dataclass(frozen=True, slots=True)
class Paired:
    """One pairing of whoever's turn it is. other: the one on the other side of it. every_days: 0 is
    none agreed yet; at is local where the resident lives (`zone`).
    """

    id: int
    other: Neighbour
    befriends: bool  # whether it is they who visit
    every_days: int = 0
    weekday: int = 0  # 0 is Monday
    at: time | None = None
    zone: str = "Europe/London"
    rests: bool = False


@dataclass(frozen=True, slots=True)
class Befriending:
    """All pairings of whoever's turn it is; whether they ease off now, have done so until now, or
    are away (or will be).
    """

    pairs: tuple[Paired, ...] = ()
    eased: bool = False
    was_eased: bool = False
    away: bool = False


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """Two who may be paired. wanted: whether whoever's turn it is, is still to answer it.

    by: the coordinator's name. likes: what the other likes, in few words. visits: how many people
    the befriender visits now. regular: for whom it would stand in, "" for nobody.
    """

    id: int
    befriender: Neighbour
    resident: Neighbour
    wanted: bool
    by: str = ""
    likes: str = ""
    visits: int = 0
    regular: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionSeen:
    """A day and time that one of two suggests (`by`). wanted: whether it is still to be answered.

    round: 1 for the first suggestion, 2 for the answer to it …; befriends: whether whoever's turn
    it is, is the one who visits.
    """

    id: int
    pairing: int
    by: str
    befriends: bool
    every_days: int
    weekday: int
    at: time
    zone: str
    wanted: bool
    round: int = 1
    given_up: bool = False  # nothing came back for so long that a person was told; none is agreed


@dataclass(frozen=True, slots=True)
class PairNews:
    """Something that somebody is to hear of two. kind: a step of `flows/pairs/news.py`."""

    kind: str
    resident: str
    befriender: str
    since: datetime | None = None
    until: datetime | None = None
    weekly: tuple[int, int, time] | None = None  # every_days, weekday, at: as they agreed


@dataclass(frozen=True, slots=True)
class PairUp:
    """What is known of those whom a coordinator names, by their ids; pairs are (befriender,
    resident).

    not_theirs: who is not to be asked: stopped, not_joined, no_visits (they said no to them),
    eased, away.
    """

    loads: Mapping[int, int] = field(default_factory=dict)
    not_theirs: Mapping[int, str] = field(default_factory=dict)
    paired: Mapping[tuple[int, int], int] = field(default_factory=dict)
    offers: Mapping[tuple[int, int], str] = field(default_factory=dict)
