"""CHANGE: what is new of an event. Only whoever comes, may come or waits for a place is told."""

from collections.abc import Mapping
from typing import Final

from flows.coordinators import event_text, told_again
from flows.coordinators.drafting import BETWEEN
from flows.coordinators.event_answers import asks, asks_for_yes
from flows.coordinators.event_draft import EventDraft
from flows.coordinators.told_again import choices, order, shown, too_near
from flows.coordinators.what_is_new import as_it_stands, as_it_will_be, first_texts
from flows.coordinators.which_event import asks_which, still_on, to_choose, waits
from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to, scene
from flows.facts import Fact
from flows.hearing import Signal
from flows.hearing.event import gone_by
from flows.words import shortened
from flows.world import COORDINATOR
from flows.world.broadcasts import CHANGE
from flows.world.events import KnownEvent

_DOUBTS: Final = {"which": "which_day", "repeats": "repeats"}


def about(talk: Talk) -> KnownEvent | None:
    """The event she means, if that is plain."""
    return told_again.about(talk, still_on)


def keep_text(talk: Talk) -> Mapping[str, str]:
    """What she says is new is put with what she said before."""
    asked = talk.answers.get("question", "")
    said = talk.answers.get("texts", "").split(BETWEEN) if talk.answers.get("texts") else []
    if asked and (words := talk.answers.get(asked, "")):
        said.append(words)
    return {"texts": BETWEEN.join(said)}


def changed(talk: Talk) -> EventDraft | None:
    """The event as it will be; None while nothing is new."""
    one, zone = about(talk), talk.world.person.zone
    if one is None:
        return None
    said = (talk.answers.get("what", ""), *talk.answers.get("texts", "").split(BETWEEN))
    made = as_it_will_be(one, said, zone, scene(talk.world))
    return made if made.heard != as_it_stands(one, zone).heard else None


@leads_to(
    "nothing", "waits", "which", "new", "past", "which_day", "repeats", "too_near", "they_get"
)
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
    if made.heard.day_doubt in _DOUBTS:
        return _DOUBTS[made.heard.day_doubt]
    gone = gone_by(made.heard.day, made.heard.at, scene(talk.world))
    if made.heard.day_doubt or gone or starts is None:
        return "past"
    return "too_near" if too_near(CHANGE, starts, talk) else ""


@leads_to("sent", "past", "which_day", "repeats", "too_near", "nothing", "not_this_phone")
def goes(talk: Talk) -> str:
    """It is changed, unless it has begun meanwhile."""
    made = changed(talk)
    if not talk.world.trusted:
        return "not_this_phone"
    return "nothing" if made is None else _why_not(talk, made) or "sent"


def ordered(talk: Talk) -> tuple[Fact, ...]:
    """Exactly what she said YES to."""
    one, made, zone = about(talk), changed(talk), talk.world.person.zone
    at = made.starts(zone) if made else None
    if one is None or made is None or at is None:
        return ()
    text = event_text.changed(made, as_it_stands(one, zone), talk.world)
    first = first_texts(one, made, zone)
    return (order(talk, one, CHANGE, text, at=at, place=made.heard.place, minutes=made.minutes,
                  first=first),)  # fmt: skip


@fills_in("events", "title", "when", "text", "many", "parts", "not_yet_told", "who_hears")
def in_words(talk: Talk) -> Mapping[str, str]:
    """What people would get, and how many."""
    values, one, zone = choices(talk, still_on), about(talk), talk.world.person.zone
    values["title"] = next((one.broadcast.title for one in to_choose(talk, waits)), "it")
    if one is None:
        return values
    made = changed(talk)
    was = as_it_stands(one, zone)
    base = made or was
    return {
        **values,
        **shown(talk, one, event_text.changed(base, was, talk.world),
                goes_with_it=made is not None and bool(first_texts(one, made, zone))),
        "title": shortened(one.broadcast.title, 32),
        "when": event_text.when_heard(base),
    }  # fmt: skip


change_event = Flow(
    "change_event",
    asks("what", opening=True),
    Do("take", keeps=keep_text, then=whats_new),
    asks_which(still_on),
    asks("new"),
    asks("past"),
    asks("which_day"),
    asks("repeats"),
    Say("they_get", then="sure"),
    asks_for_yes("sure", goes),
    Say("sent", did=ordered),
    Say("waits"),
    Say("too_near"),
    Say("nothing"),
    Say("left"),
    Say("lapsed"),
    Say("not_this_phone"),
    on=(Signal.CHANGE_EVENT,),
    role=COORDINATOR,
    sees=("known_events",),
    fills=in_words,
)
