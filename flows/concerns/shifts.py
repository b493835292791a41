"""When somebody is on duty, heard from words and said in words. Pure.

"till 6pm", "tomorrow 9 to 5", "Mon to Fri", "Mon to Fri 9 to 5": each becomes spans of local time.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.rhythm import day_in_words, hour_in_words, local_day, moment

DAY_FROM, DAY_TO = time(9), time(17)
"""The hours of a day on duty for which none were said."""

MOST_DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class Span:
    """On duty from a moment until another (UTC; None: until they say OFF DUTY)."""

    start: datetime
    until: datetime | None = None


_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY: Final = (
    r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|rsday|sday|urday)?"
)
_HOUR: Final = (
    r"(?:(?P<{0}>\d{{1,2}})(?:[:.](?P<{0}m>\d\d))?\s*(?P<{0}x>am|pm)?"
    r"|(?P<{0}w>noon|midday|midnight))"
)
_HOURS = re.compile(
    rf"\b(?:from\s+)?{_HOUR.format('a')}\s*(?:-|to|till|til|until|\u2013)\s*{_HOUR.format('b')}\b"
)
_TILL = re.compile(rf"\b(?:till|til|until|to|'til)\s+{_HOUR.format('b')}\b")
_TILL_DAY = re.compile(
    rf"\b(?:till|til|until)\s+(?:the end of\s+)?(?P<day>tomorrow|tonight|{_DAY})\b"
)
_RANGE = re.compile(
    rf"\b(?P<first>today|tomorrow|{_DAY})\s*(?:-|to|till|until|\u2013)\s*(?P<last>{_DAY})\b"
)
_ONE = re.compile(rf"\b(?P<day>today|tomorrow|tonight|{_DAY})s?\b")
_SOON = re.compile(r"\b(?:to?m+o?r+o?w*|tomm?orr?ow|tmrw|tmw|tomoz|tomoro|2mor+ow?|2moz)\b")
_OTHER_DAYS: Final = frozenset(
    """week weeks weekend weekends fortnight month january february march april june july august
    september october november december jan feb apr aug sept sep oct nov dec except not every
    second third fourth""".split()
)
_NOTHING = re.compile(r"(?:[\s.,!]*(?:now|please|thanks|again|from now(?: on)?))*[\s.,!]*\Z")


def spans(words: str, zone: str, now: datetime) -> tuple[Span, ...] | None:
    """When these words put somebody on duty; None where that can't be told.

    Nothing, or "now", is from now until they say otherwise. A day without hours is nine to five;
    a span that is over already is None.
    """
    text = _SOON.sub("tomorrow", words.casefold().replace("\u2019", "'"))
    if _NOTHING.fullmatch(text):
        return (Span(now),)
    days = _days(text, zone, now)
    hours = _hours(text)
    if (not days and hours is None) or not _is_understood(text):
        return None
    found = _put_together(text, days, hours, zone, now)
    return tuple(each for each in found if each.until is None or each.until > now) or None


def _is_understood(text: str) -> bool:
    """Whether nothing is left that may be another day: nobody is put on duty by half a sentence."""
    for known in (_HOURS, _TILL, _RANGE, _ONE):
        text = known.sub(" ", text)
    return not set(re.findall(r"[a-z]{3,}", text)) & _OTHER_DAYS


def _put_together(
    text: str, days: list[date], hours: tuple[time | None, time] | None, zone: str, now: datetime
) -> list[Span]:
    if days and _TILL_DAY.search(text) and not _RANGE.search(text):
        return [Span(now, moment(days[-1], hours[1] if hours else DAY_TO, zone))]
    evening = (DAY_TO, DAY_FROM) if re.search(r"\btonight\b", text) else (DAY_FROM, DAY_TO)
    start, until = hours or evening
    if not days:
        return [_one(local_day(now, zone), start, until, zone, now)]
    return [_one(day, start or DAY_FROM, until, zone, now) for day in days]


def _one(day: date, start: time | None, until: time, zone: str, now: datetime) -> Span:
    begins = moment(day, start, zone) if start else now
    ends = moment(day, until, zone)
    if ends <= begins:
        ends = moment(day + timedelta(days=1), until, zone)
    return Span(max(begins, now), ends)


def _days(text: str, zone: str, now: datetime) -> list[date]:
    today = local_day(now, zone)
    if found := _RANGE.search(text):
        first, last = _day(found["first"], today), _day(found["last"], today)
        while last < first:
            last += timedelta(days=7)
        return [first + timedelta(days=each) for each in range((last - first).days + 1)]
    return [_day(each["day"], today) for each in _ONE.finditer(text)][:MOST_DAYS]


def _day(word: str, today: date) -> date:
    if word in ("today", "tonight"):
        return today
    if word == "tomorrow":
        return today + timedelta(days=1)
    weekday = next(nth for nth, name in enumerate(_DAYS) if name.startswith(word[:3]))
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _hours(text: str) -> tuple[time | None, time] | None:
    """From when (None: now) until when."""
    if found := _HOURS.search(text):
        until = _time(found, "b", after=0)
        start = _time(found, "a", after=-1)
        if until is None or start is None:
            return None
        if until <= start and until.hour < 12 and not found["bx"]:
            until = time(until.hour + 12, until.minute)
        return start, until
    if found := _TILL.search(text):
        until = _time(found, "b", after=0)
        return None if until is None else (None, until)
    return None


def _time(found: re.Match[str], name: str, after: int) -> time | None:
    """An hour as somebody writes it. Ends of a day on duty are in the afternoon: "to 6"."""
    if found[f"{name}w"]:
        return time(0) if found[f"{name}w"] == "midnight" else time(12)
    hour, minute, half = int(found[name]), int(found[f"{name}m"] or 0), found[f"{name}x"]
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif after == 0 and 1 <= hour <= 8 and name == "b":
        hour += 12
    return time(hour % 24, minute)


# ── in words ────────────────────────────────────────────────────────────────────────────────


def span_in_words(start: datetime, until: datetime | None, zone: str, now: datetime) -> str:
    """From when until when: "until 6 in the evening", "tomorrow at 9 in the morning to noon"."""
    if until is None:
        later = f"from {moment_in_words(start, zone, now)} " if start > now else ""
        return f"{later}until you text OFF DUTY"
    if start <= now:
        return f"until {moment_in_words(until, zone, now)}"
    ends = _hour(until, zone)
    if local_day(start, zone) != local_day(until, zone):
        ends = moment_in_words(until, zone, now)
    return f"{moment_in_words(start, zone, now)} to {ends}"


def moment_in_words(at: datetime, zone: str, now: datetime) -> str:
    """A coming moment: "6 in the evening" where it is today, "Friday at 6 in the evening"."""
    days = (local_day(at, zone) - local_day(now, zone)).days
    if days <= 0:
        return _hour(at, zone)
    day = "tomorrow" if days == 1 else day_in_words(at, zone, now)
    return f"{day} at {_hour(at, zone)}"


def _hour(at: datetime, zone: str) -> str:
    return hour_in_words(at.astimezone(ZoneInfo(zone)).time())


__all__ = ["Span", "moment_in_words", "span_in_words", "spans"]
