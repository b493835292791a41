"""Asking a favour: what, when, and whether their words may be passed on just so.

Anybody may ask: Rose for a lift, Sam about tomatoes. Nobody is asked before the asker has read
their words back and said yes. Money, medicine and keys are not for a neighbour: a person sees
to those.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Flow, Say, Talk, Tell, fills_in, leads_to, scene
from flows.facts.favours import FavourAsked
from flows.favours.asking import (
    LOOKED_FOR,
    OwnWords,
    SomeTime,
    is_soon,
    kind_asked,
    last_words,
    much_the_same,
    passed_on,
    time_in,
    too_long,
    until,
    weekday_of,
)
from flows.favours.kinds import for_a_person, tags_wanted
from flows.hearing import Signal, YesNo
from flows.world.favours import FavourSeen

AT_ONCE: Final = 3
"""How many favours one person has open at a time."""


def _all_words(talk: Talk) -> str:
    return " / ".join(talk.answers.get(step, "") for step in ("what", "shorter", "other_words"))


def _same_open(talk: Talk) -> str:
    """What they asked for and is still open, where this is the same."""
    seen: FavourSeen | None = talk.world.favour
    mine = [each.words for each in seen.mine] if seen else []
    words = last_words(talk.answers)
    return next((each for each in mine if much_the_same(words, each)), "")


@leads_to("full", "a_person", "already", "shorter", "when", "confirm")
def after_what(talk: Talk) -> str:
    """Where their first words lead."""
    seen: FavourSeen | None = talk.world.favour
    if for_a_person(_all_words(talk)):
        return "a_person"
    if _same_open(talk):
        return "already"
    if seen and len(seen.mine) >= AT_ONCE:
        return "full"
    return "shorter" if too_long(talk.answers["what"]) else after_words(talk)


@leads_to("a_person", "when", "confirm")
def after_words(talk: Talk) -> str:
    """Where a favour that is short enough leads: is there a time to ask for?"""
    if for_a_person(_all_words(talk)):
        return "a_person"
    asked = "when" in talk.answers or time_in(last_words(talk.answers), scene(talk.world))
    return "confirm" if asked or not kind_asked(talk.answers).when else "when"


def _when(talk: Talk) -> str:
    return talk.answers.get("when") or time_in(last_words(talk.answers), scene(talk.world))


@leads_to("asking", "asking_soon")
def in_time(talk: Talk) -> str:
    """What is for tomorrow is seen to by a person as well: nobody may be found till then."""
    soon = is_soon(_when(talk), talk.world.now, talk.world.person.zone)
    return "asking_soon" if soon else "asking"


def _words(talk: Talk) -> str:
    """What a neighbour would read."""
    return passed_on(last_words(talk.answers), talk.said["when"] if _said_when(talk) else "")


def _said_when(talk: Talk) -> bool:
    """Whether they named a time of their own. Any time needs no word."""
    heard = SomeTime().heard(talk.said.get("when", ""), scene(talk.world))
    return heard is not None and heard.outcome == "time"


def favour_asked(talk: Talk) -> FavourAsked:
    """They have read it back, and it may be passed on."""
    words = _words(talk)
    when = _when(talk)
    kind = kind_asked(talk.answers)
    about = tags_wanted(kind, talk.answers.get("other_words") or talk.answers["what"])
    wanted_by = until(when, talk.world.now, talk.world.person.zone)
    return FavourAsked(
        kind.name, words, tuple(sorted(about)), wanted_by, weekday_of(when), kind.says
    )


def favour_by_hand(talk: Talk) -> FavourAsked:
    """Not for a neighbour. It is kept as a favour all the same, and a person sees to it."""
    why, now = for_a_person(_all_words(talk)), talk.world.now
    kind = kind_asked(talk.answers).name
    return FavourAsked(kind, _words(talk), (), now + LOOKED_FOR, by_hand=why)


@fills_in("what")
def as_passed_on(talk: Talk) -> Mapping[str, str]:
    """Their words as a neighbour would read them."""
    return {"what": _same_open(talk) or _words(talk)}


ask_a_favour = Flow(
    "ask_a_favour",
    Ask(
        "what",
        hears=OwnWords(),
        opening=True,
        wait=timedelta(days=2),
        heard=after_what,
        skip="all_right",
        silence=None,
    ),
    Ask(
        "shorter",
        hears=OwnWords(),
        wait=timedelta(days=2),
        heard=after_words,
        skip="all_right",
        silence="unsure",
    ),
    Ask(
        "when",
        hears=SomeTime(),
        wait=timedelta(days=2),
        time="confirm",
        skip="confirm",
        silence="unsure",
        unclear="confirm",
    ),
    Ask(
        "confirm",
        hears=YesNo(),
        wait=timedelta(days=2),
        yes=in_time,
        no="other_words",
        later="all_right",
        silence="unsure",
    ),
    Ask(
        "other_words",
        hears=OwnWords(),
        wait=timedelta(days=2),
        heard=after_words,
        skip="all_right",
        silence=None,
    ),
    Say("asking", did=favour_asked),
    Say("asking_soon", did=favour_asked, tell=Tell("coordinator", "favour_soon")),
    Say("already"),
    Say("a_person", did=favour_by_hand, tell=Tell("coordinator", "favour_by_hand")),
    Do("unsure", tell=Tell("coordinator", "favour_unsure")),
    Say("full"),
    Say("all_right"),
    on=(Signal.ASK,),
    sees=("favour",),
    fills=as_passed_on,
)
