"""ANSWER: a coordinator answers a thought that somebody texted us, and is reminded if nobody does.

It goes to whoever the team was told of last, or to whom it names: "ANSWER Rose: we will ask".
"""

from collections.abc import Mapping
from datetime import timedelta

from flows.engine import (
    Ask,
    Do,
    Due,
    Flow,
    Passed,
    Say,
    Talk,
    Tell,
    fills_in,
    leads_to,
)
from flows.facts import Fact
from flows.facts.learned import SayingAnswered
from flows.hearing import FreeWords, Signal
from flows.residents.getting_to_know import held
from flows.rhythm import day_in_words
from flows.words import shortened
from flows.world import COORDINATOR
from flows.world.held import OpenSaying

QUOTED = 60  # characters of a thought that whoever answers it is reminded of


def _named(saying: OpenSaying, words: str) -> str | None:
    """What follows their name, if these words begin with it and a colon or a comma."""
    name, _, rest = words.partition(":" if ":" in words.split(",")[0] else ",")
    same = saying.who.name and name.strip().casefold() == saying.who.name.casefold()
    return rest.strip() if same and rest.strip() else None


def _meant(talk: Talk) -> tuple[OpenSaying, str] | None:
    """The thought that is answered, and the answer."""
    words, sayings = talk.answers.get("what", ""), held(talk).sayings
    for each in sayings:
        if (rest := _named(each, words)) is not None:
            return each, rest
    return (sayings[0], words) if sayings and words else None


@leads_to("passed", "nothing_open", "not_yours")
def whose(talk: Talk) -> str:
    """To whom it goes. Residents' own words that only look like it go to a person."""
    if COORDINATOR not in talk.world.person.roles:
        return "not_yours"
    return "passed" if _meant(talk) else "nothing_open"


def answered(talk: Talk) -> tuple[Fact, ...]:
    """It is answered, and by whom."""
    meant = _meant(talk)
    return (SayingAnswered(meant[0].id, meant[1]),) if meant else ()


def to_them(talk: Talk) -> tuple[Passed, ...]:
    """The answer, as "Ana from Mill Lane: ..."."""
    meant = _meant(talk)
    if meant is None:
        return ()
    values = {"who": talk.world.person.name or talk.world.project, "words": meant[1]}
    return (Passed(meant[0].who, "answer.from_us", values),)


@fills_in("teller")
def teller(talk: Talk) -> Mapping[str, str]:
    """Whose thought it was."""
    meant = _meant(talk)
    return {"teller": meant[0].who.name or "them" if meant else ""}


answer = Flow(
    "answer",
    Ask(
        "what",
        hears=FreeWords(1_000),
        opening=True,
        wait=timedelta(days=1),
        heard=whose,
        skip="all_right",
        silence=None,
        unclear="all_right",
    ),
    Say("passed", did=answered, passes=to_them),
    Say("nothing_open"),
    Say("not_yours", tell=Tell("coordinator", "words")),
    Say("all_right"),
    on=(Signal.ANSWER,),
    sees=("held",),
    fills=teller,
)


# ── nobody has answered for five working days ───────────────────────────────────────────────


def _waiting(talk: Talk) -> OpenSaying | None:
    return next((each for each in held(talk).sayings if each.id == talk.subject), None)


@leads_to("still", "gone")
def still_waits(talk: Talk) -> str:
    """Whether nobody has answered it meanwhile."""
    return "still" if _waiting(talk) else "gone"


@fills_in("teller", "thought", "day")
def thought(talk: Talk) -> Mapping[str, str]:
    """Whose thought waits, since when, and what it was."""
    waiting = _waiting(talk)
    if waiting is None:
        return {}
    return {
        "teller": waiting.who.name or "Somebody",
        "thought": shortened(waiting.words, QUOTED),
        "day": day_in_words(waiting.at, talk.world.person.zone, waiting.at),
    }


saying_waits = Flow(
    "saying_waits",
    Do("whether", then=still_waits),
    Say("still"),
    Do("gone"),
    due=Due("saying_waits", consent="", counts=False, beside=True),
    sees=("held",),
    fills=thought,
)
