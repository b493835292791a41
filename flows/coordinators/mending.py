"""Mending a draft of an event: the one part that a coordinator's text names is changed."""

import re
from dataclasses import replace
from datetime import time

from flows.coordinators.audience_words import for_whom, languages
from flows.coordinators.event_draft import (
    A_DAY,
    LONGEST_PLACE,
    LONGEST_VARIANT,
    EventDraft,
    begun,
    for_them,
    plainly,
    titled,
)
from flows.coordinators.yes_or_change import led
from flows.hearing import Scene
from flows.hearing.event import EventHeard, event, gone_by
from flows.tags import INTEREST, kind_of, tags_in
from flows.words import shortened

_NAMED = re.compile(
    r"\A\W*(?:call it|title|name|named?|it'?s called|rename(?: it)?)(?: to)?\W+(.+)", re.I
)
_VARIANT = re.compile(r"\A\W*(?:for |in |to )?(?:the )?([a-z][a-z ]{1,24}?)\s*:\s*(\S.*)\Z", re.I)


def mends(text: str, scene: Scene) -> bool:
    """Whether this text would change something of a draft that is all there."""
    whole = EventDraft(
        replace(begun("x Friday 2.07pm y", scene).heard, title="x", place="y", day_doubt="")
    )
    return mended(whole, plainly(text), scene) != whole


def mended(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    """The draft with the part changed that this text names; the same if it names none."""
    variant = _variant(text)
    if variant is not None:
        return replace(made, variants={**made.variants, variant[0]: variant[1]})
    named = _NAMED.match(text)
    if named:
        title = titled(named[1].strip(" .!\"'"))
        return replace(made, heard=replace(made.heard, title=title))
    rest = led(text)
    bare = "at " if re.fullmatch(r"\W*\d{1,2}\W*", rest) and rest != text else ""
    return with_what(made, event(f"it {bare}{rest}", scene), scene)


def with_what(made: EventDraft, found: EventHeard, scene: Scene | None = None) -> EventDraft:
    if scene and (found.day or found.at or found.day_doubt):
        made = on_that_day(made, found, scene)
    elif found.day or found.at or found.day_doubt:
        before = made.heard
        made = replace(
            made,
            heard=replace(
                before, day=found.day or before.day, at=found.at or before.at,
                ends=found.ends or before.ends, day_doubt=found.day_doubt,
            ),
        )  # fmt: skip
    heard = replace(
        made.heard,
        place=shortened(found.place, LONGEST_PLACE) if found.place else made.heard.place,
        cost=found.cost or made.heard.cost,
        people=found.people or made.heard.people,
    )
    return for_them(replace(made, heard=heard), found.audience)


def on_that_day(made: EventDraft, found: EventHeard, scene: Scene) -> EventDraft:
    """The draft on that day and at that time; of what is not said, what it had."""
    before = made.heard
    day = found.day or (before.day if not found.day_doubt else None)
    at = found.at or before.at
    ends = found.ends or (_moved_end(before, found.at) if found.at else before.ends)
    doubt = found.day_doubt or ("past" if gone_by(day, at, scene) else "")
    dated = replace(before, day=day, at=at, ends=ends, day_doubt=doubt)
    return replace(made, heard=dated)


def _moved_end(before: EventHeard, at: time) -> time | None:
    """It lasts as long as it did."""
    if before.at is None or before.ends is None:
        return None
    starts, ends = (
        before.at.hour * 60 + before.at.minute,
        before.ends.hour * 60 + before.ends.minute,
    )
    then = at.hour * 60 + at.minute + ends - starts
    return time(then // 60, then % 60) if starts < ends and then < A_DAY else None


def _variant(text: str) -> tuple[str, str] | None:
    """ "TAMIL: ..." and "GARDENERS: ...": for whom, as a key of the texts, and the words."""
    found = _VARIANT.match(text)
    if found is None:
        return None
    who = found[1].lower()
    words = shortened(found[2], LONGEST_VARIANT).replace("(name)", "{name}")
    language = next((languages()[each] for each in who.split() if each in languages()), "")
    if language:
        return language, words
    tags = for_whom(who).audience.interests or tuple(
        tag for tag in tags_in(who) if kind_of(tag) == INTEREST
    )
    return (f"#{tags[0]}", words) if tags else None
