"""What is heard while somebody tells a story: another part of it, its end, or that they take it
back; and, when it has been told, how it may be used.
"""

from functools import cache
from pathlib import Path
from typing import Any, Final

from flows import pages
from flows.facts.stories import NAMED, PRIVATE, UNNAMED
from flows.hearing import Expect, Heard, Scene, is_bye
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import Said, said
from flows.hearing.spelling import rewritten

LONGEST_PART: Final = 5_000
"""Characters of one text of a story that are kept: as many as anybody can send."""

_PLACES: Final = {"1": PRIVATE, "2": UNNAMED, "3": NAMED}
_FIGURES: Final = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}
_FEW: Final = 6  # words beyond which a "one" or "2" may be about anything
_SHORT: Final = 10  # words beyond which it is a story in which somebody takes something back


@cache
def _book() -> Phrasebook:
    table: dict[str, Any] = pages.read((Path(__file__).parent / "heard.yaml").read_text("utf-8"))
    whole = {"over": [f"^ {phrase} $" for phrase in table.pop("over")]}
    return Phrasebook({**table, **whole}, never=rewritten())


def _headings(words: str) -> set[str]:
    return {each.heading for each in _book().found(words)}


_DROPPED: Final = frozenset(
    "forget|forget it|forget that|forget this|forget all that|forget what i said".split("|")
)
"""What takes back all that was told so far, as a whole text."""


def _part(heard: Said, scene: Scene) -> Heard | None:
    if heard.words in _DROPPED:
        return Heard("dropped", "", why="a story not to be kept")
    if "over" in _headings(heard.words) or is_bye(heard.raw, scene):
        return Heard("over", "", why="the end of a story")
    tidy = " ".join(heard.raw.split())[:LONGEST_PART]
    return Heard("heard", tidy, why="a part of a story") if tidy else None


PART: Final = Expect(("heard", "over", "dropped"), (), _part)
"""Another part of a story, its end ("that's all"), or "forget that"."""


def _sharing(heard: Said, scene: Scene) -> Heard | None:
    headings = _headings(heard.words)
    named = headings & set(_PLACES.values())
    if UNNAMED in named:
        named -= {NAMED, PRIVATE}  # "don't use my name" holds "use my name"
    words = heard.words.split()
    figures = {_FIGURES.get(each, each) for each in words if len(words) <= _FEW}
    named |= {_PLACES[each] for each in figures if each in _PLACES}
    if not named and "over" in headings:
        named = {PRIVATE}
    if len(named) != 1:
        return None
    [sharing] = named
    return Heard(sharing, sharing, why="how a story may be used")


SHARING: Final = Expect((PRIVATE, UNNAMED, NAMED), ("1", "2", "3"), _sharing)
"""1 private, 2 without their name, 3 with it. A bare yes is none of them."""


def takes_back(text: str) -> bool:
    """Whether they want a story of theirs back."""
    words = said(text).words
    return len(words.split()) <= _SHORT and "back" in _headings(words)


def only_begins(text: str) -> bool:
    """Whether this only says that there is a story: "can I tell you a story"."""
    return "begin" in _headings(said(text).words)
