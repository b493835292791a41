"""Days that are told from today: "tomorrow", "next Tues", "Tuesday of next week", "the weekend".

A weekday by itself is the next one to come: somebody who means today says "today".
"Next Friday" is the Friday of next week, as most in Britain mean it; where this week still has
one, not everybody does, and so it is not sure.
"""

from datetime import date, time, timedelta
from typing import Final

from flows.hearing.when import calendar
from flows.hearing.when.dates import day_item, span_item
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.values import Item, Now, Part, Span

TONIGHT: Final = Part("tonight", time(18), time(0))
_TOO_NEAR_FOR_NEXT: Final = 2
"""Days: who says "next Wednesday" on a Monday does not mean the day after tomorrow."""
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_DAY: Final = timedelta(days=1)


# ── weekdays ────────────────────────────────────────────────────────────────────────────────


def _weekday(parts: Parts, now: Now) -> Item:
    """Thursday."""
    weekday = parts.get("any_weekday", "weekdays_all")
    day = calendar.weekday_from(now.on(1), weekday)
    return day_item(day, sure=weekday != now.today.weekday(), why="a weekday")


def _this_weekday(parts: Parts, now: Now) -> Item:
    """This Thursday, this coming Thursday."""
    weekday = parts.get("any_weekday")
    day = calendar.weekday_from(now.on(1 if parts.has("coming") else 0), weekday)
    return day_item(day, sure=day != now.today, why="this weekday")


def _next_weekday(parts: Parts, now: Now) -> Item:
    """Next Thursday."""
    weekday, today = parts.get("any_weekday"), now.today
    day = calendar.monday_of(today) + timedelta(days=7 + weekday)
    this_week_too = weekday - today.weekday() > _TOO_NEAR_FOR_NEXT
    too_near = today.weekday() == _SUNDAY and weekday < _TOO_NEAR_FOR_NEXT
    return day_item(day, sure=not (this_week_too or too_near), why="next weekday")


def _last_weekday(parts: Parts, now: Now) -> Item:
    """Last Thursday: the one of this week is as often meant as that of last week."""
    weekday = parts.get("any_weekday")
    day = calendar.weekday_from(now.on(-7), weekday)
    this_week = calendar.monday_of(day) == calendar.monday_of(now.today)
    return day_item(day, sure=not this_week, why="last weekday")


def _weekday_of_week(parts: Parts, now: Now) -> Item:
    """Tuesday of next week, next week Tuesday, Tuesday this week, Tuesday the week after next."""
    weeks = _how_many_on(parts)
    day = calendar.monday_of(now.today) + timedelta(days=7 * weeks + parts.get("any_weekday"))
    return day_item(day, sure=now.today.weekday() != _SUNDAY, why="a weekday of a week")


def _weekday_after_next(parts: Parts, now: Now) -> Item:
    """The Friday after next."""
    weekday = parts.get("any_weekday")
    day = calendar.weekday_from(now.on(1), weekday) + calendar.WEEK
    return day_item(day, sure=weekday != now.today.weekday(), why="the weekday after next")


def _how_many_on(parts: Parts) -> int:
    """How many weeks or months on from this one."""
    if parts.has("after") or parts.has("before"):
        return 2 if parts.has("next") else -2
    if parts.has("next") or parts.has("coming"):
        return 1
    return -1 if parts.has("last") or parts.has("past") else 0


# ── today and near it ───────────────────────────────────────────────────────────────────────


def _near(parts: Parts, now: Now) -> Item:
    """Today, tomorrow."""
    days = parts.get("near")
    return Item("date", now.on(days), weak=days <= 0, why="a day near today")


def _now(parts: Parts, now: Now) -> Item:
    """Now."""
    return Item("moment", now.local.replace(microsecond=0), weak=True, why="now")


def _this_part(parts: Parts, now: Now) -> Item:
    """This afternoon."""
    return Item("day_part", (now.today, parts.get("part")), weak=True, why="a part of today")


def _tonight(parts: Parts, now: Now) -> Item:
    """Tonight."""
    return Item("day_part", (now.today, TONIGHT), weak=True, why="tonight")


def _last_night(parts: Parts, now: Now) -> Item | None:
    """Last night."""
    part = parts.get("part")
    return Item("day_part", (now.on(-1), part), weak=True, why="last night")


# ── weeks and months ────────────────────────────────────────────────────────────────────────


def _week(parts: Parts, now: Now) -> Item:
    """Next week, this week, the week after next."""
    return _week_from(calendar.monday_of(now.today) + _how_many_on(parts) * calendar.WEEK)


def _week_of(parts: Parts, now: Now) -> Item:
    """The week of the 4th, week commencing Monday 4th."""
    return _week_from(calendar.monday_of(parts.get("date")))


def _week_from(monday: date) -> Item:
    return span_item(monday, monday + 6 * _DAY, why="a week")


def _weekend(parts: Parts, now: Now) -> Item:
    """The weekend, next weekend, last weekend."""
    weeks = _how_many_on(parts)
    saturday = calendar.monday_of(now.today) + timedelta(days=_SATURDAY + 7 * weeks)
    sure = weeks <= 0 or now.today.weekday() >= _SATURDAY or parts.has("after")
    return span_item(saturday, saturday + _DAY, sure=sure, why="a weekend")


def _weekend_of(parts: Parts, now: Now) -> Item:
    """The weekend of the 7th, the weekend after Easter."""
    saturday = calendar.monday_of(parts.get("date")) + timedelta(days=_SATURDAY)
    if parts.has("after") and saturday <= parts.get("date"):
        saturday += calendar.WEEK
    return span_item(saturday, saturday + _DAY, sure=parts.sure, why="a weekend")


def _month(parts: Parts, now: Now) -> Item:
    """Next month, this month."""
    year, month = calendar.month_after(now.today, _how_many_on(parts))
    return span_item(date(year, month, 1), calendar.last_of(year, month), why="a month")


def _named_month(parts: Parts, now: Now) -> Item:
    """In March, March 2027, next March, last March."""
    month, four = parts.get("any_month"), parts.get("four")
    year = int(four) if four else now.today.year
    if parts.has("last"):
        year -= month >= now.today.month
    elif not four and (month < now.today.month or (parts.has("next") and month == now.today.month)):
        year += 1
    return span_item(date(year, month, 1), calendar.last_of(year, month), why="a month")


# ── the beginning, the middle, the end of them ──────────────────────────────────────────────


def _part_of_days(parts: Parts, now: Now) -> Item:
    """The end of the month, early next week, mid March: thirds of a month, halves of a week."""
    start, end = parts.get("dates")
    which = next(item.kind for item in parts.items if item.kind in ("start", "middle", "end"))
    if end - start < timedelta(days=10):
        first, last = {"start": (0, 2), "middle": (1, 3), "end": (4, 6)}[which]
        return span_item(start + first * _DAY, start + last * _DAY, why="a part of a week")
    tenth, twentieth = start + 9 * _DAY, start + 19 * _DAY
    thirds = {"start": (start, tenth), "middle": (tenth + _DAY, twentieth)}
    first_day, last_day = thirds.get(which, (twentieth + _DAY, end))
    return span_item(first_day, last_day, why="a part of a month")


def _part_of_this(parts: Parts, now: Now) -> Item:
    """The end of the week, the end of the month."""
    whole = _month(Parts([]), now) if parts.has("months") else _week(Parts([]), now)
    return _part_of_days(Parts([*parts.items, whole]), now)


def _rest_of(parts: Parts, now: Now) -> Item | None:
    """Later this week."""
    span: Span = parts.get("dates")
    if not span.start <= now.today < span.end:
        return None
    return span_item(now.on(1), span.end, sure=False, why="the rest of a week or month")


_LONE = "(?=at|clock|part|meal|hhmm|dotted|number|comma|or|and|dash|to|until|weeks|fortnights|am|pm|after|before|between|from|for|is|four)"
_AFTER_NEXT = "after next"

WEEKDAYS = Stage(
    (f"the? any_weekday {_AFTER_NEXT}", _weekday_after_next),
    ("(on|in)? (next|this|last|coming) weeks (on|dash|comma)? any_weekday", _weekday_of_week),
    ("on? any_weekday comma? (of|in)? the? (next|this|last|coming) weeks", _weekday_of_week),
    (f"on? any_weekday of? the? weeks {_AFTER_NEXT}", _weekday_of_week),
    (f"the? weeks {_AFTER_NEXT} on? any_weekday", _weekday_of_week),
    ("on? the? this? coming any_weekday|on? this next? any_weekday|on? any_weekday coming", _this_weekday),
    ("on? the? next any_weekday|on? any_weekday next(?!weeks|months|any_month)", _next_weekday),
    ("on? the? last any_weekday|on? any_weekday (past|last)(?!number|clock|weeks|months|part)", _last_weekday),
    (f"on? weekday|on maybe_weekday|^maybe_weekday$|maybe_weekday {_LONE}|(?<=and|or|dash|to|until|between|from|by) maybe_weekday", _weekday),
    ("near", _near),
    ("this (part|meal)", _this_part),
    ("tonight", _tonight),
    ("last part", _last_night),
    ("now", _now),
)

WEEKS = Stage(
    ("the? weeks (of|commencing) (on|the)? date|the? commencing the? date", _week_of),
    (f"on? the? weekends {_AFTER_NEXT}", _weekend),
    ("on? the? weekends (of|after) date", _weekend_of),
    ("(on|at|over|for|in)? (this|next|last|coming|past|the)+ weekends|^ weekends", _weekend),
    (f"the? weeks {_AFTER_NEXT}|the weeks before last|the? this? (this|next|last|coming|past) weeks", _week),
    ("the? (this|next|last|coming|past) months", _month),
    ("(in|for|until|by|during|before|after|start|middle|end|from)? (this|next|last|coming)? any_month four|(?<=in|until|by|before|after|start|middle|end|from|of) (this|next|last|coming)? any_month|(this|next|last|coming) any_month|^ in? month$", _named_month),
    ("(start|middle|end) (of|the)* dates", _part_of_days),
    ("the? (start|middle|end) (of|the|this)* (weeks|months)", _part_of_this),
    ("hence dates", _rest_of),
)
