"""Running late, or on the way: whoever waits hears so at once, and how late it gets. It is no no.

A coordinator hears of it only where it gets very late.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from flows.befrienders.cant_visit import called_off, told_kindly
from flows.engine import OPENING, Ask, Do, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.concerns import ConcernRaised
from flows.facts.visits import VisitLate
from flows.hearing import Signal, YesNo
from flows.hearing.on_the_way import is_late, may_not_come
from flows.rhythm import local_day
from flows.visits.hearing import named_pair
from flows.visits.lateness import BARELY, LONGEST, comes_at
from flows.visits.saying import clock, in_words, mine, when
from flows.world import BEFRIENDER
from flows.world.visits import ACCUSED, Visit

VERY_LATE: Final = timedelta(hours=1)
"""From then on a coordinator reads of it too: somebody may sit and wait."""

BACK: Final = timedelta(hours=3)
"""How long after its hour a visit may still be the one that they run late for."""


def _visit(talk: Talk) -> Visit | None:
    """The nearest that has not begun; of whom they name."""
    seen, world, named = talk.world.visits, talk.world, named_pair(talk)
    theirs = [
        each
        for each in (seen.coming if seen else ())
        if mine(each, talk)
        and each.at > world.now - BACK
        and (named is None or each.pairing == named.pairing)
    ]
    return min(theirs, key=lambda each: abs(each.at - world.now), default=None)


def _words(talk: Talk) -> str:
    """All that they have said of it."""
    return " ".join((talk.said.get(OPENING, ""), talk.said.get("later_or_not", "")))


def _comes(talk: Talk) -> datetime | None:
    """When they hope to be there, if they say so."""
    visit = _visit(talk)
    return comes_at(_words(talk), visit.at, visit.zone, talk.world.now) if visit else None


@leads_to("later_or_not", "late", "very_late", "too_late", "a_little", "coming", "known", "nothing")
def how_late(talk: Talk) -> str:
    """Where it may be a no they are asked."""
    if _visit(talk) is None:
        return "nothing"
    return "later_or_not" if may_not_come(_words(talk)) else then_how_late(talk)


@leads_to("late", "very_late", "too_late", "a_little", "coming", "known")
def then_how_late(talk: Talk) -> str:
    """What is new is told; that they are on the way is so once."""
    visit, comes = _visit(talk), _comes(talk)
    if visit is None or (comes is None and visit.late_told):
        return "known"
    if comes is None:
        return "a_little" if is_late(_words(talk)) else "coming"
    if comes - visit.at > LONGEST:
        return "too_late"
    if abs(comes - (visit.late_at or visit.at)) < BARELY:
        return "known" if visit.late_told else "coming"
    return "very_late" if comes - visit.at >= VERY_LATE else "late"


def late(talk: Talk) -> tuple[Fact, ...]:
    """The clock of the visit moves with it."""
    visit = _visit(talk)
    if visit is None:
        return ()
    on_the_way = VisitLate(visit.id, _comes(talk))
    if visit.resting != ACCUSED:
        return (on_the_way,)
    words = _words(talk).strip()  # nobody has seen yet to what was said of them, and they come
    return (on_the_way, ConcernRaised(visit.resident.id, "urgent", "visitor_there", words))


def very_late(talk: Talk) -> tuple[Fact, ...]:
    """And whoever coordinates may like to ring whoever waits."""
    visit = _visit(talk)
    if visit is None:
        return ()
    told = ConcernRaised(visit.resident.id, "today", "visit_very_late", _words(talk).strip())
    return (*late(talk), told)


def tell_resident(talk: Talk) -> tuple[Passed, ...]:
    """In words that leave nobody waiting at the window."""
    visit, comes = _visit(talk), _comes(talk)
    if visit is None or visit.resident_stopped or visit.resting:
        return ()
    key = "told_a_little" if comes is None else "told"
    if comes is not None and local_day(comes, visit.zone) != local_day(talk.world.now, visit.zone):
        key = "told_later"
    return (Passed(visit.resident, f"running_late.{key}", filled(talk)),)


def tell_resident_they_come(talk: Talk) -> tuple[Passed, ...]:
    """They are on the way, and in time."""
    visit = _visit(talk)
    if visit is None or visit.resident_stopped or visit.resting:
        return ()
    return (Passed(visit.resident, "running_late.told_coming", filled(talk)),)


def off(talk: Talk) -> tuple[Fact, ...]:
    """They can't come after all."""
    return called_off(_visit(talk), talk)


def tell_resident_it_is_off(talk: Talk) -> tuple[Passed, ...]:
    """The resident hears it gently."""
    return told_kindly(_visit(talk), talk)


@fills_in("neighbour", "visitor", "day", "at_place", "time", "late", "comes", "new_day")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit in words, how late it gets, and when they hope to be there."""
    visit, comes = _visit(talk), _comes(talk)
    words = in_words(visit, talk.world)
    if visit is None or comes is None:
        return {**words, "late": "", "comes": "", "new_day": ""}
    return {
        **words,
        "late": _in_minutes(comes - visit.at),
        "comes": clock(_to_five(comes), visit.zone),
        "new_day": when(_to_five(comes), visit.zone, talk.world.now),
    }


def _to_five(at: datetime) -> datetime:
    """To the nearest five minutes: nobody says 2.23pm."""
    minute = 5 * round(at.minute / 5)
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=minute)


def _in_minutes(late: timedelta) -> str:
    minutes = 5 * max(1, round(late / timedelta(minutes=5)))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} minutes"
    whole = "an hour" if hours == 1 else f"{hours} hours"
    return f"{whole} and {rest} minutes" if rest else whole


running_late = Flow(
    "running_late",
    Do("look", then=how_late),
    Ask(
        "later_or_not",
        hears=YesNo(),
        yes=then_how_late,
        later=then_how_late,
        no="called_off",
        silence=None,
    ),
    Say("late", did=late, passes=tell_resident),
    Say("very_late", did=very_late, passes=tell_resident),
    Say("too_late"),
    Say("a_little", did=late, passes=tell_resident),
    Say("coming", did=late, passes=tell_resident_they_come),
    Say("known"),
    Say("called_off", did=off, passes=tell_resident_it_is_off),
    Say("nothing"),
    on=(Signal.RUNNING_LATE,),
    role=BEFRIENDER,
    sees=("named", "visits"),
    fills=filled,
)
