"""What a person sees to: words that answer nothing, what never arrived, what came unreadable."""

from datetime import timedelta
from typing import Final

from flows import keywords
from flows.engine import Conversation, Tell, Turn, message, scene, tell
from flows.facts import Stopped
from flows.hearing import Signal, signal
from flows.visits import unseen
from flows.world import World
from flows.world.safe_words import without_it

ONCE_AN_HOUR: Final = timedelta(hours=1)
"""How often somebody is told of, and thanked for, words that answer nothing."""

Open = Conversation | None

GRAVE: Final = (Signal.URGENT, Signal.CONCERN)
"""What a person hears of however lately they heard of something else."""


def pass_on(words: str, world: World) -> Turn:
    """Words that answer nothing go to a person, each time; they are thanked once an hour, and for
    whatever they ask.
    """
    told = tell(world, Tell("befriender", "words"), words)
    thanks = (
        () if just_passed_on(world) and "?" not in words else (message(world, "shared.passed_on"),)
    )
    return told + Turn(None, thanks)


def just_passed_on(world: World) -> bool:
    """Whether words of theirs have been passed on so lately that one more would be too many."""
    return world.passed_on_at is not None and world.now - world.passed_on_at < ONCE_AN_HOUR


def not_arrived(world: World) -> Turn:
    """The question never reached them. That is no silence: a person finds another way to them."""
    return tell(world, Tell("coordinator", "undelivered")) + Turn(None)


def unsure_sent(conversation: Open, world: World) -> Turn:
    """Nobody knows if a message reached the provider. A person decides whether to say it again."""
    return tell(world, Tell("coordinator", "unsure_sent")) + Turn(conversation)


def unreadable(text: str, conversation: Open, world: World) -> Turn:
    """Something came that is no text of its own: an edited one, a stranger's contact.

    A person looks, at most once an hour: whoever mends a spelling is not made a case of. What
    we were talking of goes on, and is not answered twice. Danger and STOP count all the same.
    """
    heard = signal(text, scene(world))
    if heard and heard.sure and heard.signal is Signal.STOP:
        return Turn(conversation) if world.person.stopped else Turn(None, (), (Stopped(text),))
    if just_passed_on(world) and not (heard and heard.signal in GRAVE):
        return Turn(conversation)
    return set_aside(text, conversation, world)


def set_aside(text: str, conversation: Open, world: World) -> Turn:
    """Something came that could not be handled and is kept. A person looks, at once in danger."""
    if without_it(text, world.safe_word) is not None:
        return unseen.alone(conversation, world)
    heard = signal(text, scene(world))
    if heard and heard.signal is Signal.URGENT:
        return keywords.danger(text, conversation, world)
    return tell(world, Tell("coordinator", "quarantined")) + Turn(conversation)
