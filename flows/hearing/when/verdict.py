"""What the days and times left in a text come to: one, if they fit together, or nothing."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from flows.hearing.when import calendar
from flows.hearing.when.settling import ordered, part_at, usual
from flows.hearing.when.together import (
    moment_in_part,
    moment_item,
    moments_in_part,
    moments_item,
)
from flows.hearing.when.values import Item, Now, Span, day_of

_TIMES = ("clock", "clocks")
_NEAR_DAYS = ("date", "day_part")


def one_of(items: list[Item], now: Now) -> Item | None:
    """The one day or time that all of them say together."""
    strong = [item for item in items if not item.weak]
    more = _TIMES if any(item.kind not in _TIMES for item in strong) else (*_TIMES, *_NEAR_DAYS)
    with_more = [item for item in items if not item.weak or item.kind in more]
    choices = (with_more, strong) if strong else (items,)
    return next((one for some in choices if (one := _all(some, now)) is not None), None)


def _all(items: list[Item], now: Now) -> Item | None:
    """All of these as one."""
    one: Item | None = None
    for item in items:
        one = fitted(one, item, now) if one else item
        if one is None:
            break
    return one


def fitted(one: Item, other: Item, now: Now) -> Item | None:
    """Two as one; None if they are two."""
    if one.kind == other.kind and one.value == other.value:
        return one
    joined = _joined(one, other, now) or _joined(other, one, now)
    weak = any(each.weak for each in (one, other) if each.kind not in _TIMES)
    return joined and replace(joined, weak=weak)


def _joined(one: Item, other: Item, now: Now) -> Item | None:
    sure = one.sure and other.sure
    match one.kind, other.kind:
        case "date", "clock":
            return moment_item(one.value, other.value, now, sure=sure)
        case "date", "clocks":
            return moments_item(one.value, other.value, now, sure=sure)
        case "day_part", "clock":
            return moment_in_part(one.value, other.value, sure=sure)
        case "day_part", "clocks":
            return moments_in_part(one.value, other.value, now, sure=sure)
        case "moments", "clocks":
            return _closed_with(one, other, now)
        case ("clocks", "clocks") | ("dates", "dates") | ("moments", "moments"):
            return _closed(one, other, sure=sure)
        case "date", "part":
            return Item("day_part", (one.value, other.value), sure=sure, why="a part of a day")
        case "date", ("moment" | "day_part"):
            return other if day_of(other) == one.value else _to_come(one, other, now)
        case "date", "date" if _is_weekday_of(one, other):
            return other
        case "date", "date":
            return _to_come(one, other, now)
        case "dates", "date":
            return _within(one, other)
        case "dates", ("clock" | "clocks" | "part"):
            return one.doubted()
    return None


def _is_weekday_of(weekday: Item, day: Item) -> bool:
    """The spring bank holiday, Monday."""
    same = weekday.why == "a weekday" and weekday.value.weekday() == day.value.weekday()
    return same and day.why in ("a date", "a day with a name")


def _to_come(one: Item, other: Item, now: Now) -> Item | None:
    """Of a day gone by and one to come, the one to come."""
    ahead = [item for item in (one, other) if (day := day_of(item)) and day >= now.today]
    return ahead[0].doubted() if len(ahead) == 1 else None


def _closed(one: Item, other: Item, *, sure: bool) -> Item | None:
    """After 2 but before 4."""
    (start, one_end), (other_start, end) = one.value, other.value
    if one_end and not start and other_start and not end:
        return _closed(other, one, sure=sure)
    if start is None or end is None or one_end or other_start:
        return None
    if one.kind != "clocks" and start > end:
        return None
    return Item(one.kind, Span(start, end), sure=sure, why=one.why)


def _closed_with(one: Item, other: Item, now: Now) -> Item | None:
    """After 2 but before 4 on Thursday."""
    day = (one.value.start or one.value.end).date()
    return _closed(one, moments_item(day, other.value, now), sure=one.sure and other.sure)


def _within(span: Item, day: Item) -> Item | None:
    """Next week, Wednesday: the one of that week."""
    start, end = span.value
    if start and day.why == "a weekday" and span.why == "a week":
        inside = calendar.weekday_from(start, day.value.weekday())
        return Item("date", inside, sure=span.sure, why="a weekday of a week")
    if start is None and day.value > end:
        return day  # away till Monday, come Tuesday
    return day if start and end and start <= day.value <= end else None


# ── as it is kept ───────────────────────────────────────────────────────────────────────────


def written(item: Item) -> tuple[str, bool]:
    """As ISO 8601, and whether it is sure."""
    value, plain = _final(item)
    text = "/".join(map(_iso, value)) if isinstance(value, Span) else _iso(value)
    return text, item.sure and plain


def _final(item: Item) -> tuple[Any, bool]:
    match item.kind:
        case "clock":
            return usual(item.value)
        case "clocks":
            return _times(item.value)
        case "part":
            return Span(item.value.start, item.value.end), item.value.plain
        case "day_part":
            return part_at(*item.value), True
    return item.value, True


def _times(span: Span) -> tuple[Span, bool]:
    start, end = span
    if start and end:
        *times, plain = ordered(start, end)
        return Span(*times), plain
    at, plain = usual(start or end)
    return (Span(at, None) if start else Span(None, at)), plain


def _iso(value: date | time | datetime | None) -> str:
    return ".." if value is None else value.isoformat()
