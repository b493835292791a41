"""Times on a clock: "half 2", "quarter to three", "ten past", "2.30pm", "1400", "elevenish".

A time that does not say which half of the day it is in is not settled; what stands around it, and
in the end the hours that people keep, settle it (`settling.py`).
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.values import Clock, Item, Now

_QUARTER: Final = 15
_SPOKEN_TO: Final = (5, 10, 20, 25)
_BETWEEN: Final = ("past", "after", "to", "before", "from")
_RATHER_HOURS: Final = (11, 12)  # "ten eleven"
_CENTURIES: Final = ("19", "20")


def clock_item(
    hour: int, minute: int = 0, second: int = 0, *, half: str | None = None, sure: bool = True
) -> Item:
    """A time, settled if am or pm stands with it or it is on the 24-hour clock.

    ValueError if there is no such time.
    """
    if not (0 <= hour <= 24 and minute < 60 and second < 60):
        raise ValueError
    if half and 1 <= hour <= 12:
        clock = Clock(hour % 12 + (12 if half == "pm" else 0), minute, second)
    else:
        clock = Clock(hour % 24, minute, second, settled=hour == 0 or hour > 12)
    return Item("clock", clock, sure=sure, why="a time")


def _half_of_day(parts: Parts) -> str | None:
    return "am" if parts.has("am") else "pm" if parts.has("pm") else None


def _settled(made: Item) -> Item:
    """08:30 is in the morning: nobody writes the nought of a time in the evening."""
    return replace(made, value=made.value._replace(settled=True))


# ── in figures ──────────────────────────────────────────────────────────────────────────────


def _written(parts: Parts, now: Now) -> Item:
    """14:30, 08:15, 2:30 pm."""
    of_24_hours, *figures = parts.get("hhmm")
    made = clock_item(*figures, half=_half_of_day(parts))
    return _settled(made) if of_24_hours else made


def _dotted(parts: Parts, now: Now) -> Item:
    """2.30pm."""
    return clock_item(*parts.get("dotted"), half=_half_of_day(parts))


def _run_together(parts: Parts, now: Now) -> Item | None:
    """1400, 330 pm."""
    figures = parts.get("three", "four").zfill(4)
    half = _half_of_day(parts)
    said_so = half or parts.has("at", "about", "say", "hours")
    if figures[:2] in _CENTURIES and not said_so:
        return None  # rather a year
    made = clock_item(int(figures[:2]), int(figures[2:]), half=half)
    made = _settled(made) if figures[0] == "0" and parts.has("four") else made
    return made if said_so else replace(made, weak=True)


def _hour(parts: Parts, now: Now) -> Item:
    """7pm, two o'clock, 3ish, seven thirty pm, twelve o three."""
    return clock_item(*parts.all("number"), half=_half_of_day(parts))


def _hour_and_minutes(parts: Parts, now: Now) -> Item | None:
    """Two thirty; "3 30" in figures may be anything."""
    hour, minute = parts.all("number")
    if (minute < 10 and not parts.has("oh", "of")) or minute in _RATHER_HOURS:
        return None
    return clock_item(hour, minute, sure=parts.items[-1].kind == "worded")


def _at_hour_and_minutes(parts: Parts, now: Now) -> Item | None:
    """At 3 15: minutes that people say make it a time."""
    made = _hour_and_minutes(parts, now)
    return made and replace(made, sure=parts.items[-1].value % 5 == 0)


# ── in words ────────────────────────────────────────────────────────────────────────────────


def _past_or_to(parts: Parts, now: Now) -> Item:
    """Half past two, a quarter to noon, 20 minutes to 2pm: minutes first, the hour after them."""
    which = next(at for at, item in enumerate(parts.items) if item.kind in _BETWEEN)
    minutes, hour = _minutes(Parts(parts.items[:which])), Parts(parts.items[which:])
    back = hour.has("to", "before")
    return _moved(hour.get("hour"), -minutes if back else minutes)


def _moved(hour: Any, minutes: int) -> Item:
    at = hour if isinstance(hour, Clock) else clock_item(hour).value
    total = at.hour * 60 + at.minute + minutes
    if not at.settled and total < 60:
        total += 12 * 60  # ten to one
    return Item("clock", Clock(total // 60 % 24, total % 60, 0, at.settled), why="a time")


def _minutes(parts: Parts) -> int:
    if (fraction := parts.get("slashed")) is not None:
        return int(60 * fraction[0] / fraction[1])
    if parts.has("half"):
        return 30
    if parts.has("quarter"):
        return _QUARTER * int(parts.get("number") or 1)
    return sum(parts.all("number"))


def _to(parts: Parts, now: Now) -> Item | None:
    """Ten to four. In figures "5 to 6" may as well be from five to six: left as it is."""
    first, last = parts.items[0], parts.items[-1]
    hour = last.value.hour % 12 if isinstance(last.value, Clock) else last.value
    if first.value not in _SPOKEN_TO or not 0 <= hour <= 12:
        return None
    if first.kind == "digits" and first.value < (hour or 12):
        return None
    return _moved(last.value, -first.value)


def _half(parts: Parts, now: Now) -> Item:
    """Half two: half past two, in Britain."""
    if parts.get("number") > 12:
        raise ValueError
    return _moved(parts.get("number"), 30)


def _of_this_hour(parts: Parts, now: Now) -> Item | None:
    """Quarter to, ten past, with the hour left out: the next time that the clock shows it."""
    minutes = _minutes(parts)
    if minutes % 5:
        return None
    minute = (-minutes if parts.has("to") else minutes) % 60
    at = now.local.replace(minute=minute, second=0, microsecond=0)
    at = at if at > now.local else at + timedelta(hours=1)
    return Item("clock", Clock(at.hour, at.minute), sure=False, why="minutes of an hour not named")


def _named(parts: Parts, now: Now) -> Item | None:
    """12 noon, 12 o'clock midnight."""
    return Item("clock", parts.get("clock"), why="a time") if parts.get("number") == 12 else None


def _as_it_is(parts: Parts, now: Now) -> Item:
    """Half ten ish."""
    return parts.items[0]


CLOCKS = Stage(
    (_named, "number oclock? clock"),
    (_run_together, "(at|about)? (three|four) (am|pm)"),
    (_written, "hhmm (am|pm)?"),
    (_dotted, "dotted (am|pm)"),
    (_half, "half number (?!unit|of)"),
    (
        _hour,
        """
        number (oh|number) number? (am|pm)
        (?<!for) worded stop? oclock? (am|pm)
        digits stop? oclock? (am|pm)
        number in the? (am|pm)
        number oclock
        number ish (am|pm)?
        number sharp
        """,
    ),
    (
        _past_or_to,
        """
        a? (half|quarter|slashed|number quarter) (past|to|after|before) hour
        number and number minutes? (past|to) hour
        number minutes (past|to|after|before|from) hour
        number (past|after) hour
        """,
    ),
    (_to, "(?<!between|from) number to hour (?!unit|dash)"),
    (_as_it_is, "clock ish"),
    (_run_together, "(?<!in|of|any_month|dash) (at|about)? four hours? (?!any_month)"),
    (_run_together, "(?<=clock(?:dash|to|until)) four (?!any_month)"),
    (
        _hour_and_minutes,
        """
        worded (oh|of)? worded (?!unit|any_month|of)
        (?<=about) digits digits (?!unit|any_month)
        """,
    ),
    (_at_hour_and_minutes, "(?<=at) digits digits (?!unit|any_month)"),
    (
        _of_this_hour,
        "a? (quarter|half|number) minutes? (past|to)"
        " (?!hour|hhmm|dotted|slashed|three|four|near|weekday|part|date|light|unknown|the)",
    ),
)
