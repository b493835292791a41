"""Days that are given by number: "the 12th", "3 April", "April 3rd", "3/4", "12.3.26", "Tues 19th".

Day before month, as in Britain. Where no year is given it is the first such day to come; if that
is nearly a year off, because the day has just gone by, it is not sure.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from flows.hearing.when import calendar
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.values import Item, Now, day_item

_NONE: Final = timedelta(0)
_LATELY: Final = timedelta(days=31)
_YEAR: Final = timedelta(days=366)
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days, by month
_ALL_THE_TIME: Final = (24, 7)
_FEW_OFFERED: Final = 5  # "the second" of days that were named
_HOURS: Final = 24
_AHEAD: Final = 10  # years; nobody arranges to meet later than that


def year_of(parts: Parts) -> int | None:
    """The year, where one is given in four figures."""
    if (text := parts.get("four")) is None:
        return None
    year = int(text)
    if not 1900 <= year < 2100:
        raise ValueError
    return year


def in_year(month: int, day: int, year: int | None, now: Now) -> Item:
    """A day of a month, of a year or of the next that it comes in."""
    if year is not None:
        return day_item(date(_full(year, now), month, day))
    found = calendar.in_some_year(month, day, now.today)
    since = now.today - calendar.months_on(found, -12)
    far_off = found - now.today > _YEAR  # 29 February: hardly in two years' time
    return day_item(found, sure=not (far_off or _NONE <= since <= _LATELY))


def _full(year: int, now: Now) -> int:
    """A year of two figures."""
    if year >= 100:
        return year
    return 2000 + year if 2000 + year <= now.today.year + _AHEAD else 1900 + year


# ── with their month ────────────────────────────────────────────────────────────────────────


def _day_of_month(parts: Parts, now: Now) -> Item:
    """3 April, the third of April 2027, Friday 3rd April."""
    month = parts.get("any_month")
    day, *rest = parts.all("dom")
    if not 1 <= day <= _LONGEST[month - 1]:
        return Item("unsure")  # no such day: nor is it the 31st of another month
    year = year_of(parts) or (rest[0] if rest and rest[0] >= now.today.year % 100 - 1 else None)
    found = in_year(month, day, year, now)
    weekday = parts.get("any_weekday")
    return _checked(found, weekday) if year else _in_agreement(found, weekday, now)


def _in_agreement(found: Item, weekday: int | None, now: Now) -> Item:
    """The same, in the year nearest to this one in which it falls on the weekday that is named."""
    if weekday is None or found.value.weekday() == weekday:
        return found
    for years in (0, -1, 1):
        day = calendar.months_on(found.value, 12 * years)
        if day.weekday() == weekday:
            return day_item(day, sure=-_LATELY < day - now.today < _YEAR)
    return found.doubted()


def _checked(found: Item, weekday: int | None) -> Item:
    return found if weekday in (None, found.value.weekday()) else found.doubted()


def _numeric(parts: Parts, now: Now) -> Item | None:
    """3/4, 3/4/26, 2026-04-03, Friday 3.4."""
    if iso := parts.get("iso"):
        return day_item(date(*iso))
    written = parts.get("dmy", "slashed", "dotted", "decimal")
    day, month, *year = written or (*parts.all("digits"), year_of(parts))
    if (day, month) == _ALL_THE_TIME and not year:
        return None
    found = in_year(month, day, year[0] if year else None, now)
    alone = parts.has("slashed") and not year and not parts.all("any_weekday")
    return replace(_checked(found, parts.get("any_weekday")), weak=alone)


def _dotted(parts: Parts, now: Now) -> Item | None:
    """Friday 31.12: only where it can be no time."""
    hour, minute = parts.get("dotted")
    return _numeric(parts, now) if hour > 24 or minute == 0 else None


def _age(parts: Parts, now: Now) -> Item | None:
    """I am 91 in March, 82 on the 4th."""
    return None if parts.has("on") and parts.get("digits") <= _HOURS else Item("unsure")


def _hyphened(parts: Parts, now: Now) -> Item | None:
    """15 - 2: a date, if it can't be hours."""
    day, month = parts.all("digits")
    return in_year(month, day, None, now) if day > 12 >= month else None


# ── with no month, or one that is told from this ────────────────────────────────────────────


def _numbered(parts: Parts, now: Now) -> Item:
    """The 12th: on the 12th itself, somebody who means today says "today"."""
    found = calendar.first_with(parts.get("dom"), now.today)
    return replace(day_item(found, sure=found != now.today), loose=True)


def _numbered_alone(parts: Parts, now: Now) -> Item:
    """The thirteenth; "the second" may be the second of what was offered."""
    found = _numbered(parts, now)
    return found if parts.get("dom") > _FEW_OFFERED else found.doubted()


def _about_numbered(parts: Parts, now: Now) -> Item | None:
    """Round about the 12th; but "say the 12th" is that day."""
    return _numbered(parts, now).doubted() if parts.has("about") else None


def _weekday_numbered(parts: Parts, now: Now) -> Item | None:
    """Tuesday the 19th: if it is no Tuesday, the first 19th that is one, not sure."""
    number, weekday = parts.all("dom")[-1], parts.get("any_weekday")
    if parts.items[-1].kind == "digits" and number <= 12:
        return None  # rather an hour
    first = found = calendar.first_with(number, now.today)
    while found.weekday() != weekday:
        found = calendar.first_with(number, found + calendar.DAY)
        if found - first > _YEAR:
            return day_item(first, sure=False)
    return day_item(found, sure=found == first)


def _numbered_of_month(parts: Parts, now: Now) -> Item:
    """The 20th of next month, of this month, of the month."""
    months = 1 if parts.has("next", "coming") else -1 if parts.has("last") else 0
    year, month = calendar.month_after(now.today, months)
    return day_item(date(year, month, parts.get("dom")))


_OF_SOMETHING = (  # the 3rd one, the 1st floor, the 2nd Tuesday
    "(?!worded(?!am|pm|oclock|ish|number)|unknown|unit|idiom|every|weekdays_all|any_weekday)"
)

DATES = Stage(
    (_day_of_month, "four dash? any_month dash? digits"),
    (
        _day_of_month,
        "(any_weekday comma? on?)? the? (nth|worded_nth|digits) days? dash? of? the? any_month"
        " comma? of? (four|digits (?!am|pm|oclock|ish|number|past|upto|any_month|unit))?"
        " (comma? any_weekday)?",
    ),
    (
        _day_of_month,
        "(any_weekday comma? on?)? any_month comma? dash? the?"
        " (nth|worded_nth|digits (?!am|pm|oclock|ish|number|past|upto(?!four)|any_month|unit))"
        " (?!of? any_month|dash any_month) comma? dash? of? four? (comma* any_weekday)?",
    ),
    (
        _numeric,
        """
        (any_weekday comma? on?)? (iso|dmy)
        any_weekday comma? on? decimal
        digits digits four
        (any_weekday comma? on?)? slashed (?=to(?:the)?(?:slashed|any_weekday))
        (any_weekday comma? on?)? slashed (?!past|to|after|minutes|unit|a|of)
        """,
    ),
    (
        _age,
        """
        digits in the? any_month
        digits on the? nth
        """,
    ),
    (_dotted, "any_weekday comma? dotted (?!am|pm)"),
    (_hyphened, "^ digits dash digits stop? $"),
    (
        _numbered_of_month,
        """
        the? any_nth days? (of|in) (the|this|the? next|the? coming|last)? months
        digits (of|in) (this|the? next) months
        """,
    ),
    (
        _weekday_numbered,
        """
        (a|number)? (weeks|fortnights) on? any_weekday comma? the? nth
        any_weekday (weeks|fortnights) comma? the? nth
        any_weekday comma? (the? nth|the worded_nth)
        any_weekday comma? digits (?!am|pm|oclock|ish|number|past|upto|any_month|unit)
        """,
    ),
    (_numbered_alone, "^ the worded_nth (light|stop)* $"),
    (_about_numbered, f"about the nth {_OF_SOMETHING}"),
    (
        _numbered,
        f"""
        the nth {_OF_SOMETHING}
        (?<!unknown) nth {_OF_SOMETHING}
        on the worded_nth (?!unknown|unit|any_weekday)
        on the digits (?!unknown|unit|am|pm|oclock)
        """,
    ),
)
