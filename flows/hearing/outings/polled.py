"""Whether they would come to something that may come to be: 1 yes, 2 maybe, 3 no."""

from typing import Final

from flows.hearing.answers import Expect, Heard
from flows.hearing.choices import Choice
from flows.hearing.plain import Said
from flows.hearing.replies.yes_no import yes_no
from flows.hearing.scene import Scene

_NUMBERED: Final = Choice("yes", "maybe", "no")


def WouldCome() -> Expect:
    """Yes, maybe or no, by number or in words; what depends, or is for later, is a maybe."""
    return Expect(("yes", "maybe", "no"), ("1", "2", "3"), _would)


def _would(heard: Said, scene: Scene) -> Heard | None:
    if heard.words.isdecimal():
        picked = _NUMBERED.heard(heard.raw, scene)
        one = picked is not None and picked.outcome == "one"  # "1²" is two numbers
        return Heard(picked.value, picked.value, picked.sure) if picked and one else None
    answer = yes_no(heard, scene)
    if answer is None:
        return None
    outcome = answer.outcome if answer.outcome in ("yes", "no") else "maybe"
    return Heard(outcome, outcome, answer.sure, answer.why)
