"""Danger and worries in what a befriender texts on a visit or after one: they are about whom they
visit.
"""

from collections.abc import Mapping
from typing import Final

from flows.engine import Conversation, Flow, Replied, Turn, message, resume
from flows.facts.concerns import ConcernRaised
from flows.hearing import Signal, SignalHeard
from flows.world import World

GRAVE: Final = (Signal.URGENT, Signal.CONCERN)
AFTER: Final = "after_visit"


def of_another(
    flows: Mapping[str, Flow],
    heard: SignalHeard,
    text: str,
    conversation: Conversation | None,
    world: World,
) -> Turn | None:
    """What it leads to; None where it is not about a visit, or may be nothing.

    An answer to "how was it?" stays one. In danger they get the line to ring, as everybody does.
    """
    if heard.signal not in GRAVE:
        return None
    urgent = heard.signal is Signal.URGENT
    said = (message(world, "shared.urgent", urgent=True),) if urgent else ()
    if conversation is not None and conversation.flow == AFTER:
        return Turn(None, said) + resume(flows, conversation, Replied(text), world)
    if world.visiting is None or not (urgent or heard.sure):
        return None
    kind = ("urgent", "visit_danger") if urgent else ("today", "visit_worried")
    said = said or (message(world, "after_visit.worried"),)
    return Turn(conversation, said, (ConcernRaised(world.visiting.resident.id, *kind, text),))
