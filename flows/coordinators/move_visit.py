"""MOVE Rose's visit to Thu 2pm: one visit moves. Both are told, and the resident may say no."""

from collections.abc import Mapping
from datetime import datetime

from flows.coordinators.naming import whom, without
from flows.engine import Ask, Flow, Passed, Say, Talk, fills_in, leads_to, scene
from flows.facts.visits import VisitMoved
from flows.hearing import FreeWords, PlainYes, Signal, When, hear
from flows.visits.hearing import another_time
from flows.visits.saying import in_words, when
from flows.world import COORDINATOR
from flows.world.visits import Visit


def meant(talk: Talk) -> Visit | None:
    """The next visit of whom they name; where they name both of a pair, of just these two."""
    seen, named = talk.world.visit_named, talk.world.named
    if seen is None or named is None:
        return None
    ids = {each.id for each in named.people}
    coming = [each for each in seen.coming if each.on and each.at > talk.world.now]
    both = [each for each in coming if {each.resident.id, each.befriender.id} <= ids]
    return next(iter(both or coming), None)


def _to(talk: Talk) -> datetime | None:
    """The time they say, in the words without names, or in a text of its own."""
    visit = meant(talk)
    if visit is None:
        return None
    named = talk.world.named
    words = without(talk.answers.get("whom", ""), *(each.called for each in named.people))
    found = hear(talk.answers.get("when") or words, When(), scene(talk.world))
    if found is None or found.outcome != "heard":
        return None
    return another_time(found.value, visit, talk.world.now)


@leads_to("sure", "when", "past", "nobody", "none_planned")
def checked(talk: Talk) -> str:
    """Nothing is sent before they have seen what it would be."""
    visit, to = meant(talk), _to(talk)
    if not whom(talk.answers.get("whom", ""), talk.world.named).people:
        return "nobody"
    if visit is None:
        return "none_planned"
    if to is None:
        return "when"
    return "sure" if to > talk.world.now else "past"


@leads_to("sure", "past", "not_clear")
def then_checked(talk: Talk) -> str:
    """The time was asked for once; after that they may begin anew."""
    to = _to(talk)
    if to is None:
        return "not_clear"
    return "sure" if to > talk.world.now else "past"


def moved(talk: Talk) -> tuple[VisitMoved, ...]:
    """It is then, unless the resident says no."""
    visit, to = meant(talk), _to(talk)
    return (VisitMoved(visit.id, to, agreed=False),) if visit and to else ()


def tell_visitor(talk: Talk) -> tuple[Passed, ...]:
    """The befriender hears when it is now."""
    visit = meant(talk)
    return (Passed(visit.befriender, "move_visit.told", filled(talk)),) if visit else ()


@fills_in("neighbour", "visitor", "day", "at_place", "time", "new_day")
def filled(talk: Talk) -> Mapping[str, str]:
    """Which visit, and when it would be."""
    visit, to = meant(talk), _to(talk)
    if visit is None:
        return {}
    new = when(to, visit.zone, talk.world.now) if to else ""
    return {**in_words(visit, talk.world), "new_day": new}


move_visit = Flow(
    "move_visit",
    Ask("whom", hears=FreeWords(200), opening=True, heard=checked, skip="left", silence=None),
    Ask("when", hears=FreeWords(60), heard=then_checked, skip="left", silence=None),
    Ask(
        "sure", hears=PlainYes(), yes="moved", no="left", later="left", silence=None, unclear="left"
    ),
    Say("moved", did=moved, passes=tell_visitor),
    Say("left"),
    Say("past"),
    Say("not_clear"),
    Say("nobody"),
    Say("none_planned"),
    on=(Signal.MOVE,),
    role=COORDINATOR,
    sees=("named", "visit_named"),
    fills=filled,
)
