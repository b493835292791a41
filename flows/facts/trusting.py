"""Facts of whether a phone is confirmed to be somebody's."""

from dataclasses import dataclass, field

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class PhoneCodeSent(Fact):
    """A code that confirms the phone they wrote from was sent to another of theirs."""

    hashed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PhoneCodeTried(Fact):
    """They answered with something else."""

    code: int  # its id


@dataclass(frozen=True, slots=True)
class PhoneTrusted(Fact):
    """They answered with the code: the words of the team count from that phone."""

    code: int
