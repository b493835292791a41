"""Facts of relayed chats, introductions and groups. Each is about one chat, by its id."""

from dataclasses import dataclass
from typing import Final

from flows.facts import Fact

PASSED: Final = "passed"
"""Words that went on to the others."""

HELD: Final = "held"
"""Words that a person reads before anybody else does."""

RESTED: Final = "rested"
"""Words beyond what is passed on in an hour."""

REPEATED: Final = "repeated"
"""Words that had just gone on already."""


@dataclass(frozen=True, slots=True)
class IntroductionAsked(Fact):
    """They have been asked if they would like to be put in touch: they are not asked again."""

    chat: int


@dataclass(frozen=True, slots=True)
class IntroductionAnswered(Fact):
    """Whether they would like to be put in touch: yes, no, or none if they never said."""

    chat: int
    answer: str


@dataclass(frozen=True, slots=True)
class ChatJoined(Fact):
    """They know that the chat is open. `heard`: the last of the words that had waited for them."""

    chat: int
    heard: int = 0


@dataclass(frozen=True, slots=True)
class ChatSaid(Fact):
    """Their words to the others, and what became of them: passed, held, rested or repeated.

    waits_for: the ids of those who are busy with something else, and hear it when they are back.
    """

    chat: int
    words: str
    state: str = PASSED
    waits_for: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatLeft(Fact):
    """They said BYE. A chat of two is over; a group goes on while two are left."""

    chat: int


@dataclass(frozen=True, slots=True)
class ChatGoesOn(Fact):
    """They would like two more weeks of it."""

    chat: int


@dataclass(frozen=True, slots=True)
class GroupNamed(Fact):
    """What the group is called from now on."""

    chat: int
    name: str


@dataclass(frozen=True, slots=True)
class HandOverAnswered(Fact):
    """What they would like once the group runs itself.

    keeps: they will look after it. shares: those who said so too may have their number. way: how
    they would rather keep in touch, in their words.
    """

    chat: int
    keeps: bool
    shares: bool
    way: str = ""
