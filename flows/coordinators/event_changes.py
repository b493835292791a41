"""CHANGE and CALL OFF: only whoever said that they come, or may, or waits for a place, is told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.coordinators import event_notes, event_text
from flows.coordinators.drafting import BETWEEN, EventDraft, mended
from flows.coordinators.event import FOR_A_WHILE, any_words, decides, question, sample
from flows.coordinators.which_event import (
    meant,
    numbered,
    picks,
    still_on,
    to_choose,
    without_title,
)
from flows.engine import Ask, Do, Flow, Say, Talk, fills_in, leads_to, scene
from flows.facts import Fact
from flows.facts.broadcasts import BroadcastOrdered
from flows.hearing import Signal
from flows.hearing.event import EventHeard, gone_by
from flows.steps import Fills
from flows.words import ENGLISH, shortened
from flows.words.parts import count as parts_of
from flows.world import COORDINATOR
from flows.world.broadcasts import CALLED_OFF, CHANGE, MARGIN, AudienceCount, InLanguage
from flows.world.events import KnownEvent

TO_GET_OUT: Final = timedelta(minutes=10)
"""What it takes, besides the margin before the event, for texts to go out at all."""


def about(talk: Talk) -> KnownEvent | None:
    """The event she means, if that is plain."""
    some = meant(talk, still_on)
    return some[0] if len(some) == 1 else None


def _base(one: KnownEvent, zone: str) -> EventDraft:
    """The event as it stands."""
    local = one.broadcast.at.astimezone(ZoneInfo(zone))
    title, place = one.broadcast.title, one.broadcast.place
    return EventDraft(EventHeard(title, local.date(), local.time(), None, place), not place)


def keep_text(talk: Talk) -> Mapping[str, str]:
    """What she says is new is put with what she said before."""
    asked = talk.answers.get("question", "")
    said = talk.answers.get("texts", "").split(BETWEEN) if talk.answers.get("texts") else []
    if asked and (words := talk.answers.get(asked, "")):
        said.append(words)
    return {"texts": BETWEEN.join(said)}


def changed(talk: Talk) -> EventDraft | None:
    """The event as it will be; None while nothing is new."""
    one, here = about(talk), scene(talk.world)
    if one is None:
        return None
    base = made = _base(one, talk.world.person.zone)
    later = talk.answers.get("texts", "").split(BETWEEN)
    for words in (without_title(talk.answers.get("what", ""), one), *later):
        made = mended(made, words, here) if words else made
    return made if made.heard != base.heard else None


# ── where it leads ──────────────────────────────────────────────────────────────────────────


@leads_to("nothing", "which", "new", "past", "too_near", "they_get")
def whats_new(talk: Talk) -> str:
    """Which event, and what is new, are asked for where they are not plain."""
    if not to_choose(talk, still_on):
        return "nothing"
    if about(talk) is None:
        return "which"
    made = changed(talk)
    return "new" if made is None else _why_not(talk, made) or "they_get"


def _why_not(talk: Talk, made: EventDraft) -> str:
    starts = made.starts(talk.world.person.zone)
    gone = gone_by(made.heard.day, made.heard.at, scene(talk.world))
    if made.heard.day_doubt or gone or starts is None:
        return "past"
    too_near = starts - MARGIN[CHANGE] - TO_GET_OUT <= talk.world.now
    return "too_near" if too_near else ""


@leads_to("sent", "past", "too_near", "nothing", "not_this_phone")
def change_goes(talk: Talk) -> str:
    """It is changed, unless it has begun meanwhile."""
    made = changed(talk)
    if not talk.world.trusted:
        return "not_this_phone"
    return "nothing" if made is None else _why_not(talk, made) or "sent"


@leads_to("nothing", "which", "too_near", "they_get")
def which_is_off(talk: Talk) -> str:
    """Which event is off is asked for where it is not plain."""
    if not to_choose(talk, still_on):
        return "nothing"
    one = about(talk)
    return "which" if one is None else "too_near" if _begins(one, talk) else "they_get"


@leads_to("sent", "too_near", "nothing", "not_this_phone")
def off_goes(talk: Talk) -> str:
    """It is called off, unless it has begun meanwhile."""
    one = about(talk)
    if not talk.world.trusted:
        return "not_this_phone"
    return "nothing" if one is None else "too_near" if _begins(one, talk) else "sent"


def _begins(one: KnownEvent, talk: Talk) -> bool:
    return one.broadcast.at - MARGIN[CALLED_OFF] - TO_GET_OUT <= talk.world.now


# ── what is decided ─────────────────────────────────────────────────────────────────────────


def change_ordered(talk: Talk) -> tuple[Fact, ...]:
    """Exactly what she said YES to."""
    one, made = about(talk), changed(talk)
    at = made.starts(talk.world.person.zone) if made else None
    if one is None or made is None or at is None:
        return ()
    return (_order(talk, one, CHANGE, made.heard.title, at, made.heard.place),)


def off_ordered(talk: Talk) -> tuple[Fact, ...]:
    """It is off."""
    one = about(talk)
    if one is None:
        return ()
    it = one.broadcast
    return (_order(talk, one, CALLED_OFF, it.title, it.at, it.place),)


def _order(
    talk: Talk, one: KnownEvent, kind: str, title: str, at: datetime, place: str
) -> BroadcastOrdered:
    return BroadcastOrdered(
        title=title,
        at=at,
        texts={ENGLISH: _text(talk, one, kind)},
        audience=one.broadcast.audience,
        place=place,
        kind=kind,
        of=one.broadcast.id,
        zone=talk.world.person.zone,
    )


def _text(talk: Talk, one: KnownEvent, kind: str) -> str:
    it, made = one.broadcast, changed(talk) if kind == CHANGE else None
    if kind == CALLED_OFF or made is None:
        return event_text.called_off(it.title, it.at, talk.world)
    at = made.starts(talk.world.person.zone) or it.at
    return event_text.changed(made.heard.title, at, made.heard.place, talk.world)


# ── in words ────────────────────────────────────────────────────────────────────────────────

A_LONG_NAME: Final = "Bartholomew"


def _cost(one: KnownEvent, text: str) -> str:
    most = parts_of(text.replace(event_text.NAME, A_LONG_NAME)).parts
    many, before = one.concerned.people, one.concerned
    each = before.pence / before.parts if before.parts else 0.0
    all_parts = many * most if before.parts else 0
    by = {ENGLISH: InLanguage(many, all_parts, most, text)}
    return event_notes.cost(AudienceCount(many, {}, all_parts, all_parts * each, by))


def _in_words(kind: str) -> Fills:
    @fills_in("events", "title", "when", "text", "many", "parts", "not_yet_told", "who_hears")
    def in_words(talk: Talk) -> Mapping[str, str]:
        zone = talk.world.person.zone
        values = {"events": numbered(to_choose(talk, still_on), zone), "title": "it"}
        one = about(talk)
        if one is None:
            return values
        made = changed(talk) if kind == CHANGE else None
        at = (made.starts(zone) if made else None) or one.broadcast.at
        text, many = _text(talk, one, kind), one.concerned.people
        queued = one.tally.queued
        waiting = f"{queued} have not had the first text. " if queued else ""
        return {
            **values,
            "title": shortened(made.heard.title if made else one.broadcast.title, 32),
            "when": event_text.when(at, zone),
            "text": sample(text, talk.world),
            "many": event_notes.people(many) if many else "Nobody",
            "parts": _cost(one, text),
            "not_yet_told": waiting,
            "who_hears": f"I tell {event_notes.people(many)}."
            if many
            else "Nobody had to be told.",
        }

    return in_words


def _which() -> Ask:
    return Ask(
        "which",
        hears=picks(still_on),
        wait=FOR_A_WHILE,
        one="take",
        none="left",
        silence="lapsed",
        unclear="left",
    )


def _words(name: str, *, opening: bool = False) -> Ask:
    return Ask(
        name,
        hears=any_words(),
        keeps=None if opening else question(name),
        opening=opening,
        wait=FOR_A_WHILE,
        heard="take",
        left="left",
        silence="lapsed",
        unclear="left",
    )


change_event = Flow(
    "change_event",
    _words("what", opening=True),
    Do("take", keeps=keep_text, then=whats_new),
    _which(),
    _words("new"),
    _words("past"),
    Say("they_get", then="sure"),
    Ask(
        "sure",
        hears=decides(),
        keeps=question("sure"),
        wait=FOR_A_WHILE,
        yes=change_goes,
        no="left",
        mended="take",
        not_yet="left",
        silence="lapsed",
    ),
    Say("sent", did=change_ordered),
    Say("too_near"),
    Say("nothing"),
    Say("left"),
    Say("lapsed"),
    Say("not_this_phone"),
    on=(Signal.CHANGE_EVENT,),
    role=COORDINATOR,
    sees=("known_events",),
    fills=_in_words(CHANGE),
)

call_off = Flow(
    "call_off",
    _words("what", opening=True),
    Do("take", then=which_is_off),
    _which(),
    Say("they_get", then="sure"),
    Ask(
        "sure",
        hears=decides(),
        keeps=question("sure"),
        wait=FOR_A_WHILE,
        yes=off_goes,
        no="left",
        mended="left",
        not_yet="left",
        silence="lapsed",
    ),
    Say("sent", did=off_ordered),
    Say("too_near"),
    Say("nothing"),
    Say("left"),
    Say("lapsed"),
    Say("not_this_phone"),
    on=(Signal.CALL_OFF,),
    role=COORDINATOR,
    sees=("known_events",),
    fills=_in_words(CALLED_OFF),
)
