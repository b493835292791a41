"""NO VISIT Rose: the next visit is off. Both read only that there is none, and never why."""

from collections.abc import Mapping

from flows.coordinators.move_visit import meant
from flows.coordinators.naming import whom
from flows.engine import Ask, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts.visits import VisitCalledOff
from flows.hearing import FreeWords, Signal, YesNo
from flows.visits.saying import in_words
from flows.world import COORDINATOR


@leads_to("sure", "nobody", "none_planned")
def checked(talk: Talk) -> str:
    """Nothing is called off before they have seen which it is."""
    if not whom(talk.answers.get("whom", ""), talk.world.named).people:
        return "nobody"
    return "sure" if meant(talk) else "none_planned"


def off(talk: Talk) -> tuple[VisitCalledOff, ...]:
    """This one is off, and the next of the rhythm is planned."""
    visit = meant(talk)
    return (VisitCalledOff(visit.id, COORDINATOR),) if visit else ()


def tell_both(talk: Talk) -> tuple[Passed, ...]:
    """Each in the plainest words."""
    visit = meant(talk)
    if visit is None:
        return ()
    to_visitor = Passed(visit.befriender, "no_visit.told", in_words(visit, talk.world))
    if visit.resident_stopped:
        return (to_visitor,)
    return (to_visitor, Passed(visit.resident, "no_visit.told_them", in_words(visit, talk.world)))


@fills_in("neighbour", "visitor", "day", "at_place", "time")
def filled(talk: Talk) -> Mapping[str, str]:
    """Which visit."""
    return in_words(meant(talk), talk.world)


no_visit = Flow(
    "no_visit",
    Ask("whom", hears=FreeWords(200), opening=True, heard=checked, skip="left", silence=None),
    Ask(
        "sure", hears=YesNo(), yes="off_now", no="left", later="left", silence=None, unclear="left"
    ),
    Say("off_now", did=off, passes=tell_both),
    Say("left"),
    Say("nobody"),
    Say("none_planned"),
    on=(Signal.NO_VISIT,),
    role=COORDINATOR,
    sees=("named", "visit_named"),
    fills=filled,
)
