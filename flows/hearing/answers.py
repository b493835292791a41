"""What a reply to a question means: one answer, or None when it could mean none or several.

Each kind of question lists the outcomes it can have, and a flow must lead every one of them
somewhere; that is checked when the flow is imported. Each kind has a file of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flows.hearing.plain import Said, said
from flows.hearing.scene import ANYWHERE, Scene


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reply means.

    outcome: where it leads in a flow. value: what is kept of it; times as ISO 8601, without a
    zone, in their own. sure: whether it can mean just this; what is not sure is asked again.
    why: the rule that heard it, in a few words for whoever wonders.
    """

    outcome: str
    value: str
    sure: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Expect:
    """A kind of question: its outcomes, the labels a keyboard may offer, and how to hear it."""

    outcomes: tuple[str, ...]
    labels: tuple[str, ...]
    _heard: Callable[[Said, Scene], Heard | None]

    def heard(self, text: str, scene: Scene = ANYWHERE) -> Heard | None:
        """What this text means here, sure or not, or None."""
        return self._heard(said(text), scene)


def hear(text: str, expect: Expect, scene: Scene = ANYWHERE) -> Heard | None:
    """The one thing a reply to a question of this kind can mean, or None if it is not clear."""
    heard = expect.heard(text, scene)
    return heard if heard and heard.sure else None


# ── not saying ──────────────────────────────────────────────────────────────────────────────

_NOT_SAYING = frozenset(
    " ".join(words.split())
    for words in """no|no thanks|no thank you|skip|pass|none|nothing|not now|not today
    |not this week|rather not|rather not say|i would rather not|i would rather not say""".split("|")
)
SKIPPED = Heard("skip", "", why="they would rather not say")


def declined(heard: Said) -> bool:
    """Whether they would rather not answer at all."""
    return heard.words in _NOT_SAYING


# ── their own words ─────────────────────────────────────────────────────────────────────────


def FreeWords(longest: int = 500) -> Expect:
    """Anything at all in their own words, or skipped. Cut at `longest` characters."""

    def words(heard: Said, scene: Scene) -> Heard | None:
        if declined(heard):
            return SKIPPED
        tidy = " ".join(heard.raw.split())[:longest]
        return Heard("heard", tidy, why="in their own words") if tidy else None

    return Expect(("heard", "skip"), ("SKIP",), words)
