"""DONE: one of the team has seen to somebody. What came of it, and what they would like, is kept.

It is closed at once; the questions after it are gentle, and may go unanswered.
"""

import re
from collections.abc import Mapping
from typing import Final

from flows.concerns.levels import LOOK, NOT_RUNG, TODAY, URGENT, WISHES
from flows.coordinators.concerned import (
    AN_HOUR,
    about,
    asks_which,
    chosen,
    in_words,
    kept,
    named,
    rest,
    to_close,
    unseen,
)
from flows.engine import Ask, Do, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts.concerns import (
    ConcernClosed,
    ConcernNoted,
    ConcernRaised,
    OutcomeTold,
    WishTold,
)
from flows.hearing import FreeWords, Signal, YesNo
from flows.words import shortened
from flows.world import Neighbour
from flows.world.concerns import OpenConcern

_NOT_REACHED: Final = re.compile(
    r"\bno (?:answer|reply|response|luck|joy)\b|\b(?:nobody|no ?one) (?:in|there|home|answer\w*)\b"
    r"|\b(?:not|isn'?t|wasn'?t|didn'?t|doesn'?t|won'?t) (?:been )?(?:answer|pick|repl|respond)"
    r"|\bvoice ?mail\b|\banswer ?phone\b|\b(?:line|phone)(?: is| was|'s)? engaged\b"
    r"|\b(?:can'?t|cant|cannot|couldn'?t|could not) (?:get|reach|raise)\b|\btry(?:ing)? again\b"
)
"""Somebody rang, or knocked, and nobody was reached."""

QUOTED: Final = 60  # characters of an outcome that whoever had it in hand reads


def whom(talk: Talk) -> Mapping[str, str]:
    """Whom it can be."""
    return kept(talk, to_close(talk))


@leads_to("which", "close", "that_too", "nothing", "not_open")
def whose(talk: Talk) -> str:
    """Whether that is clear."""
    people = to_close(talk)
    if not people:
        return "nothing" if named(talk) is None else "not_open"
    return seen_to(talk) if chosen(talk) else "which"


@leads_to("close", "that_too", "not_reached")
def seen_to(talk: Talk) -> str:
    """Whether all of it is meant. Nothing urgent is closed by whoever may not know of it, and
    nothing grave by whoever rang and nobody answered.
    """
    theirs = about(talk, chosen(talk))
    if _NOT_REACHED.search(rest(talk).casefold()) and _grave(theirs):
        return "not_reached"
    return "that_too" if unseen(talk, theirs) else "close"


def _grave(theirs: tuple[OpenConcern, ...]) -> list[OpenConcern]:
    return [each for each in theirs if each.level != LOOK and each.kind not in NOT_RUNG]


def noted(talk: Talk) -> ConcernNoted:
    """It stays open, with what they say of it."""
    theirs = about(talk, chosen(talk))
    return ConcernNoted(tuple(each.id for each in theirs), rest(talk))


@leads_to("wish", "thanks", "open_again")
def came(talk: Talk) -> str:
    """Where nobody was reached after all, it is open again."""
    if _NOT_REACHED.search(talk.answers.get("came_of_it", "").casefold()):
        return "open_again"
    return _wish_or(talk, "thanks")


def open_again(talk: Talk) -> tuple[ConcernRaised, ...]:
    """Somebody still needs a person, as soon as before."""
    urgent = talk.answers.get("level") == URGENT
    level, kind = (URGENT, "noted_danger") if urgent else (TODAY, "noted_worry")
    words = talk.answers.get("came_of_it", "")
    return tuple(ConcernRaised(each, level, kind, words) for each in chosen(talk))


def all_of_it(talk: Talk) -> Mapping[str, str]:
    """They were asked, and have seen to what is urgent, too."""
    return {"all_of_it": "yes"}


def _seen(talk: Talk) -> tuple[OpenConcern, ...]:
    """What they have seen to of what is open about whom they mean."""
    theirs = about(talk, chosen(talk))
    left = () if talk.answers.get("all_of_it") else unseen(talk, theirs)
    return tuple(each for each in theirs if each not in left)


def what_is_closed(talk: Talk) -> Mapping[str, str]:
    """What is closed, for the questions that follow."""
    theirs = _seen(talk)
    grave = _grave(theirs)
    return {
        "level": grave[0].level if grave else LOOK,
        "closed": ",".join(str(each.id) for each in theirs),
        "who": in_words(talk)["about"],
        "grave": "yes" if grave else "",
        "wishes": "yes" if any(each.kind in WISHES for each in grave) else "",
    }


def _ids(talk: Talk) -> tuple[int, ...]:
    return tuple(int(each) for each in talk.answers.get("closed", "").split(",") if each)


def closed(talk: Talk) -> ConcernClosed:
    """All that is open about them is over."""
    return ConcernClosed(tuple(each.id for each in _seen(talk)), rest(talk))


def to_claimers(talk: Talk) -> tuple[Passed, ...]:
    """Who had it in hand hears that somebody else has closed it."""
    theirs = _seen(talk)
    others = {each.claimed_by: each.claimer for each in theirs}
    who = talk.world.person.name or "Somebody"
    about_whom = in_words(talk)["about"]
    values = {"neighbour": who, "about": about_whom, "words": shortened(rest(talk), QUOTED)}
    return tuple(
        Passed(Neighbour(each, name), "done.closed_by", values)
        for each, name in others.items()
        if each not in (0, talk.world.person.id)
    )


@leads_to("came_of_it", "wish", "noted")
def after(talk: Talk) -> str:
    """What came of it is asked where they have not said, and only of what was more than a look."""
    if not talk.answers.get("grave"):
        return "noted"
    return _wish_or(talk, "noted") if rest(talk) else "came_of_it"


def _wish_or(talk: Talk, otherwise: str) -> str:
    return "wish" if talk.answers.get("wishes") else otherwise


def outcome(talk: Talk) -> OutcomeTold:
    """What came of it."""
    return OutcomeTold(_ids(talk), talk.answers.get("came_of_it", ""))


def wished(talk: Talk) -> WishTold:
    """What they would like to happen."""
    return WishTold(_ids(talk), talk.answers.get("wish", ""))


@fills_in("about", "reach", "claimer", "which", "called")
def fills(talk: Talk) -> Mapping[str, str]:
    """Whom it is about."""
    return in_words(talk)


done = Flow(
    "done",
    Do("look", keeps=whom, then=whose),
    asks_which(seen_to),
    Say("not_reached", did=noted),
    Ask(
        "that_too",
        hears=YesNo(),
        wait=AN_HOUR,
        gives_way=True,
        yes="all_of_it",
        no="the_rest",
        later="the_rest",
        silence=None,
        unclear="the_rest",
    ),
    Do("all_of_it", keeps=all_of_it, then="close"),
    Do("the_rest", did=closed, passes=to_claimers, then="still_open"),
    Say("still_open"),
    Do("close", keeps=what_is_closed, did=closed, passes=to_claimers, then=after),
    Ask(
        "came_of_it",
        hears=FreeWords(600),
        wait=AN_HOUR,
        gives_way=True,
        heard="kept",
        skip="thanks",
        silence=None,
        unclear="thanks",
    ),
    Do("kept", did=outcome, then=came),
    Say("open_again", did=open_again),
    Ask(
        "wish",
        hears=FreeWords(600),
        wait=AN_HOUR,
        gives_way=True,
        heard="wished",
        skip="thanks",
        silence=None,
        unclear="thanks",
    ),
    Say("wished", did=wished),
    Say("noted"),
    Say("thanks"),
    Say("nothing"),
    Say("not_open"),
    Say("left"),
    on=(Signal.DONE,),
    of_others=True,
    sees=("caring", "named"),
    fills=fills,
)
