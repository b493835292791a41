"""A draft of an event, built up of what a coordinator texts, one text after the other.

The same texts always make the same draft, so that whoever counts whom it would reach and the
conversation that asks what is missing speak of one thing. Nothing is kept but her own words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Final

from flows.coordinators.audience_words import for_whom, languages
from flows.coordinators.yes_or_change import is_yes, led
from flows.hearing import Scene
from flows.hearing.event import EventHeard, event, gone_by
from flows.rhythm import moment
from flows.tags import INTEREST, kind_of, tags_in
from flows.words import shortened
from flows.world.broadcasts import Audience

BETWEEN: Final = "\n"
"""Stands between her texts where they are kept; no text has one of its own there."""

LONGEST_TITLE: Final = 48
LONGEST_PLACE: Final = 40
LONGEST_MORE: Final = 90
LONGEST_VARIANT: Final = 300
AN_HOUR: Final = 60  # minutes
A_DAY: Final = 24 * AN_HOUR

_NONE: Final = re.compile(
    r"\W*(?:none|no|no ?where|no place|n/?a|nothing|not needed|online|by phone|at home|skip"
    r"|leave it out)\W*",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\A\W*(?:call it|title|name|named?|it'?s called|rename(?: it)?)(?: to)?\W+(.+)", re.I
)
_VARIANT = re.compile(r"\A\W*(?:for |in |to )?(?:the )?([a-z][a-z ]{1,24}?)\s*:\s*(\S.*)\Z", re.I)


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What she has said so far. `nowhere`: she says it needs no place. unknown: words about whom it
    is for that mean nothing to us. variants: other words for a language or an interest, by the keys
    of `Broadcast.texts`. asked: how often nothing could be made of a text.
    """

    heard: EventHeard = field(default_factory=EventHeard)
    nowhere: bool = False
    audience: Audience = field(default_factory=Audience)
    unknown: str = ""
    variants: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> str:
        """What is to be asked next: name, day, time, place, whom; "" if it is all there."""
        heard = self.heard
        lacks = (
            (not heard.title, "name"),
            (bool(heard.day_doubt) or heard.day is None, "day"),
            (heard.at is None, "time"),
            (not (heard.place or self.nowhere), "place"),
            (bool(self.unknown), "whom"),
        )
        return next((what for is_so, what in lacks if is_so), "")

    def starts(self, zone: str) -> datetime | None:
        """When it begins, UTC."""
        heard = self.heard
        if heard.day is None or heard.at is None:
            return None
        return moment(heard.day, heard.at, zone)

    @property
    def minutes(self) -> int:
        """How long it lasts; an hour, if nobody said."""
        at, ends = self.heard.at, self.heard.ends
        if at is None or ends is None or ends <= at:
            return AN_HOUR
        return (ends.hour - at.hour) * 60 + ends.minute - at.minute


def draft(texts: Iterable[str], scene: Scene) -> EventDraft:
    """What these texts of hers come to, in their order."""
    made: EventDraft | None = None
    for text in texts:
        made = begun(text, scene) if made is None else told(made, text, scene)
    return made or EventDraft()


def begun(text: str, scene: Scene) -> EventDraft:
    """What her first text says."""
    heard = event(_plain(text), scene)
    return _for(EventDraft(_within(heard)), heard.audience)


def told(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    """The draft with what this text says, which answers what is missing, or mends something."""
    text = _plain(text)
    missing = made.missing
    if missing in _ANSWERS:
        return _ANSWERS[missing](made, text, scene)
    return made if is_yes(text) else mended(made, text, scene)


def _plain(text: str) -> str:
    """Her words on one line, and no brackets that would be taken for a name to fill in."""
    return " ".join(text.replace("{", "(").replace("}", ")").split())


def _within(heard: EventHeard) -> EventHeard:
    return replace(
        heard,
        title=_title(heard.title),
        place=shortened(heard.place, LONGEST_PLACE),
        more=shortened(heard.more, LONGEST_MORE),
    )


def _title(words: str) -> str:
    """A title as a text shows it: what is all in small letters begins with a capital."""
    title = shortened(words, LONGEST_TITLE)
    return f"{title[:1].upper()}{title[1:]}" if title.islower() else title


def _for(made: EventDraft, words: str) -> EventDraft:
    if not words:
        return made
    found = for_whom(words)
    return replace(made, audience=found.audience, unknown=found.unknown)


# ── answers to what was missing ─────────────────────────────────────────────────────────────


def _name(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    found = event(text, scene)
    named = replace(_with(made, found), heard=replace(_with(made, found).heard, more=""))
    title = _title(found.title or text)
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
    return _besides(_dated(made, found, scene), found)


def _time(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    found = event(f"it at {led(text)}", scene)
    if found.at is None:
        found = event(f"it {text}", scene)
    dated = found.at or found.day or found.day_doubt
    return _besides(_dated(made, found, scene) if dated else made, found)


def _besides(made: EventDraft, found: EventHeard) -> EventDraft:
    """The draft with what was said along with an answer: a place, a price, whom it is for."""
    heard = made.heard
    told = replace(
        heard,
        place=shortened(found.place, LONGEST_PLACE) or heard.place,
        cost=found.cost or heard.cost,
        people=found.people or heard.people,
    )
    return _for(replace(made, heard=told), found.audience)


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


def _dated(made: EventDraft, found: EventHeard, scene: Scene) -> EventDraft:
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


# ── mending a part ──────────────────────────────────────────────────────────────────────────


def mends(text: str, scene: Scene) -> bool:
    """Whether this text would change something of a draft that is all there."""
    whole = EventDraft(
        replace(begun("x Friday 2.07pm y", scene).heard, title="x", place="y", day_doubt="")
    )
    return mended(whole, _plain(text), scene) != whole


def mended(made: EventDraft, text: str, scene: Scene) -> EventDraft:
    """The draft with the part changed that this text names; the same if it names none."""
    variant = _variant(text)
    if variant is not None:
        return replace(made, variants={**made.variants, variant[0]: variant[1]})
    named = _NAMED.match(text)
    if named:
        title = _title(named[1].strip(" .!\"'"))
        return replace(made, heard=replace(made.heard, title=title))
    rest = led(text)
    bare = "at " if re.fullmatch(r"\W*\d{1,2}\W*", rest) and rest != text else ""
    return _with(made, event(f"it {bare}{rest}", scene), scene)


def _with(made: EventDraft, found: EventHeard, scene: Scene | None = None) -> EventDraft:
    if scene and (found.day or found.at or found.day_doubt):
        made = _dated(made, found, scene)
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
    return _for(replace(made, heard=heard), found.audience)


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
