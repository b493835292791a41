"""A draft of an event, built up of what a coordinator texts, one text after the other.

The same texts always make the same draft, so that whoever counts whom it would reach and the
conversation that asks what is missing speak of one thing. Nothing is kept but her own words.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from flows.coordinators.audience_words import for_whom
from flows.coordinators.event_draft import (
    LONGEST_PLACE,
    EventDraft,
    begun,
    for_them,
    plainly,
    titled,
)
from flows.coordinators.mending import mended, on_that_day, with_what
from flows.coordinators.yes_or_change import is_yes, led
from flows.hearing import Scene
from flows.hearing.event import EventHeard, event
from flows.words import shortened

BETWEEN: Final = "\n"
"""Stands between her texts where they are kept; no text has one of its own there."""

_NONE: Final = re.compile(
    r"\W*(?:none|no|no ?where|no place|n/?a|nothing|not needed|online|by phone|at home|skip"
    r"|leave it out)\W*",
    re.IGNORECASE,
)


def draft(texts: Iterable[str], scene: Scene) -> EventDraft:
    """What these texts of hers come to, in their order."""
    made: EventDraft | None = None
    for text in texts:
        made = begun(text, scene) if made is None else told(made, text, scene)
    return made or EventDraft()


def told(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    """The draft with what this text says, which answers what is missing, or mends something."""
    text = plainly(text)
    missing = made.missing
    if missing in _ANSWERS:
        return _ANSWERS[missing](made, text, scene)
    return made if is_yes(text) else mended(made, text, scene)


# ── answers to what was missing ─────────────────────────────────────────────────────────────


def _name(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    found = event(text, scene)
    named = replace(with_what(made, found), heard=replace(with_what(made, found).heard, more=""))
    title = titled(found.title or text)
    return replace(named, heard=replace(named.heard, title=title))


def _day(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    """A day, or a time, or both, and whatever else she says with it. What has gone by, or is no
    one day, is asked again.
    """
    found = event(f"it {text}", scene)
    if found.day is None and found.at is None and not found.day_doubt:
        found = event(f"it at {text}", scene)
    if found.day is None and found.at is None and not found.day_doubt:
        return _besides(made, found)
    return _besides(on_that_day(made, found, scene), found)


def _time(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    found = event(f"it at {led(text)}", scene)
    if found.at is None:
        found = event(f"it {text}", scene)
    dated = found.at or found.day or found.day_doubt
    return _besides(on_that_day(made, found, scene) if dated else made, found)


def _besides(made: EventDraft, found: EventHeard) -> EventDraft:
    """The draft with what was said along with an answer: a place, a price, whom it is for."""
    heard = made.heard
    told = replace(
        heard,
        place=shortened(found.place, LONGEST_PLACE) or heard.place,
        cost=found.cost or heard.cost,
        people=found.people or heard.people,
    )
    return for_them(replace(made, heard=told), found.audience)


def _place(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    """All of it is the place, but for whom it is for, its price, and how many there is room for."""
    if _NONE.fullmatch(text):
        return replace(made, nowhere=True)
    found = event(f"it, {text}", scene)
    if found.audience or found.cost or found.people:
        told = _besides(made, replace(found, place=""))
        text = found.place or found.more
        made = told
    where = re.sub(r"(?i)\A(?:at|in|it'?s (?:at|in)|the place is)\s+", "", led(text)).strip(" .!")
    return replace(made, heard=replace(made.heard, place=shortened(where, LONGEST_PLACE)))


def _whom(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    words = re.sub(r"(?i)\A(?:for|to|it'?s for)\s+", "", led(text))
    found = for_whom(words)
    return replace(made, audience=found.audience, unknown=found.unknown)


_ANSWERS: Final = {"name": _name, "day": _day, "time": _time, "place": _place, "whom": _whom}
