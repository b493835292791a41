"""Tuesdays at 2pm: does it suit? Whoever is asked says yes, another time, or no.

Another time goes back to the other. After three rounds a person helps: nobody haggles with us.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.pairs import RhythmAgreed, RhythmNotAgreed, RhythmSuggested
from flows.hearing import Expect
from flows.nearby.schedule import day_words
from flows.pairs.times import SuitsOr, Times, WhenSuits, first_on, in_words, kept, or_else, with_
from flows.rhythm import local_day
from flows.steps import Decides
from flows.world.pairs import SuggestionSeen

MOST_ROUNDS: Final = 3
WAIT: Final = timedelta(days=3)


def _seen(talk: Talk) -> SuggestionSeen | None:
    seen: SuggestionSeen | None = talk.world.suggestion
    return seen


def _offered(talk: Talk) -> Times:
    seen = _seen(talk)
    return Times(seen.every_days, seen.weekday, seen.at) if seen else Times()


def _wished(talk: Talk) -> Times:
    """What they would like instead; what they said last counts first."""
    told = Times()
    for step in ("what_time", "what_day", "when_then", "suits", "suits_befriender"):
        told = or_else(told, kept(talk.answers.get(step, "")))
    return with_(told, Times(_offered(talk).every_days))


@leads_to("suits", "suits_befriender", "rest")
def still_wanted(talk: Talk) -> str:
    """Not what was settled, or pushed aside by another suggestion."""
    seen = _seen(talk)
    if seen is None or not seen.wanted:
        return "rest"
    return "suits_befriender" if seen.befriends else "suits"


@expects("yes", "no", "later", "other")
def suits_or_not(talk: Talk) -> Expect:
    """Yes, no, or another day or time."""
    return SuitsOr(_offered(talk))


@leads_to("agreed", "late", "settled")
def a_yes(talk: Talk) -> str:
    """It may have been settled otherwise meanwhile; or given up, and a person sees to it."""
    seen = _seen(talk)
    if seen and seen.given_up:
        return "late"
    return "agreed" if seen and seen.wanted else "settled"


@leads_to("what_day", "what_time", "suggested", "by_hand", "late", "settled")
def another(talk: Talk) -> str:
    """Their own suggestion goes back to the other; after a few rounds a person helps."""
    seen, told = _seen(talk), _wished(talk)
    if seen is not None and seen.given_up:
        return "late"
    if seen is None or not seen.wanted:
        return "settled"
    if seen.round >= MOST_ROUNDS:
        return "by_hand"
    if told.weekday is None:
        return "what_day"
    return "what_time" if told.at is None else "suggested"


def agreed(talk: Talk) -> tuple[Fact, ...]:
    """From the first such day that is far enough ahead."""
    seen = _seen(talk)
    return (RhythmAgreed(seen.id, _first(seen, talk)),) if seen else ()


def suggested(talk: Talk) -> tuple[Fact, ...]:
    """What they would like instead."""
    seen, told = _seen(talk), _wished(talk)
    if seen is None or told.weekday is None or told.at is None:
        return ()
    return (RhythmSuggested(seen.pairing, told.every_days, told.weekday, told.at),)


def not_agreed(answer: str) -> Decides:
    """Keeps that it came to nothing."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        return (RhythmNotAgreed(talk.subject, answer),)

    return keep


@fills_in("neighbour", "visit_days", "new_days", "on_day")
def in_words_of(talk: Talk) -> Mapping[str, str]:
    """Who suggests what, and what they would rather have."""
    seen = _seen(talk)
    if seen is None:
        return {}
    return {
        "neighbour": seen.by or "Your neighbour",
        "visit_days": in_words(_offered(talk)),
        "new_days": in_words(_wished(talk)),
        "on_day": day_words(_first(seen, talk)),
    }


def _first(seen: SuggestionSeen, talk: Talk) -> date:
    return first_on(seen.weekday, local_day(talk.world.now, seen.zone))


def _asks(name: str) -> Ask:
    return Ask(
        name,
        hears=suits_or_not,
        wait=WAIT,
        yes=a_yes,
        no="when_then",
        later="when_then",
        other=another,
        unclear="not_followed",
        silence="quiet",
    )


def _asks_when(name: str) -> Ask:
    return Ask(
        name,
        hears=WhenSuits(),
        wait=WAIT,
        day=another,
        no="by_hand",
        later="by_hand",
        unclear="not_followed",
        silence="quiet",
    )


suits_you = Flow(
    "suits_you",
    Do("look", then=still_wanted),
    _asks("suits"),
    _asks("suits_befriender"),
    _asks_when("when_then"),
    _asks_when("what_day"),
    _asks_when("what_time"),
    Say("agreed", did=agreed),
    Say("suggested", did=suggested),
    Say("settled"),
    Say("late", tell=Tell("coordinator", "visit_day_late")),
    Say("by_hand", did=not_agreed("no"), tell=Tell("coordinator", "visit_day_open")),
    Say("not_followed", did=not_agreed("no"), tell=Tell("coordinator", "visit_day_unclear")),
    Do("quiet", did=not_agreed("silent"), tell=Tell("coordinator", "visit_day_silent")),
    Do("rest"),
    due=Due("suits_you", consent="", again=timedelta(hours=6), counts=False),
    sees=("suggestion",),
    fills=in_words_of,
)
