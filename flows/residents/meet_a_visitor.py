"""Sam would like to visit you: a resident is asked only once the befriender has said yes."""

from datetime import timedelta

from flows.befrienders.would_you_visit import WAIT, answer, of_the_offer, still_wanted
from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to
from flows.hearing import YesNo
from flows.world.pairs import OfferSeen


@leads_to("would_you", "meanwhile", "rest")
def how_to_ask(talk: Talk) -> str:
    """Nobody is asked what is settled."""
    offer: OfferSeen | None = talk.world.pair_offer
    if offer is None or not offer.wanted:
        return "rest"
    return "meanwhile" if offer.regular else "would_you"


def _asks(name: str) -> Ask:
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


meet_a_visitor = Flow(
    "meet_a_visitor",
    Do("look", then=how_to_ask),
    _asks("would_you"),
    _asks("meanwhile"),
    Say("glad", did=answer("yes")),
    Say("settled"),
    Say("all_right", did=answer("no")),
    Say("not_now", did=answer("later")),
    Say("by_hand", did=answer("unclear"), tell=Tell("coordinator", "unclear")),
    Do("quiet", did=answer("silent")),
    Do("rest"),
    due=Due("meet_a_visitor", again=timedelta(days=1)),
    sees=("pair_offer",),
    fills=of_the_offer,
)
