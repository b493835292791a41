"""Questions whose answer counts though it comes late, since somebody may wait at a window."""

from datetime import timedelta
from typing import Final

from flows.engine import scene
from flows.hearing import YesNo, hear
from flows.listening import Arrival
from flows.world import World

HEARD_WITHIN: Final = timedelta(days=10)
"""How long after its end a question is answered all the same."""

BRIEF: Final = 8
"""Words up to which a text is no more than a yes or a no."""

_COUNT: Final = frozenset(
    {
        ("stand_in", "could_you"),
        ("suits_you", "suits"),
        ("suits_you", "suits_befriender"),
        ("visit_confirm", "all_right"),
        ("visit_offer", "other_time"),
        ("visit_offer", "somebody_else"),
    }
)


def counts(flow: str, step: str) -> bool:
    """Whether a late answer to this question is heard as one. Its flow looks at how things stand
    by then.
    """
    return (flow, step) in _COUNT


def may_answer(arrival: Arrival, world: World) -> bool:
    """Whether it is a plain yes or no, from somebody who was asked nothing else."""
    if arrival.kind != "text" or len(arrival.text.split()) > BRIEF:
        return False
    heard = hear(arrival.text, YesNo(), scene(world))
    return heard is not None and heard.sure
