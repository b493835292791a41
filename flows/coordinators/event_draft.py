"""A draft of an event: what a coordinator has said of it so far, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from flows.coordinators.audience_words import for_whom
from flows.hearing import Scene
from flows.hearing.event import EventHeard, event
from flows.rhythm import moment
from flows.words import shortened
from flows.world.broadcasts import Audience

LONGEST_TITLE: Final = 48
LONGEST_PLACE: Final = 60
LONGEST_MORE: Final = 90
LONGEST_VARIANT: Final = 300
AN_HOUR: Final = 60  # minutes
A_DAY: Final = 24 * AN_HOUR


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


def begun(text: str, scene: Scene) -> EventDraft:
    """What her first text says."""
    heard = event(plainly(text), scene)
    return for_them(EventDraft(_within(heard)), heard.audience)


def plainly(text: str) -> str:
    """Her words on one line, and no brackets that would be taken for a name to fill in."""
    return " ".join(text.replace("{", "(").replace("}", ")").split())


def _within(heard: EventHeard) -> EventHeard:
    return replace(
        heard,
        title=titled(heard.title),
        place=shortened(heard.place, LONGEST_PLACE),
        more=shortened(heard.more, LONGEST_MORE),
    )


def titled(words: str) -> str:
    """A title as a text shows it: what is all in small letters begins with a capital."""
    title = shortened(words, LONGEST_TITLE)
    return f"{title[:1].upper()}{title[1:]}" if title.islower() else title


def for_them(made: EventDraft, words: str) -> EventDraft:
    if not words:
        return made
    found = for_whom(words)
    return replace(made, audience=found.audience, unknown=found.unknown)
