"""How somebody is: good, so-so or low. Our question numbers them: 1 good, 2 so-so, 3 low."""

from fractions import Fraction
from functools import lru_cache
from typing import Final

from flows.hearing.answers import Expect, Heard, declined
from flows.hearing.plain import Said
from flows.hearing.replies.feelings import Felt, declines, weighed
from flows.hearing.replies.marks import in_five, mark
from flows.hearing.scene import Scene
from flows.hearing.tongues import mood_in

_MOODS: Final = {5: "good", 4: "good", 3: "soso", 2: "low", 1: "low"}
_NUMBERED: Final = {Fraction(1): 4, Fraction(2): 3, Fraction(3): 2}
_SKIPPED: Final = Heard("skip", "skip", why="they would rather not say")


def Mood() -> Expect:
    """How somebody is: good, soso or low; or skip, if they would rather not say."""
    return Expect(("good", "soso", "low", "skip"), ("1", "2", "3"), mood)


def mood(heard: Said, scene: Scene) -> Heard | None:
    """Which of the three a text is: in their own language first, then in English."""
    if declined(heard):
        return _SKIPPED
    if scene.language not in ("", "en") and (found := mood_in(heard, scene)):
        return found if found.sure else None
    if found := _english(heard):
        return found
    return None if scene.language else mood_in(heard, scene)


@lru_cache(maxsize=256)  # we ask everybody, every week, and most say one of a few things
def _english(heard: Said) -> Heard | None:
    felt = weighed(_chosen(heard), heard)
    if felt is None:
        return _SKIPPED if declines(heard) else None
    if not felt.grade:
        return None
    return Heard(_MOODS[felt.grade], _MOODS[felt.grade], why=felt.why)


def _chosen(heard: Said) -> Felt | None:
    """The number of the answer they choose, or the mark they give out of five or ten."""
    given = mark(heard)
    if given is None:
        return None
    if given.out_of:
        return Felt(in_five(given.value / given.out_of), False, "a mark")
    numbered = given.value if given.sure else Fraction(0)
    return Felt(_NUMBERED.get(numbered, 0), False, "a number")
