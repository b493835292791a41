"""Can't make it: that is fine. The resident hears kindly, and another day is looked for."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from flows.engine import OPENING, Ask, Do, Flow, Passed, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.concerns import ConcernRaised
from flows.facts.visits import VisitCalledOff, VisitLeft, VisitReported
from flows.hearing import Choice, Expect, Signal, YesNo
from flows.visits.hearing import named_pair
from flows.visits.in_passing import in_hospital, not_in
from flows.visits.saying import about, in_words, mine, when
from flows.visits.which_day import on_the_day
from flows.words import shortened
from flows.world import BEFRIENDER
from flows.world.visits import PLANNED, Visit, Visits

MOST: Final = 3
"""Visits to choose from: more would not fit in a text."""

SOON: Final = timedelta(days=3)
"""Of several visits, what they can't make is one so near; else they are asked which."""

ARRIVES: Final = timedelta(hours=1)
"""How long before its hour they may be at the door."""

ASK_LATE_BY: Final = timedelta(hours=24)


def meant(talk: Talk) -> Visit | None:
    """The visit that they can't make: the talk's own, the one they chose or named, or the only
    one. Who tells us why they did not meet may speak of one that is off.
    """
    seen: Visits | None = talk.world.visits
    said = talk.said.get(OPENING, "")
    if seen is not None and seen.open is not None and not seen.open.unsure and not_in(said):
        return seen.open
    coming, gone = may_be_meant(talk), _off_already(talk)
    chosen = talk.answers.get("which", "")
    if chosen:
        return next((each for each in coming if label(each, talk) == chosen), None)
    if gone is not None and (not_in(said) or in_hospital(said)):
        return gone
    return about(talk) or (coming[0] if len(coming) == 1 else None)


def may_be_meant(talk: Talk) -> tuple[Visit, ...]:
    """The visits to come that it may be: of whom and of the day they name, and the near ones
    first. Where one is off already it is no other of the same two.
    """
    seen, gone = talk.world.visits, _off_already(talk)
    mine_to_come = _theirs(seen.coming if seen else (), talk)
    likely = _of_the_day(mine_to_come, talk)
    if likely is None:
        likely = [each for each in mine_to_come if each.at - talk.world.now <= SOON]
    if gone is not None:
        return tuple(each for each in likely if each.pairing != gone.pairing)[:MOST]
    if likely and named_pair(talk) is not None:
        likely = likely[:1]
    named_a_day = _of_the_day(mine_to_come, talk) is not None
    return tuple(likely or mine_to_come[: 1 if named_a_day else None])[:MOST]


def _theirs(visits: Iterable[Visit], talk: Talk) -> list[Visit]:
    """Those of these that they make, of a pair that goes on; of whom they name."""
    named = named_pair(talk)
    return [
        each
        for each in visits
        if mine(each, talk) and (named is None or each.pairing == named.pairing)
    ]


def _of_the_day(visits: list[Visit], talk: Talk) -> list[Visit] | None:
    return on_the_day(talk.said.get(OPENING, ""), visits, talk.world.person.zone, talk.world.now)


def _off_already(talk: Talk) -> Visit | None:
    """What is off, and they may speak of once more: it is of the day they name; or it is near, or
    before all that is on.
    """
    seen: Visits | None = talk.world.visits
    if seen is None or about(talk) is not None:
        return None
    off, coming = _theirs(seen.off, talk), _theirs(seen.coming, talk)
    of_that_day = _of_the_day(off, talk)
    if of_that_day is not None:
        return next(iter(of_that_day), None)
    soon = [each for each in off if not coming or each.at < max(coming[0].at, _soon(talk))]
    return next(iter(soon), None)


def _soon(talk: Talk) -> datetime:
    return talk.world.now + SOON


def label(visit: Visit, talk: Talk) -> str:
    """ "Rose today at 2pm"."""
    name = shortened(visit.resident.name or "your neighbour", 14)
    return f"{name} {when(visit.at, visit.zone, talk.world.now)}"


def off(talk: Talk) -> tuple[Fact, ...]:
    """It is off, coordinators can see so, and the befriender is asked when else."""
    return called_off(meant(talk), talk)


def called_off(visit: Visit | None, talk: Talk) -> tuple[Fact, ...]:
    """The same of this visit."""
    world = talk.world
    if visit is None or visit.state != PLANNED:
        return ()
    words = f"{world.person.name} can't make {when(visit.at, visit.zone, world.now)}"
    return (
        VisitCalledOff(visit.id, BEFRIENDER, talk.said.get("opening", "")),
        ConcernRaised(visit.resident.id, "look", "visit_off", words),
        NudgePlanned("visit_when_else", world.now, ASK_LATE_BY, visit.id),
    )


def tell_resident(talk: Talk) -> tuple[Passed, ...]:
    """The resident hears it gently, and that another day is looked for."""
    return told_kindly(meant(talk), talk)


def told_kindly(visit: Visit | None, talk: Talk) -> tuple[Passed, ...]:
    """The same of this visit."""
    if visit is None or visit.resident_stopped or visit.state != PLANNED:
        return ()
    return (Passed(visit.resident, "cant_visit.told", in_words(visit, talk.world)),)


@leads_to("called_off", "hospital", "not_in", "which", "this_one", "already", "nothing")
def which_one(talk: Talk) -> str:
    """The only one it may be, or they are asked. What is off is off, and takes no other with it."""
    visit, gone, coming = meant(talk), _off_already(talk), may_be_meant(talk)
    if visit is None:
        return "which" if coming else "already" if gone else "nothing"
    if gone is None or visit in (gone, _open(talk)):
        return why(talk) if _named_rightly(visit, talk) else "this_one"
    return "this_one"


def _open(talk: Talk) -> Visit | None:
    seen: Visits | None = talk.world.visits
    return seen.open if seen else None


def _named_rightly(visit: Visit, talk: Talk) -> bool:
    """Whether the day they name, if they name one, is that of this visit."""
    found = _of_the_day([visit], talk)
    return found is None or bool(found)


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


@fills_in("neighbour", "visitor", "day", "at_place", "time", "gone", "choices")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit in words; those to choose from, numbered."""
    choices = (f"{nth} {label(each, talk)}" for nth, each in enumerate(may_be_meant(talk), 1))
    gone = _off_already(talk)
    return {
        **in_words(meant(talk) or gone, talk.world),
        "gone": when(gone.at, gone.zone, talk.world.now) if gone else "",
        "choices": ", ".join(choices),
    }


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
    Ask("this_one", hears=YesNo(), yes=why, no="still_on", later="still_on", silence=None),
    Say("called_off", did=off, passes=tell_resident),
    Say("hospital", did=in_hospital_they_say),
    Say("not_in", did=went_in_vain),
    Say("already"),
    Say("one_by_one"),
    Say("still_on"),
    Say("nothing"),
    on=(Signal.CANT_VISIT,),
    role=BEFRIENDER,
    sees=("named", "visits"),
    fills=filled,
)
