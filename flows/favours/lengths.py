"""How long a favour took, heard from their words: "about an hour", "half the morning"."""

import re
from typing import Final

from flows.hearing import Expect, Number
from flows.hearing.answers import Heard
from flows.hearing.plain import Said
from flows.hearing.scene import Scene

LONGEST: Final = 12 * 60
"""Minutes beyond which a number is no length of a favour."""

_COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "couple of": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "fifteen": 15, "twenty": 20,
    "twenty five": 25, "thirty": 30, "forty": 40, "forty five": 45, "fifty": 50, "sixty": 60,
    "ninety": 90,
}  # fmt: skip
_COUNT: Final = rf"(\d+(?:\.\d+)?|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_HALF: Final = re.compile(r"\b(?:half an?|half)(?: a)? hour\b")
_QUARTERS: Final = re.compile(r"\b(three )?quarters? of an hour\b")
_HOURS: Final = re.compile(rf"\b{_COUNT} ?(?:hours?|hrs?|h)\b(?: and a (half|quarter))?")
_AND_A_HALF: Final = re.compile(rf"\b{_COUNT} and a half (?:hours?|hrs?)\b")
_MINUTES: Final = re.compile(rf"\b{_COUNT} ?(?:minutes?|mins?|(?<=\d)m|(?<=\d )m)\b")
_SPANS: Final = (
    (re.compile(r"\bhalf (?:the|a|of the) (?:morning|afternoon|evening)\b"), 120),
    (re.compile(r"\bhalf (?:the|a|of the) day\b"), 180),
    (re.compile(r"\b(?:all|the whole|whole|the) (?:morning|afternoon|evening)\b"), 180),
    (re.compile(r"\b(?:all|the whole|whole) day\b"), 360),
    (re.compile(r"\b(?:a few|few|couple of|a couple of) (?:minutes?|mins?)\b|\bno time\b"), 5),
    (re.compile(r"\b(?:a few|few) hours?\b"), 180),
)


def minutes_in(words: str) -> int | None:
    """The minutes that bare words tell of, or None: they tell of none."""
    for ear, minutes in _SPANS:
        if ear.search(words):
            return minutes
    if found := _AND_A_HALF.search(words):
        return round(_count(found[1]) * 60 + 30)
    if _HALF.search(words):
        return 30
    if found := _QUARTERS.search(words):
        return 45 if found[1] else 15
    return _hours_and_minutes(words)


def _hours_and_minutes(words: str) -> int | None:
    hours, minutes = _HOURS.search(words), _MINUTES.search(words)
    if hours is None and minutes is None:
        return None
    more = {"half": 30, "quarter": 15}.get(hours[2], 0) if hours else 0
    all_in_all = (_count(hours[1]) * 60 if hours else 0) + (_count(minutes[1]) if minutes else 0)
    return round(all_in_all) + more


def _count(spelled: str) -> float:
    return _COUNTS[spelled] if spelled in _COUNTS else float(spelled)


def Minutes() -> Expect:
    """How many minutes something took, or skipped. The value is a whole number."""
    number = Number()

    def minutes(heard: Said, scene: Scene) -> Heard | None:
        told = minutes_in(heard.words)
        if told is not None:
            return Heard("heard", str(told), why="a length of time")
        return number.heard(heard.raw, scene)

    return Expect(("heard", "skip"), ("SKIP",), minutes)
