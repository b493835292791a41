"""The people of a favour as its conversations name them: by first name, or kindly without one."""

from flows.talk import Talk
from flows.world.favours import FavourSeen

_NOTHING = FavourSeen()


def seen(talk: Talk) -> FavourSeen:
    """The favour this talk is about."""
    favour: FavourSeen | None = talk.world.favour
    return favour or _NOTHING


def asker(talk: Talk) -> str:
    """Who asks, as a sentence begins."""
    whose = seen(talk).asker
    return whose.name if whose and whose.name else "A neighbour"


def helper(talk: Talk) -> str:
    """Who said yes, as a sentence begins."""
    whose = seen(talk).helper
    return whose.name if whose and whose.name else "A neighbour"


def to_helper(talk: Talk) -> str:
    """Who said yes, in the middle of a sentence."""
    whose = seen(talk).helper
    return whose.name if whose and whose.name else "your neighbour"
