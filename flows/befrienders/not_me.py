"""A no to being asked to see to somebody: that is fine, and the next is told of them."""

from typing import Final

from flows.engine import Turn, message
from flows.facts.concerns import ConcernHandedOn
from flows.hearing import YesNo, hear
from flows.visits.in_passing import cant
from flows.world import BEFRIENDER, World

LONGEST: Final = 6
"""Words of a text that is no more than a no."""


def not_me(text: str, world: World) -> Turn | None:
    """Whether it is one, and what it leads to. Where nothing else was asked of them, "no", "can't
    today" and "sorry, not me" are said of whom they were told of last.
    """
    if world.told_of is None or BEFRIENDER not in world.person.roles:
        return None
    answer = hear(text, YesNo())
    no = answer is not None and answer.outcome in ("no", "later") and len(text.split()) <= LONGEST
    if not (no or cant(text)):
        return None
    said = message(world, "not_me.thanks", {"who": world.told_of.name or "them"})
    return Turn(None, (said,), (ConcernHandedOn(world.told_of.id),))
