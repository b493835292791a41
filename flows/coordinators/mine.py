"""MINE: one of the team has somebody in hand, so that nobody else need."""

from collections.abc import Mapping

from flows.concerns.levels import LOOK, NOT_RUNG, WISHES
from flows.coordinators.concerned import (
    about,
    asks_which,
    chosen,
    in_words,
    kept,
    named,
    to_claim,
)
from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to
from flows.facts.concerns import ConcernClaimed
from flows.hearing import Signal


def whom(talk: Talk) -> Mapping[str, str]:
    """Whom it can be."""
    return kept(talk, to_claim(talk))


@leads_to("which", "taken", "taken_to_ring", "taken_quietly", "has_it", "nothing", "not_open")
def whose(talk: Talk) -> str:
    """Whether that is clear, and nobody else has them."""
    people = to_claim(talk)
    if not people:
        return "nothing" if named(talk) is None else "not_open"
    return _taken(talk) if chosen(talk) else "which"


@leads_to("taken", "taken_to_ring", "taken_quietly", "has_it", "nothing")
def picked(talk: Talk) -> str:
    """Whom they picked."""
    return _taken(talk)


def _taken(talk: Talk) -> str:
    theirs, me = about(talk, chosen(talk)), talk.world.person.id
    if not theirs:
        return "nothing"
    if all(each.claimed_by not in (0, me) and not each.waits for each in theirs):
        return "has_it"
    quiet = theirs[0].level == LOOK or any(each.kind in NOT_RUNG for each in theirs)
    if quiet:
        return "taken_quietly"
    return "taken" if any(each.kind in WISHES for each in theirs) else "taken_to_ring"


def claimed(talk: Talk) -> ConcernClaimed:
    """They have all that is open about them."""
    return ConcernClaimed(tuple(each.id for each in about(talk, chosen(talk))))


@fills_in("about", "reach", "claimer", "which", "called")
def fills(talk: Talk) -> Mapping[str, str]:
    """Whom it is about."""
    return in_words(talk)


mine = Flow(
    "mine",
    Do("look", keeps=whom, then=whose),
    asks_which(picked),
    Say("taken", did=claimed),
    Say("taken_to_ring", did=claimed),
    Say("taken_quietly", did=claimed),
    Say("has_it", did=claimed),
    Say("nothing"),
    Say("not_open"),
    Say("left"),
    on=(Signal.MINE,),
    sees=("caring", "named"),
    fills=fills,
)
