"""What the days and times left in a text come to: one, if they fit together, or nothing."""

from datetime import date, datetime, time, timedelta
from functools import reduce
from typing import Any

from flows.hearing.when import calendar
from flows.hearing.when.settling import ordered, part_at, usual
from flows.hearing.when.together import (
    moment_in_part,
    moment_item,
    moments_in_part,
    moments_item,
)
from flows.hearing.when.values import Item, Now, Span


def one_of(items: list[Item], now: Now) -> Item | None:
    """The one day or time that all of them say together."""
    strong = [item for item in items if not item.weak]
    chosen = strong or items
    if not chosen:
        return None
    return reduce(lambda one, other: one and fitted(one, other, now), chosen[1:], chosen[0])


def fitted(one: Item, other: Item, now: Now) -> Item | None:
    """Two as one; None if they are two."""
    if one.kind == other.kind and one.value == other.value:
        return one
    return _joined(one, other, now) or _joined(other, one, now)


def _joined(one: Item, other: Item, now: Now) -> Item | None:
    sure = one.sure and other.sure
    match one.kind, other.kind:
        case "date", "clock":
            return moment_item(one.value, other.value, now, sure=sure)
        case "date", "clocks":
            return moments_item(one.value, other.value, now, sure=sure)
        case "day_part", "clock":
            return moment_in_part(*one.value, other.value, sure=sure)
        case "day_part", "clocks":
            return moments_in_part(*one.value, other.value, now, sure=sure)
        case "date", "part":
            return Item("day_part", (one.value, other.value), sure=sure, why="a part of a day")
        case "date", ("moment" | "day_part"):
            return other if _day(other) == one.value else _sooner(one, other, now)
        case "date", "date":
            return _sooner(one, other, now)
        case "dates", "date":
            return _within(one, other)
        case "dates", ("clock" | "clocks" | "part"):
            return one.doubted()
    return None


def _day(item: Item) -> Any:
    value = item.value[0] if item.kind == "day_part" else item.value
    return value.date() if isinstance(value, datetime) else value


def _sooner(one: Item, other: Item, now: Now) -> Item | None:
    """Of a day gone by and one to come, the one to come."""
    gone = [_day(item) < now.today for item in (one, other)]
    if gone == [True, False]:
        return other.doubted()
    return one.doubted() if gone == [False, True] else None


def _within(span: Item, day: Item) -> Item | None:
    """Next week, Wednesday: the one of that week."""
    start, end = span.value
    if start and day.why == "a weekday" and span.why == "a week":
        inside = calendar.weekday_from(start, day.value.weekday())
        return Item("date", inside, sure=span.sure, why="a weekday of a week")
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
            return Span(item.value.start, item.value.end), True
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


def spans_days(item: Item) -> bool:
    """Whether it is more than one day."""
    return item.kind == "dates" and item.value.end - item.value.start > timedelta(0)
