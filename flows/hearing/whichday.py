"""The day and the time that stand in a longer text, and what is left of it without them."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.hearing.plain import said
from flows.hearing.scene import Scene
from flows.hearing.when import when

TOO_FAR: Final = timedelta(days=200)
"""A date without a year that is so far ahead has just gone by: nobody plans an event for then."""

_WEEKDAY = (
    r"(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?:(?<=mon)day|(?<=tues)day|(?<=wed)nesday"
    r"|(?<=thurs)day|(?<=fri)day|(?<=sat)urday|(?<=sun)day)?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|0?[1-9])"
_YEAR = r"(?:,? 20\d\d)?"
_NTH = r"(?:st|nd|rd|th)"
_NO_CLOCK = r"(?![\d:.]\d|\w| ?[ap]m)"
_DATED = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])|\d{1,2}-\d{1,2}-\d{2,4}"
    rf"|(?:the )?\d{{1,2}}{_NTH}?,?(?: of)? {_MONTH}\.?{_YEAR}(?!\w)"
    rf"|{_MONTH}\.? (?:the )?\d{{1,2}}{_NTH}?{_YEAR}{_NO_CLOCK}"
    rf"|(?:the )?\d{{1,2}}{_NTH}(?!\w)|(?:1[3-9]|2\d|3[01])(?!\w|[:.]\d|-\d| ?[ap]\.?m))"
)
_ALONE = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])"
    rf"|(?:the )?\d{{1,2}}{_NTH}(?!\w)(?:,?(?: of)? {_MONTH}\.?{_YEAR}(?!\w))?"
    rf"|\d{{1,2}},? {_MONTH}\.?{_YEAR}(?!\w)|{_MONTH}\.? \d{{1,2}}{_NTH}?{_YEAR}{_NO_CLOCK})"
)
_TOMORROW = r"(?:tomorrow|tomoz|tmoz|tmrw|tmw|tmr|tomo|2moro|2mrw|2morrow)"
_SOME = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}|a couple of)"
)
_WEEKS = r"(?:weeks?|wks?|fortnights?)"
_AHEAD = (
    rf"in {_SOME} (?:days?|weeks?|wks?|fortnights?|months?)'?(?:s)?(?: time| from now)?"
    rf"|{_SOME} (?:days?|weeks?|wks?) from now"
    rf"|(?:(?:{_SOME} )?{_WEEKS} (?:from |on )?(?=to|tm|2m|on |from )"
    rf"|{_SOME} {_WEEKS} (?:on |from )?)"
    rf"(?:today|{_TOMORROW}|{_WEEKDAY}(?!\w)|the \d{{1,2}}{_NTH}(?: {_MONTH})?)"
    rf"|{_WEEKS} on (?:{_WEEKDAY}(?!\w)|the \d{{1,2}}{_NTH})"
    rf"|(?:today|{_TOMORROW}|{_WEEKDAY}) (?:week|wk|fortnight)"
    rf"|{_WEEKDAY} of next week|next week,?(?: on)? {_WEEKDAY}"
)
"""So far ahead, or so far from a day that is named: "in 6 days", "a week tomorrow"."""
_NEAR = (
    rf"{_AHEAD}|(?:the )?day after {_TOMORROW}|today|tonight|{_TOMORROW}|yesterday"
    r"|last (?:week|night)"
)
_DAY = re.compile(
    rf"(?<![\w£-])(?:(?:on|this|the)[ :]+)*(?P<day>(?:{_NEAR})(?!\w)"
    rf"|(?:(?:a )?week on |next |this coming |coming |last )?{_WEEKDAY}(?:\.|'s)?(?!\w)(?!s\b)"
    rf"(?: (?:after next|next week|this week|week))?(?:[, ]+(?:the )?(?:{_DATED}))?"
    rf"|{_ALONE}(?:[, ]+\(?{_WEEKDAY}(?!\w)\)?)?)",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"(?<!\w)(?:on )?(?P<day>christmas eve|christmas day|boxing day|new year'?s? (?:eve|day)"
    r"|easter (?:sunday|monday)|good friday|pancake day|shrove tuesday|bonfire night|halloween"
    r"|burns night|valentine'?s day|mothering sunday|mother'?s day|father'?s day)(?!\w)",
    re.IGNORECASE,
)
_REPEATS = re.compile(
    rf"(?<!\w)(?:(?:every|each) (?:other )?(?:{_WEEKDAY}|week|month|day)|\w+days(?!\w)|weekly"
    r"|monthly|fortnightly)(?!\w)",
    re.IGNORECASE,
)
_ONE_DAY = rf"{_WEEKDAY}(?!\w)(?:,? (?:the )?{_DATED})?"
_SEVERAL = re.compile(
    rf"(?<![\w£-])(?:{_ONE_DAY}(?: ?, ?{_ONE_DAY})*,? ?(?:-|–|&|/|\+|to|til|till|and|or|n)"
    rf" ?{_ONE_DAY}"
    rf"|\d{{1,2}}{_NTH}? ?(?:-|–|&|to|and|or) ?\d{{1,2}}{_NTH}?,?(?: of)? {_MONTH}(?!\w))",
    re.IGNORECASE,
)
"""More than one day: "mon-fri", "sat and sun", "28-29 Nov". We can only tell of one."""
_HALF = r"(?: ?[ap]\.? ?m\b\.?)"
_OF_DAY = r"(?: in the (?:morning|afternoon|evening)| at night| this (?:morning|afternoon|evening))"
_PLAIN = (
    rf"(?:\d{{1,2}}[:.]\d{{2}}{_HALF}?|\d{{1,2}} ?[0-5]\d{_HALF}|\d{{1,2}}{_HALF}|noon|midday"
    r"|12 noon|midnight"
    rf"|[01]\d[0-5]0 ?h(?:ou)?rs?|{_NUMBER} ?o'?clock{_HALF}?"
    rf"|(?:half|quarter)(?: past| to)? {_NUMBER}{_HALF}?|\d{{1,2}} (?:past|to) {_NUMBER}{_HALF}?)"
)
_TO = r"(?: ?[–-] ?| ?(?:to|til|till|until|'til) )"
_LATE = r" (?:to|til|till|until|'til) late(?!\w)"
_BARE = rf"(?:{_PLAIN}|{_NUMBER}(?:ish)?|[012]\d[0-5]\d)"
_BOUND = r"(?![\w£]|[.:]\d|/|%| ?(?:people|places|seats)\b)"
_CLOCK = re.compile(
    r"(?<![\w£/.:-])(?:(?:at|from|@|between|starts?|starting|start|time:?)[ :]*"
    r"(?:at |about |around )*)?"
    rf"(?P<clock>{_PLAIN}(?:{_TO}{_BARE}{_BOUND}|{_LATE})?|{_NUMBER}{_TO}{_PLAIN}"
    rf"|{_NUMBER}{_LATE}"
    rf"|(?<=from ){_BARE}(?:{_TO}{_BARE})?{_BOUND}|(?<=between ){_BARE} and {_BARE}{_BOUND}"
    rf"|(?<=at ){_BARE}(?:{_TO}{_BARE})?{_BOUND}|(?<=@){_BARE}(?:{_TO}{_BARE})?{_BOUND}"
    rf"|(?<=@ ){_BARE}(?:{_TO}{_BARE})?{_BOUND})(?!\w){_OF_DAY}?",
    re.IGNORECASE,
)
_AFTER_DAY = re.compile(
    rf"\A[, ]*(?:at |from |@ ?)?(?P<clock>{_BARE}(?:{_TO}{_BARE}|{_LATE})?){_BOUND}(?!\w)"
    rf"{_OF_DAY}?"
    r"(?! [A-Z]\w+ (?:road|street|lane|avenue|close))",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"(?<![\w£/.:-])(?:\d{{1,2}}[:.][0-5]\d|\d{{1,2}}{_HALF})(?!\w)"
    rf"|(?<!\w)(?:at|from|starts?|starting) {_NUMBER}(?= (?:outside|in|at|by)\b| ?\Z| ?[,.;\x00])",
    re.IGNORECASE,
)
"""A second time, beside the one that was taken: then nobody can tell which of them is meant."""
_BEFORE_DAY = re.compile(rf"(?<![\w£/.:-]){_BARE}(?:{_TO}{_BARE})?[, ]*(?:on )?\Z", re.IGNORECASE)
_PART = re.compile(
    r"\A,? ?(?:in the )?(?:morning|afternoon|evening|night|nite|eve|aft|pm(?= \d))(?!\w)"
    r"(?! (?:tea|service|walk|prayer))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WhichDay:
    """A day, when it begins and ends (local), and the text without them, marked where they were.

    doubt: "which" if its weekday and its date do not agree, "repeats" if it is no single day,
    "past" if a date has just gone by.
    """

    left: str
    day: date | None = None
    at: time | None = None
    ends: time | None = None
    doubt: str = ""


def which_day(text: str, scene: Scene) -> WhichDay:
    """The first day and the first time in this text."""
    if several := _SEVERAL.search(text):
        found = which_day(_without(text, *several.span()), scene)
        return replace(found, day=None, doubt="repeats")
    repeats = _REPEATS.search(text)
    if repeats:
        text = _without(text, *repeats.span())
    left, day_words, beside = _day_words(text)
    clock_words = ""
    if not beside:
        left, clock_words = _clock_words(left)
    else:
        clock_words = beside
    day, doubt = _day(day_words, scene)
    at, ends = _times(clock_words, day_words, scene, breakfast="breakfast" in text.lower())
    if at and _ANOTHER.search(left):
        at = ends = None  # "18 12 at 6", "7 for 7.30": which of them is it?
    return WhichDay(left, day, at, ends, "repeats" if repeats and not day_words else doubt)


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]}\x00{text[end:]}"


def _day_words(text: str) -> tuple[str, str, str]:
    """The text without its day and a time that stands right after or before it; and both."""
    days = list(_DAY.finditer(text))
    dated = [each for each in days if re.search(r"\d", each["day"])]
    found = next(iter(dated or days), None) or _FEAST.search(text)
    if found is None:
        return text, "", ""
    start, end = found.span()
    feast = found.re is _FEAST
    part = _PART.match(text[end:]) if not feast else None
    part_words = part[0] if part else ""
    end += len(part_words)
    after = _AFTER_DAY.match(text[end:])
    if after:
        return (
            _without(text, end if feast else start, end + after.end()),
            found["day"],
            f"{after[0].strip(' ,')} {part_words.strip(' ,')}",
        )
    if feast and not text[: found.start()].strip(" ,."):
        return text, found["day"], ""  # "Boxing Day walk": the day is its name, too
    before = _BEFORE_DAY.search(text[:start]) if not _CLOCK.search(text) else None
    if before:
        return (
            _without(text, before.start(), end),
            found["day"],
            before[0].strip(" ,").removesuffix(" on"),
        )
    left = _without(text, start, end)
    if part_words:
        left, clock = _clock_words(left)
        return left, found["day"], f"{clock} {part_words.strip(' ,')}".strip() if clock else ""
    return left, found["day"], ""


def _clock_words(text: str) -> tuple[str, str]:
    found = _CLOCK.search(text)
    if found is None:
        return text, ""
    return _without(text, *found.span()), found[0]


# ── what they mean ──────────────────────────────────────────────────────────────────────────


def _day(words: str, scene: Scene) -> tuple[date | None, str]:
    if not words:
        return None, ""
    found = _date_in(words, scene)
    if found is None:
        return None, "which"
    weekday = re.search(_WEEKDAY, words, re.IGNORECASE)
    dated = re.search(r"\d", words) and not re.fullmatch(_AHEAD, words, re.IGNORECASE)
    today = _today(scene)
    far = found - today > TOO_FAR and not re.search(r"20\d\d|/\d\d\Z", words)
    if weekday and dated:
        bare = _date_in(re.sub(rf"\(?{_WEEKDAY}\.?\)?,?", "", words, flags=re.IGNORECASE), scene)
        if far or (bare is not None and bare.weekday() != _weekday_of(weekday[0])):
            nearer = bare is not None and bare - today <= TOO_FAR
            return None, "which" if nearer or not far else "past"
    if far and dated and not weekday:
        return None, "past"
    return found, ""


def _weekday_of(word: str) -> int:
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(word[:3].lower())


def _date_in(words: str, scene: Scene) -> date | None:
    heard = when(said(" ".join(words.replace(".", "").split())), scene)
    value = heard.value.split("/")[0] if heard else ""
    try:
        return datetime.fromisoformat(value).date() if "-" in value else None
    except ValueError:
        return None


def _today(scene: Scene) -> date:
    assert scene.now is not None
    return scene.now.astimezone(ZoneInfo(scene.zone)).date()


def _times(
    words: str, day: str, scene: Scene, *, breakfast: bool
) -> tuple[time | None, time | None]:
    """When it begins and ends. What nobody settled is in the day: an event is rarely at 8am."""
    if not words.strip():
        return None, None
    near = day.lower() if day.lower() in ("today", "tonight") else "friday"
    heard = when(said(f"{near} {_plainly(words)}"), scene) or when(said(_plainly(words)), scene)
    if heard is None or heard.outcome != "heard":
        return None, None
    times = [_time_of(each) for each in heard.value.split("/")]
    settled = re.search(r"[ap]\.? ?m\b|morning|breakfast|[:.]\d\d|\d{4}", words, re.IGNORECASE)
    at, ends = times[0], times[1] if len(times) > 1 else None
    if at and at.hour == _EIGHT and not settled and not breakfast:
        at = at.replace(hour=_EIGHT + 12)
    return at, ends


_EIGHT: Final = 8


_LEADING = re.compile(
    r"^\W*(?:at|from|@|starts?|starting|time:?|about|around|[ :])+\b", re.IGNORECASE
)


def _plainly(words: str) -> str:
    """As the reader of times likes it: without "at", and "noon" by itself."""
    plain = re.sub(
        r"^\W*(?:at|from|@|starts?|starting|time:?|about|around|[ :])+\b", "", words, flags=re.I
    )
    plain = re.sub(_LATE, "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\b(\d{1,2}) ?([0-5]\d)(?= ?[ap]\.? ?m\b)", r"\1.\2", plain, flags=re.I)
    plain = re.sub(r"(?<=\d)[ .]+(?=[ap]\.?m)", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"([ap])\.m\.?", r"\1m", plain, flags=re.IGNORECASE)
    plain = re.sub(r"(?:12 )?\b(?:noon|midday)\b", "12pm", plain, flags=re.IGNORECASE)
    return re.sub(r"\bish\b|(?<=\d)ish\b", "", plain).strip(" ,@:")


def _time_of(value: str) -> time | None:
    try:
        return datetime.fromisoformat(value).time() if "T" in value else time.fromisoformat(value)
    except ValueError:
        return None
