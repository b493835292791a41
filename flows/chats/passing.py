"""What a text in a chat is: words for the others, a goodbye, or a wish to go on."""

import textwrap
from datetime import timedelta
from typing import Final

from flows.chats.flags import HOLD, flagged
from flows.engine import Talk, leads_to, scene
from flows.hearing import Expect, Heard, Scene
from flows.hearing.plain import Said
from flows.pacing import quiet
from flows.steps import Passed
from flows.world import Hours, Neighbour
from flows.world.chats import ChatSeen

AN_HOUR: Final = timedelta(hours=1)

MOST: Final = 30
"""Texts of one person that are passed on in an hour."""

ONE_TEXT: Final = 1_400
"""Characters that go on in one piece: providers refuse much longer ones."""

ENDS: Final = frozenset(
    each.strip()
    for each in """bye | bye bye | byebye | goodbye | good bye | leave chat | leave the chat
    | leave this chat | close the chat | leave group | leave the group | leave this group
    | i dont want to chat any more | i dont want to be in this chat""".split("|")
)
"""What ends a chat, said all by itself. "Bye love, speak tomorrow" is for the other to read."""

ASKS_HELP: Final = frozenset({"help", "help please", "please help", "help me", "info"})


def Passing() -> Expect:
    """Words to pass on, nothing (a picture), BYE, MORE or HELP. It is never unclear."""

    def heard(text: Said, where: Scene) -> Heard | None:
        if not text.raw.strip():
            return Heard("nothing", "", why="no words")
        if text.bare in ENDS:
            return Heard("bye", "", why="a word that ends a chat")
        if text.bare == "more":
            return Heard("more", "", why="a wish to go on")
        if text.bare in ASKS_HELP:
            return Heard("help", "", why="a wish to know what to text")
        return Heard("words", "", why="words for the others")

    return Expect(("words", "nothing", "bye", "more", "help"), (), heard)


def chat_of(talk: Talk) -> ChatSeen | None:
    """The chat this talk is about, if it is still theirs."""
    seen: ChatSeen | None = talk.world.chat
    return seen


def hours_of(talk: Talk) -> Hours:
    """When nobody here is disturbed."""
    return Hours(talk.world.person.zone, *talk.world.quiet)


def spoken(talk: Talk) -> str:
    """What they have just said, on one line: here, or where a name was asked for and is none."""
    return " ".join((talk.said.get(WHERE) or talk.said.get("name", "")).split())


WHERE: Final = "talking"
"""The step at which words for the others are waited for."""


BECOMES: Final = (
    "over", "repeated", "rest", "resting", "held", "told", "at_night", "waits", "passed",
)  # fmt: skip
"""What can become of words: the steps that `judged` leads to."""


@leads_to(*BECOMES)
def judged(talk: Talk) -> str:
    """What becomes of their words."""
    chat, words = chat_of(talk), spoken(talk)
    if chat is None or not chat.open or not chat.others:
        return "over"
    if _repeats(chat, words, talk):
        return "repeated"
    if len(chat.lately) >= MOST:
        return "resting" if chat.rested_at else "rest"
    if flag := flagged(words, scene(talk.world)):
        return "held" if flag.tier == HOLD else "told"
    if quiet(hours_of(talk), talk.world.now):
        return "at_night" if _late_for_them(chat, talk) else "passed"
    slow = all(each.id in chat.slow for each in chat.others)
    return "waits" if slow and not chat.since_noon else "passed"


def _repeats(chat: ChatSeen, words: str, talk: Talk) -> bool:
    """Whether it is what they have just said, with nothing in between."""
    last = chat.last
    fresh = last is not None and last.theirs and talk.world.now - last.at < AN_HOUR
    return fresh and last is not None and last.words == words


def _late_for_them(chat: ChatSeen, talk: Talk) -> bool:
    """Whether this person has not been told tonight that the others sleep."""
    hours = hours_of(talk)
    return not any(quiet(hours, at) for at in chat.since_noon)


def heard_at_once(talk: Talk) -> tuple[Neighbour, ...]:
    """Whom words reach now. At night they wait with us: until morning they may be taken back."""
    chat = chat_of(talk)
    if chat is None or quiet(hours_of(talk), talk.world.now):
        return ()
    return tuple(each for each in chat.others if each.id in chat.here)


def to_the_others(talk: Talk) -> tuple[Passed, ...]:
    """Their words, to everybody whom they reach at once."""
    chat = chat_of(talk)
    if chat is None:
        return ()
    return tuple(
        Passed(each, "chat.words", {"who": _starting(chat.me), "words": piece})
        for each in heard_at_once(talk)
        for piece in textwrap.wrap(spoken(talk), ONE_TEXT, break_on_hyphens=False)
    )


def _starting(name: str) -> str:
    """A name at the beginning of a line."""
    return name[:1].upper() + name[1:]
