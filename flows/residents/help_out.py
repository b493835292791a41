"""Helping out: what they could offer, on which days, and a first tiny task inside a week.

Who offers company is asked, once, if they would like to visit somebody. Their yes goes to a
coordinator: a text makes nobody a befriender.
"""

import re
from datetime import timedelta
from typing import Final

from flows.befrienders.drip import growing
from flows.engine import Ask, Flow, Say, Talk, Tell, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.favours import DaysOffered, HelpOffered
from flows.facts.growing import WouldVisit
from flows.favours.asking import OwnWords, names_something, tags_offered
from flows.favours.days import Days
from flows.hearing import Signal, YesNo
from flows.world import BEFRIENDER

FIRST_TASK_IN: Final = timedelta(days=3)
TASK_LATE_BY: Final = timedelta(days=3)
"""With the wait before it, still inside a week."""


_VISITS: Final = re.compile(r"\b(?:visit\w*|befriend\w*)\b", re.IGNORECASE)


@leads_to("visit", "days", "say_more")
def enough(talk: Talk) -> str:
    """ "I'd like to help" is lovely, and does not say with what. "I could visit somebody" does."""
    if _VISITS.search(talk.answers["offer"]) and _may_be_asked(talk):
        return "visit"
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


COMPANY: Final = "company"
"""The tag of an offer that may become visits."""


@leads_to("visit", "thanks")
def after_days(talk: Talk) -> str:
    """Company may be more than a favour now and then. Nobody is asked twice."""
    words = talk.answers.get("say_more") or talk.answers["offer"]
    return "visit" if _may_be_asked(talk) and COMPANY in tags_offered(words) else "thanks"


def _may_be_asked(talk: Talk) -> bool:
    """Whether they are no befriender, and have not been asked if they would like to be one."""
    return not growing(talk).would_visit and BEFRIENDER not in talk.world.person.roles


def would_visit(talk: Talk) -> WouldVisit:
    """Whether they would like to visit somebody."""
    answer = "yes" if talk.answers["visit"] == "yes" else "no"
    return WouldVisit(answer, talk.said.get("visit", ""))


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
        days=after_days,
        skip=after_days,
        silence=None,
        unclear=after_days,
    ),
    Ask(
        "visit",
        hears=YesNo(),
        did=would_visit,
        wait=timedelta(days=4),
        yes="visits",
        no="thanks",
        later="thanks",
        silence=None,
        unclear="thanks",
    ),
    Say("visits", tell=Tell("coordinator", "would_visit")),
    Say("thanks"),
    Say("all_right"),
    on=(Signal.HELP_OUT,),
    sees=("growing",),
)
