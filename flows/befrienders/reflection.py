"""After the first three visits a befriender looks back; a month later they have their words again.

Their words are theirs: nobody else reads them, and we keep them no longer than that.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.befrienders.drip import A_DAY, REFLECTION, growing, reflection_again
from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.growing import ReflectionAsked, ReflectionReturned, ReflectionTold
from flows.hearing import FreeWords
from flows.words import shortened

BACK_IN: Final = timedelta(days=28)
BACK: Final = 1
"""The subject of the nudge that brings their words back."""

QUOTED: Final = 60  # characters of their words that come back to them


@leads_to("asking", "returned", "nothing", "resting")
def whether(talk: Talk) -> str:
    """Once each. Not while they rest."""
    seen = growing(talk)
    if seen.resting:
        return "resting"
    if talk.subject == BACK:
        return "returned" if seen.reflection else "nothing"
    return "nothing" if seen.reflected else "asking"


def asked(talk: Talk) -> ReflectionAsked:
    """They are not asked again."""
    return ReflectionAsked()


def told(talk: Talk) -> tuple[Fact, ...]:
    """Kept for them, and brought back in four weeks."""
    words = talk.answers["ask"]
    if not words:
        return ()
    back = NudgePlanned(REFLECTION, talk.world.now + BACK_IN, timedelta(days=3), BACK)
    return (ReflectionTold(words), back)


def gone(talk: Talk) -> ReflectionReturned:
    """They have it back."""
    return ReflectionReturned()


@fills_in("wrote")
def their_words(talk: Talk) -> Mapping[str, str]:
    """What they wrote then."""
    return {"wrote": shortened(growing(talk).reflection, QUOTED)}


reflection = Flow(
    REFLECTION,
    Do("begin", then=whether),
    Do("asking", did=asked, then="ask"),
    Ask(
        "ask",
        hears=FreeWords(),
        did=told,
        wait=timedelta(days=4),
        gives_way=True,
        heard="kept",
        skip="fine",
        silence=None,
    ),
    Say("kept"),
    Say("fine"),
    Say("returned", did=gone),
    Do("resting", did=reflection_again),
    Do("nothing"),
    due=Due(REFLECTION, consent="", again=A_DAY),
    sees=("growing",),
    fills=their_words,
)
