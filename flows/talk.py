"""What happens in a conversation, what is saved of it, and what a turn in it brings."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.facts import Fact
from flows.world import World


@dataclass(frozen=True, slots=True)
class Started:
    """It begins, at its first step. `words`: what they said along with the word that begins it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Replied:
    """They answered, in these words."""

    text: str


@dataclass(frozen=True, slots=True)
class Silent:
    """The question was sent, and nothing came back for as long as it waits."""


@dataclass(frozen=True, slots=True)
class Rang:
    """They rang the number and were not answered: where a step says so, that is an answer."""


Event = Started | Replied | Silent | Rang


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person in the middle of one flow. `answers` and `said` are by step name."""

    flow: str
    step: str
    answers: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0  # how often the last answer was not clear
    silent_at: datetime | None = None  # UTC: when to stop waiting; None waits for ever
    subject: int = 0  # what it is about: a favour, a chat, an activity; 0: nothing but them


@dataclass(frozen=True, slots=True)
class Message:
    """Something to send. `to` is them, befriender or coordinator (who are told about them), or
    neighbour: the person of that `person_id`.
    """

    key: str
    text: str
    to: str = "them"
    choices: tuple[str, ...] = ()
    starts: bool = False  # we start it: it counts in their budget and keeps quiet hours
    urgent: bool = False  # danger: goes to whoever is told outside every limit
    asks_contact: bool = False
    unasked: bool = False  # nobody has just written: quiet hours hold, whoever's wish it was
    person_id: int = 0
    live: bool = False  # to a neighbour who is in the middle of a talk: it goes at once
    address_id: int = 0  # the one address that it may go to, at once; 0: wherever they are reached
    wording: str = ""  # of a key that can be said in several ways, the one that was said


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event led to. A conversation of None is over (or never began)."""

    conversation: Conversation | None = None
    messages: tuple[Message, ...] = ()
    facts: tuple[Fact, ...] = ()
    skipped: str = ""  # why nothing was done, where something was due

    def __add__(self, other: "Turn") -> "Turn":
        return Turn(
            other.conversation,
            self.messages + other.messages,
            self.facts + other.facts,
            self.skipped or other.skipped,
        )

    def begun_by_us(self, counts: bool = True) -> "Turn":
        """The same turn where nobody has just written: what it says to them, we start.

        `counts`: whether it is in their budget; what they said yes to is not.
        """
        said = (
            replace(each, starts=counts, unasked=True) if each.to == "them" else each
            for each in self.messages
        )
        return replace(self, messages=tuple(said))


@dataclass(frozen=True, slots=True)
class Talk:
    """What a computed step or fact may look at: the answers so far, and the world."""

    answers: Mapping[str, str]
    said: Mapping[str, str]
    world: World
    subject: int = 0

    @property
    def last_time(self) -> Mapping[str, str]:
        """The answers of the last such conversation."""
        return self.world.last_time
