"""What a flow sees of one favour, of what somebody has asked for, and of what they were asked."""

from dataclasses import dataclass

from flows.world import Neighbour


@dataclass(frozen=True, slots=True)
class OpenFavour:
    """Something they have asked for that is not over yet."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class FavourSeen:
    """The favour a talk is about (id 0: none), and what else of favours concerns this person.

    state: as in store/favours.py. asker: who asked; helper: who said yes. mine: what they asked
    for themselves and is not over, the newest first. ask: how far they themselves have got who
    were asked for it (asked, yes, no, later, silent, withdrawn), if they were. small_asked: the
    small asks they have had. tags: what they offered or love. asked_lately: they have been asked
    for a favour this week. keeps_hours: the community counts hours given and received.
    """

    id: int = 0
    state: str = ""
    kind: str = "other"
    words: str = ""
    asker: Neighbour | None = None
    helper: Neighbour | None = None
    ask: str = ""
    mine: tuple[OpenFavour, ...] = ()
    small_asked: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    asked_lately: bool = False
    keeps_hours: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A favour that waits for somebody. near: metres beyond which nobody is asked, if any.

    weekday: the day it is for (Monday is 0), if it is for one. who: whom it is asked of where
    nobody has such a tag: helpers, neighbours, or "" for nobody.
    """

    id: int
    asker: int
    kind: str
    tags: frozenset[str]
    language: str = "en"
    near: int | None = None
    weekday: int | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody who might be asked, as they are now.

    metres: how far they live from the asker; None: not known. days: when they could; empty: they
    did not say. helps: they offered to help, with whatever. neighbour: they live near and were
    heard from lately. asked, given: in the last four weeks. said_no: the kinds they said no to.
    asked_for_this: for this favour, or one in much the same words. spoken_of: it is about them.
    """

    id: int
    offered: frozenset[str] = frozenset()
    loves: frozenset[str] = frozenset()
    language: str = "en"
    metres: float | None = None
    days: frozenset[int] = frozenset()
    helps: bool = False
    neighbour: bool = False
    asked: int = 0
    given: int = 0
    said_no: frozenset[str] = frozenset()
    asked_for_this: bool = False
    spoken_of: bool = False
    ask_open: bool = False
    new_here: bool = False
    stopped: bool = False
    paused: bool = False
    needs_first: bool = False
    consents: bool = True
