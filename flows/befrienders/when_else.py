"""When could you go instead? The resident is asked if that suits, or about somebody else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.facts.visits import VisitOffered
from flows.hearing import When
from flows.visits.hearing import another_time
from flows.visits.saying import about, in_words, mine, when
from flows.world.visits import CALLED_OFF

A_WHILE: Final = timedelta(minutes=30)


@leads_to("when", "rest")
def still_off(talk: Talk) -> str:
    """Nobody is asked about what was moved meanwhile, or about a pair that has ended."""
    visit = about(talk)
    return "when" if mine(visit, talk) and visit.state == CALLED_OFF else "rest"


def _offered(talk: Talk) -> datetime | None:
    visit = about(talk)
    said = talk.answers.get("once_more") or talk.answers.get("when", "")
    return another_time(said, visit, talk.world.now) if visit else None


@leads_to("asked", "once_more")
def first_said(talk: Talk) -> str:
    """A time to come is offered; any other is asked for once more."""
    found = _offered(talk)
    return "asked" if found and found > talk.world.now else "once_more"


@leads_to("asked", "nobody_else")
def then_said(talk: Talk) -> str:
    """After that, we leave it."""
    found = _offered(talk)
    return "asked" if found and found > talk.world.now else "nobody_else"


def offered(talk: Talk) -> VisitOffered:
    """The resident is asked whether that suits."""
    return VisitOffered(talk.subject, _offered(talk))


def no_other_time(talk: Talk) -> VisitOffered:
    """The resident is asked whether somebody else may come."""
    return VisitOffered(talk.subject, None)


@fills_in("neighbour", "visitor", "day", "at_place", "time", "new_day")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit, and the time they could go instead."""
    visit, found = about(talk), _offered(talk)
    if visit is None:
        return {}
    new = when(found, visit.zone, talk.world.now) if found else ""
    return {**in_words(visit, talk.world), "new_day": new}


visit_when_else = Flow(
    "visit_when_else",
    Do("look", then=still_off),
    Ask("when", hears=When(), heard=first_said, skip="nobody_else", silence="unsaid"),
    Ask("once_more", hears=When(), heard=then_said, skip="nobody_else", silence="unsaid"),
    Say("asked", did=offered),
    Say("nobody_else", did=no_other_time),
    Do("unsaid", did=no_other_time),
    Do("rest"),
    due=Due("visit_when_else", consent="", again=A_WHILE, counts=False, over=("visit_prompt",)),
    sees=("visits",),
    fills=filled,
)
