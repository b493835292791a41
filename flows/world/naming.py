"""Whom a text names: people of the project, in the order they are named."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

_NO_PARTS: Final = frozenset(
    "mr mrs miss ms mx dr sir lady rev revd reverend father canon prof professor and".split()
)
"""What stands beside a name and is none."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody who may be meant. about: what tells them from another of their name, in a few
    words ("SO16, visited by Sam"). called: what they are called in the text; span: where, as
    (start, end) in `Named.words`. Several people of one span: the text leaves open which.
    """

    id: int
    name: str
    roles: frozenset[str] = frozenset()
    about: str = ""
    span: tuple[int, int] = (0, 0)
    called: str = ""
    language: str = "en"
    stopped: bool = False
    reachable: bool = True
    heard_at: datetime | None = None  # when they last wrote, UTC
    urgent: bool = False  # something urgent about them is open


@dataclass(frozen=True, slots=True)
class Named:
    """Those whom these words name."""

    people: tuple[NamedPerson, ...] = ()
    words: str = ""


def parts_of(name: str) -> tuple[str, ...]:
    """What somebody may be called by: each part of their name as `folded` has it, once."""
    parts = "".join(each if each.isalnum() else " " for each in folded(name)).split()
    return tuple(dict.fromkeys(each for each in parts if each not in _NO_PARTS))


def folded(text: str) -> str:
    """Small letters, without accents and apostrophes: "O'Brien" and "OBRIEN" are one."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        each for each in letters if not unicodedata.combining(each) and each not in "'\u2019`"
    )
