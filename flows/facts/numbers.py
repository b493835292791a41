"""Whether the number we hold for somebody is still theirs."""

from dataclasses import dataclass

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class NumberAsked(Fact):
    """They are asked if their number is still theirs: until an answer, it may be anybody's."""


@dataclass(frozen=True, slots=True)
class NumberRight(Fact):
    """The number they answered from is theirs."""
