"""SWAP: a turn on duty is somebody else's, once they have said yes. Until then it stays."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.concerns.shifts import Span
from flows.coordinators.concerned import words
from flows.coordinators.duty import in_words, meant, meant_in_words
from flows.coordinators.naming import whom
from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts.duty import SwapAnswered, SwapAsked
from flows.hearing import Signal, YesNo
from flows.world import COORDINATOR
from flows.world.concerns import Swap

A_DAY: Final = timedelta(days=1)


def _with(talk: Talk) -> int:
    """Whom they would swap with; 0: that is not clear."""
    found = whom(words(talk), talk.world.named, COORDINATOR)
    return found.one.id if found.one and found.one.id != talk.world.person.id else 0


@leads_to("asked", "with_whom", "no_turn")
def swap_when(talk: Talk) -> str:
    """Whether it is clear with whom, and they have a turn to swap."""
    if not _with(talk):
        return "with_whom"
    return "asked" if meant(talk) else "no_turn"


def swap_asked(talk: Talk) -> SwapAsked:
    """The other is asked."""
    return SwapAsked(_with(talk), tuple(each.id for each in meant(talk)))


@fills_in("shift", "partner")
def swap_in_words(talk: Talk) -> Mapping[str, str]:
    """With whom, and which turn."""
    found = whom(words(talk), talk.world.named, COORDINATOR)
    return {**meant_in_words(talk), "partner": found.one.name if found.one else "them"}


swap = Flow(
    "swap",
    Do("look", then=swap_when),
    Say("asked", did=swap_asked),
    Say("with_whom"),
    Say("no_turn"),
    on=(Signal.SWAP,),
    role=COORDINATOR,
    sees=("rota", "named"),
    fills=swap_in_words,
)


def _swap(talk: Talk) -> Swap | None:
    found: Swap | None = talk.world.swap
    return found


@leads_to("would_you", "gone")
def still_stands(talk: Talk) -> str:
    """Whether those turns are still whoever's who asks."""
    asked = _swap(talk)
    return "would_you" if asked and asked.shifts and not asked.answered else "gone"


def yes(talk: Talk) -> SwapAnswered:
    """They take the turns."""
    return SwapAnswered(talk.subject, True)


def no(talk: Talk) -> SwapAnswered:
    """They do not, and need not say why."""
    return SwapAnswered(talk.subject, False)


def _tell_asker(talk: Talk, key: str) -> tuple[Passed, ...]:
    asked = _swap(talk)
    if asked is None:
        return ()
    partner = talk.world.person.name or "They"
    return (Passed(asked.asker, key, {"partner": partner, **swap_words(talk)}),)


def tell_yes(talk: Talk) -> tuple[Passed, ...]:
    """Who asked hears that it is done."""
    return _tell_asker(talk, "swap_asked.they_will")


def tell_no(talk: Talk) -> tuple[Passed, ...]:
    """Who asked hears that the turn is still theirs."""
    return _tell_asker(talk, "swap_asked.they_cannot")


@fills_in("shift", "asker")
def swap_words(talk: Talk) -> Mapping[str, str]:
    """Who asks, and which turn it is."""
    asked = _swap(talk)
    if asked is None:
        return {"shift": "that time", "asker": "They"}
    spans_of = tuple(Span(each.start, each.until) for each in asked.shifts)
    return {"shift": in_words(talk, spans_of), "asker": asked.asker.name or "They"}


swap_please = Flow(
    "swap_asked",
    Do("look", then=still_stands),
    Ask(
        "would_you",
        hears=YesNo(),
        wait=A_DAY,
        yes="taken",
        no="not_taken",
        later="not_taken",
        silence="silent",
    ),
    Say("taken", did=yes, passes=tell_yes),
    Say("not_taken", did=no, passes=tell_no),
    Do("silent", did=no, passes=tell_no),
    Do("gone"),
    due=Due("swap", consent="", again=timedelta(hours=1), counts=False),
    sees=("swap",),
    fills=swap_words,
)
