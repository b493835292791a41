"""Which basic need is in a worry: hunger or cold. It comes before all that we might suggest."""

from collections.abc import Mapping
from typing import Final

from flows.engine import scene
from flows.facts.hellos import COLD, HUNGER, NeedHeard
from flows.hearing import signal
from flows.world import World

_HEADINGS: Final[Mapping[str, str]] = {"hunger or thirst": HUNGER, "cold": COLD}
"""By the heading of `hearing/english/worry.yaml` under which it was heard. Money for the meter is
under one or the other.
"""


def needs_in(text: str, world: World) -> tuple[NeedHeard, ...]:
    """The need that somebody who has just worried us told us of, if it is one."""
    heard = signal(text, scene(world))
    kind = _HEADINGS.get(heard.why.partition(":")[0]) if heard else None
    return (NeedHeard(kind, text),) if kind else ()
