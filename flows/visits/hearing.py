"""What a befriender says of visits: how one was, which one they mean, for how long."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.favours.lengths import Minutes
from flows.hearing import Expect, Heard, Mood, Scene, Signal, YesNo, hear, signal
from flows.hearing.answers import SKIPPED, declined
from flows.hearing.plain import Said, on_one_line
from flows.rhythm import local_day, moment
from flows.talk import Talk
from flows.world.visits import Pair, Visit

SHORTEST, LONGEST: Final = 5, 12 * 60
"""Minutes that a visit may last."""

BRIEF: Final = 3
"""Words up to which a text is no more than a mood: "all good thanks"."""

_NUMBERED = re.compile(r"\s*([123])(?![\d/])[\s.,:;)\-]*(.*)", re.DOTALL)
_HOW: Final = {"1": "fine", "2": "small", "3": "worried"}
_MOODS: Final = {"good": "fine", "soso": "small", "low": "worried"}


def HowWasIt(met: bool = True) -> Expect:
    """How a visit was: fine, small (a small worry), worried, words, or none: it was not.

    met: they said that they have been there, so a no is no worry. The value is what they said of
    it besides. Words with danger or a worry in them are worried, whatever the number says.
    """

    def heard(text: Said, scene: Scene) -> Heard | None:
        told = _NUMBERED.fullmatch(text.raw)
        words = on_one_line(told[2] if told else text.raw)
        if words and _worrying(words, scene):
            return Heard("worried", words, why="a worry in their words")
        if told:
            return Heard(_HOW[told[1]], words, why="a number")
        return _in_words(text, words, scene, met)

    return Expect(("fine", "small", "worried", "words", "none", "skip"), ("1", "2", "3"), heard)


def _in_words(text: Said, words: str, scene: Scene, met: bool) -> Heard | None:
    answer = hear(text.raw, YesNo(), scene)
    if answer and answer.outcome in ("no", "later"):
        return SKIPPED if met else Heard("none", "", why="they did not meet")
    if declined(text):
        return SKIPPED
    if not words:
        return None
    brief = len(text.words.split()) <= BRIEF
    felt = hear(text.raw, Mood(), scene)
    if felt and felt.outcome in _MOODS:
        return Heard(_MOODS[felt.outcome], "" if brief else words, why="how it was, in words")
    if answer and brief:
        return Heard("fine", "", why="a yes")
    return Heard("words", words, why="in their own words")


def _worrying(words: str, scene: Scene) -> bool:
    found = signal(words, scene)
    return found is not None and found.signal in (Signal.URGENT, Signal.CONCERN)


# ── how long, which, and when else ──────────────────────────────────────────────────────────


def minutes_in(words: str) -> int | None:
    """How long they think to stay: "HERE 90", "here for an hour and a half"."""
    if not any(each.isdigit() for each in words) and "hour" not in words.lower():
        return None
    found = hear(words, Minutes())
    if found is None or found.outcome != "heard":
        numbers = re.findall(r"\b\d{1,3}\b", words)
        return _fitting(float(numbers[0])) if len(numbers) == 1 else None
    return _fitting(float(found.value))


def _fitting(minutes: float) -> int | None:
    return round(minutes) if SHORTEST <= minutes <= LONGEST else None


NEAR: Final = timedelta(hours=4)
"""How far from its planned time a visit may begin and still be the planned one."""


def arriving_at(coming: Sequence[Visit], pairing: int, now: datetime) -> Visit | None:
    """The planned visit that begins now: the nearest in time; of this pair, if one is named."""
    near = [each for each in coming if abs(each.at - now) <= NEAR]
    theirs = [each for each in near if pairing in (0, each.pairing)]
    return min(theirs, key=lambda each: abs(each.at - now), default=None)


def named_pair(talk: Talk) -> Pair | None:
    """Whom of those they visit their words name."""
    named, seen = talk.world.named, talk.world.visits
    ids = [each.id for each in named.people] if named else []
    return next((each for each in seen.pairs if each.resident.id in ids), None) if seen else None


def another_time(value: str, visit: Visit, now: datetime) -> datetime | None:
    """The moment that an answer (ISO 8601, as `When` has it) means for this visit; None: unclear.

    A day alone is at the visit's own hour; an hour alone is on its own day, or today.
    """
    start, _, end = value.partition("/")
    said = end if start == ".." else start
    zone = visit.zone
    own = visit.at.astimezone(ZoneInfo(zone))
    try:
        if "T" in said:
            local = datetime.fromisoformat(said)
            return moment(local.date(), local.time(), zone)
        if "-" in said:
            return moment(datetime.fromisoformat(said).date(), own.time(), zone)
        at = time.fromisoformat(said)
    except ValueError:
        return None
    days = (own.date(), local_day(now, zone))
    found = (moment(day, at, zone) for day in days)
    return next((each for each in found if each > now), None)
