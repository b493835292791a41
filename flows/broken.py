"""What follows when a turn of ours breaks: a person looks, and nothing breaks for ever."""

from datetime import datetime

from flows import by_hand
from flows.engine import Conversation, Tell, Turn, message, tell
from flows.facts import NudgePlanned
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import following_hello
from flows.world import World

Open = Conversation | None


def reply(text: str, conversation: Open, world: World) -> Turn:
    """Their words broke our turn. They are thanked; if it breaks again soon, the talk ends.

    Danger is never taken for more of the same: a person hears of it each time.
    """
    aside = by_hand.set_aside(text, None, world)
    if any(each.urgent for each in aside.messages):
        return aside + Turn(conversation)
    if by_hand.just_passed_on(world):
        return Turn()
    thanked = () if world.person.stopped else (message(world, "shared.passed_on"),)
    return aside + Turn(conversation, thanked)


def nudge(purpose: str, due_at: datetime, conversation: Open, world: World) -> Turn:
    """What was due broke our turn. The next hello is planned all the same."""
    told = tell(world, Tell("coordinator", "quarantined"))
    if purpose != "hello" or world.person.stopped:
        return told + Turn(conversation)
    at = following_hello(world.person, due_at, world.now)
    return told + Turn(conversation, (), (NudgePlanned("hello", at, HELLO_LATE_BY),))


def silence(conversation: Open, world: World) -> Turn:
    """A silence of theirs broke our turn. The talk ends: it would break again at every tick."""
    return tell(world, Tell("coordinator", "quarantined"))
