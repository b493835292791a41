"""Can't make it: that is fine. The resident hears kindly, and another day is looked for."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Flow, Passed, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.concerns import ConcernRaised
from flows.facts.visits import VisitCalledOff
from flows.hearing import Choice, Expect, Signal
from flows.visits.hearing import named_pair
from flows.visits.saying import about, in_words, when
from flows.words import shortened
from flows.world import BEFRIENDER
from flows.world.visits import Visit

MOST: Final = 3
"""Visits to choose from: more would not fit in a text."""

SOON: Final = timedelta(days=3)
"""Of several visits, what they can't make is one so near; else they are asked which."""

ASK_LATE_BY: Final = timedelta(hours=24)


def meant(talk: Talk) -> Visit | None:
    """The visit that they can't make: the talk's own, the one they chose or named, or the only
    one.
    """
    coming = may_be_meant(talk)
    chosen = talk.answers.get("which", "")
    if chosen:
        return next((each for each in coming if label(each, talk) == chosen), None)
    return about(talk) or (coming[0] if len(coming) == 1 else None)


def may_be_meant(talk: Talk) -> tuple[Visit, ...]:
    """The visits to come that it may be: of whom they name, and the near ones first."""
    seen, world = talk.world.visits, talk.world
    mine_to_come = [
        each
        for each in (seen.coming if seen else ())
        if each.befriender.id == world.person.id and each.on
    ]
    named = named_pair(talk)
    if named is not None:
        mine_to_come = [each for each in mine_to_come if each.pairing == named.pairing][:1]
    near = [each for each in mine_to_come if each.at - world.now <= SOON]
    return tuple(near or mine_to_come)[:MOST]


def label(visit: Visit, talk: Talk) -> str:
    """ "Rose today at 2pm"."""
    name = shortened(visit.resident.name or "your neighbour", 14)
    return f"{name} {when(visit.at, visit.zone, talk.world.now)}"


def off(talk: Talk) -> tuple[Fact, ...]:
    """It is off, coordinators can see so, and the befriender is asked when else."""
    visit, world = meant(talk), talk.world
    if visit is None:
        return ()
    words = f"{world.person.name} can't make {when(visit.at, visit.zone, world.now)}"
    return (
        VisitCalledOff(visit.id, BEFRIENDER, talk.said.get("opening", "")),
        ConcernRaised(visit.resident.id, "look", "visit_off", words),
        NudgePlanned("visit_when_else", world.now, ASK_LATE_BY, visit.id),
    )


def tell_resident(talk: Talk) -> tuple[Passed, ...]:
    """The resident hears it gently, and that another day is looked for."""
    visit = meant(talk)
    if visit is None or visit.resident_stopped:
        return ()
    return (Passed(visit.resident, "cant_visit.told", in_words(visit, talk.world)),)


@leads_to("called_off", "which", "nothing")
def which_one(talk: Talk) -> str:
    """The only one it may be, or they are asked."""
    if meant(talk) is not None:
        return "called_off"
    return "which" if may_be_meant(talk) else "nothing"


@expects("one", "several", "none")
def one_of_them(talk: Talk) -> Expect:
    """Which of their visits."""
    return Choice(*(label(each, talk) for each in may_be_meant(talk)))


@fills_in("neighbour", "visitor", "day", "at_place", "time", "choices")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit in words; those to choose from, numbered."""
    choices = (f"{nth} {label(each, talk)}" for nth, each in enumerate(may_be_meant(talk), 1))
    return {**in_words(meant(talk), talk.world), "choices": ", ".join(choices)}


cant_visit = Flow(
    "cant_visit",
    Do("look", then=which_one),
    Ask(
        "which",
        hears=one_of_them,
        one="called_off",
        several="one_by_one",
        none="still_on",
        silence=None,
    ),
    Say("called_off", did=off, passes=tell_resident),
    Say("one_by_one"),
    Say("still_on"),
    Say("nothing"),
    on=(Signal.CANT_VISIT,),
    role=BEFRIENDER,
    sees=("named", "visits"),
    fills=filled,
)
