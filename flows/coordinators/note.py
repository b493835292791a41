"""NOTE: something about somebody is kept, with the day and who noted it.

Other residents never see it, and what is open about that person has it too. The person it is about
may read it one day: whoever notes something for the first time hears so.
"""

from collections.abc import Mapping

from flows.coordinators.by_name import LONGEST, filled, finding, misspelt, someone
from flows.coordinators.naming import WHOM, meant
from flows.engine import Ask, Flow, Say, Talk, fills_in, leads_to, scene
from flows.facts import Fact
from flows.facts.concerns import ConcernRaised
from flows.facts.team_words import NoteKept
from flows.hearing import FreeWords, PlainYes, Signal, signal
from flows.words import shortened

LEADS = ("what", "right", "noted", "noted_first", "noted_urgent")


def words(talk: Talk) -> str:
    """What is to be noted."""
    return talk.answers.get("what", "") or meant(talk).rest


@leads_to(*LEADS)
def then(talk: Talk) -> str:
    """It is kept, unless they may be somebody else, or there is nothing to keep."""
    if not words(talk):
        return "what"
    return "right" if misspelt(meant(talk)) else kept(talk)


@leads_to("noted", "noted_first", "noted_urgent")
def kept(talk: Talk) -> str:
    """The first time they hear who may read it; of a danger, that somebody is told."""
    if _grave(talk) is Signal.URGENT:
        return "noted_urgent"
    return "noted" if talk.world.notes else "noted_first"


def _grave(talk: Talk) -> Signal | None:
    heard = signal(words(talk), scene(talk.world))
    grave = heard and heard.signal in (Signal.URGENT, Signal.CONCERN)
    return heard.signal if heard and grave else None


def noted(talk: Talk) -> tuple[Fact, ...]:
    """It is kept; a danger or a worry in it is a concern about them."""
    them, grave = someone(talk), _grave(talk)
    if them is None:
        return ()
    facts: list[Fact] = [NoteKept(them.id, words(talk))]
    if grave is Signal.URGENT:
        facts.append(ConcernRaised(them.id, "urgent", "noted_danger", words(talk)))
    elif grave is not None:
        facts.append(ConcernRaised(them.id, "today", "noted_worry", words(talk)))
    return tuple(facts)


@fills_in("called", "which", "neighbour", "words")
def in_words(talk: Talk) -> Mapping[str, str]:
    """Whom it is about, and the beginning of it."""
    named = filled(talk) if WHOM in talk.answers else {"called": "", "which": "", "neighbour": ""}
    return {**named, "words": shortened(words(talk), 50)}


note = Flow(
    "note",
    *finding(then, *LEADS),
    Ask("what", hears=FreeWords(LONGEST), heard=kept, skip="left", silence=None),
    Ask("right", hears=PlainYes(), yes=kept, no="left", later="left", silence=None),
    Say("noted", did=noted),
    Say("noted_first", did=noted),
    Say("noted_urgent", did=noted),
    on=(Signal.NOTE,),
    sees=("named", "notes"),
    of_others=True,
    fills=in_words,
)
