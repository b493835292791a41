"""What CHANGE and CALL OFF show a coordinator before she says YES: the text, whom, what it costs.

Only whoever said that they come, or may, or waits for a place, is told.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from flows.coordinators import event_notes, event_text
from flows.coordinators.which_event import Fits, meant, numbered, to_choose
from flows.engine import Talk
from flows.facts.broadcasts import BroadcastOrdered
from flows.words import ENGLISH
from flows.words.parts import count as parts_of
from flows.world.broadcasts import MARGIN, PLANNING, AudienceCount, InLanguage
from flows.world.events import KnownEvent

TO_GET_OUT: Final = timedelta(minutes=10)
"""What it takes, besides the margin before the event, for texts to go out at all."""

A_LONG_NAME: Final = "Bartholomew"


def about(talk: Talk, fits: Fits) -> KnownEvent | None:
    """The event she means, if that is plain."""
    some = meant(talk, fits)
    return some[0] if len(some) == 1 else None


def too_near(kind: str, at: datetime, talk: Talk) -> bool:
    """Whether texts of an event at that time would come too late."""
    return at - MARGIN[kind] - TO_GET_OUT <= talk.world.now


def order(
    talk: Talk, one: KnownEvent, kind: str, text: str, *, at: datetime, place: str,
    minutes: int, first: Mapping[str, str],
) -> BroadcastOrdered:  # fmt: skip
    """Exactly what she said YES to."""
    return BroadcastOrdered(
        title=one.broadcast.title, at=at, texts={ENGLISH: text}, audience=one.broadcast.audience,
        place=place, kind=kind, of=one.broadcast.id, minutes=minutes,
        zone=talk.world.person.zone, first=first,
    )  # fmt: skip


def choices(talk: Talk, fits: Fits) -> dict[str, str]:
    """What stands in the words while it is not plain which event she means."""
    return {"events": numbered(to_choose(talk, fits), talk.world.person.zone), "title": "it"}


def shown(talk: Talk, one: KnownEvent, text: str, *, goes_with_it: bool) -> dict[str, str]:
    """The very text, how many it goes to, and what it costs. goes_with_it: whoever has not had the
    first text gets it as it is now.
    """
    many = event_notes.people(one.concerned.people) if one.concerned.people else "Nobody"
    told = f"I tell {many}." if one.concerned.people else "Nobody had to be told."
    return {
        "text": event_text.sample(text, talk.world),
        "many": many,
        "parts": _cost(one, text),
        "not_yet_told": _not_yet_told(one, goes_with_it=goes_with_it),
        "who_hears": told,
    }


def _not_yet_told(one: KnownEvent, *, goes_with_it: bool) -> str:
    """Who waits for the first text still. While it is being made nobody can count them."""
    queued, first = one.tally.queued, " They get it with the change." if goes_with_it else ""
    if one.broadcast.state == PLANNING:
        return f"Not all have had the first text.{first} "
    has = "has" if queued == 1 else "have"
    return f"{queued} {has} not had the first text.{first} " if queued else ""


def _cost(one: KnownEvent, text: str) -> str:
    most = parts_of(text.replace(event_text.NAME, A_LONG_NAME)).parts
    many, before = one.concerned.people, one.concerned
    each = before.pence / before.parts if before.parts else 0.0
    all_parts = many * most if before.parts else 0
    by = {ENGLISH: InLanguage(many, all_parts, most, text)}
    return event_notes.cost(AudienceCount(many, {}, all_parts, all_parts * each, by))
