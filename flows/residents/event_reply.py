"""Coming, maybe or no: an invitation is answered in their own words, at any moment; and NO EVENTS.

An event that is full keeps a line: whoever is first in it is asked when there is room again.
"""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from flows.coordinators.event_text import at_place
from flows.engine import (
    Ask,
    Do,
    Due,
    Flow,
    Say,
    Talk,
    Tell,
    expects,
    fills_in,
    leads_to,
    scene,
)
from flows.facts import ConsentAnswered, Fact
from flows.facts.broadcasts import EventAnswered
from flows.facts.nearby import OutingCancelled, OutingPlanned
from flows.hearing import Expect, Heard, Scene, Signal, YesNo
from flows.hearing.answers import declined
from flows.hearing.invited import InvitationAnswered, invitation_answer
from flows.hearing.plain import Said
from flows.nearby.schedule import day_words
from flows.outings import ask_at, at_in_words, remind_at
from flows.rhythm import local_day
from flows.words import shortened
from flows.world import World
from flows.world.broadcasts import COMING, LISTED, MAYBE, NO
from flows.world.events import Invitation, Invited

MOST: Final = 3
"""How many events somebody is asked to choose from."""

TITLE: Final = 32
HALF_A_DAY: Final = timedelta(hours=12)
AN_HOUR: Final = timedelta(hours=1)


# ── what they mean, and of which ────────────────────────────────────────────────────────────


def invitations(world: World) -> tuple[Invitation, ...]:
    """Those they have, the newest first."""
    return world.invited.events if isinstance(world.invited, Invited) else ()


def heard_in(text: str, world: World) -> InvitationAnswered | None:
    """What this text answers to their invitations, or None."""
    titles = [each.title for each in invitations(world)]
    return invitation_answer(text, titles, scene(world))


def may_mean(answer: InvitationAnswered, world: World) -> tuple[Invitation, ...]:
    """The invitations that it can be about: what is named; else what they have not answered yet,
    or, where they say plainly that they come or can't, what they have.
    """
    every = invitations(world)
    if answer.which:
        return tuple(every[nth] for nth in answer.which)
    ahead = [each for each in every if each.at > world.now and not each.called_off]
    open_ones = [each for each in ahead if not each.answer or each.changed]
    waiting = [each for each in ahead if each.answer == LISTED]
    if answer.answer == "no" and not open_ones and not answer.plainly:
        return tuple(waiting)
    if open_ones or not answer.plainly:
        return tuple(open_ones)
    other = {"coming": COMING, "maybe": MAYBE, "no": NO}[answer.answer]
    if other == NO:
        return tuple(each for each in ahead if each.answer in (COMING, LISTED, MAYBE))
    return tuple(ahead or every[:1])


def answers_one(text: str, world: World) -> bool:
    """Whether this text, said with no question open, answers an invitation."""
    answer = heard_in(text, world) if invitations(world) else None
    return answer is not None and bool(may_mean(answer, world))


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


def keeps(
    answer: str, of: Callable[[Talk], Invitation | None] = about
) -> Callable[[Talk], tuple[Fact, ...]]:
    """Keeps the answer; whoever comes is put down, and whoever does not is no longer."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        one, world = of(talk), talk.world
        if one is None:
            return ()
        facts: tuple[Fact, ...] = (EventAnswered(one.broadcast, answer, _said(talk)[:160]),)
        if answer == COMING and one.activity:
            remind = remind_at(one.at, world.person, world.now)
            after = ask_at(one.at, world.person, world.now)
            return (*facts, OutingPlanned(one.activity, one.at, remind, after))
        return (*facts, OutingCancelled(one.outing)) if one.outing else facts

    return keep


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


_ORDINALS: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def _nth(many: int) -> str:
    return _ORDINALS[many] if many < len(_ORDINALS) else f"number {many}"


def _values(one: Invitation | None, world: World) -> dict[str, str]:
    if one is None:
        return {}
    title = shortened(one.title, TITLE)
    line = one.in_line if one.answer == LISTED else one.in_line + 1
    reminded = remind_at(one.at, world.person, world.now) is not None
    return {
        "title": f"{title[:1].upper()}{title[1:]}",
        "day": at_in_words(one.at, world.person.zone, world.now),
        "at_place": at_place(shortened(one.place, 30)),
        "nth": _nth(max(1, line)),
        "reminder": " We'll text you the day before." if reminded else "",
    }


@fills_in("title", "day", "at_place", "nth", "reminder", "events")
def in_words(talk: Talk) -> Mapping[str, str]:
    """The event, when and where it is; or those that it may be."""
    some, zone = _to_choose(talk), talk.world.person.zone
    numbered = " ".join(
        f"{nth} {shortened(each.title, 20)}, {day_words(local_day(each.at, zone))}."
        for nth, each in enumerate(some, 1)
    )
    return {"events": numbered, **_values(about(talk), talk.world)}


@fills_in("said")
def _what_they_said(talk: Talk) -> Mapping[str, str]:
    return {"said": talk.said.get("opening", "")}


event_reply = Flow(
    "event_reply",
    Do("look", keeps=_what_they_said, then=whats_meant),
    Ask("which", hears=one_of_them, one=answered, none="none_of_them", silence=None),
    Say("coming", did=keeps(COMING), then=and_asks),
    Say("coming_again", did=still_coming, then=and_asks),
    Say("listed", did=keeps(LISTED), then=and_asks),
    Say("listed_still", then=and_asks),
    Say("maybe", did=keeps(MAYBE), then=and_asks),
    Say("no", did=keeps(NO), then=and_asks),
    Say("not_after_all", did=keeps(NO), then=and_asks),
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


# ── there is room again ─────────────────────────────────────────────────────────────────────


def offered(talk: Talk) -> Invitation | None:
    """The event in which there is room again."""
    seen = talk.world.invited
    return seen.subject if isinstance(seen, Invited) else None


@leads_to("ask", "rest")
def still_room(talk: Talk) -> str:
    """Nobody is asked to what is full again, off or begun, or for what they no longer wait."""
    return "ask" if _room(talk) else "rest"


def _room(talk: Talk) -> bool:
    one = offered(talk)
    if one is None or one.answer != LISTED or one.called_off or one.at <= talk.world.now:
        return False
    return one.room is None or one.room > 0


@leads_to("down", "gone_meanwhile")
def if_still_room(talk: Talk) -> str:
    """The place may have gone while they thought about it."""
    return "down" if _room(talk) else "gone_meanwhile"


@fills_in("title", "day")
def _offer_in_words(talk: Talk) -> Mapping[str, str]:
    found = _values(offered(talk), talk.world)
    return {name: found.get(name, "") for name in ("title", "day")}


place_free = Flow(
    "place_free",
    Do("look", then=still_room),
    Ask(
        "ask",
        hears=YesNo(),
        wait=HALF_A_DAY,
        yes=if_still_room,
        no="left",
        later="left",
        silence="silent",
    ),
    Say("down", did=keeps(COMING, offered)),
    Say("gone_meanwhile"),
    Say("left", did=keeps(NO, offered)),
    Do("silent", did=keeps(MAYBE, offered)),
    Do("rest"),
    due=Due("place_free", consent="", again=AN_HOUR, counts=False),
    sees=("invited",),
    fills=_offer_in_words,
)


# ── no more of these ────────────────────────────────────────────────────────────────────────


def withdrawn(talk: Talk) -> ConsentAnswered:
    """Only the yes to events is taken back."""
    asked = talk.world.words.wording("event_text.opt_out")
    return ConsentAnswered("events", False, asked, talk.said.get("opening", "") or "NO EVENTS")


no_events = Flow("no_events", Say("noted", did=withdrawn), on=(Signal.NO_EVENTS,))
