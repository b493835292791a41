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
    for themselves and is not over, the newest first. small_asked: the small asks they have had.
    tags: what they offered or love. asked_lately: they have been asked for a favour this week.
    keeps_hours: the community counts hours given and received.
    """

    id: int = 0
    state: str = ""
    kind: str = "other"
    words: str = ""
    asker: Neighbour | None = None
    helper: Neighbour | None = None
    mine: tuple[OpenFavour, ...] = ()
    small_asked: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    asked_lately: bool = False
    keeps_hours: bool = False
