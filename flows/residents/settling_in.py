"""Settling in: after a month of hellos, what they enjoy and then where they live, or neither."""

from datetime import timedelta

from flows.engine import Ask, Due, Flow, Say, Talk
from flows.facts import Fact, InterestsTold, PostcodeTold
from flows.hearing import FreeWords, Postcode


def interests_told(talk: Talk) -> tuple[Fact, ...]:
    """What they enjoy, word for word."""
    words = talk.answers["interests"]
    return (InterestsTold(words),) if words else ()


def postcode_told(talk: Talk) -> tuple[Fact, ...]:
    """Where they live, if they told us."""
    postcode = talk.answers["postcode"]
    return (PostcodeTold(postcode),) if postcode else ()


settling_in = Flow(
    "settling_in",
    Ask(
        "interests",
        hears=FreeWords(),
        did=interests_told,
        wait=timedelta(days=5),
        heard="postcode",
        skip="all_right",
        silence=None,
    ),
    Ask(
        "postcode",
        hears=Postcode(),
        did=postcode_told,
        wait=timedelta(days=5),
        heard="thanks",
        skip="thanks",
        silence=None,
        unclear="thanks",
    ),
    Say("thanks"),
    Say("all_right"),
    due=Due("settling_in", again=timedelta(days=5)),
)
