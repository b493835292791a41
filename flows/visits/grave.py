"""Danger and worries in what a befriender texts while on a visit: they are about whom they visit,
unless they speak of themself.
"""

from typing import Final

from flows.engine import Conversation, Turn, message
from flows.facts.concerns import ConcernRaised
from flows.hearing import Signal, SignalHeard
from flows.world import World

_OWN: Final = frozenset("me myself us i'm im i've ive i".split())


def of_another(
    heard: SignalHeard, text: str, conversation: Conversation | None, world: World
) -> Turn | None:
    """A person hears of whom they visit, at once or today; who texts reads what to do now. None
    where it is not of that.
    """
    if (
        world.visiting is None
        or world.visiting.unsure
        or _OWN.intersection(text.casefold().split())
    ):
        return None
    if heard.signal is Signal.URGENT:
        said, level, kind = (
            message(world, "after_visit.danger", urgent=True),
            "urgent",
            "visit_danger",
        )
    elif heard.signal is Signal.CONCERN and heard.sure:
        said = message(world, "after_visit.worried")
        level, kind = "today", "visit_worried"
    else:
        return None
    raised = ConcernRaised(world.visiting.resident.id, level, kind, text)
    return Turn(conversation, (said,), (raised,))
