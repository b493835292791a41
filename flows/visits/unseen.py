"""Help that is called for unseen: a safe word in a text. What their phone shows is what it would
have shown without it; a person hears at once, and is told not to ring or text them.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from flows.facts import ConcernsDone, Fact, PersonNeeded
from flows.facts.concerns import ConcernClaimed, ConcernClosed, ConcernRaised, GoodNews
from flows.facts.visits import SafeWordSaid
from flows.talk import Conversation, Turn
from flows.visits.saying import PLACE, clock
from flows.words import shortened
from flows.world import World
from flows.world.visits import Visiting

NOT_KEPT: Final = (
    PersonNeeded, ConcernRaised, ConcernClaimed, ConcernClosed, ConcernsDone, GoodNews,
)  # fmt: skip
"""What such a text decides no more: nobody is asked to ring them, and nobody hears that all is
well. Whoever makes them text may want just that."""

NOTHING_LEFT: Final = "."
"""Stands for a text that was the word and nothing else."""


def called(turn: Turn, world: World) -> Turn:
    """The turn of the same text without the word; and help is called for. Nothing of it goes to
    anybody else.
    """
    theirs = tuple(each for each in turn.messages if each.to == "them")
    kept: tuple[Fact, ...] = tuple(each for each in turn.facts if not isinstance(each, NOT_KEPT))
    raised = ConcernRaised(world.person.id, "urgent", "duress", whereabouts(world))
    return replace(turn, messages=theirs, facts=(*kept, SafeWordSaid(), raised))


def alone(conversation: Conversation | None, world: World) -> Turn:
    """The same where the turn itself broke: their phone shows nothing."""
    return called(Turn(conversation), world)


def whereabouts(world: World) -> str:
    """With whom, where and since when, as far as we know."""
    if world.visiting is not None:
        return _where(world.visiting, "since", world.visiting.since, world)
    if world.expected is not None:
        return _where(world.expected, "was to arrive at", world.expected.since, world)
    return "We have no visit of theirs for now."


def _where(visit: Visiting, how: str, at: datetime, world: World) -> str:
    whom = visit.resident.name or "a neighbour"
    place = shortened(visit.place, PLACE) or f"{whom}'s home"
    return f"With {whom}, {place}, {how} {clock(at, world.person.zone)}."
