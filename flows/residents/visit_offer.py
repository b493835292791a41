"""Another time, or somebody else, where whoever visits them can't come: as they would like it.

The time stays open until the evening before it, also after the question is over: a late yes counts
until both have been told that there is no visit then.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, Tell, fills_in, leads_to
from flows.facts import Fact
from flows.facts.concerns import GoodNews
from flows.facts.visits import OfferOver, StandInWanted, VisitAskedAbout, VisitMoved
from flows.hearing import YesNo
from flows.steps import Passes
from flows.visits.saying import about, in_words, mine, theirs, when
from flows.world.visits import CALLED_OFF, SEEN_TO_FIRST, Visit

A_WHILE: Final = timedelta(hours=1)
A_DAY: Final = timedelta(days=1)


@leads_to("ask", "somebody_else", "rest")
def still_off(talk: Talk) -> str:
    """Nobody is offered a time that is past, or anything of a visit that is on again."""
    visit = about(talk)
    if not theirs(visit, talk) or visit.state != CALLED_OFF or visit.resting in SEEN_TO_FIRST:
        return "rest"
    if visit.offer_at is None:
        return "somebody_else"
    return "ask" if _is_open(visit, talk) else "rest"


def asked(talk: Talk) -> VisitAskedAbout:
    """They know what is offered, and hear what becomes of it."""
    return VisitAskedAbout(talk.subject)


def _is_open(visit: Visit, talk: Talk) -> bool:
    """Whether the time that is offered may be agreed to: nobody has been told that it is off."""
    return visit.offered and visit.offer_at is not None and visit.offer_at > talk.world.now


@leads_to("agreed", "too_late")
def still_time(talk: Talk) -> str:
    """A yes that comes when the offer is over, or of a pair that is at rest by then or has ended,
    is no visit.
    """
    visit = about(talk)
    agreed = theirs(visit, talk) and _is_open(visit, talk) and not visit.resting
    return "agreed" if agreed else "too_late"


@leads_to("will_ask", "too_late")
def still_to_come(talk: Talk) -> str:
    """Nobody is looked for to come at an hour that is past."""
    visit = about(talk)
    wanted = theirs(visit, talk) and visit.state == CALLED_OFF and visit.at > talk.world.now
    return "will_ask" if wanted else "too_late"


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


def not_then(talk: Talk) -> OfferOver:
    """That time is offered no more."""
    return OfferOver(talk.subject)


@leads_to("told_late", "over", "rest")
def over(talk: Talk) -> str:
    """Whoever offered it does not go; whoever was asked does not wait."""
    visit = about(talk)
    if visit is None or visit.state != CALLED_OFF or visit.offered or not visit.offer_at:
        return "rest"
    if mine(visit, talk):
        return "told_late"
    waits = theirs(visit, talk) and visit.asked and visit.resting not in SEEN_TO_FIRST
    return "over" if waits else "rest"


def _next(visit: Visit, talk: Talk) -> str:
    """When they meet again, as far as anybody knows."""
    say, seen = talk.world.words.say, talk.world.visits
    coming = [each for each in seen.coming if each.pairing == visit.pairing and not each.resting]
    if not visit.on or not coming:
        return say("visit_offer.none_yet", {})
    return say("visit_offer.next", in_words(coming[0], talk.world))


@fills_in("neighbour", "visitor", "day", "at_place", "time", "new_day", "next")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit, and the time that is offered instead."""
    visit = about(talk)
    if visit is None:
        return {}
    new = when(visit.offer_at, visit.zone, talk.world.now) if visit.offer_at else ""
    return {**in_words(visit, talk.world), "new_day": new, "next": _next(visit, talk)}


visit_offer = Flow(
    "visit_offer",
    Do("look", then=still_off),
    Do("ask", did=asked, then="other_time"),
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
        yes=still_to_come,
        no="all_right",
        later="all_right",
        silence=None,
        gives_way=True,
    ),
    Say("agreed", did=agreed, passes=tell_visitor("visit_offer.told_yes")),
    Say("not_then", did=not_then, passes=tell_visitor("visit_offer.told_no")),
    Say("too_late", tell=Tell("coordinator", "visit_yes_late")),
    Do("unsaid"),
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


visit_offer_over = Flow(
    "visit_offer_over",
    Do("look", then=over),
    Say("told_late"),
    Say("over"),
    Do("rest"),
    due=Due("visit_offer_over", consent="", again=A_WHILE, counts=False, beside=True),
    sees=("visits",),
    fills=filled,
)
"""Nothing has come back to another time that was offered: both hear that there is no visit then."""
