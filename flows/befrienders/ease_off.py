"""EASE OFF: less for a befriender, for as long as they choose, and never a word of blame.

They choose whether visits rest as well. If they do, somebody else is asked to stand in meanwhile.
BACK ON ends it at any time; else it ends by itself, and they hear so.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.pairs import BackOn, EasedOff
from flows.hearing import Expect, Heard, Scene, Signal, YesNo
from flows.hearing.plain import Said
from flows.pairs.mine import mine
from flows.rhythm import day_in_words
from flows.steps import Decides
from flows.world import BEFRIENDER
from flows.world.pairs import Befriending

TILL_THEY_SAY: Final = 0
LATE_BY: Final = timedelta(days=3)
SHOWN: Final = 2

_NUMBERS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LENGTH: Final = re.compile(
    rf"\b(?P<count>{'|'.join(_NUMBERS)}|\d{{1,2}})? ?(?P<unit>weeks?|wks?|months?|fortnight)\b",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"\b(?:till?|until) i (?:say|tell|text|am|feel|let)|\b(?:not sure|don'?t know|open|no idea)\b",
    re.IGNORECASE,
)
_LISTED: Final = {"1": 14, "2": 30, "3": TILL_THEY_SAY}
_LONGEST: Final = 366  # days


def HowLong() -> Expect:
    """For how many days (`heard`; 0: till they say), or not at all (`no`)."""
    plain = YesNo()

    def hears(said: Said, scene: Scene) -> Heard | None:
        days = _days(said.raw)
        if days is not None:
            return Heard("heard", str(days), why="a length of time")
        answer = plain.heard(said.raw, scene)
        return answer if answer is not None and answer.outcome == "no" else None

    return Expect(("heard", "no"), ("1", "2", "3"), hears)


def _days(text: str) -> int | None:
    if (bare := text.strip(" .!")) in _LISTED:
        return _LISTED[bare]
    if found := _LENGTH.search(text):
        count = found["count"] or "1"
        many = _NUMBERS.get(count.lower()) or int(count)
        unit = found["unit"].lower()
        days = many * (14 if unit == "fortnight" else 30 if unit.startswith("m") else 7)
        return days if 0 < days <= _LONGEST else None
    return TILL_THEY_SAY if _OPEN.search(text) else None


def _until(talk: Talk) -> datetime | None:
    said = talk.answers.get("how_long", "")
    days = int(said) if said.isdecimal() else TILL_THEY_SAY
    return talk.world.now + timedelta(days=days) if days else None


@leads_to("visits", "eased")
def with_visits(talk: Talk) -> str:
    """Who visits somebody is asked whether those visits rest too."""
    return "visits" if mine(talk) else "eased"


def eased_off(visits_rest: bool) -> Decides:
    """Less for them from now on; when it ends by itself, they hear so."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        until = _until(talk)
        ends = (NudgePlanned("eased_over", until, LATE_BY),) if until else ()
        return (EasedOff(until, visits_rest), *ends)

    return keep


@fills_in("till", "others")
def in_words(talk: Talk) -> Mapping[str, str]:
    """Till when, and whom they visit."""
    until, world = _until(talk), talk.world
    day = day_in_words(until, world.person.zone, world.now) if until else ""
    return {"till": f"till {day}" if day else "till you text BACK ON", "others": others(talk)}


def others(talk: Talk) -> str:
    """Whom they visit, by name."""
    names = [each.other.name or "your neighbour" for each in mine(talk)]
    if len(names) > SHOWN:
        return f"{', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"
    return " and ".join(names)


ease_off = Flow(
    "ease_off",
    Ask(
        "how_long",
        hears=HowLong(),
        opening=True,
        heard=with_visits,
        no="not_eased",
        unclear="eased",
        silence=None,
    ),
    Ask(
        "visits",
        hears=YesNo(),
        yes="visits_rest",
        no="eased",
        later="eased",
        unclear="eased",
        silence="eased_quietly",
    ),
    Say("visits_rest", did=eased_off(visits_rest=True)),
    Say("eased", did=eased_off(visits_rest=False)),
    Do("eased_quietly", did=eased_off(visits_rest=False)),
    Say("not_eased"),
    on=(Signal.EASE_OFF,),
    due=Due("ease_off", consent="", counts=False),
    role=BEFRIENDER,
    sees=("my_pairs",),
    fills=in_words,
)


# ── back on ─────────────────────────────────────────────────────────────────────────────────


@leads_to("welcome_back", "not_away")
def were_they_away(talk: Talk) -> str:
    """Who was on all the while hears so kindly."""
    seen: Befriending | None = talk.world.my_pairs
    return "welcome_back" if seen and (seen.eased or seen.away) else "not_away"


def are_back(talk: Talk) -> BackOn:
    """All goes on."""
    return BackOn()


back_on = Flow(
    "back_on",
    Do("look", then=were_they_away),
    Say("welcome_back", did=are_back),
    Say("not_away"),
    on=(Signal.BACK_ON,),
    role=BEFRIENDER,
    sees=("my_pairs",),
)


@leads_to("over", "rest")
def is_over(talk: Talk) -> str:
    """Not who has said BACK ON meanwhile."""
    seen: Befriending | None = talk.world.my_pairs
    return "over" if seen and seen.was_eased else "rest"


eased_over = Flow(
    "eased_over",
    Do("look", then=is_over),
    Say("over"),
    Do("rest"),
    due=Due("eased_over", consent="", counts=False, beside=True),
    sees=("my_pairs",),
)
