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
    coordinators, what nobody has answered, the one they were told of last first.
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
