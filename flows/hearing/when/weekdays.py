"""Days that are told from today: "tomorrow", "Thursday", "next Tues", "Tuesday of next week".

A weekday by itself is the next one to come: somebody who means today says "today".
"Next Friday" is the Friday of next week, as most in Britain mean it; where this week still has
one, not everybody does, and so it is not sure.
"""

from dataclasses import replace
from datetime import time, timedelta
from typing import Final

from flows.hearing.when import calendar
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.lexicon import part_named
from flows.hearing.when.values import Item, Now, Part, day_item

TONIGHT: Final = Part("tonight", time(18), time(0))
LATE_TONIGHT: Final = Part("late tonight", time(21), time(0))
_WITH_A_LATE_PART: Final = ("morning", "afternoon", "evening")
_TOO_NEAR_FOR_NEXT: Final = 2
"""Days: who says "next Wednesday" on a Monday does not mean the day after tomorrow."""


def how_many_on(parts: Parts) -> int:
    """How many weeks or months on from this one: "next", "last", "after next", "before last"."""
    if parts.has("after", "before"):
        return 2 if parts.has("next") else -2
    if parts.has("next", "coming"):
        return 1
    return -1 if parts.has("last", "past", "gone") else 0


# ── weekdays ────────────────────────────────────────────────────────────────────────────────


def _weekday(parts: Parts, now: Now) -> Item:
    """Thursday."""
    weekday = parts.get("any_weekday", "weekdays_all")
    day = calendar.weekday_from(now.on(1), weekday)
    made = day_item(day, sure=weekday != now.today.weekday(), why="a weekday")
    return replace(made, loose=True)


def _this_weekday(parts: Parts, now: Now) -> Item:
    """This Thursday, this coming Thursday."""
    tomorrow = now.on(1 if parts.has("coming") else 0)
    day = calendar.weekday_from(tomorrow, parts.get("any_weekday"))
    return day_item(day, sure=day != now.today, why="this weekday")


def _next_weekday(parts: Parts, now: Now) -> Item:
    """Next Thursday."""
    weekday, today = parts.get("any_weekday"), now.today.weekday()
    this_week_too = weekday - today > _TOO_NEAR_FOR_NEXT
    too_near = today == calendar.SUNDAY and weekday < _TOO_NEAR_FOR_NEXT
    day = calendar.monday_of(now.today) + timedelta(days=7 + weekday)
    return day_item(day, sure=not (this_week_too or too_near), why="next weekday")


def _last_weekday(parts: Parts, now: Now) -> Item:
    """Last Thursday: the one of this week is as often meant as that of last week."""
    day = calendar.weekday_from(now.on(-7), parts.get("any_weekday"))
    this_week = calendar.monday_of(day) == calendar.monday_of(now.today)
    return day_item(day, sure=not this_week, why="last weekday")


def _weekday_of_week(parts: Parts, now: Now) -> Item:
    """Tuesday of next week, next week Tuesday, Tuesday this week, Tuesday the week after next."""
    days = 7 * how_many_on(parts) + parts.get("any_weekday")
    day = calendar.monday_of(now.today) + timedelta(days=days)
    if parts.has("this") and day < now.today:
        day += calendar.WEEK
    sure = now.today.weekday() != calendar.SUNDAY  # is today's week the one that ends or begins?
    return day_item(day, sure=sure, why="a weekday of a week")


def _part_of_weekday_of_week(parts: Parts, now: Now) -> Item:
    """Wednesday evening next week."""
    day = _weekday_of_week(parts, now)
    value = (day.value, parts.get("part", "meal"))
    return Item("day_part", value, sure=day.sure, why="a part of a weekday of a week")


def _weekday_after_next(parts: Parts, now: Now) -> Item:
    """The Friday after next."""
    weekday = parts.get("any_weekday")
    day = calendar.weekday_from(now.on(1), weekday) + calendar.WEEK
    return day_item(day, sure=weekday != now.today.weekday(), why="the weekday after next")


def _not_this_but_next(parts: Parts, now: Now) -> Item | None:
    """Friday, not this week but next; not this Friday but the one after."""
    if len(set(parts.all("any_weekday"))) > 1:
        return None
    day = calendar.monday_of(now.today) + timedelta(days=7 + parts.get("any_weekday"))
    sure = now.today.weekday() != calendar.SUNDAY
    return day_item(day, sure=sure, why="not this weekday but the next")


def _weekday_after_that(parts: Parts, now: Now) -> Item:
    """The Tuesday after, of a day that was spoken of before."""
    return _weekday(parts, now).doubted()


def _habit(parts: Parts, now: Now) -> Item:
    """Every Tuesday, on Tuesdays: no one day."""
    return Item("habit")


def _weekday_is(parts: Parts, now: Now) -> Item:
    """ "Tuesdays good", without the apostrophe."""
    return _weekday(parts, now).doubted()


# ── today and near it ───────────────────────────────────────────────────────────────────────


def _near(parts: Parts, now: Now) -> Item:
    """Today, tomorrow."""
    days = parts.get("near")
    return Item("date", now.on(days), weak=days <= 0, why="a day near today")


def _later(parts: Parts, now: Now) -> Item:
    """Later today: no word that is dropped in passing."""
    return replace(_near(parts, now), weak=False)


def _now(parts: Parts, now: Now) -> Item:
    """Now."""
    return Item("moment", now.local.replace(microsecond=0), weak=True, why="now")


def _this_part(parts: Parts, now: Now) -> Item:
    """This afternoon."""
    part: Part = parts.get("part", "meal")
    if parts.has("late", "later") and part.name in _WITH_A_LATE_PART:
        part = part_named(f"late {part.name}")
    return Item("day_part", (now.today, part), weak=True, why="a part of today")


def _last_night(parts: Parts, now: Now) -> Item | None:
    """Last night."""
    return Item("day_part", (now.on(-1), parts.get("part")), weak=True, why="last night")


def _tonight(parts: Parts, now: Now) -> Item:
    """Tonight, late tonight."""
    part = LATE_TONIGHT if parts.has("late") else TONIGHT
    return Item("day_part", (now.today, part), weak=True, why="tonight")


WEEKDAYS = Stage(
    (
        _not_this_but_next,
        """
        on? any_weekday comma? not this weeks? (but|comma)* the? next weeks?
        not this any_weekday (but|comma)* the? next any_weekday?
        not this any_weekday (but|comma)* (the|idiom)* after
        """,
    ),
    (
        _habit,
        """
        every other? (any_weekday|part|days|weeks|weekends|feast|months)
        weekdays_all (?!light)
        on weekdays_all
        habit
        """,
    ),
    (_weekday_is, "weekdays_all"),
    (
        _part_of_weekday_of_week,
        "on? any_weekday (part|meal) (of|in)? the? which weeks",
    ),
    (_weekday_after_that, "the any_weekday after stop? $"),
    (_weekday_after_next, "the? any_weekday after next"),
    (
        _weekday_of_week,
        """
        (on|in)? which weeks (on|dash|comma)? any_weekday
        on? any_weekday comma? (of|in)? the? which weeks
        on? any_weekday of? the? weeks after next
        the? weeks after next on? any_weekday
        """,
    ),
    (
        _this_weekday,
        """
        on? the? this? coming any_weekday
        on? this next? any_weekday
        on? any_weekday coming
        """,
    ),
    (
        _next_weekday,
        """
        on? the? next any_weekday
        on? any_weekday next (?!weeks|months|any_month)
        """,
    ),
    (
        _last_weekday,
        """
        on? the? last any_weekday
        on? any_weekday (past|last|gone) (?!number|clock|weeks|months|part)
        """,
    ),
    (
        _weekday,
        """
        on? weekday
        on maybe_weekday
        ^ maybe_weekday stop? $
        maybe_weekday (?=at|clock|part|meal|dotted|number|comma|or|and|dash|to|until|weeks)
        maybe_weekday (?=fortnights|am|pm|after|before|between|from|for|is|four|about)
        (?<=and|or|dash|to|until|between|from|by|clock|part|meal|pm|am) maybe_weekday
        """,
    ),
    (_later, "later near"),
    (_near, "near"),
    (_this_part, "(late|later)? this (part|meal)"),
    (_tonight, "(late|later)? tonight"),
    (_last_night, "last part"),
    (_now, "now"),
)
