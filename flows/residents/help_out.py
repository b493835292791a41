"""Helping out: what they could offer, on which days, and a first tiny task inside a week."""

from datetime import timedelta
from typing import Final

from flows.engine import Ask, Flow, Say, Talk, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.favours import DaysOffered, HelpOffered
from flows.favours.asking import OwnWords, names_something, tags_offered
from flows.favours.days import Days
from flows.hearing import Signal

FIRST_TASK_IN: Final = timedelta(days=3)
TASK_LATE_BY: Final = timedelta(days=3)
"""With the wait before it, still inside a week."""


@leads_to("days", "say_more")
def enough(talk: Talk) -> str:
    """ "I'd like to help" is lovely, and does not say with what."""
    return "days" if names_something(talk.answers["offer"]) else "say_more"


def help_offered(talk: Talk) -> tuple[Fact, ...]:
    """What they offer, in their words; and something small to do, soon."""
    words = talk.answers.get("say_more") or talk.answers["offer"]
    if not words:
        return ()
    soon = NudgePlanned("small_ask", talk.world.now + FIRST_TASK_IN, TASK_LATE_BY)
    return (HelpOffered(words, tags_offered(words)), soon)


def days_offered(talk: Talk) -> tuple[Fact, ...]:
    """The days that suit them, where they said."""
    days = talk.answers.get("days", "")
    return (DaysOffered(days),) if days else ()


help_out = Flow(
    "help_out",
    Ask(
        "offer",
        hears=OwnWords(),
        did=help_offered,
        opening=True,
        wait=timedelta(days=4),
        heard=enough,
        skip="all_right",
        silence=None,
    ),
    Ask(
        "say_more",
        hears=OwnWords(),
        did=help_offered,
        wait=timedelta(days=4),
        heard="days",
        skip="days",
        silence=None,
    ),
    Ask(
        "days",
        hears=Days(),
        did=days_offered,
        wait=timedelta(days=2),
        days="thanks",
        skip="thanks",
        silence=None,
        unclear="thanks",
    ),
    Say("thanks"),
    Say("all_right"),
    on=(Signal.HELP_OUT,),
)
