"""What coordinators and befrienders do by text: tell, note, take over, hand back."""

from dataclasses import dataclass

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class NoteKept(Fact):
    """Whoever's turn it is noted this about somebody (their id)."""

    about: int
    words: str


@dataclass(frozen=True, slots=True)
class ToldByHand(Fact):
    """Whoever's turn it is told somebody (their id) something: what they say to it comes back."""

    to: int


@dataclass(frozen=True, slots=True)
class TakenOverByHand(Fact):
    """Whoever's turn it is answers this resident (their id) as a person from now on."""

    resident: int


@dataclass(frozen=True, slots=True)
class HandedBack(Fact):
    """A takeover (its id) is over: we talk with the resident again."""

    takeover: int
