"""The day and the time that stand in a longer text, and what is left of it without them."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.hearing.day_patterns import (
    AFTER_DAY,
    AHEAD,
    ANOTHER,
    BEFORE_DAY,
    CLOCK,
    DAY,
    FEAST,
    LATE,
    PART,
    REPEATS,
    SEVERAL,
    WEEKDAY,
)
from flows.hearing.plain import said
from flows.hearing.scene import Scene
from flows.hearing.when import when

TOO_FAR: Final = timedelta(days=200)
"""A date without a year that is so far ahead has just gone by: nobody plans an event for then."""


@dataclass(frozen=True, slots=True)
class WhichDay:
    """A day, when it begins and ends (local), and the text without them, marked where they were.

    doubt: "which" if its weekday and its date do not agree, "repeats" if it is no single day,
    "past" if a date has just gone by.
    """

    left: str
    day: date | None = None
    at: time | None = None
    ends: time | None = None
    doubt: str = ""


def which_day(text: str, scene: Scene) -> WhichDay:
    """The first day and the first time in this text."""
    if several := SEVERAL.search(text):
        found = which_day(_without(text, *several.span()), scene)
        return replace(found, day=None, doubt="repeats")
    repeats = REPEATS.search(text)
    if repeats:
        text = _without(text, *repeats.span())
    left, day_words, beside = _day_words(text)
    clock_words = ""
    if not beside:
        left, clock_words = _clock_words(left)
    else:
        clock_words = beside
    day, doubt = _day(day_words, scene)
    at, ends = _times(clock_words, day_words, scene, breakfast="breakfast" in text.lower())
    if at and ANOTHER.search(left):
        at = ends = None  # "18 12 at 6", "7 for 7.30": which of them is it?
    return WhichDay(left, day, at, ends, "repeats" if repeats and not day_words else doubt)


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]}\x00{text[end:]}"


def _day_words(text: str) -> tuple[str, str, str]:
    """The text without its day and a time that stands right after or before it; and both."""
    days = list(DAY.finditer(text))
    dated = [each for each in days if re.search(r"\d", each["day"])]
    found = next(iter(dated or days), None) or FEAST.search(text)
    if found is None:
        return text, "", ""
    start, end = found.span()
    feast = found.re is FEAST
    part = PART.match(text[end:]) if not feast else None
    part_words = part[0] if part else ""
    end += len(part_words)
    after = AFTER_DAY.match(text[end:])
    if after:
        return (
            _without(text, end if feast else start, end + after.end()),
            found["day"],
            f"{after[0].strip(' ,')} {part_words.strip(' ,')}",
        )
    if feast and not text[: found.start()].strip(" ,."):
        return text, found["day"], ""  # "Boxing Day walk": the day is its name, too
    before = BEFORE_DAY.search(text[:start]) if not CLOCK.search(text) else None
    if before:
        return (
            _without(text, before.start(), end),
            found["day"],
            before[0].strip(" ,").removesuffix(" on"),
        )
    left = _without(text, start, end)
    if part_words:
        left, clock = _clock_words(left)
        return left, found["day"], f"{clock} {part_words.strip(' ,')}".strip() if clock else ""
    return left, found["day"], ""


def _clock_words(text: str) -> tuple[str, str]:
    found = CLOCK.search(text)
    if found is None:
        return text, ""
    return _without(text, *found.span()), found[0]


# ── what they mean ──────────────────────────────────────────────────────────────────────────


def _day(words: str, scene: Scene) -> tuple[date | None, str]:
    if not words:
        return None, ""
    found = _date_in(words, scene)
    if found is None:
        return None, "which"
    weekday = re.search(WEEKDAY, words, re.IGNORECASE)
    dated = re.search(r"\d", words) and not re.fullmatch(AHEAD, words, re.IGNORECASE)
    today = _today(scene)
    far = found - today > TOO_FAR and not re.search(r"20\d\d|/\d\d\Z", words)
    if weekday and dated:
        bare = _date_in(re.sub(rf"\(?{WEEKDAY}\.?\)?,?", "", words, flags=re.IGNORECASE), scene)
        if far or (bare is not None and bare.weekday() != _weekday_of(weekday[0])):
            nearer = bare is not None and bare - today <= TOO_FAR
            return None, "which" if nearer or not far else "past"
    if far and dated and not weekday:
        return None, "past"
    return found, ""


def _weekday_of(word: str) -> int:
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(word[:3].lower())


def _date_in(words: str, scene: Scene) -> date | None:
    heard = when(said(" ".join(words.replace(".", "").split())), scene)
    value = heard.value.split("/")[0] if heard else ""
    try:
        return datetime.fromisoformat(value).date() if "-" in value else None
    except ValueError:
        return None


def _today(scene: Scene) -> date:
    assert scene.now is not None
    return scene.now.astimezone(ZoneInfo(scene.zone)).date()


def _times(
    words: str, day: str, scene: Scene, *, breakfast: bool
) -> tuple[time | None, time | None]:
    """When it begins and ends. What nobody settled is in the day: an event is rarely at 8am."""
    if not words.strip():
        return None, None
    near = day.lower() if day.lower() in ("today", "tonight") else "friday"
    heard = when(said(f"{near} {_plainly(words)}"), scene) or when(said(_plainly(words)), scene)
    if heard is None or heard.outcome != "heard":
        return None, None
    times = [_time_of(each) for each in heard.value.split("/")]
    settled = re.search(r"[ap]\.? ?m\b|morning|breakfast|[:.]\d\d|\d{4}", words, re.IGNORECASE)
    at, ends = times[0], times[1] if len(times) > 1 else None
    if at and at.hour == _EIGHT and not settled and not breakfast:
        at = at.replace(hour=_EIGHT + 12)
    return at, ends


_EIGHT: Final = 8


_LEADING = re.compile(
    r"^\W*(?:at|from|@|starts?|starting|time:?|about|around|[ :])+\b", re.IGNORECASE
)


def _plainly(words: str) -> str:
    """As the reader of times likes it: without "at", and "noon" by itself."""
    plain = _LEADING.sub("", words)
    plain = re.sub(LATE, "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\b(\d{1,2}) ?([0-5]\d)(?= ?[ap]\.? ?m\b)", r"\1.\2", plain, flags=re.I)
    plain = re.sub(r"(?<=\d)[ .]+(?=[ap]\.?m)", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"([ap])\.m\.?", r"\1m", plain, flags=re.IGNORECASE)
    plain = re.sub(r"(?:12 )?\b(?:noon|midday)\b", "12pm", plain, flags=re.IGNORECASE)
    return re.sub(r"\bish\b|(?<=\d)ish\b", "", plain).strip(" ,@:")


def _time_of(value: str) -> time | None:
    try:
        return datetime.fromisoformat(value).time() if "T" in value else time.fromisoformat(value)
    except ValueError:
        return None
