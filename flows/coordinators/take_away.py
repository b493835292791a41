"""GONE: a coordinator takes away what a neighbour told us of; so does who told us of it."""

from collections.abc import Mapping
from typing import Final

from flows.engine import Ask, Do, Flow, Say, Talk, Tell, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.nearby import ActivityGone
from flows.hearing import Choice, Expect, Signal
from flows.words import shortened
from flows.world import COORDINATOR
from flows.world.outings import Listed

SHOWN: Final = 4
"""How many places a coordinator can choose from, the latest first."""


@leads_to("which", "nothing_listed", "not_yours")
def may_take_away(talk: Talk) -> str:
    """A coordinator's GONE takes anything away, and a neighbour's what they told us of; of the rest
    a neighbour's is a thing to look into.
    """
    if _listed(talk):
        return "which"
    return "nothing_listed" if _is_coordinator(talk) else "not_yours"


def _is_coordinator(talk: Talk) -> bool:
    return COORDINATOR in talk.world.person.roles


def _listed(talk: Talk) -> list[Listed]:
    """What they may take away."""
    every = talk.world.listed or ()
    return [each for each in every if each.theirs or _is_coordinator(talk)][:SHOWN]


@leads_to("left_there", "not_yours")
def another_one(talk: Talk) -> str:
    """A neighbour who means none of theirs means something else that we list."""
    return "left_there" if _is_coordinator(talk) else "not_yours"


def _names(talk: Talk) -> list[str]:
    return [shortened(each.title, 20) for each in _listed(talk)]


@expects("one", "several", "none")
def one_listed(talk: Talk) -> Expect:
    """Which of those that neighbours told of lately."""
    return Choice(*dict.fromkeys(_names(talk)))


def taken_away(talk: Talk) -> tuple[Fact, ...]:
    """It is off the list."""
    title = talk.answers.get("which", "")
    found = zip(_names(talk), _listed(talk), strict=True)
    return tuple(ActivityGone(each.activity, surely=True) for name, each in found if name == title)


@fills_in("places", "place")
def places_in_words(talk: Talk) -> Mapping[str, str]:
    """The latest places, numbered."""
    names = dict.fromkeys(_names(talk))
    numbered = " ".join(f"{number} {name}." for number, name in enumerate(names, start=1))
    place = talk.answers.get("which", "")
    return {"places": numbered, "place": f"{place[:1].upper()}{place[1:]}"}


take_away = Flow(
    "take_away",
    Do("look", then=may_take_away),
    Ask(
        "which",
        hears=one_listed,
        one="taken_away",
        several="one_only",
        none=another_one,
        silence=None,
    ),
    Say("taken_away", did=taken_away),
    Say("one_only"),
    Say("left_there"),
    Say("nothing_listed"),
    Say("not_yours", tell=Tell("coordinator", "gone_perhaps")),
    on=(Signal.GONE,),
    sees=("listed",),
    fills=places_in_words,
)
