"""When somebody would like their hello: "only Sundays", "text me in the afternoon instead".

The phrases are under `hello_day` in `english/taking_part.yaml`; the hour of "in the afternoon" is
what a neighbour would take it for.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Final

from flows.hearing.courtesies import core
from flows.hearing.plain import Said, on_one_line, said
from flows.hearing.quoting import own_words
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.when import when
from flows.hearing.wishbook import telling

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:days?|s|sdays?|nesdays?|rs|rsdays?|r|urdays?)?\b"
)
_WEEKEND = re.compile(r"\bweekends?\b")

_HOURS: Final = (
    (r"before (?:my |our |the )?(?:lunch|dinner|midday)", time(11)),
    (r"after (?:my |our |the )?(?:breakfast)", time(10)),
    (r"after (?:my |our |the )?(?:lunch|midday|noon)", time(14)),
    (r"before (?:my |our |the )?(?:tea|supper|evening)", time(16)),
    (r"after (?:my |our |the )?(?:tea|dinner|supper)", time(18)),
    (r"early (?:in the )?morning", time(9)),
    (r"late (?:in the )?morning", time(11)),
    (r"later in the day", time(14)),
    (r"earlier in the day", time(9)),
    (r"late (?:in the )?afternoon|later in the afternoon", time(16)),
    (r"early (?:in the )?evening|tea ?time|at tea", time(17)),
    (r"lunch ?time|at lunch|round lunch|about lunch|dinner ?time|midday|noon", time(12, 30)),
    (r"breakfast", time(9)),
    (r"mornings?", time(10)),
    (r"afternoons?", time(14)),
    (r"evenings?|supper|at night", time(18)),
)
"""The hour of each part of a day, the narrower first."""

_TOO_EARLY = re.compile(r"\btoo early|so early|before i am up\b")
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_O_CLOCK = r"(?: ?(?:am|pm|o ?clock|at night|in the (?:morning|afternoon|evening)))"
_CLOCK = re.compile(
    rf"\b(?:at|around|about|after|from|by|past|nearer|before|make it) (?:about |around )?"
    rf"((?:half |quarter )?(?:past |to )?{_NUMBER}(?: \d\d)?{_O_CLOCK}?)(?!\w)"
)
_BARE_CLOCK = re.compile(
    rf"\b((?:half |quarter )?(?:past |to )?{_NUMBER}(?: \d\d)?{_O_CLOCK})"
    rf"|\A((?:half )?(?:past )?{_NUMBER})(?= (?:suits|is|would|works)\b)"
)
_SOME_MOMENT: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)


def hello_day(heard: Said, scene: Scene) -> SignalHeard | None:
    """HELLO_DAY, with the weekday or the hour that they would like; None if they name neither."""
    left = core(own_words(heard))
    found = telling(Signal.HELLO_DAY.value, left)
    if found is None:
        return None
    clause = left.clauses[found.clause]
    days, at = list(_weekdays(clause)), _hour(clause, scene)
    if not days and at is None:
        return None
    return SignalHeard(
        Signal.HELLO_DAY,
        sure=found.sure and len(days) <= 1,
        why=found.why,
        words=on_one_line(heard.raw),
        weekday=days[0] if days else None,
        at=at,
    )


def _weekdays(clause: str) -> Iterator[int]:
    """The weekdays that are named, Monday being 0; a weekend is its Saturday."""
    seen = dict.fromkeys(_DAYS.index(found[1]) for found in _DAY.finditer(clause))
    yield from seen
    if _WEEKEND.search(clause) and not seen:
        yield 5


def _hour(clause: str, scene: Scene) -> time | None:
    if at := _on_the_clock(clause, scene):
        return at
    for words, hour in _HOURS:
        if re.search(rf"\b(?:{words})\b", clause):
            return hour
    return time(12) if _TOO_EARLY.search(clause) else None


def _on_the_clock(clause: str, scene: Scene) -> time | None:
    """The hour that they name: "at 5", "about half two"."""
    found = _CLOCK.search(clause) or _BARE_CLOCK.search(clause)
    if found is None:
        return None
    words = next(each for each in found.groups() if each)
    heard = when(said(f"at {words}"), scene if scene.now else replace(scene, now=_SOME_MOMENT))
    clock = re.search(r"(\d\d):(\d\d)", heard.value) if heard else None
    return time(int(clock[1]), int(clock[2])) if clock else None
