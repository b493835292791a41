"""Whether a text asks us to be quiet for a while, and the day from which we may say hello again.

"No texts till after Christmas", "I'm away till the 5th", "going in for my hip on Tuesday".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.hearing.courtesies import Core, core
from flows.hearing.plain import Said, said
from flows.hearing.quoting import own_words
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.stopping import stops_for_a_while
from flows.hearing.when import when
from flows.hearing.wishbook import Telling, telling

_SOME_MOMENT: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""Where nobody knows what day it is, days are still told from times of day by this one."""

_LATER = re.compile(r"\b(?:text|message|contact|write to) (?:me|us)(?: again)? (.+)")
_SPAN = re.compile(r"\bfrom (.+ (?:to|till|until) .+)")
_UNTIL = re.compile(r"\b(?:till|until|til|untill) (.+)")
_BACK = re.compile(
    r"\b(?:back|home|out|return|returning)(?: again)? "
    r"((?:on|in|next|by|after) .+|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|tomorrow\b.*)"
)
_SO_LONG = (
    r"(?:\bfor |\bpause |\bsuspend |\banother |\A)"
    r"(?:(?:the|next|another|good|whole|full|wee|little) )*"
    r"((?:an? )?(?:couple of |few |\w+ )?(?:day|week|wk|fortnight|month|year)s?\b)"
)
_LASTING = re.compile(_SO_LONG)
_FROM_DAY_LASTING = re.compile(rf"\b((?:on|from) (?:the )?\w+|tomorrow)\b.*?{_SO_LONG}")
_DURING = re.compile(
    r"\b((?:this|next) (?:week|month|weekend)|(?:over|for|at) (?:christmas|easter)"
    r"|today|tonight|tomorrow)\b"
)
_WEEKDAY: Final = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|fri)"
_GOING_IN = re.compile(
    r"(?<!home )(?<!back )(?<!out )(?<!till )(?<!until )(?<!til )(?<!to )(?<!on )(?<!by )"
    r"(?<!next )(?<!this )(?<!since )\b"
    rf"(?P<day>(?:on|from) (?:the )?\w+(?: (?:the )?\w+)?|(?:this|next|coming) {_WEEKDAY}"
    rf"|{_WEEKDAY}|tomorrow|today|tonight|the \d+(?:st|nd|rd|th))(?= |\Z)"
)
"""When somebody goes into hospital, rather than comes out again."""

_FEASTS: Final = ("christmas", "easter")


def pause(heard: Said, scene: Scene) -> SignalHeard | None:
    """PAUSE, until the day that they said or meant, or None."""
    left = core(own_words(heard))
    ill = telling("in hospital", left) is not None
    if asked := telling("pause", left) or stops_for_a_while(left):
        until, since = _until(left, asked, scene, ill), _since(left, scene) if ill else None
        if until and since and until <= since:
            until, since = _after_going_in(left, since, scene) or until, since
            since = since if until > since else None
        return SignalHeard(Signal.PAUSE, until, asked.sure, asked.why, hospital=ill, since=since)
    if away := telling("pause", left, parts=["dated"]):
        scene_or_some = scene if scene.now else replace(scene, now=_SOME_MOMENT)
        day = _until(left, away, scene_or_some, ill)
        if day:
            until = day if scene.now else None
            since = _since(left, scene) if ill else None
            since = since if since and until and since < until else None
            return SignalHeard(Signal.PAUSE, until, why=away.why, hospital=ill, since=since)
    return None


def _since(left: Core, scene: Scene) -> date | None:
    """The day from which they are in hospital, if they say that it is yet to come."""
    if scene.local is None:
        return None
    today = scene.local.date()
    found = (each for clause in left.clauses for each in _GOING_IN.finditer(clause))
    days = (_meant(each["day"], scene) for each in found)
    return next((each[0] for each in days if each and each[0] >= today), None)


def _after_going_in(left: Core, since: date, scene: Scene) -> date | None:
    """The day after so long from then: "on 3 December for a week"."""
    then = replace(scene, now=datetime.combine(since, time(12), ZoneInfo(scene.zone)))
    days = (day for clause in left.clauses for day in _lasting(clause, then, in_hospital=True))
    return next((day for day in days if day > since), None)


def _until(left: Core, asked: Telling, scene: Scene, in_hospital: bool = False) -> date | None:
    """The first day after the pause: what the clause says, or one beside it.

    A day on which they are back goes before any other; the day they go into hospital is none.
    """
    if scene.local is None:
        return None
    clauses = (*left.clauses[asked.clause :], *left.clauses)
    days = [day for clause in clauses for day in _said_to_be_back(clause, scene)]
    days += [day for clause in clauses for day in _lasting(clause, scene, in_hospital)]
    today = scene.local.date()
    return next((day for day in days if day > today), None)


def _said_to_be_back(clause: str, scene: Scene) -> Iterator[date]:
    """The days of which a clause says that they are the first after a pause."""
    if found := _LATER.search(clause):
        yield from _first(found[1], scene)
    if found := _SPAN.search(clause):
        yield from _last(found[1], scene)
    if found := _UNTIL.search(clause) or _BACK.search(clause):
        yield from _first(found[1], scene)


def _lasting(clause: str, scene: Scene, in_hospital: bool) -> Iterator[date]:
    """The first days after a pause that a clause can mean, the likeliest first."""
    if found := _FROM_DAY_LASTING.search(clause):
        yield from _first(f"{found[2]} {found[1]}", scene)
    if found := _LASTING.search(clause):
        yield from _first(f"in {found[1] if ' ' in found[1] else f'a {found[1]}'}", scene)
    if not in_hospital and (found := _DURING.search(clause)):
        yield from _after(found[1], scene)


def _first(words: str, scene: Scene) -> Iterator[date]:
    """The day that some words mean, or the first of several; the last of the end of a month."""
    if days := _meant(words, scene):
        yield days[-1] if words.startswith(("end ", "the end ")) else days[0]


def _last(words: str, scene: Scene) -> Iterator[date]:
    if days := _meant(words, scene):
        yield days[-1]


def _after(words: str, scene: Scene) -> Iterator[date]:
    """The day after a day, a week or a month; two days after a feast, which has a second day."""
    if days := _meant(words, scene):
        yield days[-1] + timedelta(days=2 if words.endswith(_FEASTS) else 1)


def _meant(words: str, scene: Scene) -> list[date]:
    """The days that some words mean; none if they mean a time of day, or nothing."""
    heard = when(said(words), scene)
    ends = heard.value.split("/") if heard else []
    return [date.fromisoformat(end[:10]) for end in ends if _is_day(end)]


def _is_day(end: str) -> bool:
    return len(end) >= len("2026-11-24") and end[4] == "-"
