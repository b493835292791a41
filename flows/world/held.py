"""What we hold about somebody, as their own turn may see it; and what waits for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.world.neighbours import Neighbour


@dataclass(frozen=True, slots=True)
class Told:
    """Something they told us. `number` is theirs for good: the first thing is 1."""

    number: int
    question: str
    words: str
    at: datetime | None = field(default=None, compare=False)


STORY, ASK, SAYING = "story", "ask", "saying"
"""What else they told us: a story, something they asked for, a thought for the project."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something else of theirs that we hold: its `kind`, and the id it is kept under.

    at: when it was last talked of. sharing: of a story, private, unnamed or named.
    """

    kind: str
    id: int
    words: str
    at: datetime
    sharing: str = ""


@dataclass(frozen=True, slots=True)
class OpenSaying:
    """Somebody's thought for the project, which nobody has answered yet."""

    id: int
    who: Neighbour
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What we hold about whoever's turn it is.

    told: the oldest first. asked: questions that are never asked again. consents: the latest
    answer to each purpose. question_at: when they were last asked something. stories: how many
    of theirs are not taken back. undecided: the words of the last one, if they have not said how
    it may be used. asked_story_at: when they were last asked for one, or told one. sayings: for
    coordinators, what nobody has answered, the one they were told of last first. things: stories,
    open asks and thoughts of theirs, the oldest first. days: on which they could help (0 is
    Monday). low_lately: a person is to look at them, or they have not been well of late.
    """

    postcode: str = ""
    interests: str = ""
    told: tuple[Told, ...] = ()
    asked: frozenset[str] = frozenset()
    consents: Mapping[str, bool] = field(default_factory=dict)
    needs_first: bool = False
    question_at: datetime | None = None
    stories: int = 0
    undecided: str = ""
    asked_story_at: datetime | None = None
    sayings: tuple[OpenSaying, ...] = ()
    things: tuple[Thing, ...] = ()
    days: frozenset[int] = frozenset()
    low_lately: bool = False
