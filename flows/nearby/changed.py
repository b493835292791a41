"""Whether what has changed is plainly just a new day or time, and when it then is.

"It's Thursdays at 3 now" is; "it's moved to the church hall, Thursdays" is for a coordinator.
"""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from flows.hearing import Scene
from flows.nearby.bumping import weekday_and_time
from flows.nearby.schedule import DAYS
from flows.world.nearby import Schedule

LONGEST: Final = 12
"""Words beyond which more has changed than when it is."""

FIRST, LAST = 8, 21
"""The hours at which something may begin: "at 3" is in the afternoon, "at 9" may be either."""

_FILLING: Final = frozenset(
    """it its is are the they at on to now has have been from for but not no yes a and then same
    changed moved starts start starting begins begin day days time every each week weekly instead
    o oclock clock half past quarter noon about around ish am pm ta thanks thank you x love dear
    mon tue tues wed weds thu thur thurs fri sat sun morning afternoon evening think i
    theyve theyre thats weve
    monday tuesday wednesday thursday friday saturday sunday
    one two three four five six seven eight nine ten eleven twelve""".split()
)
_HOUR: Final = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter)\b",
    re.IGNORECASE,
)
_WEEKLY: Final = re.compile(r"FREQ=WEEKLY(?:;BYDAY=[A-Z]{2})?")


def new_schedule(words: str, old: Schedule, scene: Scene) -> Schedule | None:
    """The schedule with the day or time that these words plainly give it; None if they don't.

    Only what is on once a week can be changed like this.
    """
    weekday, at = weekday_and_time(words, scene)
    at = at or _surely(weekday_and_time(words, scene, sure=False)[1])
    if not _only_when(words) or not _is_weekly(old):
        return None
    if at is None and (weekday is None or _HOUR.search(words)):  # "Mondays at 9": which 9?
        return None
    return weekly(
        old.start.weekday() if weekday is None else weekday, at or old.start.time(), scene, old
    )


def _surely(at: time | None) -> time | None:
    """A time that may be morning or evening, if only one of the two is when people meet."""
    if at is None:
        return None
    hours = [each for each in {at.hour, (at.hour + 12) % 24} if FIRST <= each <= LAST]
    return at.replace(hour=hours[0]) if len(hours) == 1 else None


def _only_when(words: str) -> bool:
    told = re.findall(r"[a-z]+", words.lower().replace("'", "").replace("\u2019", ""))
    rest = [each for each in told if each not in _FILLING and each.rstrip("s") not in _FILLING]
    return len(told) <= LONGEST and not rest


def _is_weekly(schedule: Schedule) -> bool:
    return bool(_WEEKLY.fullmatch(schedule.rule))


def weekly(weekday: int, at: time, scene: Scene, like: Schedule | None = None) -> Schedule:
    """Once a week from the next such day on. Raises ValueError if nobody knows what day it is."""
    if scene.local is None:
        raise ValueError("a day of the week needs a day to begin with")
    today = scene.local.date()
    first = datetime.combine(today + timedelta(days=(weekday - today.weekday()) % 7), at)
    usual = like or Schedule(first, scene.zone, roughly=True)
    return replace(usual, start=first, rule=f"FREQ=WEEKLY;BYDAY={DAYS[weekday]}", left_out=())
