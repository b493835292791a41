"""Standing in: a visit that its befriender can't make, once, for somebody who said yes to that."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts.visits import StandInFound
from flows.hearing import YesNo
from flows.visits.saying import in_words
from flows.world.visits import Visit

A_WHILE: Final = timedelta(hours=1)


def _open(talk: Talk) -> Visit | None:
    """The visit, if nobody has it yet, and it is still to come."""
    visit: Visit | None = talk.world.stand_in
    return visit if visit is not None and visit.at > talk.world.now else None


@leads_to("could_you", "rest")
def still_open(talk: Talk) -> str:
    """Nobody is asked about what somebody else has said yes to."""
    return "could_you" if _open(talk) else "rest"


@leads_to("thank_you", "taken")
def still_free(talk: Talk) -> str:
    """Two may say yes: the first has it."""
    return "thank_you" if _open(talk) else "taken"


def found(talk: Talk) -> StandInFound:
    """They go, this once."""
    return StandInFound(talk.subject)


def tell_resident(talk: Talk) -> tuple[Passed, ...]:
    """Whoever would like a visit hears who comes."""
    visit = _open(talk)
    if visit is None or visit.resident_stopped:
        return ()
    values = {**in_words(visit, talk.world), "helper": talk.world.person.name or "A neighbour"}
    return (Passed(visit.resident, "stand_in.told", values),)


@fills_in("neighbour", "visitor", "day", "at_place", "time")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit in words."""
    return in_words(talk.world.stand_in, talk.world)


stand_in = Flow(
    "stand_in",
    Do("look", then=still_open),
    Ask(
        "could_you",
        hears=YesNo(),
        wait=timedelta(hours=6),
        yes=still_free,
        no="all_right",
        later="all_right",
        silence=None,
        gives_way=True,
    ),
    Say("thank_you", did=found, passes=tell_resident),
    Say("taken"),
    Say("all_right"),
    Do("rest"),
    due=Due("visit_stand_in", consent="", again=A_WHILE, counts=False),
    sees=("stand_in",),
    fills=filled,
)
