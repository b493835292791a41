"""SAY: a thought for the project, at any time. It is kept, and somebody answers it."""

from datetime import timedelta

from flows.engine import Ask, Flow, Say, Talk, Tell
from flows.facts import Fact
from flows.facts.learned import SayingKept
from flows.hearing import FreeWords, Signal

LONGEST = 1_000  # characters of a thought that are kept


def saying_kept(talk: Talk) -> tuple[Fact, ...]:
    """Their words, as they are."""
    words = talk.answers["what"]
    return (SayingKept(words),) if words else ()


say = Flow(
    "say",
    Ask(
        "what",
        hears=FreeWords(LONGEST),
        did=saying_kept,
        opening=True,
        wait=timedelta(days=1),
        heard="thanks",
        skip="all_right",
        silence=None,
        unclear="all_right",
    ),
    Say("thanks", tell=Tell("coordinator", "saying")),
    Say("all_right"),
    on=(Signal.SAY,),
)
