"""The very texts that people get of an event, and what makes them dearer than they need be."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flows.coordinators.event_draft import EventDraft
from flows.hearing.event import EventHeard
from flows.nearby.schedule import clock_words, day_words
from flows.words import ENGLISH, Words
from flows.words.parts import count, fold, why_unicode
from flows.world import World

NAME: Final = "{name}"
"""Stands for each person's own name until their text is made."""

_DEARER: Final = {
    "ç": "c", "á": "a", "â": "a", "ë": "e", "í": "i", "ó": "o", "ú": "u", "ê": "e", "ô": "o",
    "î": "i", "ŵ": "w", "ŷ": "y", "ł": "l", "ś": "s", "ż": "z", "ő": "o", "ű": "u", "ï": "i",
    "`": "'", "\t": "a space", "½": "1/2", "¼": "1/4", "¾": "3/4", "×": "x", "✓": "", "•": "-",
}  # fmt: skip


def texts(made: EventDraft, world: World) -> dict[str, str]:
    """What goes to whom: by interest ("#gardening") or language; English is for everybody else."""
    english = {key: _own_words(words, world) for key, words in made.variants.items()}
    groups = {key: text for key, text in english.items() if key.startswith("#")}
    others = {key: text for key, text in english.items() if key not in groups}
    return {**groups, ENGLISH: invitation(made, world), **others}


def invitation(made: EventDraft, world: World) -> str:
    """The text that tells of an event, and asks whether they would come."""
    return fold(_words(world).say("event_text.invite", _values(made, world)))


def changed(made: EventDraft, was: EventDraft, world: World) -> str:
    """The text that tells of a change: when and where it is now, and what else is new. Only where
    it is as it was does it read as news and not as a change.
    """
    now, before = made.heard, was.heard
    moved = (now.day, now.at, now.place) != (before.day, before.at, before.place)
    key = "changed" if moved or not besides(now) else "news"
    return fold(_words(world).say(f"event_text.{key}", _values(made, world)))


def called_off(title: str, at: datetime, world: World) -> str:
    """The text that tells that it is off."""
    values = {
        "name": NAME,
        "project": world.project,
        "title": title,
        "when": when(at, world.person.zone),
    }
    return fold(_words(world).say("event_text.called_off", values))


def sample(text: str, world: World) -> str:
    """The very text, as she would get it herself."""
    return text.replace(NAME, world.person.name or "Rose")


def when(at: datetime, zone: str) -> str:
    """In full: "Fri 27 Nov, 2pm"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day_words(local.date())}, {clock_words(local.time())}"


def when_heard(made: EventDraft) -> str:
    """When the draft is on, with its end: "Fri 27 Nov, 2pm to 4pm"."""
    heard = made.heard
    if heard.day is None or heard.at is None:
        return ""
    until = f" to {clock_words(heard.ends)}" if heard.ends and heard.ends > heard.at else ""
    return f"{day_words(heard.day)}, {clock_words(heard.at)}{until}"


def at_place(place: str) -> str:
    """ "at the library", with a space before it; "" where there is no place."""
    if not place:
        return ""
    leads = place.lower().startswith(("in ", "at ", "outside ", "by ", "near ", "opposite "))
    return f" {place}" if leads else f" at {place}"


def dearer(of: Mapping[str, str]) -> str:
    """What one character makes of a text: which, and what to write instead; "" if none does."""
    for text in of.values():
        cheap = "".join(each for each in text if each not in why_unicode(text))
        odd = why_unicode(text)
        if odd and len(odd) <= _A_SCRIPT and count(text).parts > count(cheap).parts:
            instead = _DEARER.get(odd[0], "")
            mend = f"Write {instead} instead" if instead else "Leave it out"
            named = " and ".join(odd[:3])
            now, then = count(text).parts, count(cheap).parts
            return f"{named} makes each text {now} parts, not {then}. {mend}."
    return ""


_A_SCRIPT: Final = 4
"""So many different letters are another script: there is nothing to write instead."""


def _words(world: World) -> Words:
    return Words(ENGLISH, world.words.overrides)


def besides(heard: EventHeard) -> str:
    """Its price and what else there is to say, in sentences, each with a space before it."""
    return "".join(f" {_sentence(each)}." for each in (_cost(heard.cost), heard.more) if each)


def _values(made: EventDraft, world: World) -> dict[str, str]:
    heard = made.heard
    return {
        "name": NAME,
        "project": world.project,
        "title": heard.title,
        "at_place": at_place(heard.place),
        "when": when_heard(made),
        "besides": besides(heard),
        "opt_out": opt_out(world),
    }


def opt_out(world: World) -> str:
    """The line that the law wants in every text that promotes something (PECR reg. 22)."""
    return f" {_words(world).say('event_text.opt_out', {})}"


def _own_words(words: str, world: World) -> str:
    values = {"words": _ended(words), "opt_out": opt_out(world)}
    return fold(_words(world).say("event_text.in_their_words", values))


def _ended(words: str) -> str:
    return words if words[-1:] in ".!?" else f"{words}."


def _cost(cost: str) -> str:
    return f"It costs {cost}" if cost[:1] == "£" else f"It's {cost}" if cost == "free" else cost


def _sentence(words: str) -> str:
    tidy = words.strip(" .")
    return f"{tidy[:1].upper()}{tidy[1:]}"


__all__ = [
    "NAME", "at_place", "besides", "called_off", "changed", "dearer", "invitation", "opt_out",
    "sample", "texts", "when", "when_heard",
]  # fmt: skip
