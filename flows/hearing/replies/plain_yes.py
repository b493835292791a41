"""A plain yes: for what goes to others and can't be taken back.

"Rose says she will come" is a yes to an invitation, and no leave to end her visits.
"""

from typing import Final

from flows.hearing.answers import Expect, Heard
from flows.hearing.plain import Said
from flows.hearing.replies.yes_no import yes_no
from flows.hearing.scene import Scene

_PLAIN: Final = frozenset(
    """yes y ye yep yup yeah yea ya aye ok okay sure fine right correct exactly indeed certainly
    absolutely definitely of course please pls do it that them both go ahead on is thats good thanks
    thank you ta cheers great lovely perfect agreed confirm confirmed send move pair unpair swap end
    them now then we should i am""".split()
)
"""What a plain yes is made of: each of its words, and nothing that says something else."""


def PlainYes() -> Expect:
    """A yes and nothing beside it, a no, or not now. Anything else is asked once more."""
    return Expect(("yes", "no", "later"), ("YES", "NO"), _plain_yes)


def _plain_yes(heard: Said, scene: Scene) -> Heard | None:
    answer = yes_no(heard, scene)
    if answer is None or answer.outcome != "yes" or _PLAIN.issuperset(heard.bare.split()):
        return answer
    return None
