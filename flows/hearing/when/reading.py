"""From a text to the one day or time that it means: the rules in their order, and the verdict."""

from datetime import UTC, datetime

from flows.hearing.answers import Heard
from flows.hearing.scene import Scene
from flows.hearing.when.clock import CLOCKS
from flows.hearing.when.counting import NUMBERS
from flows.hearing.when.dates import DATES
from flows.hearing.when.doubts import MEANT, left
from flows.hearing.when.lengths import BESIDE, LENGTHS
from flows.hearing.when.months import NAMED_DAYS, SPANS_OF_DATES
from flows.hearing.when.times import TIMES
from flows.hearing.when.together import TOGETHER
from flows.hearing.when.values import Item, Now
from flows.hearing.when.verdict import one_of, written
from flows.hearing.when.weekdays import WEEKDAYS
from flows.hearing.when.weeks import WEEKS
from flows.hearing.when.words import items

_STAGES = (
    *(NUMBERS, SPANS_OF_DATES, NAMED_DAYS, DATES, LENGTHS, CLOCKS),
    *(WEEKDAYS, BESIDE, WEEKS, TIMES, TOGETHER),
)
_TELLING = frozenset(
    """near tonight clock part meal weekday maybe_weekday weekdays_all month maybe_month feast now
    iso dmy hhmm dotted slashed nth digits three four units teens tens worded half quarter
    units_nth teens_nth tens_nth worded_nth
    seconds minutes hours days weeks fortnights months years weekends""".split()
)  # without one of these there is no day or time
_AFTER_GREETING = ("stop", "comma", "unknown")
_ANY_TWO_MOMENTS = (datetime(2001, 1, 3, 9, tzinfo=UTC), datetime(2012, 7, 20, 18, tzinfo=UTC))


def read(text: str, scene: Scene) -> Heard | None:
    """What a text means in a scene. Without a moment: only what is the same at any moment."""
    found = items(text)
    if not any(item.kind in _TELLING for item in found):
        return None
    moments = _ANY_TWO_MOMENTS if scene.now is None else (scene.now,)
    try:
        first, *others = [_read(found, Now.there(moment, scene.zone)) for moment in moments]
    except OverflowError:  # beyond the last day of the calendar
        return None
    return first if all(other == first for other in others) else None


def _read(found: list[Item], now: Now) -> Heard | None:
    for stage in _STAGES:
        found = stage.applied(found, now)
    meant = one_of(left(_ungreeted(found), now), now)
    if meant is None:
        return None
    in_passing = _in_passing(meant, found)
    if in_passing and meant.kind == "part":
        return None
    value, sure = written(meant)
    return Heard("heard", value, sure and not in_passing, meant.why)


def _ungreeted(items: list[Item]) -> list[Item]:
    """Without a "Morning!" at the beginning, if there is a day or time besides."""
    greeting = len(items) > 1 and items[0].kind == "part" and items[1].kind in _AFTER_GREETING
    others = any(item.kind in MEANT for item in items[1:])
    return items[1:] if greeting and others else items


def _in_passing(meant: Item, items: list[Item]) -> bool:
    """Whether it is a word that people also drop in passing, or not all that was said of it."""
    kinds = {item.kind for item in items}
    return "habit" in kinds or "between" in kinds or (meant.weak and "unknown" in kinds)
