"""Times on a clock: "half 2", "quarter to three", "ten past", "2.30pm", "1400", "elevenish".

A time that does not say which half of the day it is in is not settled; what stands around it, and
in the end the hours that people keep, settle it (`settling.py`).
"""

from datetime import timedelta
from typing import Any, Final

from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.values import Clock, Item, Now

_QUARTER: Final = 15
_SPOKEN_TO: Final = (5, 10, 20, 25)


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


# ── in figures ──────────────────────────────────────────────────────────────────────────────


def _written(parts: Parts, now: Now) -> Item:
    """14:30, 08:15, 2:30 pm."""
    nought_first, *figures = parts.get("hhmm")
    made = clock_item(*figures, half=_half_of_day(parts))
    if nought_first:
        return Item("clock", made.value._replace(settled=True), why="a time")
    return made


def _dotted(parts: Parts, now: Now) -> Item:
    """2.30pm."""
    return clock_item(*parts.get("dotted"), half=_half_of_day(parts))


def _run_together(parts: Parts, now: Now) -> Item | None:
    """1400, 330 pm."""
    figures = parts.get("three", "four").zfill(4)
    said_so = parts.has("at") or parts.has("about") or parts.has("hours") or _half_of_day(parts)
    if figures[:2] in ("19", "20") and not said_so:
        return None  # rather a year
    return clock_item(int(figures[:2]), int(figures[2:]), half=_half_of_day(parts))


def _hour(parts: Parts, now: Now) -> Item:
    """7pm, two o'clock, 3ish, seven thirty pm, twelve o three."""
    return clock_item(*parts.all("number"), half=_half_of_day(parts))


def _hour_and_minutes(parts: Parts, now: Now) -> Item | None:
    """Two thirty; "3 30" in figures may be anything."""
    hour, minute = parts.all("number")
    if minute < 10 and not parts.has("oh"):
        return None
    in_figures = parts.items[-1].kind == "digits"
    return clock_item(hour, minute, sure=not in_figures or parts.has("at") or parts.has("date"))


# ── in words ────────────────────────────────────────────────────────────────────────────────


def _past_or_to(parts: Parts, now: Now) -> Item:
    """Half past two, a quarter to noon, 20 minutes to 2pm: minutes first, the hour after them."""
    which = next(at for at, item in enumerate(parts.items) if item.kind in _BETWEEN)
    minutes, hour = Parts(parts.items[:which]), Parts(parts.items[which:])
    back = hour.has("to") or hour.has("before")
    return _moved(hour.get("clock", "number"), -_minutes(minutes) if back else _minutes(minutes))


_BETWEEN = ("past", "after", "to", "before", "from")


def _moved(hour: Any, minutes: int, *, sure: bool = True) -> Item:
    at = hour if isinstance(hour, Clock) else clock_item(hour).value
    total = at.hour * 60 + at.minute + minutes
    if not at.settled and total < 60:
        total += 12 * 60  # ten to one
    return Item("clock", Clock(total // 60 % 24, total % 60, 0, at.settled), sure=sure, why="a time")


def _minutes(parts: Parts) -> int:
    if (fraction := parts.get("slashed")) is not None:
        return 60 * fraction[0] // fraction[1]
    if parts.has("half"):
        return 30
    if parts.has("quarter"):
        return _QUARTER * (parts.get("number") or 1)
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


def _of_this_hour(parts: Parts, now: Now) -> Item:
    """Quarter to, ten past, with the hour left out: the next time that the clock shows it."""
    minute = (-_minutes(parts) if parts.has("to") else _minutes(parts)) % 60
    at = now.local.replace(minute=minute, second=0, microsecond=0)
    at = at if at > now.local else at + timedelta(hours=1)
    clock = Clock(at.hour, at.minute)
    return Item("clock", clock, sure=False, why="minutes past or to an hour that is not named")


def _named(parts: Parts, now: Now) -> Item | None:
    """12 noon, 12 o'clock midnight."""
    return Item("clock", parts.get("clock"), why="a time") if parts.get("number") == 12 else None


_HOUR = "(clock|number)"

CLOCKS = Stage(
    ("number oclock? clock", _named),
    ("(at|about)? (three|four) (am|pm)", _run_together),
    ("hhmm (am|pm)?", _written),
    ("dotted (am|pm)", _dotted),
    ("number (oh|number) number? (am|pm)", _hour),
    ("number stop? oclock? (am|pm)", _hour),
    ("number oclock (am|pm)?", _hour),
    ("number ish (am|pm)?", _hour),
    ("number sharp", _hour),
    (f"a? (half|quarter|slashed|number quarter) (past|to|after|before) {_HOUR}", _past_or_to),
    (f"number and number minutes? (past|to) {_HOUR}", _past_or_to),
    (f"number minutes (past|to|after|before|from) {_HOUR}", _past_or_to),
    (f"number (past|after) {_HOUR}", _past_or_to),
    (f"(?<!between|from) number to {_HOUR}(?!unit|dash)", _to),
    ("half number(?!unit|of)", _half),
    ("(at|about)? four hours?(?!any_month)", _run_together),
    ("worded oh? worded(?!unit|any_month|of)", _hour_and_minutes),
    ("(?<=at|about) digits digits(?!unit|any_month)", _hour_and_minutes),
    ("a? (quarter|half|number) minutes? (past|to)(?!number|clock|near|weekday|part|date|light|unknown|the)", _of_this_hour),
)
