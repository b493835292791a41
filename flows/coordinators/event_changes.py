"""CHANGE and CALL OFF: only whoever said that they come, or may, or waits for a place, is told."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.coordinators import event_notes, event_text
from flows.coordinators.drafting import BETWEEN, EventDraft, mended
from flows.coordinators.event import FOR_A_WHILE, any_words, decides, question, sample
from flows.coordinators.which_event import (
    Fits,
    can_be_off,
    meant,
    numbered,
    picks,
    still_on,
    to_choose,
    waits,
    without_title,
)
from flows.engine import Ask, Do, Flow, Say, Talk, fills_in, leads_to, scene
from flows.facts import Fact
from flows.facts.broadcasts import BroadcastOrdered, BroadcastTurned
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


def about(talk: Talk, fits: Fits = still_on) -> KnownEvent | None:
    """The event she means, if that is plain."""
    some = meant(talk, fits)
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


@leads_to("nothing", "waits", "which", "new", "past", "too_near", "they_get")
def whats_new(talk: Talk) -> str:
    """Which event, and what is new, are asked for where they are not plain."""
    if not to_choose(talk, still_on):
        return "waits" if to_choose(talk, waits) else "nothing"
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


@leads_to("nothing", "which", "dropped", "too_near", "they_get")
def which_is_off(talk: Talk) -> str:
    """Which event is off is asked for where it is not plain."""
    if not to_choose(talk, can_be_off):
        return "nothing"
    one = about(talk, can_be_off)
    if one is not None and waits(one):
        return "dropped"
    return "which" if one is None else "too_near" if _begins(one, talk) else "they_get"


@leads_to("sent", "too_near", "nothing", "not_this_phone")
def off_goes(talk: Talk) -> str:
    """It is called off, unless it has begun meanwhile."""
    one = about(talk, can_be_off)
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


def dropped(talk: Talk) -> tuple[Fact, ...]:
    """Nobody has been told of it, and nobody will be."""
    one = about(talk, can_be_off)
    return (BroadcastTurned(one.broadcast.id, "kill"),) if one else ()


def off_ordered(talk: Talk) -> tuple[Fact, ...]:
    """It is off."""
    one = about(talk, can_be_off)
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
        first=_first_texts(one, at, place, talk.world.person.zone) if kind == CHANGE else {},
    )


def _first_texts(one: KnownEvent, at: datetime, place: str, zone: str) -> dict[str, str]:
    """The texts that told of it, with the new day, time and place: for whoever still waits for
    theirs. What was in her own words can't be put right, and is not among them.
    """
    it = one.broadcast
    before, now = event_text.when(it.at, zone), event_text.when(at, zone)
    dated = re.compile(rf"{re.escape(before)}(?: to [\d.:]+(?:am|pm)?)?")
    where, there = event_text.at_place(it.place), event_text.at_place(place)
    found = {}
    for key, text in it.texts.items():
        told = f"{it.title}{where}"
        if event_text.NAME in text and dated.search(text) and told in text:
            found[key] = dated.sub(now, text).replace(told, f"{it.title}{there}", 1)
    return found


def _text(talk: Talk, one: KnownEvent, kind: str) -> str:
    it, made = one.broadcast, changed(talk) if kind == CHANGE else None
    if kind == CALLED_OFF or made is None:
        return event_text.called_off(it.title, it.at, talk.world)
    at = made.starts(talk.world.person.zone) or it.at
    return event_text.changed(made.heard.title, at, made.heard.place, talk.world)


# ── in words ────────────────────────────────────────────────────────────────────────────────

_FITS: Final = {CHANGE: still_on, CALLED_OFF: can_be_off}
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
        zone, fits = talk.world.person.zone, _FITS[kind]
        values = {"events": numbered(to_choose(talk, fits), zone), "title": "it"}
        if kind == CHANGE:  # what waits for a second yes
            values["title"] = next((one.broadcast.title for one in to_choose(talk, waits)), "it")
        one = about(talk, fits)
        if one is None:
            return values
        made = changed(talk) if kind == CHANGE else None
        at = (made.starts(zone) if made else None) or one.broadcast.at
        text, many = _text(talk, one, kind), one.concerned.people
        queued = one.tally.queued
        new = made is not None and _first_texts(one, at, made.heard.place, zone)
        first = " They get it with the change." if new else ""
        waiting = f"{queued} have not had the first text.{first} " if queued else ""
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


def _which(fits: Fits) -> Ask:
    return Ask(
        "which",
        hears=picks(fits),
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
    _which(still_on),
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
    Say("waits"),
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
    _which(can_be_off),
    Say("dropped", did=dropped),
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
