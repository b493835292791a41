"""Filling our own cup: a private line a week to each befriender. The team sees totals only.

Nothing of what they say is kept but a count that names nobody, unless they ask for a person.
A worry or danger in their words is heard as everywhere.
"""

from datetime import timedelta
from typing import Final

from flows.befrienders.drip import A_DAY, CUP, growing, next_cup
from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.growing import CupAsked, CupPutAway, CupRested, CupSaid
from flows.hearing import Choice, Expect, Heard, Mood, Scene, YesNo
from flows.hearing.plain import Said

LEVELS: Final = {"full": 1, "half": 2, "empty": 3}

SILENT_ENOUGH: Final = 2
"""After so many weeks running in which nothing came back, they have one without the question."""


def Cup() -> Expect:
    """full, half or empty; skip; or their words, whatever they are: it is never unclear."""
    named, mood = Choice("full", "half", "empty"), Mood()
    by_mood = {"good": "full", "soso": "half", "low": "empty", "skip": "skip"}

    def heard(text: Said, scene: Scene) -> Heard | None:
        picked = named.heard(text.raw, scene)
        if picked and picked.sure and picked.outcome == "one":
            return Heard(picked.value, picked.value, why="names it")
        felt = mood.heard(text.raw, scene)
        if felt and felt.sure:
            return Heard(by_mood[felt.outcome], by_mood[felt.outcome], why=felt.why)
        return Heard("words", "words", why="in their own words")

    return Expect(("full", "half", "empty", "skip", "words"), ("1", "2", "3"), heard)


def WhatHelps() -> Expect:
    """ease off, a ring from a person, or nothing; or words that say none of them."""
    choice, yes_no = Choice("ease off", "a ring", "nothing just now"), YesNo()
    outcomes = {"ease off": "ease", "a ring": "person", "nothing just now": "nothing"}

    def heard(text: Said, scene: Scene) -> Heard | None:
        picked = choice.heard(text.raw, scene)
        if picked and picked.sure and picked.outcome == "one":
            return Heard(outcomes[picked.value], "", why="names it")
        answer = yes_no.heard(text.raw, scene)
        if (answer and answer.sure and answer.outcome == "no") or _none(picked):
            return Heard("nothing", "", why="a no")
        return Heard("words", "", why="in their own words")

    return Expect(("ease", "person", "nothing", "words"), ("1", "2", "3"), heard)


def _none(picked: Heard | None) -> bool:
    return picked is not None and picked.sure and picked.outcome == "none"


@leads_to("asking", "quiet_week", "resting")
def whether(talk: Talk) -> str:
    """Not while they rest; and not in the week after two in which nothing came back."""
    seen = growing(talk)
    if seen.resting:
        return "resting"
    return "quiet_week" if seen.cup_silent >= SILENT_ENOUGH else "asking"


def asked(talk: Talk) -> tuple[Fact, ...]:
    """They are asked now, and next week again."""
    return (CupAsked(), next_cup(talk))


def rested(talk: Talk) -> tuple[Fact, ...]:
    """A week without."""
    return (CupRested(), next_cup(talk))


def said(talk: Talk) -> CupSaid:
    """Counted; their text is not kept."""
    return CupSaid(LEVELS.get(talk.answers["ask"], 0), talk.said.get("ask", ""))


def put_away(talk: Talk) -> CupPutAway:
    """It is over, and nothing of it is kept."""
    return CupPutAway()


def eased(talk: Talk) -> tuple[Fact, ...]:
    """Their load becomes lighter, in a talk of its own."""
    return (CupPutAway(), NudgePlanned("ease_off", talk.world.now, A_DAY))


cup = Flow(
    CUP,
    Do("begin", then=whether),
    Do("resting", did=next_cup),
    Do("quiet_week", did=rested),
    Do("asking", did=asked, then="ask"),
    Ask(
        "ask",
        hears=Cup(),
        did=said,
        wait=timedelta(days=2),
        gives_way=True,
        full="glad",
        half="half",
        empty="offer",
        skip="fine",
        words="heard",
        silence=None,
    ),
    Ask(
        "offer",
        hears=WhatHelps(),
        wait=timedelta(days=2),
        gives_way=True,
        ease="ease",
        person="person",
        nothing="nothing",
        words="either",
        silence="put_away",
    ),
    Say("glad", did=put_away),
    Say("half", did=put_away),
    Say("heard", did=put_away),
    Say("fine", did=put_away),
    Do("ease", did=eased),
    Say("person", did=put_away, tell=Tell("coordinator", "cup_person")),
    Say("nothing", did=put_away),
    Say("either", did=put_away),
    Do("put_away", did=put_away),
    due=Due(CUP, consent="", again=A_DAY),
    sees=("growing",),
)
