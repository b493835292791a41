"""What a flow sees of visits: the one it is about, those to come, and one that goes on now."""

from dataclasses import dataclass, field
from datetime import datetime

from flows.world.neighbours import Neighbour

UNWANTED, ACCUSED = "unwanted", "accused"
"""Why a visit rests until a coordinator has seen to it: the resident would rather have none, or has
said something of their visitor, who is to read nothing that hints at it.
"""

SEEN_TO_FIRST = (UNWANTED, ACCUSED)

PLANNED, HAPPENED, CALLED_OFF, UNKNOWN = "planned", "happened", "called_off", "unknown"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a befriender to a resident. Moments are UTC.

    place: "" is the resident's home. on: the pairing goes on, and its befriender is still this
    one, who has not said STOP. resting: why there is none after all ('' | hospital | resting |
    unwanted | accused). ask_how: it is time to ask how it was (until the pair has settled, then
    monthly). first: none of this pair's has happened before.
    """

    id: int
    pairing: int
    resident: Neighbour
    befriender: Neighbour
    at: datetime
    minutes: int = 60
    place: str = ""
    state: str = PLANNED
    confirmed: str = ""  # yes | no | "": the resident has not said
    offer_at: datetime | None = None  # another time that the befriender has offered
    offered: bool = False  # the resident may still say yes to it
    arrived_at: datetime | None = None
    ends_at: datetime | None = None
    on: bool = True
    resting: str = ""
    ask_how: bool = True
    first: bool = False
    zone: str = "Europe/London"  # of the resident, where the visit is
    resident_stopped: bool = False
    befriender_stopped: bool = False
    moved: bool = False  # it is no longer at the moment of its rhythm
    late_at: datetime | None = None  # when they hope to be there, who run late
    asked: bool = False  # the resident was asked about it, or told of it
    planned_at: datetime | None = None
    unsure: bool = False  # they are there, and have not said with whom: the pair is a guess
    late_told: bool = False  # the resident has heard that they run late, or are on the way


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody whom this befriender visits."""

    pairing: int
    resident: Neighbour
    minutes: int = 60
    place: str = ""
    accused: bool = False  # the resident said something of them, and nobody has seen to it yet


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits as one of the two sees them.

    about: the one that the talk is about. coming: what is planned and not over, the next first;
    later: the moments after that, as the rhythms have them. open: the befriender is in it now.
    off: what is called off, from the same hours on.
    """

    about: Visit | None = None
    coming: tuple[Visit, ...] = ()
    off: tuple[Visit, ...] = ()
    open: Visit | None = None
    pairs: tuple[Pair, ...] = ()
    later: tuple[tuple[datetime, Neighbour], ...] = ()
    at_rest: bool = False  # they have eased off, or are away


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a befriender may know before a visit: only what was told so that others may know.

    loves: what they enjoy. said: their words to a good hello. can: what they are good at.
    activity, activity_at: something they might like to go to, in words.
    """

    loves: str = ""
    said: str = ""
    can: str = ""
    activity: str = ""
    activity_when: str = ""


@dataclass(frozen=True, slots=True)
class SafeWord:
    """What a befriender's safe word is known by; nobody can read the word in it.

    digests: of the word, and of the word with each letter left out, where a slip is forgiven.
    """

    salt: str
    letters: int
    digests: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Visiting:
    """The visit that a befriender is in: HERE has come, DONE has not. unsure: they have not said
    with whom; then the resident's name is that of all whom it may be.
    """

    visit: int
    resident: Neighbour
    place: str
    since: datetime
    ends_at: datetime
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Alone:
    """What keeps a befriender safe: the visit they are in, one that is planned about now, and
    their safe word.
    """

    visiting: Visiting | None = None
    expected: Visiting | None = None
    left_at: datetime | None = None  # when they said that they are out, if that was just now
    near: datetime | None = None  # when a visit of theirs is planned, if it is about a day off
    safe_word: SafeWord | None = None
