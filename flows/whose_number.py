"""Somebody writes from a number that may be anybody's: who are they?"""

from collections.abc import Mapping
from dataclasses import replace

from flows.engine import Conversation, Flow, Started, Tell, Turn, advance, outcome, tell
from flows.listening import unanswered_hello
from flows.residents.right_number import NAME
from flows.world import World

Open = Conversation | None


def is_to_be_asked(flows: Mapping[str, Flow], conversation: Open, world: World) -> bool:
    """Whether we do not know who it is, and are not asking just now."""
    asking = conversation is not None and conversation.flow == NAME
    return world.person.number_unsure and NAME in flows and not asking


def sounds_like_them(
    flows: Mapping[str, Flow], text: str, conversation: Open, world: World
) -> bool:
    """Whether it answers what we asked, as only who is used to being asked would."""
    question = conversation or unanswered_hello(world)
    return question is not None and outcome(flows, question, text, world) is not None


def asked(flows: Mapping[str, Flow], words: str, world: World) -> Turn:
    """They are asked first. What they said is read by a person."""
    told = tell(world, Tell("coordinator", "words"), words)
    return told + advance(flows[NAME], None, Started(), world)


def known(world: World) -> World:
    """The world, now that we know it is them."""
    return replace(world, person=replace(world.person, number_asked_at=None))
