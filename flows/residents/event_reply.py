"""Coming, maybe or no: an invitation is answered in their own words, at any moment.

An event that is full keeps a line: `place_free.py` asks whoever is first in it.
"""

import re
from collections.abc import Mapping
from typing import Final

from flows.engine import (
    Ask,
    Do,
    Flow,
    Say,
    Talk,
    Tell,
    expects,
    fills_in,
    leads_to,
)
from flows.facts import Fact
from flows.facts.broadcasts import EventAnswered
from flows.hearing import Expect, Heard, Scene, Signal
from flows.hearing.answers import declined
from flows.hearing.invited import invitation_answer
from flows.hearing.plain import Said
from flows.nearby.schedule import day_words
from flows.residents.invitations import heard_in, keeps, may_mean, values
from flows.rhythm import local_day
from flows.words import shortened
from flows.world.broadcasts import COMING, LISTED, MAYBE, NO
from flows.world.events import Invitation

MOST: Final = 3
"""How many events somebody is asked to choose from."""


def _said(talk: Talk) -> str:
    return talk.answers.get("said", "") or talk.said.get("opening", "")


def _answer(talk: Talk) -> str:
    found = heard_in(_said(talk), talk.world)
    return found.answer if found else ""


def _to_choose(talk: Talk) -> tuple[Invitation, ...]:
    found = heard_in(_said(talk), talk.world)
    return may_mean(found, talk.world)[:MOST] if found else ()


def about(talk: Talk) -> Invitation | None:
    """The event that is meant."""
    some, picked = _to_choose(talk), talk.answers.get("which", "")
    if picked:
        return next((each for each in some if str(each.broadcast) == picked), None)
    return some[0] if len(some) == 1 else None


# ── what follows ────────────────────────────────────────────────────────────────────────────

_ENDS: Final = (
    "coming", "coming_again", "listed", "listed_still", "maybe", "no", "not_after_all", "off",
    "begun", "nothing",
)  # fmt: skip


@leads_to("which", *_ENDS)
def whats_meant(talk: Talk) -> str:
    """Which event they mean, and what they say to it."""
    some = _to_choose(talk)
    if not some:
        return "nothing"
    return "which" if len(some) > 1 else answered(talk)


@leads_to(*_ENDS)
def answered(talk: Talk) -> str:
    """What they hear to their answer."""
    one, answer = about(talk), _answer(talk)
    if one is None:
        return "nothing"
    if one.called_off:
        return "off"
    if one.at <= talk.world.now:
        return "begun"
    if answer == "coming":
        return _comes(one)
    if answer == "no":
        return "not_after_all" if one.answer in (COMING, LISTED) else "no"
    return "maybe"


def _comes(one: Invitation) -> str:
    if one.answer == COMING:
        return "coming_again"
    if one.room is not None and one.room < 1:
        return "listed_still" if one.answer == LISTED else "listed"
    return "coming"


_ASKS: Final = re.compile(
    r"\?|\b(?:can|could|may|shall|should|do|does|is|are|will|would) (?:i|we|it|there|they|you)\b"
    r"|\b(?:what|which) (?:time|day|bus|room)\b|\bhow (?:much|long|far|do)\b|\bwhere (?:is|do)\b",
    re.IGNORECASE,
)


@leads_to("asks", "all_said")
def and_asks(talk: Talk) -> str:
    """Whether they ask something along with their answer: a person reads it."""
    return "asks" if _ASKS.search(_said(talk)) else "all_said"


def still_coming(talk: Talk) -> tuple[Fact, ...]:
    """They come, as they said before: to what has changed meanwhile, too."""
    one = about(talk)
    return (EventAnswered(one.broadcast, COMING, _said(talk)[:160]),) if one else ()


@expects("one", "none")
def one_of_them(talk: Talk) -> Expect:
    """One of the events, by its number or its name; or none."""
    some = _to_choose(talk)

    def heard(said: Said, here: Scene) -> Heard | None:
        if said.words.isdecimal():
            nth = int(said.words)
            return Heard("one", str(some[nth - 1].broadcast)) if 0 < nth <= len(some) else None
        if declined(said):
            return Heard("none", "")
        found = invitation_answer(f"yes {said.raw}", [each.title for each in some], here)
        which = found.which if found else ()
        return Heard("one", str(some[which[0]].broadcast)) if len(which) == 1 else None

    return Expect(("one", "none"), (), heard)


@fills_in("title", "day", "at_place", "nth", "reminder", "events")
def in_words(talk: Talk) -> Mapping[str, str]:
    """The event, when and where it is; or those that it may be."""
    some, zone = _to_choose(talk), talk.world.person.zone
    numbered = " ".join(
        f"{nth} {shortened(each.title, 20)}, {day_words(local_day(each.at, zone))}."
        for nth, each in enumerate(some, 1)
    )
    return {"events": numbered, **values(about(talk), talk.world)}


@fills_in("said")
def _what_they_said(talk: Talk) -> Mapping[str, str]:
    return {"said": talk.said.get("opening", "")}


event_reply = Flow(
    "event_reply",
    Do("look", keeps=_what_they_said, then=whats_meant),
    Ask("which", hears=one_of_them, one=answered, none="none_of_them", silence=None),
    Say("coming", did=keeps(COMING, about, _said), then=and_asks),
    Say("coming_again", did=still_coming, then=and_asks),
    Say("listed", did=keeps(LISTED, about, _said), then=and_asks),
    Say("listed_still", then=and_asks),
    Say("maybe", did=keeps(MAYBE, about, _said), then=and_asks),
    Say("no", did=keeps(NO, about, _said), then=and_asks),
    Say("not_after_all", did=keeps(NO, about, _said), then=and_asks),
    Say("asks", tell=Tell("coordinator", "words")),
    Do("all_said"),
    Say("off"),
    Say("begun"),
    Say("none_of_them"),
    Say("nothing", tell=Tell("coordinator", "words")),
    on=(Signal.COMING,),
    sees=("invited",),
    fills=in_words,
)
