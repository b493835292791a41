"""What we get to know of somebody, in their words; and what they think of the project."""

from dataclasses import dataclass

from flows.facts import Fact

Tags = tuple[tuple[str, str], ...]
"""Tags with the kind of each: interest or skill (`flows.tags`)."""


@dataclass(frozen=True, slots=True)
class DiscoveryAsked(Fact):
    """They have been asked this, and are never asked it again, whether they answer or not."""

    question: str


@dataclass(frozen=True, slots=True)
class Learned(Fact):
    """What they answered to a question of that name, word for word, and what that is about."""

    question: str
    words: str
    tags: Tags = ()


@dataclass(frozen=True, slots=True)
class Forgotten(Fact):
    """They want us to forget these: questions by name, or all of them.

    The words and tags go. That they were asked, and when, stays, so that nobody asks again.
    """

    questions: frozenset[str] = frozenset()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class PostcodeForgotten(Fact):
    """They want us to forget where they live."""


@dataclass(frozen=True, slots=True)
class SayingKept(Fact):
    """A thought of theirs for the project, which somebody answers."""

    words: str


@dataclass(frozen=True, slots=True)
class SayingForgotten(Fact):
    """They want us to forget this thought of theirs (an id). Nobody need answer it any more."""

    saying: int


@dataclass(frozen=True, slots=True)
class SayingAnswered(Fact):
    """Whoever's turn it is has answered this saying (an id), in these words."""

    saying: int
    words: str
