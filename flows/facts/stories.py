"""Stories: told, shared as their teller wishes, and taken back."""

from dataclasses import dataclass
from typing import Final

from flows.facts import Fact

PRIVATE, UNNAMED, NAMED = "private", "unnamed", "named"
SHARED: Final = (UNNAMED, NAMED)
"""The ways of sharing a story in which others may read it."""


@dataclass(frozen=True, slots=True)
class StoryAsked(Fact):
    """We asked them for a story. It is months before we do so again."""


@dataclass(frozen=True, slots=True)
class StoryTold(Fact):
    """They told a story. Until they say otherwise it is private."""

    words: str


@dataclass(frozen=True, slots=True)
class StoryShared(Fact):
    """How the story they told last may be used: private, unnamed or named."""

    sharing: str


@dataclass(frozen=True, slots=True)
class StoryForgotten(Fact):
    """They want us to forget this story (an id): its words go, and nobody is shown it."""

    story: int


@dataclass(frozen=True, slots=True)
class StoriesWithdrawn(Fact):
    """They take back every story of theirs: nobody is shown them any more."""

    words: str
