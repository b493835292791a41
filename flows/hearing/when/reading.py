"""From a text to the one day or time that it means: the rules in their order, and the verdict."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.hearing.answers import Heard
from flows.hearing.plain import Said
from flows.hearing.scene import Scene
from flows.hearing.when.clock import CLOCKS
from flows.hearing.when.counting import NUMBERS
from flows.hearing.when.dates import DATES
from flows.hearing.when.days import WEEKDAYS, WEEKS
from flows.hearing.when.doubts import left
from flows.hearing.when.lengths import BESIDE, LASTING, LENGTHS
from flows.hearing.when.together import TIMES, TOGETHER
from flows.hearing.when.values import Item, Now
from flows.hearing.when.verdict import one_of, written
from flows.hearing.when.words import items

_STAGES = (NUMBERS, DATES, LENGTHS, CLOCKS, WEEKDAYS, BESIDE, WEEKS, TIMES, LASTING, TOGETHER)
_ANY_TWO_MOMENTS = (datetime(2001, 1, 3, 9, tzinfo=UTC), datetime(2012, 7, 20, 18, tzinfo=UTC))


def read(text: str, scene: Scene) -> Heard | None:
    """What a text means in a scene. Without a moment: only what is the same at any moment."""
    if scene.now is not None:
        return _read(text, scene.now, scene.zone)
    first, second = (_read(text, now, scene.zone) for now in _ANY_TWO_MOMENTS)
    return first if first == second else None


def _read(text: str, now: datetime, zone: str) -> Heard | None:
    place = ZoneInfo(zone)
    moment = Now(now.astimezone(place).replace(tzinfo=None), now, place)
    found = items(text)
    for stage in _STAGES:
        found = stage.applied(found, moment)
    meant = one_of(left(found), moment)
    if meant is None:
        return None
    value, sure = written(meant)
    return Heard("heard", value, sure and not _in_passing(meant, found), meant.why)


def _in_passing(meant: Item, items: list[Item]) -> bool:
    """Whether it is a word that people also drop in passing, among words of other things."""
    return meant.weak and any(item.kind == "unknown" for item in items)


def parsed(text: str, now: datetime, zone: str) -> list[Item]:
    """Every item after all rules: to see how a text was read."""
    place = ZoneInfo(zone)
    moment = Now(now.astimezone(place).replace(tzinfo=None), now, place)
    found = items(text)
    for stage in _STAGES:
        found = stage.applied(found, moment)
    return found


_ = timedelta
