"""Sam would like to visit you: a resident is asked only once the befriender has said yes."""

from datetime import timedelta

from flows.befrienders.would_you_visit import ANSWERED, asks, of_the_offer
from flows.engine import Do, Due, Flow, Talk, leads_to
from flows.world.pairs import OfferSeen


@leads_to("would_you", "meanwhile", "rest")
def how_to_ask(talk: Talk) -> str:
    """Nobody is asked what is settled."""
    offer: OfferSeen | None = talk.world.pair_offer
    if offer is None or not offer.wanted:
        return "rest"
    return "meanwhile" if offer.regular else "would_you"


meet_a_visitor = Flow(
    "meet_a_visitor",
    Do("look", then=how_to_ask),
    asks("would_you"),
    asks("meanwhile"),
    *ANSWERED,
    due=Due("meet_a_visitor", again=timedelta(days=1)),
    sees=("pair_offer",),
    fills=of_the_offer,
)
