"""What the doctor says of one thing."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing is."""

    OK = "ok"
    NOT_SET = "not set"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what it is about, how that is, and if it is wrong, how to mend it."""

    about: str
    verdict: Verdict
    says: str


def ok(about: str, says: str) -> Finding:
    """It is there and works."""
    return Finding(about, Verdict.OK, says)


def not_set(about: str, says: str) -> Finding:
    """It is not used. That may be meant."""
    return Finding(about, Verdict.NOT_SET, says)


def wrong(about: str, says: str) -> Finding:
    """It is there and does not work."""
    return Finding(about, Verdict.WRONG, says)
