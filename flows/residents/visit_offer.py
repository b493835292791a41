"""Another time, or somebody else, where whoever visits them can't come: as they would like it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.concerns import GoodNews
from flows.facts.visits import StandInWanted, VisitMoved
from flows.hearing import YesNo
from flows.steps import Passes
from flows.visits.saying import about, in_words, theirs, when
from flows.world.visits import CALLED_OFF, SEEN_TO_FIRST

A_WHILE: Final = timedelta(hours=1)
A_DAY: Final = timedelta(days=1)


@leads_to("other_time", "somebody_else", "rest")
def still_off(talk: Talk) -> str:
    """Nobody is offered a time that is past, or anything of a visit that is on again."""
    visit = about(talk)
    if not theirs(visit, talk) or visit.state != CALLED_OFF or visit.resting in SEEN_TO_FIRST:
        return "rest"
    if visit.offer_at is None:
        return "somebody_else"
    return "other_time" if visit.offer_at > talk.world.now else "rest"


@leads_to("agreed", "too_late")
def still_time(talk: Talk) -> str:
    """A yes that comes after the time offered is no visit."""
    visit = about(talk)
    soon = visit is not None and visit.offer_at is not None and visit.offer_at > talk.world.now
    return "agreed" if soon else "too_late"


def agreed(talk: Talk) -> tuple[Fact, ...]:
    """The visit is then, and coordinators need not see to it."""
    visit = about(talk)
    if visit is None or visit.offer_at is None:
        return ()
    return (VisitMoved(visit.id, visit.offer_at), GoodNews(("visit_off",), "It has a new day."))


def somebody_else(talk: Talk) -> StandInWanted:
    """Somebody else may come, this once."""
    return StandInWanted(talk.subject)


def tell_visitor(key: str) -> Passes:
    """Whoever offered it hears what they said."""

    def passes(talk: Talk) -> tuple[Passed, ...]:
        visit = about(talk)
        if visit is None or not visit.on:
            return ()
        return (Passed(visit.befriender, key, filled(talk)),)

    return passes


@fills_in("neighbour", "visitor", "day", "at_place", "time", "new_day")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit, and the time that is offered instead."""
    visit = about(talk)
    if visit is None:
        return {}
    new = when(visit.offer_at, visit.zone, talk.world.now) if visit.offer_at else ""
    return {**in_words(visit, talk.world), "new_day": new}


visit_offer = Flow(
    "visit_offer",
    Do("look", then=still_off),
    Ask(
        "other_time",
        hears=YesNo(),
        wait=A_DAY,
        yes=still_time,
        no="not_then",
        later="not_then",
        silence="unsaid",
    ),
    Ask(
        "somebody_else",
        hears=YesNo(),
        wait=A_DAY,
        yes="will_ask",
        no="all_right",
        later="all_right",
        silence=None,
        gives_way=True,
    ),
    Say("agreed", did=agreed, passes=tell_visitor("visit_offer.told_yes")),
    Say("not_then", passes=tell_visitor("visit_offer.told_no")),
    Say("too_late", passes=tell_visitor("visit_offer.told_late")),
    Do("unsaid", passes=tell_visitor("visit_offer.told_late")),
    Say("will_ask", did=somebody_else),
    Say("all_right"),
    Do("rest"),
    due=Due(
        "visit_offer",
        consent="visits",
        again=A_WHILE,
        counts=False,
        over=("visit_confirm", "visit_offer"),
    ),
    sees=("visits",),
    fills=filled,
)
