"""Bare hours, spans of times, parts of a day: "at 7", "2 til 4", "before 10", "after lunch"."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any, Final

from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.lengths import lasting
from flows.hearing.when.settling import within
from flows.hearing.when.values import Clock, Item, Now, Part, Span

_AFTER_LUNCH: Final = Part("after lunch", time(13), time(17))
_LUNCH_ENDS: Final = time(14)


def _clock_of(value: Any) -> Clock:
    if isinstance(value, Clock):
        return value
    if not 0 < value <= 24:
        raise ValueError
    return Clock(value % 24, settled=value > 12)


def _clocks_of(parts: Parts) -> list[Clock]:
    return [_clock_of(value) for value in parts.all("hour")]


def _at(at: time) -> Clock:
    return Clock(at.hour, at.minute)


# ── one time ────────────────────────────────────────────────────────────────────────────────


def _bare_hour(parts: Parts, now: Now) -> Item | None:
    """At 7, about 3; a number beside a day."""
    hour = parts.get("number")
    return Item("clock", Clock(hour, settled=False), why="an hour") if 1 <= hour <= 12 else None


def _perhaps_hour(parts: Parts, now: Now) -> Item | None:
    """Would two on Friday do? But "he is two on Friday" as well."""
    made = _bare_hour(parts, now)
    return made and made.doubted()


def _dotted(parts: Parts, now: Now) -> Item | None:
    """2.30; the figures of "5.12" may be a date as well."""
    hour, minute = parts.get("dotted")
    if hour > 24 or minute > 59:
        return None
    clock = Clock(hour % 24, minute, settled=hour == 0 or hour > 12)
    could_be_a_date = 1 <= minute <= 12 and minute % 5 and hour > 0
    return Item("clock", clock, sure=not could_be_a_date, weak=True, why="a time")


def _said_dotted(parts: Parts, now: Now) -> Item | None:
    """At 2.30: no price, and no mark."""
    made = _dotted(parts, now)
    return made and replace(made, weak=False)


def _in_part(parts: Parts, now: Now) -> Item:
    """9 in the morning, half eight at night."""
    clock, plain = within(_clocks_of(parts)[0], parts.get("part", "meal"))
    return Item("clock", clock, sure=plain and parts.sure, why="a time in a part of the day")


def _either(parts: Parts, now: Now) -> Item:
    """2 or 3, morning or afternoon."""
    return Item("unsure")


def _close_to(parts: Parts, now: Now) -> Item:
    """Straight after Christmas, just before the weekend."""
    return parts.items[-1].doubted()


def _about(parts: Parts, now: Now) -> Item:
    """Just after 3."""
    return Item("about")


# ── from one to another ─────────────────────────────────────────────────────────────────────


def _clocks(parts: Parts, now: Now) -> Item | None:
    """Between 2 and 4, 2-4pm, 10 til 12."""
    start, end = _clocks_of(parts)
    if not parts.has("clock", "from", "between") and start.hour > 12:
        return None
    return Item("clocks", Span(start, end), sure=parts.sure, why="from a time to a time")


def _changed(parts: Parts, now: Now) -> Item:
    """Move it from 2 to 3."""
    return Item("clock", _clocks_of(parts)[-1], sure=parts.sure, why="a time instead of another")


def _perhaps_clocks(parts: Parts, now: Now) -> Item | None:
    """5 to 6: perhaps five to six o'clock."""
    made = _clocks(parts, now)
    return made and made.doubted()


def _clocks_in_part(parts: Parts, now: Now) -> Item:
    """Between 5 and 6 in the afternoon."""
    (start, end), part = parts.get("clocks"), parts.get("part")
    span = Span(start, within(end, part)[0]) if end else Span(within(start, part)[0], None)
    return Item("clocks", span, sure=parts.sure, why="a span in a part of the day")


def open_span(parts: Parts, start: Any, end: Any) -> Span:
    """Before, by or until what begins and ends then: up to it; else from it on.

    Before leads to its beginning, by and until to its end; after leads on from its end.
    """
    if parts.has("before"):
        return Span(None, start)
    if parts.has("by", "until"):
        return Span(None, end)
    return Span(end if parts.has("after", "gone", "just_after") else start, None)


def _so_long_from(parts: Parts, now: Now) -> Item | None:
    """Half an hour after 3, an hour before noon."""
    elapsed = parts.get("length").elapsed
    if elapsed is None:
        return None
    clock, back = parts.get("clock"), parts.has("before")
    start = datetime.combine(now.today, time(clock.hour, clock.minute))
    at = start - elapsed if back else start + elapsed
    moved = Clock(at.hour, at.minute, settled=clock.settled)
    return Item(
        "clock", moved, sure=parts.sure and not parts.has("from"), why="so long from a time"
    )


def _open_clock(parts: Parts, now: Now) -> Item:
    """After 3, 3 onwards, before 10, by 10."""
    clock = parts.get("clock")
    span = open_span(parts, clock, clock)
    return Item("clocks", span, sure=parts.sure, why="before or after a time")


# ── meals ───────────────────────────────────────────────────────────────────────────────────


def _meal(parts: Parts, now: Now) -> Item:
    """At lunchtime, for tea."""
    meal: Part = parts.get("meal")
    return Item("part", meal, sure=meal.plain, why="a meal")


def _beside_meal(parts: Parts, now: Now) -> Item:
    """After lunch, before tea."""
    meal: Part = parts.get("meal")
    if parts.has("after", "just_after") and meal.end == _LUNCH_ENDS:
        return Item("part", _AFTER_LUNCH, sure=meal.plain, why="after lunch")
    start, end = _at(meal.start), _at(meal.start if parts.has("by", "until") else meal.end)
    span = open_span(parts, start, end)
    return Item("clocks", span, sure=meal.plain, why="before or after a meal")


_NO_COUNT = "(?!unit|any_month|of|slashed|any_nth|half|quarter|past|dash|to)"

TIMES = Stage(
    (_close_to, "just_after the? (date|dates)"),
    (_about, "just_after (?!meal)"),
    (_said_dotted, "(?<=at|about|by|until|from|before|after|between|and|to) dotted"),
    (_dotted, "dotted"),
    (_either, "hour or about? hour"),
    (_either, "(part|meal) or the? (part|meal)"),
    (_changed, "change light* from hour (to|until|for) hour (?!unit|any_month)"),
    (
        _clocks,
        """
        between (at|about)? hour (the|about)? (and|dash|to) (at|about)? hour (?!unit)
        from (at|about)? hour upto about? hour (?!unit)
        clock upto about? hour (?!unit)
        number upto clock
        (number until|digits dash) hour (?!unit|any_month)
        worded dash worded (?!unit|any_month)
        """,
    ),
    (_perhaps_clocks, "number to number (?!unit)"),
    (
        _bare_hour,
        f"""
        (?<=at) number {_NO_COUNT}
        (?<=about|before|after|gone|by|until|from) number {_NO_COUNT} (?!unknown)
        (?<=date|day_part|part) number {_NO_COUNT} (?!unknown)
        (?<!unknown|the) digits (?=onwards|(?:on|comma)*(?:date|day_part))
        (?<!unknown|the|light) worded (?=onwards|(?:on|comma)*(?:date|day_part))
        """,
    ),
    (_perhaps_hour, "(?<=light) worded (?=on? (?:date|day_part))"),
    (
        _in_part,
        """
        clock (in|at|of|on|the|this|comma)* (part|meal)
        (?<!unknown) number (in|at|of|on|the|this|comma)* (part|meal)
        (part|meal) (at|about|comma)* clock
        """,
    ),
    (_clocks_in_part, "clocks (in|at|of|on|the|this|comma)* part"),
    (
        lasting,
        """
        from? clock for length
        for length from clock
        """,
    ),
    (_so_long_from, "(?<!for) length (after|before|from) clock (?!upto)"),
    (
        _open_clock,
        """
        opening about? clock (?!upto)
        clock onwards
        """,
    ),
    (_beside_meal, "(after|just_after|before|by|until) meal"),
    (
        _meal,
        """
        (at|about) meal
        ^ (for|a|at)* meal stop? $
        """,
    ),
)
