"""What is heard while somebody tells a story: another part of it, its end, or that they take it
back; and, when it has been told, how it may be used.
"""

from functools import cache
from typing import Final

from flows.facts.stories import NAMED, PRIVATE, UNNAMED
from flows.hearing import Expect, Heard, is_bye
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import Said, said
from flows.hearing.scene import Scene
from flows.hearing.spelling import rewritten

LONGEST_PART: Final = 5_000
"""Characters of one text of a story that are kept: as many as anybody can send."""

_OVER: Final = frozenset(
    " ".join(each.split())
    for each in """the end|end|done|finished|i am done|i have finished|that is it|thats it|all done
    |that is the story|thats the story|thats my story|that is my story|nothing more|nothing else
    |no more|no|nope|no thanks|no thank you|skip|not now|none|nothing|that is all there is
    |thats all there is|i have said it all|enough""".split("|")
)

_PHRASES: Final = {
    "back": (
        "(take | taking | took | pull | have) (back | it back | my story back | that back)",
        "(take | want) [back] (my | the | that) (story | stories) back",
        "take back (my | the | that) (story | stories)",
        "(withdraw | delete | remove | forget | erase | scrap | bin | destroy)"
        " [all] [of] (my | the | that | it | those) [story | stories]",
        "^ (withdraw | delete | remove | erase | withdrawn | take back) $",
        "(dont | stop | no longer) [want] [to] [you] [to] (share | sharing | use | using | show | showing)"
        " (my | the | that) (story | stories)",
    ),
    "begin": (
        "^ (my | a | the | one) (story | stories) $",
        "^ [can | could | may | shall] [i] (tell | telling) [you] (a | my | one) (story | stories)",
        "^ i (have | have got | want to tell | would like to tell) .. (story | stories) [for you | to tell] $",
    ),
    PRIVATE: (
        "private", "privately", "secret", "keep (it | this | that)", "to ourselves", "to yourselves",
        "between (us | ourselves | you and me)", "dont (share | tell | show | use) [it | this | that | anyone | anybody]",
        "not (share | shared | to share | for sharing)", "(nobody | no one) else", "rather not", "just for you",
    ),
    UNNAMED: (
        "without (my | a | the) name", "without naming me", "without saying who", "no (name | names)",
        "not (my | with my | by) name", "(dont | not) (use | say | put | give | mention | tell) [them] (my name | who)",
        "anonymous", "anonymously", "unnamed", "leave (my | the) name (out | off)", "but not my name", "name off",
    ),
    NAMED: (
        "with (my | the) name", "(use | put | say | give | mention | include) my name", "named", "with name",
        "name and all", "my name [is] (too | as well | on it | fine | okay)", "tell (them | everyone | people) it was me",
    ),
}  # fmt: skip

_PLACES: Final = {"1": PRIVATE, "2": UNNAMED, "3": NAMED}
_PLACES_SAID: Final = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}  # fmt: skip


@cache
def _book() -> Phrasebook:
    return Phrasebook(_PHRASES, never=rewritten())


def _headings(words: str) -> set[str]:
    return {each.heading for each in _book().found(words)}


def _part(heard: Said, scene: Scene) -> Heard | None:
    if heard.words in _OVER or is_bye(heard.raw, scene):
        return Heard("over", "", why="the end of a story")
    tidy = " ".join(heard.raw.split())[:LONGEST_PART]
    return Heard("heard", tidy, why="a part of a story") if tidy else None


PART: Final = Expect(("heard", "over"), (), _part)
"""Another part of a story, or its end ("that's all")."""


def _sharing(heard: Said, scene: Scene) -> Heard | None:
    named = _headings(heard.words) & set(_PLACES.values())
    if UNNAMED in named:
        named.discard(NAMED)  # "don't use my name" holds "use my name"
    words = heard.words.split()
    figures = {_PLACES_SAID.get(each, each) for each in words if len(words) <= 6}
    named |= {_PLACES[each] for each in figures if each in _PLACES}
    if not named and heard.words in _OVER:
        named = {PRIVATE}
    return Heard(named.pop(), "", why="how a story may be used") if len(named) == 1 else None


SHARING: Final = Expect((PRIVATE, UNNAMED, NAMED), ("1", "2", "3"), _sharing)
"""1 private, 2 without their name, 3 with it. A bare yes is none of them."""


def takes_back(text: str) -> bool:
    """Whether they want a story of theirs back."""
    return "back" in _headings(said(text).words)


def only_begins(text: str) -> bool:
    """Whether this only says that there is a story: "can I tell you a story"."""
    return "begin" in _headings(said(text).words)
