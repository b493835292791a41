"""When a befriender who runs late hopes to be there, from their words."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.favours.lengths import minutes_in
from flows.hearing import Scene, When, hear
from flows.hearing.plain import said
from flows.rhythm import local_day, moment

LONGEST: Final = timedelta(hours=4)
"""What is later than this is another visit, and a person reads of it."""

BARELY: Final = timedelta(minutes=5)
"""Nobody is told of less."""

_HALVES = re.compile("1/2|\u00bd")
_FROM_NOW = re.compile(r"\b(?:in|another|within) (?:about )?\d|\b(?:away|off|more)\b|^\d+ ?m")
_BY_SO_MUCH = re.compile(r"(?:minutes?|mins?|m|hours?|hrs?|\d) late\b")
_BARE = re.compile(
    r"\b(?:in|another) (?:about )?(\d{1,2})$|\b(\d{1,2}) late\b|\blate (?:by )?(\d{1,2})\b"
)
_PART = re.compile(r"\b(half|quarter) past(?! \d| \w+teen| (?:one|two|three|four|five|six))")
_FROM_A_CLOCK = re.compile(
    r"\b(?:until|till?|before|by|at|about|around|for|like|eta|to|there|it's|its|so)\s+"
    r"|(?=\b\d{1,2}[.:]\d\d)|(?=\b\d{1,2} ?(?:[ap]m|o\W?clock))",
    re.IGNORECASE,
)


def comes_at(text: str, planned: datetime, zone: str, now: datetime) -> datetime | None:
    """When they hope to be there (UTC); None where they do not say."""
    return _by_length(text, planned, now) or _by_the_clock(text, planned, zone, now)


def _by_length(text: str, planned: datetime, now: datetime) -> datetime | None:
    """ "20 min late" is after the hour planned; "10 mins away" is from now on."""
    words = said(_HALVES.sub("half", text)).words
    bare = _BARE.search(words)
    told = minutes_in(words)
    minutes = told if told is not None else int(next(filter(None, bare.groups()))) if bare else None
    if minutes is None:
        return None
    late = planned + timedelta(minutes=minutes)
    from_now = _FROM_NOW.search(words) and not _BY_SO_MUCH.search(words)
    return now + timedelta(minutes=minutes) if from_now or late <= now else late


def _by_the_clock(text: str, planned: datetime, zone: str, now: datetime) -> datetime | None:
    """ "can't make it till half 2": the last time in it, on the day of the visit."""
    own = planned.astimezone(ZoneInfo(zone))
    if part := _PART.search(said(text).words):
        hour = own.replace(minute={"half": 30, "quarter": 15}[part[1]])
        return moment(hour.date(), hour.time(), zone)
    told = [moment(local_day(planned, zone), at, zone) for at in _clocks(text, zone, now)]
    to_come = [at for at in told if at > now - BARELY]
    return to_come[-1] if to_come else None


def _clocks(text: str, zone: str, now: datetime) -> Iterator[time]:
    """Every time of day that follows a word such as "till"."""
    starts, heard_till = [0, *(found.end() for found in _FROM_A_CLOCK.finditer(text))], 0
    for start in starts:
        rest = " ".join(re.split(r"[,;!?]|\.(?!\d)", text[start:])[0].split()[:3])
        clock = _clock(rest, zone, now) or _clock(f"at {rest}", zone, now)
        if clock and start >= heard_till:
            heard_till = start + len(rest)
            yield clock


def _clock(words: str, zone: str, now: datetime) -> time | None:
    heard = hear(words, When(), Scene(now, zone))
    if heard is None or heard.outcome != "heard":
        return None
    first, _, last = heard.value.partition("/")
    told = (last if first == ".." else first).rpartition("T")[2]
    return time.fromisoformat(told).replace(tzinfo=None) if ":" in told else None
