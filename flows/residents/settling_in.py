"""Settling in: after a month of hellos, what they enjoy and then where they live, or neither."""

from datetime import timedelta

from flows.engine import Ask, Do, Due, Flow, Say, Talk
from flows.facts import Fact, InterestsTold, PostcodeTold
from flows.facts.learned import DiscoveryAsked
from flows.hearing import FreeWords, Postcode
from flows.residents.getting_to_know import LOVED, learned


def loved_asked(talk: Talk) -> DiscoveryAsked:
    """What they love doing is asked here, and never again."""
    return DiscoveryAsked(LOVED)


def interests_told(talk: Talk) -> tuple[Fact, ...]:
    """What they enjoy, word for word, and what that is about."""
    words = talk.answers["interests"]
    told = learned(LOVED, words, talk.world.person.language)
    return (InterestsTold(words), *told) if words else ()


def postcode_told(talk: Talk) -> tuple[Fact, ...]:
    """Where they live, if they told us."""
    postcode = talk.answers["postcode"]
    return (PostcodeTold(postcode),) if postcode else ()


settling_in = Flow(
    "settling_in",
    Do("begin", did=loved_asked, then="interests"),
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
    due=Due("settling_in", again=timedelta(days=5), idle=True),
)
