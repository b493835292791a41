"""How it was: did they go, did they like it, would they again? By number or in their own words."""

from typing import Final

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.choices import Choice
from flows.hearing.outings.found import parts, phrases
from flows.hearing.plain import Said
from flows.hearing.replies.yes_no import yes_no
from flows.hearing.scene import Scene

LIKED, WENT, NOT_WENT = "liked", "went", "not_went"
_NUMBERED: Final = Choice(LIKED, WENT, NOT_WENT)
_ORDER: Final = (
    ("not_went", NOT_WENT),
    ("not_again", WENT),
    ("again", LIKED),
    ("enjoyed", LIKED),
    ("went", WENT),
)
"""What is said outweighs what comes after it here: "lovely, but I won't go again"."""


def WentOrNot() -> Expect:
    """Whether they `liked` it or would go again, only `went`, did not go (`not_went`), or `skip`.

    1, 2 and 3 stand for the first three. The value is the outcome.
    """
    return Expect((LIKED, WENT, NOT_WENT, "skip"), ("1", "2", "3"), _went)


def _went(heard: Said, scene: Scene) -> Heard | None:
    if heard.words.isdecimal():
        picked = _NUMBERED.heard(heard.raw, scene)
        one = picked is not None and picked.outcome == "one"  # "1²" is two numbers
        return Heard(picked.value, picked.value, picked.sure) if picked and one else None
    said = {each.kind: each for each in phrases(parts(heard.raw), "afterwards")}
    for kind, outcome in _ORDER:
        if kind in said:
            return Heard(outcome, outcome, why=f"{kind}: {said[kind].why}")
    return _yes_or_no(heard, scene)


def _yes_or_no(heard: Said, scene: Scene) -> Heard | None:
    answer = yes_no(heard, scene)
    if heard.words == "no" or (answer and answer.outcome == "no" and not declined(heard)):
        return Heard(NOT_WENT, NOT_WENT, why="a no")
    if declined(heard):
        return SKIPPED
    return Heard(WENT, WENT, why="a yes") if answer and answer.outcome == "yes" else None
