"""What they are looking for, where they said so: "what's on saturday", "what's on at the hall"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from flows.hearing import Scene, When
from flows.nearby.schedule import next_times
from flows.rhythm import moment
from flows.tags import tags_in
from flows.world.nearby import Suggestion

A_DAY: Final = timedelta(days=1)

_NO_TOPIC: Final = frozenset(
    """a about after again all an and any anything are around as at be by can club clubs coming
    could day days do doing dear else event events every for from get go going good got group groups
    happening have hello here hi i id im in is it just like local look love lovely me mill lane much
    my near nearby next nice of on or out over place places please pls round so some something soon
    still tell ta thank thanks that the then there theres these thing things this those to today
    tomorrow tonight up us was we week weekend weekends what whats when where which will with would
    you your morning mornings afternoon afternoons evening evenings night early late oclock am pm
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
    fridays saturdays sundays mon tue tues wed weds thu thur thurs fri sat sun""".split()
)
"""Words that name no place and no kind of thing to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A stretch of time (local days become UTC moments), tags, and words of a title or place."""

    first: datetime | None = None
    last: datetime | None = None
    tags: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.first is not None or bool(self.tags or self.words)


def asked_for(text: str, scene: Scene) -> Asked:
    """What these words ask for; nothing, where they only ask what is on."""
    first, last = _stretch(text, scene)
    return Asked(first, last, frozenset(tags_in(text)), frozenset(_words(text)) - _NO_TOPIC)


def _words(text: str) -> Iterator[str]:
    plain = text.lower().replace("'", "").replace("\u2019", "")
    return iter(re.findall(r"[^\W\d_]{2,}", plain))


def _stretch(text: str, scene: Scene) -> tuple[datetime | None, datetime | None]:
    heard = When().heard(text, scene)
    if heard is None or heard.outcome != "heard" or "-" not in heard.value:
        return None, None
    first, _, last = heard.value.partition("/")
    last = last or first.partition("T")[0]  # "saturday at 2": all of that day
    return _begins(first, scene.zone), _ends(last, scene.zone)


def _begins(value: str, zone: str) -> datetime:
    local = datetime.fromisoformat(value)
    return moment(local.date(), local.time(), zone)


def _ends(value: str, zone: str) -> datetime:
    """Of a day, its end."""
    local = datetime.fromisoformat(value)
    if "T" in value:
        return moment(local.date(), local.time(), zone)
    return moment(local.date() + A_DAY, time(), zone)


def at_that_time(each: Suggestion, first: datetime) -> datetime | None:
    """When it is on from that moment on, if it is."""
    if each.next_at is not None and each.next_at >= first:
        return each.next_at
    if each.schedule is None:
        return None
    return next(iter(next_times(each.schedule, first - timedelta(seconds=1))), None)


def fitting(asked: Asked, found: Sequence[Suggestion]) -> list[Suggestion]:
    """Those that are what was asked for, in their order: of words and tags, as many as can be."""
    if asked.first is not None:
        found = [each for each in found if _is_on(each, asked)]
    if not (asked.tags or asked.words):
        return list(found)
    marks = [_marks(each, asked) for each in found]
    best = max(marks, default=0)
    return [each for each, mark in zip(found, marks, strict=True) if best and mark == best]


def _is_on(each: Suggestion, asked: Asked) -> bool:
    assert asked.first and asked.last
    at = at_that_time(each, asked.first)
    return at is not None and at < asked.last


def _marks(each: Suggestion, asked: Asked) -> int:
    theirs = {_one(word) for word in _words(f"{each.title} {each.place} {each.about}")}
    return len(asked.tags & each.tags) + sum(_one(word) in theirs for word in asked.words)


def _one(word: str) -> str:
    """Without its plural."""
    return word.rstrip("s") if len(word) > 3 else word
