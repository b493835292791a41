"""Can't make it: that is fine. The resident hears kindly, and another day is looked for."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import OPENING, Ask, Do, Flow, Passed, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.concerns import ConcernRaised
from flows.facts.visits import VisitCalledOff, VisitLeft, VisitReported
from flows.hearing import Choice, Expect, Signal
from flows.visits.hearing import named_pair
from flows.visits.in_passing import in_hospital, not_in
from flows.visits.saying import about, in_words, when
from flows.words import shortened
from flows.world import BEFRIENDER
from flows.world.visits import Visit, Visits

MOST: Final = 3
"""Visits to choose from: more would not fit in a text."""

SOON: Final = timedelta(days=3)
"""Of several visits, what they can't make is one so near; else they are asked which."""

ARRIVES: Final = timedelta(hours=1)
"""How long before its hour they may be at the door."""

ASK_LATE_BY: Final = timedelta(hours=24)


def meant(talk: Talk) -> Visit | None:
    """The visit that they can't make: the talk's own, the one they chose or named, or the only
    one.
    """
    seen: Visits | None = talk.world.visits
    if seen is not None and seen.open is not None and not_in(talk.said.get(OPENING, "")):
        return seen.open
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


@leads_to("called_off", "hospital", "not_in", "which", "nothing")
def which_one(talk: Talk) -> str:
    """The only one it may be, or they are asked."""
    if meant(talk) is not None:
        return why(talk)
    return "which" if may_be_meant(talk) else "nothing"


@leads_to("called_off", "hospital", "not_in")
def why(talk: Talk) -> str:
    """Whom they visit may be the one who can't."""
    words, visit = talk.said.get(OPENING, ""), meant(talk)
    if in_hospital(words):
        return "hospital"
    there = visit is not None and visit.at - talk.world.now <= ARRIVES
    return "not_in" if there and not_in(words) else "called_off"


def in_hospital_they_say(talk: Talk) -> tuple[Fact, ...]:
    """This one is off; a coordinator sees how they are, and whether visits rest."""
    visit, words = meant(talk), " / ".join(talk.said.values())
    if visit is None:
        return ()
    off = VisitCalledOff(visit.id, BEFRIENDER, "in hospital")
    return (off, ConcernRaised(visit.resident.id, "today", "said_in_hospital", words))


def went_in_vain(talk: Talk) -> tuple[Fact, ...]:
    """They did not meet. Somebody sees today that all is well at home."""
    visit, words = meant(talk), talk.said.get(OPENING, "")
    if visit is None:
        return ()
    over: tuple[Fact, ...] = (VisitCalledOff(visit.id, "", words),)
    if visit.arrived_at:
        told = VisitReported(visit.id, happened=False, why=words)
        over = (VisitLeft(visit.id, asked=True), told)
    return (*over, ConcernRaised(visit.resident.id, "today", "visit_not_in", words))


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
        one=why,
        several="one_by_one",
        none="still_on",
        silence=None,
    ),
    Say("called_off", did=off, passes=tell_resident),
    Say("hospital", did=in_hospital_they_say),
    Say("not_in", did=went_in_vain),
    Say("one_by_one"),
    Say("still_on"),
    Say("nothing"),
    on=(Signal.CANT_VISIT,),
    role=BEFRIENDER,
    sees=("named", "visits"),
    fills=filled,
)
