"""What people ask of our rhythm at any moment: rest, more, fewer, another day, no room just now."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from flows import home_month
from flows.engine import Conversation, Started, Tell, Turn, advance, message, tell
from flows.facts import Fact, NudgePlanned, Paused, RhythmChanged
from flows.facts.hellos import NO_ROOM, HelloMoved, LooksDropped, NeedHeard, WentIntoHospital
from flows.hearing import SignalHeard
from flows.residents.into_hospital import rest, rest_from
from flows.residents.joining import HELLO_LATE_BY
from flows.residents.welcome_home import welcome_home
from flows.rhythm import (
    day_in_words,
    hello_after_change,
    hello_on_their_day,
    hour_in_words,
    less_often,
    moment,
    more_often,
    rhythm_in_words,
    waking_hour,
)
from flows.world import BEFRIENDER, World

Open = Conversation | None

FROM_HOSPITAL: Final = "home from hospital"
"""The heading in `hearing/english/taking_part.yaml` of what names the hospital."""


def pause(heard: SignalHeard, text: str, world: World) -> Turn | None:
    """Hellos rest, and so does the question that was open: nobody is asked why.

    A befriender who gets no hellos wishes for a rest from the rest: that is EASE OFF.
    """
    if not world.person.joined:
        eases = BEFRIENDER in world.person.roles
        ease_off = NudgePlanned("ease_off", world.now, timedelta(days=1))
        return Turn(None, (), (ease_off,)) if eases else None
    until = moment(heard.until, time.min, world.person.zone) if heard.until else None
    if heard.hospital:
        return _hospital(heard, text, until, world)
    if until is None:
        return Turn(None, (message(world, "shared.paused"),), (Paused(None),))
    return Turn(
        None, (message(world, "shared.paused_until", _day(until, world)),), (Paused(until),)
    )


def _hospital(heard: SignalHeard, text: str, until: datetime | None, world: World) -> Turn:
    """Hellos rest till they are home, from the day they go in; a person knows where they are."""
    person = world.person
    since = moment(heard.since, time.min, person.zone) if heard.since else world.now
    if since > world.now:
        facts: tuple[Fact, ...] = (rest_from(since, heard.until),)
        key, values = "hospital_from", {"since": day_in_words(since, person.zone, world.now)}
    else:
        facts = rest(person, until)
        key, values = ("hospital_until", _day(until, world)) if until else ("hospital", {})
    look = home_month.home_yet(person, world.now, until)
    told = tell(world, Tell("befriender", "in_hospital"), text)
    said = (message(world, f"shared.{key}", values),)
    return told + Turn(None, said, (*facts, WentIntoHospital(until, text), look))


def _day(until: datetime, world: World) -> dict[str, str]:
    return {"until": day_in_words(until, world.person.zone, world.now)}


# ── more and fewer ──────────────────────────────────────────────────────────────────────────


def more(text: str, conversation: Open, world: World) -> Turn | None:
    """MORE: a hello more often; in the month after hospital, the next look sooner."""
    if home_month.in_month(world.person) and not world.person.paused:
        return _looks(conversation, home_month.sooner(world.person, world.now), "looks_more", world)
    return _rhythm(conversation, world, more_often(world.person.every_days), ("more", "most"))


def less(text: str, conversation: Open, world: World) -> Turn | None:
    """LESS: fewer hellos; in the month after hospital, the wider gap that would come next."""
    if home_month.in_month(world.person) and not world.person.paused:
        return _looks(conversation, home_month.fewer(world.person, world.now), "looks_less", world)
    return _rhythm(conversation, world, less_often(world.person.every_days), ("less", "least"))


def _rhythm(conversation: Open, world: World, then: int, to: tuple[str, str]) -> Turn | None:
    """A new number of days: `to` is what we say when it changed and when it can't go further.

    In a pause it is noted for later; only START ends a pause.
    """
    person = world.person
    if not person.joined:
        return None
    if then == person.every_days:
        key = "resting" if person.paused else to[1]
        return Turn(conversation, (message(world, f"shared.{key}"),))
    at = hello_after_change(person, then, world.now)
    facts = (RhythmChanged(then), NudgePlanned("hello", at, HELLO_LATE_BY))
    key = "resting" if person.paused else to[0]
    return Turn(conversation, (message(world, f"shared.{key}", _next(at, world)),), facts)


def _looks(
    conversation: Open, planned: tuple[NudgePlanned, ...] | None, key: str, world: World
) -> Turn:
    if planned is None:
        return Turn(conversation, (message(world, "shared.looks_most"),))
    key = key if len(planned) > 1 else "looks_over"
    said = message(world, f"shared.{key}", _next(planned[0].at, world))
    return Turn(conversation, (said,), (LooksDropped(), *planned))


def _next(at: datetime, world: World) -> dict[str, str]:
    return {"next_hello": day_in_words(at, world.person.zone, world.now)}


# ── their own day and hour ──────────────────────────────────────────────────────────────────


def hello_day(heard: SignalHeard, conversation: Open, world: World) -> Turn | None:
    """Another weekday, another hour, or both: the next hello moves there.

    Nobody is texted in the quiet hours: the nearest hour is taken, and said. A weekday of their
    own is once a week at most.
    """
    before = world.person
    if not before.joined or (heard.weekday is None and heard.at is None):
        return None
    wished = heard.at or before.hello_at
    at = waking_hour(wished, world.quiet)
    weekday = before.hello_weekday if heard.weekday is None else heard.weekday
    every = before.every_days if heard.weekday is None else max(7, before.every_days)
    person = replace(before, hello_weekday=weekday, hello_at=at, every_days=every)
    hello = hello_on_their_day(person, world.now)
    facts: tuple[Fact, ...] = (HelloMoved(weekday, at), NudgePlanned("hello", hello, HELLO_LATE_BY))
    facts += home_month.at_new_hour(person, world.now)
    facts += (RhythmChanged(every),) if every != before.every_days else ()
    key = "resting" if before.paused else "hello_day" if at == wished else "hello_day_quiet"
    values = {"rhythm": rhythm_in_words(person), "hour": hour_in_words(at), **_next(hello, world)}
    return Turn(conversation, (message(world, f"shared.{key}", values),), facts)


# ── home ────────────────────────────────────────────────────────────────────────────────────


def home(heard: SignalHeard, world: World) -> Turn | None:
    """HOME: the month after hospital begins. Whoever is just back from somewhere is asked where
    from; and None where it may be no more than an answer.
    """
    person = world.person
    if not person.joined or not (heard.sure or home_month.in_hospital(person)):
        return None
    known = home_month.in_hospital(person) or home_month.in_month(person)
    subject = 0 if known or heard.why == FROM_HOSPITAL else home_month.PERHAPS
    return advance(welcome_home, None, Started(), world, subject)


# ── no room ─────────────────────────────────────────────────────────────────────────────────


def no_room(text: str, conversation: Open, world: World) -> Turn | None:
    """They have too much on: they are thanked, and asked for nothing for a while."""
    if not world.person.joined:
        return None
    return Turn(None, (message(world, "shared.no_room"),), (NeedHeard(NO_ROOM, text),))
