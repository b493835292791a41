"""When something is on: RFC 5545 recurrences in local time, and plain words for them.

Eleven in the morning stays eleven when the clocks change: a recurrence is worked out in local
time without a zone, and each time becomes a UTC moment by itself (as in `flows.rhythm`).
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrulebase, rrulestr

from flows.rhythm import moment
from flows.world.nearby import Schedule

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = ("Jan Feb Mar April May June July Aug Sept Oct Nov Dec").split()
_NTH: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_WEEKDAYS: Final = frozenset(DAYS[:5])

FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
"""How often something may be on. What RFC 5545 has besides (HOURLY …) is no activity."""

PARTS: Final = frozenset("FREQ INTERVAL BYDAY BYMONTH BYMONTHDAY BYSETPOS COUNT UNTIL WKST".split())
"""The parts of a recurrence that are understood."""

LONGEST: Final = timedelta(days=800)
"""How far ahead the next time is looked for: what is on less often counts as over."""


class BadSchedule(ValueError):
    """A recurrence that can't be used; the text says what to put instead."""


def checked(rule: str, zone: str) -> str:
    """A recurrence in its tidy form, without "RRULE:". Raises BadSchedule if it can't be used."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSchedule("the zone must be one such as Europe/London") from error
    tidy = rule.strip().upper().removeprefix("RRULE:")
    if not tidy:
        return ""
    parts = dict(_parts(tidy))
    if parts.get("FREQ") not in FREQUENCIES:
        raise BadSchedule("the rule needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY")
    if odd := parts.keys() - PARTS:
        raise BadSchedule(f"the rule has {min(odd)}, which is not understood: leave it out")
    if parts.get("INTERVAL", "1").strip("0") == "":
        raise BadSchedule("the rule's INTERVAL must be 1 or more")
    try:
        _recurrence(tidy, datetime.combine(date(2026, 1, 1), time()), zone)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadSchedule("the rule can't be read: FREQ=WEEKLY;BYDAY=TU is one") from error
    return tidy


def _parts(rule: str) -> Iterator[tuple[str, str]]:
    for each in rule.split(";"):
        name, _, value = each.partition("=")
        yield name, value


@lru_cache(maxsize=1024)
def _recurrence(rule: str, start: datetime, zone: str) -> rrulebase:
    """The recurrence in local time. UNTIL becomes local; a day alone is that whole day."""
    local = re.sub(r"UNTIL=([0-9TZ]+)", lambda found: f"UNTIL={_local(found[1], zone)}", rule)
    return rrulestr(f"RRULE:{local}", dtstart=start)


def _local(until: str, zone: str) -> str:
    if "T" not in until:
        return f"{until}T235959"
    if not until.endswith("Z"):
        return until
    at = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return at.astimezone(ZoneInfo(zone)).strftime("%Y%m%dT%H%M%S")


def next_times(schedule: Schedule, after: datetime, count: int = 1) -> list[datetime]:
    """The next times it is on after this moment: UTC, the soonest first, at most `count`.

    A time that spring skips moves on by what is missing; one that comes twice is its first.
    """
    found: list[datetime] = []
    for local in _local_times(schedule, after):
        at = moment(local.date(), local.time(), schedule.zone)
        if at > after and at not in found:
            found.append(at)
        if len(found) == count:
            break
    return found


def _local_times(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    """Local times from an hour or two before that moment on, for as long as it matters."""
    near = after.astimezone(ZoneInfo(schedule.zone)).replace(tzinfo=None) - timedelta(hours=2)
    if not schedule.rule:
        if schedule.start >= near:
            yield schedule.start
        return
    for local in _from(schedule, near):
        if local > near + LONGEST:
            return
        if local not in schedule.left_out:
            yield local


def _from(schedule: Schedule, near: datetime) -> Iterator[datetime]:
    """The recurrence from `near` on. One of weeks, without an end, need not be counted through."""
    start = schedule.start
    parts = dict(_parts(schedule.rule))
    if start < near and parts["FREQ"] in ("DAILY", "WEEKLY") and "COUNT" not in parts:
        step = int(parts.get("INTERVAL", "1")) * (7 if parts["FREQ"] == "WEEKLY" else 1)
        start += timedelta(days=max(0, (near - start).days - step) // step * step)
    yield from _recurrence(schedule.rule, start, schedule.zone).xafter(near, inc=True)


# ── in words ────────────────────────────────────────────────────────────────────────────────


def when_words(schedule: Schedule) -> str:
    """When it is on, as a neighbour says it: "Tuesdays 11am", "every other Friday 2pm"."""
    at = ("about " if schedule.roughly else "") + clock_words(schedule.start.time())
    if not schedule.rule:
        return f"{day_words(schedule.start.date())} {at}"
    days = _days_in_words(schedule)
    if schedule.roughly and days == "every day":  # nobody organises it
        days = "most days"
    return f"{days} {at}"


def _days_in_words(schedule: Schedule) -> str:
    rule = _rule(schedule)
    days = _by_day(schedule)
    each = rule["INTERVAL"]
    if rule["FREQ"] == "DAILY":
        return {"1": "every day", "2": "every other day"}.get(each, f"every {each} days")
    if rule["FREQ"] == "WEEKLY":
        return _weekly(days, each)
    if rule["FREQ"] == "MONTHLY":
        often = {"1": "the month", "2": "every other month"}.get(each, f"every {each} months")
        return f"{_monthly(schedule, days)} of {often}"
    return "once a year, in " + _MONTHS[schedule.start.month - 1]


def _rule(schedule: Schedule) -> dict[str, str]:
    return {"INTERVAL": "1", **dict(_parts(schedule.rule))}


def _by_day(schedule: Schedule) -> list[str]:
    named = _rule(schedule).get("BYDAY", "")
    days = named.split(",") if named else [DAYS[schedule.start.weekday()]]
    return sorted(days, key=lambda day: DAYS.index(day[-2:]))


def _weekly(days: list[str], each: str) -> str:
    names = [_NAMES[DAYS.index(day[-2:])] for day in days]
    if each == "1":
        if len(days) == 7:
            return "every day"
        if frozenset(days) == _WEEKDAYS:
            return "weekdays"
        return _listed([f"{name}s" for name in names])
    often = "every other" if each == "2" else f"every {each} weeks on"
    return f"{often} {_listed(names)}"


def _monthly(schedule: Schedule, days: list[str]) -> str:
    """The first Monday; the 15th; the last day."""
    rule = _rule(schedule)
    if "BYMONTHDAY" in rule:
        return _listed([_day_of_month(int(day)) for day in rule["BYMONTHDAY"].split(",")])
    if "BYDAY" not in rule:
        return _day_of_month(schedule.start.day)
    found = []
    for day in days:
        nth = day[:-2] or rule.get("BYSETPOS", "")
        name = _NAMES[DAYS.index(day[-2:])]
        found.append(f"{_NTH[int(nth)]} {name}" if _is_nth(nth) else f"every {name}")
    return _listed(found)


def _is_nth(nth: str) -> bool:
    return nth.lstrip("+-").isdecimal() and int(nth) in _NTH


def _day_of_month(day: int) -> str:
    if day < 0:
        return "the last day" if day == -1 else f"{-day} days before the end"
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"the {day}{ending}"


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def clock_words(at: time) -> str:
    """A time of day as it is said: 11am, 2.30pm, noon."""
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


def day_words(day: date) -> str:
    """A day with its date: Tue 24 Nov."""
    return f"{_NAMES[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1]}"


def date_words(day: date) -> str:
    """A date without its weekday: 3 May."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def moment_words(at: datetime, zone: str) -> str:
    """A moment, local: Tue 24 Nov 11am."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day_words(local.date())} {clock_words(local.time())}"


__all__ = [
    "BadSchedule", "Schedule", "checked", "clock_words", "date_words", "day_words", "moment_words",
    "next_times", "when_words",
]  # fmt: skip
