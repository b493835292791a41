"""EVENT: a coordinator tells people of something to come to. Only a plain YES sends anything.

What is missing is asked for, one thing at a time; then she hears what was understood, to whom it
would go, the very text, what it costs and who is left out. What would go to everybody needs a
second coordinator's yes.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.coordinators import event_notes, event_text
from flows.coordinators.audience_words import in_words as audience_in_words
from flows.coordinators.drafting import BETWEEN, draft
from flows.coordinators.event_answers import any_words, asks, asks_for_yes
from flows.coordinators.event_draft import EventDraft
from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to, scene
from flows.facts import Fact
from flows.facts.broadcasts import BroadcastOrdered
from flows.hearing import Signal
from flows.hearing.event import LONGEST, gone_by
from flows.nearby.schedule import clock_words
from flows.words import shortened
from flows.world import COORDINATOR, World
from flows.world.broadcasts import EVENT as NEWS
from flows.world.broadcasts import MARGIN
from flows.world.events import Drafting

TO_GET_OUT: Final = timedelta(minutes=15)
"""What it takes, besides the margin before the event, for texts to go out at all."""

WHOM: Final = ("nobody", "no_second")
"""Questions that ask for whom it is meant to be."""


# ── the draft, of what she has texted ───────────────────────────────────────────────────────


def texts_so_far(answers: Mapping[str, str], just_now: str = "") -> list[str]:
    """What she has texted of it, in order. `just_now`: what she says at this moment."""
    first = answers.get("texts") or answers.get("asked") or ""
    said = first.split(BETWEEN) if first else []
    return [*said, as_meant(answers, just_now)] if just_now else said


def as_meant(answers: Mapping[str, str], text: str) -> str:
    """Her words, as an answer to what she was asked: "gardeners" is "for gardeners"."""
    tidy = " ".join(text.split())
    whom = answers.get("question") in WHOM and not tidy.lower().startswith(("for ", "to "))
    return f"for {tidy}" if whom else tidy


def made(talk: Talk) -> EventDraft:
    """The draft as it stands."""
    return draft(texts_so_far(talk.answers), scene(talk.world))


def seen(talk: Talk) -> Drafting:
    """What it would come to."""
    found = talk.world.drafting
    return found if isinstance(found, Drafting) else Drafting()


def keep_text(talk: Talk) -> Mapping[str, str]:
    """Her words are put with those before."""
    asked = talk.answers.get("question", "")
    if not asked:
        return {"texts": talk.answers.get("what", "")}
    said = texts_so_far(talk.answers, talk.answers.get(asked, ""))
    return {"texts": BETWEEN.join(said)}


_DOUBTS: Final = {"past": "past", "which": "which_day", "repeats": "repeats"}
_MISSING: Final = {"name": "name", "time": "what_time", "place": "where", "whom": "whom"}


@leads_to(
    "too_long", "name", "past", "which_day", "repeats", "when", "what_time", "where", "whom",
    "too_near", "nobody", "no_second", "heard",
)  # fmt: skip
def whats_next(talk: Talk) -> str:
    """What is missing is asked for, one thing at a time; else she hears what was understood."""
    if max(map(len, texts_so_far(talk.answers)), default=0) > LONGEST:
        return "too_long"
    so_far = made(talk)
    if so_far.missing:
        return _MISSING.get(so_far.missing) or _DOUBTS.get(so_far.heard.day_doubt, "when")
    return why_not(talk, so_far) or "heard"


def why_not(talk: Talk, so_far: EventDraft) -> str:
    """Why a draft that is all there can't be sent: the step that says so; "" if it can."""
    starts, count = so_far.starts(talk.world.person.zone), seen(talk).count
    if gone_by(so_far.heard.day, so_far.heard.at, scene(talk.world)) or starts is None:
        return "past"
    if starts - MARGIN[NEWS] - TO_GET_OUT <= talk.world.now:
        return "too_near"
    if not count.people:
        return "nobody"
    return "no_second" if so_far.audience.is_all_of_them and not seen(talk).others else ""


# ── her answers ─────────────────────────────────────────────────────────────────────────────


@leads_to(
    "once_more", "asks_another", "sent", "past", "too_near", "nobody", "no_second", "not_this_phone"
)
def on_yes(talk: Talk) -> str:
    """It goes, unless something has changed meanwhile, or her YES may be about something else."""
    told, before = talk.world.told_of, talk.answers.get("told", "")
    if told is not None and str(told.id) != before:
        return "once_more"
    return goes(talk)


@leads_to("asks_another", "sent", "past", "too_near", "nobody", "no_second", "not_this_phone")
def goes(talk: Talk) -> str:
    """Sent now, or once another coordinator has said yes, too."""
    if not talk.world.trusted:
        return "not_this_phone"
    so_far = made(talk)
    if so_far.missing or (reason := why_not(talk, so_far)):
        return reason if not so_far.missing else "past"
    return "asks_another" if so_far.audience.is_all_of_them else "sent"


def ordered(talk: Talk) -> tuple[Fact, ...]:
    """Exactly what she said YES to."""
    so_far = made(talk)
    starts = so_far.starts(talk.world.person.zone)
    if starts is None:
        return ()
    return (
        BroadcastOrdered(
            title=so_far.heard.title,
            at=starts,
            texts=event_text.texts(so_far, talk.world),
            audience=so_far.audience,
            place=so_far.heard.place,
            capacity=so_far.heard.people or None,
            minutes=so_far.minutes,
            cost=so_far.heard.cost,
            second=so_far.audience.is_all_of_them,
            zone=talk.world.person.zone,
        ),
    )


# ── in words ────────────────────────────────────────────────────────────────────────────────


@fills_in(
    "title",
    "heard",
    "whom",
    "text",
    "notes",
    "many",
    "parts",
    "unknown",
    "left_out",
    "alert",
    "hours",
)
def in_words(talk: Talk) -> Mapping[str, str]:
    """The draft, what it comes to, and what she should know before she says YES."""
    so_far, found = made(talk), seen(talk)
    heard = so_far.heard
    place = event_text.at_place(heard.place)
    room = f" Room for {heard.people}." if heard.people else ""
    told = talk.world.told_of
    return {
        "title": shortened(heard.title, 32) or "your event",
        "heard": f"{heard.title}{place}: {event_text.when_heard(so_far)}.{room}",
        "whom": audience_in_words(so_far.audience),
        "text": event_text.sample(event_text.invitation(so_far, talk.world), talk.world),
        "notes": event_notes.notes(so_far, found, talk.world),
        "many": event_notes.people(found.count.people),
        "parts": event_notes.cost(found.count),
        "unknown": shortened(so_far.unknown, 24),
        "hours": hours(talk.world),
        "left_out": shortened(event_notes.left_out(found.count), 50) or "It fits nobody.",
        "alert": (told.name if told else "") or "somebody",
    }


def hours(world: World) -> str:
    """When texts go out."""
    start, end = world.quiet
    return f"between {clock_words(end)} and {clock_words(start)}"


@leads_to("notes", "sure")
def any_notes(talk: Talk) -> str:
    """What there is to know besides."""
    return "notes" if event_notes.notes(made(talk), seen(talk), talk.world) else "sure"


event = Flow(
    "event",
    asks("what", opening=True),
    Do("take", keeps=keep_text, then=whats_next),
    asks("too_long"),
    asks("name"),
    asks("when"),
    asks("past"),
    asks("which_day"),
    asks("repeats"),
    asks("what_time"),
    asks("where", any_words(none_counts=True)),
    asks("whom"),
    asks("nobody"),
    asks("no_second"),
    Say("too_near"),
    Say("heard", then="they_get"),
    Say("they_get", then=any_notes),
    Say("notes", then="sure"),
    asks_for_yes("sure", on_yes, not_yet="still"),
    asks_for_yes("still", on_yes, not_yet="no_yes"),
    asks_for_yes("once_more", goes, not_yet="no_yes"),
    Say("sent", did=ordered),
    Say("asks_another", did=ordered),
    Say("left"),
    Say("no_yes"),
    Say("not_this_phone"),
    Say("lapsed"),
    on=(Signal.EVENT,),
    role=COORDINATOR,
    sees=("drafting",),
    fills=in_words,
)
