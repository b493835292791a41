"""What is decided about whoever needs a person: raised, claimed, noted, wished, closed."""

from dataclasses import dataclass

from flows.facts import Fact


@dataclass(frozen=True, slots=True)
class ConcernRaised(Fact):
    """Whoever's turn it is worries about `about` (a person's id; it may be themself).

    level: urgent, today or look (`flows/concerns/levels.py`). kind: why; the team is told in the
    wording `tell.<kind>`, which may say {who} {by} {said} {reach}. words: what was said of it.
    """

    about: int
    level: str
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ConcernClaimed(Fact):
    """Whoever's turn it is sees to these concerns (ids), unless somebody else does already."""

    concerns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ConcernHandedOn(Fact):
    """Whoever's turn it is was told of `about` (a person's id), and can't see to them now."""

    about: int


@dataclass(frozen=True, slots=True)
class ConcernNoted(Fact):
    """A note about these concerns (ids)."""

    concerns: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class WishTold(Fact):
    """What the person themself would like to happen, in whoever's words tell it.

    The Care Act's "Making Safeguarding Personal": the adult is asked what they want.
    """

    concerns: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class ConcernClosed(Fact):
    """These concerns (ids) are over, and what came of them."""

    concerns: tuple[int, ...]
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeTold(Fact):
    """What came of concerns (ids) that were closed without a word about it."""

    concerns: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class GoodNews(Fact):
    """What they said ends what the team wondered about them: open concerns of these kinds."""

    kinds: tuple[str, ...]
    words: str = ""
