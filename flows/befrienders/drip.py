"""When a befriender hears from us unasked: one quiet moment a week for their own cup, another for
what they learn. Pure: days and hours in their own zone.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final

from flows.facts import NudgePlanned
from flows.rhythm import local_day, moment, waking_hour
from flows.talk import Talk
from flows.world import World
from flows.world.growing import Growing

CUP, LESSON, SKILLS = "cup", "lesson", "skills"
REFLECTION, BE_A_MENTOR = "reflection", "be_a_mentor"

CUP_AT: Final = time(17, 0)
LESSON_AT: Final = time(12, 30)
SUNDAY: Final = 6

LATE_BY: Final = timedelta(days=2)
A_DAY: Final = timedelta(days=1)
A_WEEK: Final = timedelta(days=7)

EXPERIENCED_AFTER: Final = timedelta(days=183)
"""How long somebody has been a befriender who is asked if others may text them."""


def quiet_day(taken: Collection[int]) -> int:
    """The weekday (Monday is 0) that is furthest after the days that are taken; of two, the later.

    Sunday where none is. What is said then looks back on their visits, and hurries nobody.
    """
    if not taken:
        return SUNDAY
    free = [day for day in range(7) if day not in taken] or list(range(7))
    return max(free, key=lambda day: (min((day - each) % 7 for each in taken), day))


def cup_day(visit_days: Collection[int]) -> int:
    """On which weekday they are asked how their own cup is."""
    return quiet_day(visit_days)


def lesson_day(visit_days: Collection[int]) -> int:
    """On which weekday a lesson comes: neither a visiting day nor the day of the cup."""
    return quiet_day({*visit_days, cup_day(visit_days)})


def on(weekday: int, at: time, zone: str, not_before: datetime) -> datetime:
    """The first such moment (UTC) on a day from this one on."""
    day = local_day(not_before, zone)
    day += timedelta(days=(weekday - day.weekday()) % 7)
    return moment(day, at, zone)


def next_cup(talk: Talk) -> NudgePlanned:
    """Next week, on their quiet day."""
    day = cup_day(growing(talk).visit_days)
    return _planned(CUP, day, CUP_AT, talk.world)


def next_lesson_due(talk: Talk) -> NudgePlanned:
    """The next text to learn from, in a week."""
    return _planned(LESSON, lesson_day(growing(talk).visit_days), LESSON_AT, talk.world)


def next_skills(talk: Talk) -> NudgePlanned:
    """The next question about what they know already, in a week."""
    return NudgePlanned(SKILLS, next_lesson_due(talk).at, LATE_BY, talk.subject + 1)


def skills_again(talk: Talk) -> NudgePlanned:
    """The same question, in a week."""
    return NudgePlanned(SKILLS, next_lesson_due(talk).at, LATE_BY, talk.subject)


def reflection_again(talk: Talk) -> NudgePlanned:
    """A look back, in a week."""
    return NudgePlanned(REFLECTION, next_lesson_due(talk).at, LATE_BY, talk.subject)


def _planned(purpose: str, weekday: int, at: time, world: World) -> NudgePlanned:
    hour = waking_hour(at, world.quiet)
    due = on(weekday, hour, world.person.zone, world.now + A_WEEK - 3 * A_DAY)
    return NudgePlanned(purpose, due, LATE_BY)


def growing(talk: Talk) -> Growing:
    """What we see of them as a befriender."""
    seen: Growing | None = talk.world.growing
    return seen or Growing()
