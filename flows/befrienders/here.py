"""HERE: a befriender has arrived. A clock runs until DONE, so that nobody is alone with trouble."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from flows.engine import Ask, Do, Flow, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.concerns import ConcernRaised, GoodNews
from flows.facts.visits import VisitBegan
from flows.hearing import Choice, Expect, Signal
from flows.hearing.in_a_visit import STAYS
from flows.visits.hearing import arriving_at, minutes_in, named_pair
from flows.visits.saying import clock
from flows.world import BEFRIENDER
from flows.world.visits import Pair, Visit

MOST: Final = 8
"""People to choose from, of those whom one befriender visits."""

LATE: Final = timedelta(minutes=30)
"""After the planned end, from when on somebody may have been told that we wonder."""


def pair_of(talk: Talk) -> Pair | None:
    """With whom they are: whom they chose or named; whose visit is now; the only one they visit;
    who they are with already.
    """
    seen = talk.world.visits
    if seen is None:
        return None
    chosen = talk.answers.get("whom", "")
    if chosen:
        return next((each for each in seen.pairs if _name(each) == chosen), None)
    if named := named_pair(talk):
        return named
    planned = arriving_at(_mine(talk), 0, talk.world.now)
    there = seen.open if seen.open and not seen.open.unsure else None
    likely = planned.pairing if planned else there.pairing if there else 0
    only = seen.pairs[0] if len(seen.pairs) == 1 else None
    return next((each for each in seen.pairs if each.pairing == likely), only)


def _mine(talk: Talk) -> tuple[Visit, ...]:
    """What is planned of theirs: who visits people may be visited too."""
    seen, who = talk.world.visits, talk.world.person.id
    return tuple(each for each in seen.coming if each.befriender.id == who) if seen else ()


def _name(pair: Pair) -> str:
    return pair.resident.name or "your neighbour"


@leads_to("here", "unsure", "nobody")
def with_whom(talk: Talk) -> str:
    """The one it must be, or they are asked."""
    if pair_of(talk) is not None:
        return "here"
    seen = talk.world.visits
    return "unsure" if seen and seen.pairs else "nobody"


@expects("one", "several", "none")
def one_of_theirs(talk: Talk) -> Expect:
    """Which of those they visit."""
    seen = talk.world.visits
    return Choice(*(_name(each) for each in (seen.pairs if seen else ())[:MOST]))


def _visit(talk: Talk) -> Visit | None:
    pair = pair_of(talk)
    return arriving_at(_mine(talk), pair.pairing, talk.world.now) if pair else None


def _minutes(talk: Talk) -> int:
    """As they say; else as planned, from now on. Who is there already stays on a while, and at
    least as long as they thought.
    """
    pair, visit = pair_of(talk), _visit(talk)
    told = minutes_in(talk.said.get("opening", ""))
    if told:
        return told
    seen = talk.world.visits
    there: Visit | None = seen.open if seen else None
    same = pair and there and there.pairing == pair.pairing and not there.unsure
    if same and there and there.ends_at:
        left: int = -((talk.world.now - there.ends_at) // timedelta(minutes=1))
        return max(left, STAYS)
    return visit.minutes if visit else pair.minutes if pair else 60


def _until(talk: Talk) -> datetime:
    """When they think to leave, as one says it: to five minutes."""
    at = talk.world.now + timedelta(minutes=_minutes(talk))
    return at - timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)


def began(talk: Talk) -> tuple[Fact, ...]:
    """They are there. Whoever wondered where they were need not go on."""
    pair, visit, seen = pair_of(talk), _visit(talk), talk.world.visits
    if pair is None or seen is None:
        return ()
    begun = VisitBegan(visit.id if visit else 0, pair.pairing, _minutes(talk))
    return (begun, *found_well(seen.open, talk), *there_unwanted(pair, talk))


def began_unsure(talk: Talk) -> tuple[Fact, ...]:
    """They are at somebody's. The clock waits for no answer to whose it is."""
    seen = talk.world.visits
    if seen is None or not seen.pairs:
        return ()
    begun = VisitBegan(0, seen.pairs[0].pairing, _minutes(talk), unsure=True)
    return (begun, *found_well(seen.open, talk))


def there_unwanted(pair: Pair, talk: Talk) -> tuple[ConcernRaised, ...]:
    """Somebody has said something of this befriender, and nobody has seen to it: a coordinator
    hears at once where they are. Their own phone shows nothing of it.
    """
    if not pair.accused:
        return ()
    words = talk.said.get("opening", "") or "HERE"
    return (ConcernRaised(pair.resident.id, "urgent", "visitor_there", words),)


def found_well(visit: Visit | None, talk: Talk) -> tuple[GoodNews, ...]:
    """Somebody may have been told that this befriender has not come out: they are well."""
    if visit is None or visit.ends_at is None or talk.world.now < visit.ends_at + LATE:
        return ()
    return (GoodNews(("not_out",), f"{talk.world.person.name or 'They'} has texted: all is well."),)


@fills_in("neighbour", "until", "choices")
def filled(talk: Talk) -> Mapping[str, str]:
    """With whom, until when; those to choose from, numbered."""
    seen, pair = talk.world.visits, pair_of(talk)
    names = (f"{nth} {_name(each)}" for nth, each in enumerate((seen.pairs if seen else ()), 1))
    return {
        "neighbour": _name(pair) if pair else "",
        "until": clock(_until(talk), talk.world.person.zone),
        "choices": ", ".join(list(names)[:MOST]),
    }


here = Flow(
    "here",
    Do("look", then=with_whom),
    Do("unsure", did=began_unsure, then="whom"),
    Ask("whom", hears=one_of_theirs, one="here", several="nobody", none="nobody", silence=None),
    Say("here", did=began, offers=("DONE",)),
    Say("nobody"),
    on=(Signal.HERE,),
    role=BEFRIENDER,
    sees=("named", "visits"),
    fills=filled,
)
