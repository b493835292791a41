"""Dates and times: the published ones, which of them a neighbour would text, and what is right.

Our stretches of days have their last day in them, as people say them; those of the sets end on
the day after. Where a set gives the next moment of a time of day, the time alone is right too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any, Final

from bench.hearing_data import Row, Sets

DUCKLING: Final = {"now": "2013-02-12T04:30:00-02:00", "zone": "Etc/GMT+2", "language": "en"}
"""The moment in which all of that set was said."""

LONGEST: Final = 160  # characters of one SMS

SELDOM_TEXTED: Final = re.compile(
    r"""\bsec(ond)?s?\b(?!\ of)                        # seconds; "the second of May" may stay
    | \byears?\b | \byrs?\b | decade | centur | \d0\ ?s\b | nineties | ^(in\ )?(19|20)\d\d$
    | \b(in|of|between|from|to|and|through|than|before|after|[-~])\ ?(19|20)\d\d\b
    | \b(ad|b\.?c)\b | \b\d{1,2}/(19|20)\d\d$ | \bnineteen\b | \btwo\ thousand\b
    | \bquarters?\b(?!\ (past|to|of\ an\ hour|before|after)) | \bq[1-4]\b | \bqtr | \bh[12]\b
    | orthodox | fiscal | semester | \b[sc]y\s?\d | \b[be]o[dmy]\b | \beom\b | seasons?\b
    | business | working | work\ ?week
    | \b(gmt|utc|bst|[pecm][sd]?t)\b | time\ ?zone
    | \b(every|each|once|twice|times|daily|weekly|monthly|quarterly|annual\w*|yearly)\b
    | \b(bi|semi)- | \bweeks?\ \d | \bw\d\d | \d\ ?h(\d\d|\b) | \d'
    | \b(next|last|past|previous|coming|upcoming)\ (\d+|one|two|three|four|five|few|several)\b
    | \b(past|previous|upcoming|current|closest|nearest)\b(?<!\ past)
    | \bsince\b | happened | \bborn\b | established | \bshow\b | \brange\b | clusters
    | \bapec\b | conflict | temperature | \bcontract\b             # the news, not a day to come
    | \b\d{4}-\d\d-\d\d\ \d\d:\d\d:\d\d | \b(19|20)\d\d-\d\d\b(?!-)   # as machines write them
    | (?<![\d/])(0?\d|1[0-2])/(1[3-9]|2\d|3[01])\b                 # the month first, in figures
    | independence\ day | thanksgiving                             # kept in America only
    | http | www | \.com | \$ | %""",
    re.IGNORECASE | re.VERBOSE,
)
"""What hardly anybody texts to a neighbour who asks when: seconds, years, business terms, zones,
rates, links, reports of what is long past, and so many weeks that the sets round to whole ones."""

KEPT_HERE: Final = re.compile(
    r"""christmas | xmas | x-mas | boxing | new\ year | easter | good\ friday | valentine | hallowe
    | shrove | pancake | mothering | father | bank\ holiday | guy\ fawkes | bonfire | whit | palm
    | ash\ wed | maundy | \b(st|saint)\.?\ (patrick|paddy|george|andrew|david)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Feasts that people in Britain say a day by; the sets hold those of many countries and faiths.

Not Mother's Day: theirs is the American one, in May.
"""

_EITHER_ORDER = re.compile(r"\b(0?\d|1[0-2])\s?[/.-]\s?(0?\d|1[0-2])\b(?!\s?[ap]m)", re.IGNORECASE)
_COUNTS_DAYS = re.compile(r"\b(days?|weeks?|fortnights?|months?)\b", re.IGNORECASE)

_ONE = {"Minute": timedelta(minutes=1), "Second": timedelta(seconds=1), "Hour": timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class _Case:
    """A row, and whether a neighbour might text that."""

    row: Row
    neighbourly: bool


def of_all_kinds(sets: Sets) -> list[Row]:
    """All that the sets hold in English and that can be judged."""
    return [case.row for case in _cases(sets)]


def neighbourly(sets: Sets) -> list[Row]:
    """Those that a neighbour might text."""
    return [case.row for case in _cases(sets) if case.neighbourly]


def _cases(sets: Sets) -> Iterator[_Case]:
    for case in sets.json("7-dates-numbers/duckling_time_en_gb")["cases"]:
        if "expr" not in case:
            yield _Case(Row(case["text"], "when", _duckling(case), DUCKLING), _is_texted(case))
    for name in ("datetime_en_non_us_order", "date_parser_en_non_us_order", "time_parser_en"):
        yield from _recognizers(sets, name, either_order=True)
    yield from _recognizers(sets, "datetime_en", either_order=False)


def span(start: object, end: object) -> dict[str, Any]:
    """A stretch of time as `doorstep hear` tells it."""
    return {"start": _iso(start), "end": _iso(end)}


def _iso(moment: Any) -> str | None:
    return moment if moment is None or isinstance(moment, str) else moment.isoformat()


# ── the first set: one phrase a row, and how fine its grain is ─────────────────────────────


def _is_texted(case: Mapping[str, Any]) -> bool:
    plain = not SELDOM_TEXTED.search(case["text"]) and len(case["text"]) <= LONGEST
    kept = "holiday" not in case or KEPT_HERE.search(case["text"])
    return bool(plain and kept and case.get("grain") not in ("Year", "Quarter"))


def _duckling(case: Mapping[str, Any]) -> tuple[Any, ...]:
    if "none" in case:
        return (None,)
    if "open" in case:
        at = datetime.fromisoformat(case["at"])
        ways = (at, at.time(), at.date())
        return tuple(
            span(way, None) if case["open"] == "After" else span(None, way) for way in ways
        )
    start, grain = datetime.fromisoformat(case["from"]), case["grain"]
    if "to_exclusive" in case:
        return _stretch(start, datetime.fromisoformat(case["to_exclusive"]), grain)
    if grain in ("Hour", "Minute", "Second"):
        counted = grain == "Hour" and _COUNTS_DAYS.search(case["text"])
        return (_iso(start), _iso(start.time()), *((_iso(start.date()),) if counted else ()))
    day = start.date()
    return (_iso(day) if grain == "Day" else span(day, _last_day(day, grain)),)


def _stretch(start: datetime, end: datetime, grain: str) -> tuple[Any, ...]:
    if grain not in _ONE:
        return (span(start.date(), end.date() - timedelta(days=1)),)
    found = [span(start, last) for last in (end, end - _ONE[grain])]
    found += [span(start.time(), last.time()) for last in (end, end - _ONE[grain])]
    if (start.weekday(), start.hour, end.weekday()) == (4, 18, 0):  # their weekend
        found.append(span(start.date() + timedelta(days=1), start.date() + timedelta(days=2)))
    return tuple(found)


def _last_day(day: date, grain: str) -> date:
    if grain == "Week":
        return day + timedelta(days=6)
    if grain == "Month":
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    months = day.month + (3 if grain == "Quarter" else 12)
    return date(day.year + (months > 12), (months - 1) % 12 + 1, 1) - timedelta(days=1)


# ── the other sets: sentences, each with several readings of equal standing ─────────────────


def _recognizers(sets: Sets, name: str, either_order: bool) -> Iterator[_Case]:
    """Rows that can be judged. either_order: days come before months, as they do here."""
    for case in sets.json(f"7-dates-numbers/recognizers_{name}")["cases"]:
        text, right = case["input"], _meant(case["results"])
        if right is None or (not either_order and _EITHER_ORDER.search(text)):
            continue
        now = case.get("ref") or "2016-11-07T00:00:00"
        more = {"now": now, "zone": "Europe/London", "language": "en"}
        plain = len(text) <= LONGEST and not SELDOM_TEXTED.search(text)
        yield _Case(Row(text, "when", right, more), plain)


def _meant(results: list[Mapping[str, Any]]) -> tuple[Any, ...] | None:
    """What may be right; None if there are several dates, so that nobody can say."""
    found = [readings for each in results if (readings := list(_readings(each)))]
    if not found:
        return (None,)
    if len(found) == 1:
        return tuple(right for _, right in found[0])
    by_kind = {readings[0][0]: [right for _, right in readings] for readings in found}
    if len(found) == 2 and set(by_kind) == {"date", "time"}:
        return tuple(f"{day}T{at}" for day, at in product(by_kind["date"], by_kind["time"]))
    if len(found) == 2 and set(by_kind) == {"date", "timerange"}:
        return tuple(_on(day, at) for day, at in product(by_kind["date"], by_kind["timerange"]))
    return None


def _on(day: str, stretch: Mapping[str, str | None]) -> dict[str, Any]:
    return {side: at and f"{day}T{at}" for side, at in stretch.items()}


def _readings(result: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each kind and value that one result may have."""
    values = result["value"]
    if isinstance(values, Mapping):
        for kind, value in values["FutureResolution"].items():
            yield kind, value
        return
    for value in values or ():
        kind = value["type"]
        if kind in ("date", "time", "datetime") and value.get("value") != "not resolved":
            yield kind, value["value"].replace(" ", "T")
        elif kind.endswith("range") and not {"start", "end"}.isdisjoint(value):
            yield from ((kind, each) for each in _ranges(kind, value))


def _ranges(kind: str, value: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    start, end = (
        side and side.replace(" ", "T") for side in (value.get("start"), value.get("end"))
    )
    yield span(start, end)
    if kind == "daterange" and start and end:
        yield span(start, date.fromisoformat(end) - timedelta(days=1))
