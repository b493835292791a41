"""While a person of the team answers somebody, or has told them something, their words go there."""

from typing import Final

from flows import keywords
from flows.engine import Conversation, Tell, Turn, message, tell
from flows.hearing import Signal, SignalHeard
from flows.saying import for_neighbour
from flows.steps import Passed
from flows.world import World

ONE_TEXT: Final = 1_400  # characters that go on in one piece


def to_whoever_answers(
    text: str, heard: SignalHeard | None, conversation: Conversation | None, world: World
) -> Turn:
    """Their words as they are, to the coordinator who answers them; Doorstep says nothing itself.

    In danger they get the line to ring, and everybody hears who would have; a worry is kept too.
    """
    passed = _passed("take_over.from_resident", text, world)
    if heard and Signal.URGENT in (heard.signal, heard.also):
        return passed + keywords.danger(text, conversation, world)
    turn = passed + Turn(conversation)
    if heard and Signal.CONCERN in (heard.signal, heard.also):
        return tell(world, Tell("coordinator", "concern"), text) + turn
    return turn


def to_who_told_them(text: str, world: World) -> Turn:
    """What they say to what a coordinator told them goes to that coordinator."""
    thanks = message(world, "tell_somebody.passed", {"who": _name(world)})
    return _passed("tell_somebody.answered", text, world) + Turn(None, (thanks,))


def thanks_who_told_them(
    heard: SignalHeard, conversation: Conversation | None, world: World
) -> bool:
    """Whether this is thanks for what a coordinator told them. It is passed on, without a word."""
    return heard.signal is Signal.THANKS and conversation is None and world.told_by is not None


def thanks(text: str, world: World) -> Turn:
    """Whoever told them something reads their thanks; thanks need no answer of ours."""
    return _passed("tell_somebody.answered", text, world)


def _name(world: World) -> str:
    told = world.told_by
    return told.name if told and told.name else world.project


def _passed(key: str, text: str, world: World) -> Turn:
    to = world.held_by or world.told_by
    if to is None:
        return Turn()
    values = {"who": world.person.name or "Somebody", "words": text[:ONE_TEXT]}
    return Turn(None, (for_neighbour(world, Passed(to, key, values, live=True)),))
