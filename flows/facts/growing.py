"""What is decided with befrienders: their own cup, what they learn, who they lean on."""

from dataclasses import dataclass

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class CupAsked(Fact):
    """They were asked how their own cup is."""


@dataclass(frozen=True, slots=True)
class CupSaid(Fact):
    """How full it is: 1 full, 2 half, 3 empty; 0: in words that say neither, or rather not.

    said: their text, which is not kept.
    """

    level: int
    said: str


@dataclass(frozen=True, slots=True)
class CupRested(Fact):
    """They were not asked this week, after two weeks in which they said nothing."""


@dataclass(frozen=True, slots=True)
class CupPutAway(Fact):
    """The talk about their cup is over: what it held is not kept."""


@dataclass(frozen=True, slots=True)
class SkillsAsked(Fact):
    """They were asked what they have learned before: which question, from 1."""

    question: int


@dataclass(frozen=True, slots=True)
class SkillsTold(Fact):
    """What they know already (names of modules and skills), and how they said so."""

    question: int
    known: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class LessonSent(Fact):
    """They got this lesson, or the question at the end of a module (`module.number`)."""

    name: str


@dataclass(frozen=True, slots=True)
class LessonAnswered(Fact):
    """What they answered to the question at the end of a module: best or other."""

    name: str
    answer: str


@dataclass(frozen=True, slots=True)
class LessonsRest(Fact):
    """They would like no more lessons (or, not `rest`, they would again)."""

    rest: bool


@dataclass(frozen=True, slots=True)
class ReflectionAsked(Fact):
    """They were asked to look back on their first visits. Once."""


@dataclass(frozen=True, slots=True)
class ReflectionTold(Fact):
    """What they would keep and what they would change, kept until they have it back."""

    words: str


@dataclass(frozen=True, slots=True)
class ReflectionReturned(Fact):
    """They have their words back, and we keep them no longer."""


@dataclass(frozen=True, slots=True)
class MentorAnswered(Fact):
    """Whether other befrienders may text them with a question: yes, no or later."""

    answer: str


@dataclass(frozen=True, slots=True)
class MentorTexted(Fact):
    """They wrote to a mentor (an id). chat: the chat that the two have open already, or 0."""

    mentor: int
    words: str
    chat: int = 0


@dataclass(frozen=True, slots=True)
class NeedDeclined(Fact):
    """Somebody asked of them what no volunteer should carry. kind: as in
    flows/befrienders/not_ours.yaml. Whose wish it was is not part of it.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class WouldVisit(Fact):
    """Whether they would like to visit somebody as a befriender: yes or no, in these words."""

    answer: str
    words: str
