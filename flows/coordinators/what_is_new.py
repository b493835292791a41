"""What a CHANGE makes of an event: as it stands, and as it will be by a coordinator's words."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from flows.coordinators import event_text
from flows.coordinators.event_draft import LONGEST_MORE, EventDraft
from flows.coordinators.mending import mended
from flows.coordinators.which_event import without_title
from flows.coordinators.yes_or_change import led
from flows.hearing import Scene
from flows.hearing.event import EventHeard, event, said_besides
from flows.words import shortened
from flows.world.events import KnownEvent

_UNTIL: Final = r"(?:[^,;.]|\.(?=\d))*?(?=\s*(?:[,;]|\.\s|\bbut\b|\bnow\b|\Z))(?:\s*but\b)?"
_NO_MORE = re.compile(
    rf"(?<!\w)(?:and |it'?s )?(?:not|instead of|rather than|no longer)\b(?! now){_UNTIL}",
    re.IGNORECASE,
)
"""What is so no longer, and never is new: "7.30 instead of 7", "at the hut, not the hall"."""
_AS_BEFORE = re.compile(
    r"(?<!\w)(?:now|still|instead|sorry|please|pls|plz|thanks|as before|as planned"
    r"|(?:at |in )?(?:the )?same (?:time|place|day|date|venue)(?: and (?:time|place|day|venue))?)"
    r"(?!\w)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"(?<!\w)from\s+(?P<before>.{1,30}?)\s+to\s+", re.IGNORECASE)
_DATED: Final = r"{}(?P<until> to [\d.:]+(?:am|pm)?)?"
_COSTS = re.compile(r" It costs £\d+(?:\.\d\d)?[^.]*\.| It's free\.")
_ASKS: Final = " Text COMING"
"""Where an invitation begins to ask; what there is to say besides stands before it."""


def as_it_stands(one: KnownEvent, zone: str) -> EventDraft:
    """The event as people were told of it."""
    local = one.broadcast.at.astimezone(ZoneInfo(zone))
    title, place = one.broadcast.title, one.broadcast.place
    return EventDraft(EventHeard(title, local.date(), local.time(), None, place), not place)


def as_it_will_be(one: KnownEvent, said: Iterable[str], zone: str, here: Scene) -> EventDraft:
    """The event with what these texts of hers change, the first of which names it."""
    base = made = as_it_stands(one, zone)
    for nth, words in enumerate(said):
        told = without_title(words, one) if nth == 0 else words
        made = _with(made, new_of(told, base, here), here)
    return made


def _with(made: EventDraft, words: str, here: Scene) -> EventDraft:
    if not words:
        return made
    more = said_besides(words)
    then = mended(made, words, here)
    if more:
        then = replace(then, heard=replace(then.heard, more=shortened(more, LONGEST_MORE)))
    return then


def new_of(words: str, base: EventDraft, here: Scene) -> str:
    """What is new of these words: "thursday now, same time" is "thursday"."""
    left = _FROM_TO.sub(lambda found: "to " if _is_old(found["before"], base, here) else found[0],
                        words)  # fmt: skip
    left = _AS_BEFORE.sub(" ", _NO_MORE.sub(" ", left))
    return " ".join(re.sub(r"(?:\s*[,;]\s*)+", ", ", left).split()).strip(" ,;.!-")


def _is_old(words: str, base: EventDraft, here: Scene) -> bool:
    """Whether these say when, or where, it was: "from 2pm" of an event at 2pm."""
    found = event(f"it at {led(words)}", here)
    if found.at is None and found.day is None:
        found = event(f"it {led(words)}", here)
    place = words.lower().removeprefix("the ")
    return (
        (found.at is not None and found.at == base.heard.at)
        or (found.day is not None and found.day == base.heard.day)
        or (bool(base.heard.place) and place in base.heard.place.lower())
    )


# ── in words ────────────────────────────────────────────────────────────────────────────────


def first_texts(one: KnownEvent, made: EventDraft, zone: str) -> dict[str, str]:
    """The texts that told of it, as they are now: for whoever still waits for theirs.

    What was in her own words can't be put right, and is not among them.
    """
    it, found = one.broadcast, {}
    dated = re.compile(_DATED.format(re.escape(event_text.when(it.at, zone))))
    before, after = (f"{it.title}{event_text.at_place(p)}" for p in (it.place, made.heard.place))
    besides = event_text.besides(made.heard)
    for key, text in it.texts.items():
        if event_text.NAME not in text or not dated.search(text) or before not in text:
            continue
        if besides and _ASKS not in text:
            continue
        new = dated.sub(lambda old: _when(made, one, old["until"] or "", zone), text)
        new = new.replace(before, after, 1)
        if made.heard.cost:
            new = _COSTS.sub("", new, count=1)
        found[key] = new.replace(_ASKS, f"{besides}{_ASKS}", 1) if besides else new
    return found


def _when(made: EventDraft, one: KnownEvent, until: str, zone: str) -> str:
    """When it is on; it ends when it did, if it begins when it did and nobody said otherwise."""
    same = made.heard.at == as_it_stands(one, zone).heard.at and made.heard.ends is None
    return f"{event_text.when_heard(made)}{until if same else ''}"
