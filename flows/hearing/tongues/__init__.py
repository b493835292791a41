"""Languages other than English: signals, yes and no, and mood.

A signal is heard in whatever language it comes, since a cry for help may come in the one a
person spoke first; but outside the language that is on file for them, only from a text that
holds a word of no other language. An answer is heard in their own language alone.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from textwrap import shorten
from typing import Final

from flows.hearing.answers import Heard
from flows.hearing.plain import Said, plain
from flows.hearing.scene import Scene
from flows.hearing.signal_names import TAKING_PART, Signal, SignalHeard
from flows.hearing.tongues.tables import FIRST_OF_ALL, KEYWORD, UNCLEAR, Hit, telling, tongue
from flows.hearing.tongues.tables import codes as codes

_BOTH: Final = {
    frozenset(("maybe", "later")): "later",
    frozenset(("no", "later")): "later",
}  # what two answers in one text come to: "no, not today"; any other two are unclear
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")


def signal_in(heard: Said, scene: Scene) -> SignalHeard | None:
    """The signal that a text is in some language of ours, or None. Danger before all else."""
    found = _signals(heard, scene.language)
    said = [(code, hit) for code, hit in found if _is_meant(code, hit, found)]
    if not said:
        return None
    code, hit = min(said, key=_first)
    until = _until(found, scene) if hit.heading == Signal.PAUSE else None
    if hit.heading in TAKING_PART:
        keywords = (kept.phrase for other, kept in said if other == code and _begins(kept, hit))
        return _with_words(code, hit, next(keywords, ""), heard)
    return SignalHeard(Signal(hit.heading), until, hit.kind != "doubtful", _why(code, hit))


@lru_cache(maxsize=256)  # most people say one of a few things
def _signals(heard: Said, spoken: str) -> tuple[tuple[str, Hit], ...]:
    """What its tables have of this text, language by language."""
    shown = _shown(heard, spoken)
    return tuple(
        (code, hit) for code, words in shown for hit in tongue(code).hits("signals", words)
    )


def yes_no_in(heard: Said, scene: Scene) -> Heard | None:
    """The yes, no, maybe or later that a text is in their language; if none is known, in any.

    What looks like an answer there and is none comes back unsure and with no value.
    """
    return _answer("yes_no", heard, scene, maybe="later")


def mood_in(heard: Said, scene: Scene) -> Heard | None:
    """The mood that a text is in their language, or if none is known, in any."""
    return _answer("mood", heard, scene)


def _shown(heard: Said, spoken: str) -> Iterator[tuple[str, str]]:
    """The languages that a text may be in, each with its words: theirs, and what a word shows."""
    words = _DRAWN_OUT.sub(r"\1", heard.bare)
    shown = telling(words.split(), spoken)
    return ((code, words) for code in codes() if code == spoken or code in shown)


def _why(code: str, hit: Hit) -> str:
    said = "whole message" if hit.kind == "whole" else shorten(hit.phrase, 60, placeholder=" ...")
    return f"{code}: {hit.heading}, {said}"


# ── signals ─────────────────────────────────────────────────────────────────────────────────


def _is_meant(code: str, hit: Hit, found: Iterable[tuple[str, Hit]]) -> bool:
    if hit.kind == "whole":
        return True
    return hit.kind in ("phrases", "doubtful", KEYWORD) and not any(
        (void.kind, void.heading, other) == ("unless", hit.heading, code)
        and void.start < hit.end
        and hit.start < void.end
        for other, void in found
    )


def _first(said: tuple[str, Hit]) -> tuple[int, int]:
    _, hit = said
    plainest = ("whole", "phrases", KEYWORD, "doubtful").index(hit.kind)
    return FIRST_OF_ALL.index(Signal(hit.heading)), plainest


def _begins(hit: Hit, other: Hit) -> bool:
    return hit.kind == KEYWORD and hit.heading == other.heading


def _with_words(code: str, hit: Hit, keyword: str, heard: Said) -> SignalHeard:
    """A wish to take part, with what they said after its keyword, or all that they said.

    A keyword counts if it stands alone, in capitals or before a colon; else it is not sure.
    """
    words, sure = heard.raw.split(), hit.kind in ("whole", "phrases")
    length = len(keyword.split()) - 1  # without its ^
    at = next((n for n in range(len(words)) if _is_over(words[: n + 1], length)), 0) + 1
    begun = " ".join(words[:at])
    plainly = at == len(words) or begun[-1:] == ":" or (begun.isupper() > heard.raw.isupper())
    if keyword and (plainly or not sure):
        words, sure = words[at:], plainly
    why, first = _why(code, hit), bool(keyword) and plainly
    return SignalHeard(
        Signal(hit.heading), sure=sure, why=why, words=" ".join(words), keyword=first
    )


def _is_over(words: list[str], length: int) -> bool:
    return len(plain(" ".join(words)).split()) >= length


def _until(found: Iterable[tuple[str, Hit]], scene: Scene) -> date | None:
    days = max((int(hit.kind) for _, hit in found if hit.kind.isdigit()), default=0)
    return scene.local.date() + timedelta(days=days) if days and scene.local else None


# ── answers ─────────────────────────────────────────────────────────────────────────────────


def _answer(part: str, heard: Said, scene: Scene, **outcomes: str) -> Heard | None:
    """One answer, if there is just one in all the languages it may be in."""
    spoken = scene.language
    meant = {
        hit.heading: (code, hit)
        for code, words in _shown(heard, spoken)
        if spoken in ("", code) and (hit := _meant(list(tongue(code).hits(part, words))))
    }
    if len(meant) != 1:
        return None
    heading, (code, hit) = meant.popitem()
    if heading == UNCLEAR:
        return Heard("", "", sure=False, why=_why(code, hit)) if spoken else None
    return Heard(outcomes.get(heading, heading), heading, why=_why(code, hit))


def _meant(hits: list[Hit]) -> Hit | None:
    """What one language makes of it: the whole message, else the longest phrases if they agree."""
    wholes = [hit for hit in hits if hit.kind == "whole"]
    for hit in wholes:
        if hit.heading != UNCLEAR:
            return hit
    phrases = [hit for hit in hits if hit.kind != "whole"]
    longest = [hit for hit in phrases if not any(_is_inside(hit, other) for other in phrases)]
    agreed = frozenset(hit.heading for hit in longest)
    if len(agreed) > 1:
        return longest[0]._replace(heading=_BOTH.get(agreed, UNCLEAR))
    return next(iter(longest or wholes), None)


def _is_inside(hit: Hit, other: Hit) -> bool:
    within = other.start <= hit.start and hit.end <= other.end
    return within and other.end - other.start > hit.end - hit.start
