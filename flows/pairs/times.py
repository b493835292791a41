"""When visits would suit, out of somebody's words: "Tuesdays 2pm", "every other Friday at 11".

What is understood is how often, on which weekday, at what time; each may be left open. What names
two days, or may be one of two, is not guessed at: it is asked.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from flows.hearing import Expect, Heard, Scene, YesNo, with_days_mended
from flows.hearing.plain import Said
from flows.nearby.bumping import time_in
from flows.nearby.schedule import clock_words

A_WEEK: Final = 7  # days
SOONEST: Final = timedelta(days=2)
"""How far ahead the first visit is: both are to hear of it the day before."""

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY: Final = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|rs?|sday|nesday|rsday|urday|day)?s?\b", re.IGNORECASE
)
_OTHER: Final = r"(?:other|second|2nd|2|two|alternate)"
_OFTEN: Final = (
    (14, rf"every {_OTHER} (?=mon|tue|wed|thu|fri|sat|sun)|every {_OTHER} weeks?"
         r"|(?:once )?(?:a|every|each) fortnight|fortnightly|alternate weeks?|alternate"
         r"|every 2 wks|once in two weeks"),
    (21, r"every (?:third|3rd|3|three) weeks?"),
    (28, r"every (?:fourth|4th|4|four) weeks?|monthly|(?:once )?(?:a|every|each) month"),
    (7, r"(?:once )?(?:a|every|each) week|weekly"),
)  # fmt: skip
_ONCE: Final = tuple((days, re.compile(rf"\b(?:{words})\b", re.I)) for days, words in _OFTEN)
_BARE: Final = re.compile(r"^\W*(\d{1,2})\W*$")

EARLIEST: Final = time(8)
"""No visit begins before: "2" is in the afternoon."""

_PART: Final = re.compile(
    r"\b(?:mornings?|afternoons?|arvos?|evenings?|lunch ?time|after lunch|before lunch"
    r"|tea ?time)\b",
    re.I,
)
_RATHER: Final = re.compile(r"\b(?:better|best|instead|rather|prefer|but)\b", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"\d|\b(?:half|quarter|o'?clock|noon|midday|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Times:
    """How often (days; 0: not said), on which weekday (0 is Monday), at what local time."""

    every_days: int = 0
    weekday: int | None = None
    at: time | None = None

    def __bool__(self) -> bool:
        return bool(self.every_days) or self.weekday is not None or self.at is not None

    def __str__(self) -> str:
        """As it is kept among the answers of a conversation."""
        day = "" if self.weekday is None else str(self.weekday)
        return f"{self.every_days}/{day}/{self.at.isoformat('minutes') if self.at else ''}"


def kept(value: str) -> Times:
    """What `str` of it was; nothing, where it is another answer."""
    if value.count("/") != 2:
        return Times()
    every, _, rest = value.partition("/")
    day, _, at = rest.partition("/")
    return Times(
        int(every or 0),
        int(day) if day else None,
        time.fromisoformat(at) if at else None,
    )


def times_in(text: str, scene: Scene) -> Times | None:
    """What these words name; None if they name two days, or nothing that is sure."""
    words = with_days_mended(text.replace("\u2019", "'"))
    every, rest = _how_often(words)
    days = {_DAYS_SHORT.index(each.group(1).lower()) for each in _DAY.finditer(rest)}
    if len(days) > 1:
        return None
    bare = _BARE.match(rest)
    at = time(int(bare[1]) % 24) if bare else None if _vague(rest) else time_in(rest, scene)
    found = Times(every, days.pop() if days else None, _daytime(at))
    return found or None


_DAYS_SHORT: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _vague(words: str) -> bool:
    """Whether they name a part of the day and no time in it."""
    return bool(_PART.search(words)) and not _CLOCK.search(words)


def _how_often(words: str) -> tuple[int, str]:
    for days, pattern in _ONCE:
        if pattern.search(words):
            return days, pattern.sub(" ", words)
    return 0, words


def _daytime(at: time | None) -> time | None:
    """Nobody visits at two at night."""
    if at is not None and at < EARLIEST:
        at = at.replace(hour=at.hour + 12)
    return at


def or_else(told: Times, before: Times) -> Times:
    """What was told, its gaps filled with what was said before."""
    day = before.weekday if told.weekday is None else told.weekday
    return Times(told.every_days or before.every_days, day, told.at or before.at)


def with_(told: Times, before: Times) -> Times:
    """The same; where nobody has said how often, it is each week."""
    filled = or_else(told, before)
    return replace(filled, every_days=filled.every_days or A_WEEK)


# ── as an answer ────────────────────────────────────────────────────────────────────────────

_PLAIN: Final = YesNo()


def WhenSuits() -> Expect:
    """A day, a time or both (`day`), not now (`later`), or `no`."""

    def hears(said: Said, scene: Scene) -> Heard | None:
        told = times_in(said.raw, scene)
        if told is not None and not _refuses(said.raw):
            return Heard("day", str(told), why="a day or a time")
        answer = _PLAIN.heard(said.raw, scene)
        return None if answer is None or answer.outcome == "yes" else answer

    return Expect(("day", "no", "later"), (), hears)


def SuitsOr(offered: Times) -> Expect:
    """Whether this suits: yes, no, later; or something else (`other`), as `Times`."""

    def hears(said: Said, scene: Scene) -> Heard | None:
        words = _without_day(said.raw, offered.weekday)
        told, answer = times_in(words, scene), _PLAIN.heard(said.raw, scene)
        plain_yes = answer is not None and answer.outcome == "yes"
        vague = _vague(words) and (not plain_yes or bool(_RATHER.search(words)))
        if told is None and not vague:
            return answer
        told = told or Times()
        if with_(told, offered) == offered and not vague:
            return answer or Heard("yes", "yes", why="names just this")
        if answer is not None and answer.outcome == "no" and _refuses(words):
            return answer
        day = replace(offered, at=None) if vague else offered
        return Heard("other", str(with_(told, day)), why="another time")

    return Expect((*_PLAIN.outcomes, "other"), _PLAIN.labels, hears)


def _without_day(words: str, weekday: int | None) -> str:
    """ "Tuesday is my hair, could he do Wednesday": without the day that was offered, where they
    name another beside it.
    """
    named = [_DAYS_SHORT.index(each.group(1).lower()) for each in _DAY.finditer(words)]
    if weekday not in named or len(set(named)) < 2:
        return words
    return _DAY.sub(lambda each: "" if _is_day(each, weekday) else each.group(), words)


def _is_day(found: re.Match[str], weekday: int | None) -> bool:
    return _DAYS_SHORT.index(found.group(1).lower()) == weekday


def _refuses(words: str) -> bool:
    """ "I can't do Tuesdays": a day that is named to be left out."""
    return bool(re.search(r"\b(?:can't|cant|cannot|not|never) (?:do |make |on )?"
                          r"(?:mon|tue|wed|thu|fri|sat|sun)", words, re.IGNORECASE))  # fmt: skip


# ── in words ────────────────────────────────────────────────────────────────────────────────


def in_words(times: Times) -> str:
    """As a neighbour says it: "Tuesdays at 2pm", "every other Friday at 11am"."""
    if times.weekday is None or times.at is None:
        return "a day that suits you both"
    day, clock = _DAYS[times.weekday], clock_words(times.at)
    often = {7: f"{day}s", 14: f"every other {day}"}
    days = times.every_days or A_WEEK
    return f"{often.get(days, f'every {days // 7} weeks on {day}')} at {clock}"


def first_on(weekday: int, today: date) -> date:
    """The first such weekday that is far enough ahead."""
    earliest = today + SOONEST
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
