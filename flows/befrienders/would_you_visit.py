"""Would you like to visit Rose? A befriender is asked first: then she is, only after a yes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.coordinators.pair import USUAL_MOST, visits_in_words
from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, fills_in, leads_to
from flows.facts import Fact
from flows.facts.pairs import PairAnswered
from flows.hearing import YesNo
from flows.steps import Decides
from flows.world.pairs import OfferSeen

A_WHILE: Final = timedelta(hours=6)


@leads_to("would_you", "a_fourth", "meanwhile", "rest")
def how_to_ask(talk: Talk) -> str:
    """Nobody is asked what is settled; who visits many hears how many, so that a no is easy."""
    offer: OfferSeen | None = talk.world.pair_offer
    if offer is None or not offer.wanted:
        return "rest"
    if offer.regular:
        return "meanwhile"
    return "a_fourth" if offer.visits >= USUAL_MOST else "would_you"


@leads_to("glad", "settled")
def still_wanted(talk: Talk) -> str:
    """It may have been settled while they thought about it."""
    offer: OfferSeen | None = talk.world.pair_offer
    return "glad" if offer and offer.wanted else "settled"


def answer(said: str) -> Decides:
    """Keeps what they answered."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        return (PairAnswered(talk.subject, said),)

    return keep


@fills_in("neighbour", "partner", "regular", "likes", "asker", "visits_now")
def of_the_offer(talk: Talk) -> Mapping[str, str]:
    """The two, and what the other likes."""
    offer: OfferSeen | None = talk.world.pair_offer
    if offer is None:
        return {}
    return {
        "neighbour": offer.resident.name or "a neighbour",
        "partner": offer.befriender.name or "a neighbour",
        "regular": offer.regular or "their visitor",
        "likes": offer.likes,
        "asker": offer.by or f"Someone from {talk.world.project}",
        "visits_now": visits_in_words(offer.visits),
    }


WAIT: Final = timedelta(days=3)


def asks(name: str) -> Ask:
    """One of the ways in which either of the two is asked."""
    return Ask(
        name,
        hears=YesNo(),
        wait=WAIT,
        yes=still_wanted,
        no="all_right",
        later="not_now",
        unclear="by_hand",
        silence="quiet",
    )


ANSWERED: Final = (
    Say("glad", did=answer("yes")),
    Say("settled"),
    Say("all_right", did=answer("no")),
    Say("not_now", did=answer("later")),
    Say("by_hand", did=answer("unclear"), tell=Tell("coordinator", "unclear")),
    Do("quiet", did=answer("silent")),
    Do("rest"),
)
"""What either of them hears, each in words of their own."""

would_you_visit = Flow(
    "would_you_visit",
    Do("look", then=how_to_ask),
    asks("would_you"),
    asks("a_fourth"),
    asks("meanwhile"),
    *ANSWERED,
    due=Due("would_you_visit", consent="", again=A_WHILE, counts=False),
    sees=("pair_offer",),
    fills=of_the_offer,
)
