"""TELL: a coordinator tells somebody something, in their own words and under their own name.

What that person says to it within two days goes to the coordinator who told them.
"""

from collections.abc import Mapping

from flows.coordinators.by_name import LONGEST, awake, filled, finding, misspelt, someone
from flows.coordinators.naming import WHOM, meant
from flows.engine import Ask, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.team_words import ToldByHand
from flows.hearing import FreeWords, PlainYes, Signal
from flows.words import shortened
from flows.world import COORDINATOR, Neighbour

LEADS = ("what", "right", "told", "told_at_night", "stopped", "no_way", "themself")


def words(talk: Talk) -> str:
    """What is to be told."""
    return talk.answers.get("what", "") or meant(talk).rest


@leads_to(*LEADS)
def then(talk: Talk) -> str:
    """It goes, unless it can't, or they may be somebody else."""
    them = someone(talk)
    if them is None or them.id == talk.world.person.id:
        return "themself"
    if them.stopped:
        return "stopped"
    if not them.reachable:
        return "no_way"
    if not words(talk):
        return "what"
    return "right" if misspelt(meant(talk)) else telling(talk)


@leads_to("told", "told_at_night")
def telling(talk: Talk) -> str:
    """Who may be asleep gets it in the morning, and the coordinator is told so."""
    return "told" if _up(talk) else "told_at_night"


def _up(talk: Talk) -> bool:
    them = someone(talk)
    return them is not None and awake(talk, them.heard_at, them.urgent)


def told(talk: Talk) -> tuple[Fact, ...]:
    """What they say to it comes back."""
    them = someone(talk)
    return (ToldByHand(them.id),) if them else ()


def to_them(talk: Talk) -> tuple[Passed, ...]:
    """ "Ana from Mill Lane: the lift is fixed"."""
    them = someone(talk)
    if them is None:
        return ()
    values = {"who": talk.world.person.name or talk.world.project, "words": words(talk)}
    to = Neighbour(them.id, them.name, them.language)
    return (Passed(to, "tell_somebody.from_us", values, live=_up(talk)),)


@fills_in("called", "which", "neighbour", "words")
def in_words(talk: Talk) -> Mapping[str, str]:
    """Whom it is for, and the beginning of it."""
    named = filled(talk) if WHOM in talk.answers else {"called": "", "which": "", "neighbour": ""}
    return {**named, "words": shortened(words(talk), 50)}


tell_somebody = Flow(
    "tell_somebody",
    *finding(then, *LEADS),
    Ask("what", hears=FreeWords(LONGEST), heard=telling, skip="left", silence=None),
    Ask("right", hears=PlainYes(), yes=telling, no="left", later="left", silence=None),
    Say("told", did=told, passes=to_them),
    Say("told_at_night", did=told, passes=to_them),
    Say("stopped"),
    Say("no_way"),
    Say("themself"),
    on=(Signal.TELL,),
    role=COORDINATOR,
    sees=("named",),
    of_others=True,
    fills=in_words,
)
