"""A small ask by Doorstep itself: a recipe, a bench, a song. Somebody's first tiny task."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, fills_in, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.favours import SmallAskAnswered
from flows.favours.asking import HelpOrWords, OwnWords
from flows.favours.small_asks import SmallAsk, small_ask_for, small_asks
from flows.world.favours import FavourSeen

ANOTHER_IN: Final = timedelta(days=28)
LATE_BY: Final = timedelta(days=4)


def _chosen(talk: Talk) -> SmallAsk | None:
    if talk.answers.get("small"):
        return small_asks().get(talk.answers["small"])
    seen: FavourSeen = talk.world.favour or FavourSeen()
    return small_ask_for(talk.world.person.id, seen.tags, seen.small_asked)


@leads_to("ask", "nothing")
def first(talk: Talk) -> str:
    """Nobody is asked for two things in one week: a neighbour's favour goes before ours."""
    seen: FavourSeen = talk.world.favour or FavourSeen()
    return "nothing" if seen.asked_lately or _chosen(talk) is None else "ask"


def which(talk: Talk) -> Mapping[str, str]:
    """The small ask that is shown, so that it is the same one all through."""
    chosen = _chosen(talk)
    return {"small": chosen.name} if chosen else {}


def went_out(talk: Talk) -> tuple[Fact, ...]:
    """It was asked, whatever comes of it: nobody is asked the same small thing twice."""
    chosen = _chosen(talk) if first(talk) == "ask" else None
    return (SmallAskAnswered(chosen.name, "asked"),) if chosen else ()


def _answered(talk: Talk, answer: str) -> SmallAskAnswered:
    words = talk.said.get("go_on") or talk.said.get("ask", "")
    return SmallAskAnswered(talk.answers.get("small", ""), answer, words)


def _another(talk: Talk) -> NudgePlanned:
    return NudgePlanned("small_ask", talk.world.now + ANOTHER_IN, LATE_BY)


def helped(talk: Talk) -> tuple[Fact, ...]:
    """They helped. In a month we may ask for something else."""
    return (_answered(talk, "yes"), _another(talk))


def not_now(talk: Talk) -> tuple[Fact, ...]:
    """Not now: perhaps something else, in a month."""
    return (_answered(talk, "later"), _another(talk))


def said_no(talk: Talk) -> SmallAskAnswered:
    """No, and no more of these."""
    return _answered(talk, "no")


def said_nothing(talk: Talk) -> SmallAskAnswered:
    """Nothing came back. They are not asked again."""
    return _answered(talk, "silent")


def next_month(talk: Talk) -> tuple[Fact, ...]:
    """A neighbour's favour came first; or there is nothing left that they were not asked."""
    return (_another(talk),) if _chosen(talk) else ()


@fills_in("small_ask")
def asked(talk: Talk) -> Mapping[str, str]:
    """What is asked for."""
    chosen = _chosen(talk)
    return {"small_ask": chosen.asks if chosen else ""}


small_ask = Flow(
    "small_ask",
    Do("begin", did=went_out, then=first),
    Ask(
        "ask",
        hears=HelpOrWords(),
        keeps=which,
        wait=timedelta(days=4),
        heard="thanks",
        yes="go_on",
        no="no",
        later="later",
        silence="silent",
    ),
    Ask(
        "go_on",
        hears=OwnWords(),
        wait=timedelta(days=4),
        heard="thanks",
        skip="later",
        silence="silent",
    ),
    Say("thanks", did=helped, tell=Tell("coordinator", "small_ask")),
    Say("no", did=said_no),
    Say("later", did=not_now),
    Do("silent", did=said_nothing),
    Do("nothing", did=next_month),
    due=Due("small_ask", consent="", again=timedelta(days=1), idle=True),
    sees=("favour",),
    fills=asked,
)
