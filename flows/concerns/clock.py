"""The clock of a concern: who is told next and when, until a person has seen to it. Pure.

Urgent: whoever is on duty at once; not claimed in five minutes, the next one; in five more,
everybody; then everybody again, every ten minutes for the first hour and every half hour after
it, day and night, until one says MINE. A claim without DONE comes back to whoever claimed it
after an hour, and to everybody after two.

Today: whoever is on duty; a reminder in good time, and everybody before the day is over. Then each
working day: in the morning, and before it ends; from the fourth on everybody once, in the morning.

Look: gathered, one text on working mornings for all of them: three times, then on Mondays; after
four weeks it is closed as long ago.

Working days are Monday to Friday, and no holiday is known. The hours are those where the project
is; a spring or an autumn that moves the clocks moves no hour of the day (`flows.rhythm.moment`).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from flows.concerns.levels import TODAY, URGENT
from flows.pacing import waking
from flows.rhythm import local_day, moment
from flows.world import Hours

TOLD_BY_TURN: Final = -1
"""The step of a concern that the turn which raised it has told somebody of already."""

NOT_CLAIMED: Final = timedelta(minutes=5)
"""How long one person has before the next is told of something urgent."""

AGAIN: Final = timedelta(minutes=10)
AGAIN_LATER: Final = timedelta(minutes=30)
FIRST_HOUR: Final = timedelta(hours=1)
"""Everybody is told again every ten minutes in the first hour, and every half hour after it."""

NOT_DONE: Final = timedelta(hours=1)
"""How long after a claim of something urgent we ask how it stands."""

GATHERED_AT: Final = time(9)
MORNING: Final = time(9, 30)
REMINDED_BY: Final = time(15)
BEFORE_THE_END: Final = time(16, 30)
IN_GOOD_TIME: Final = timedelta(hours=3)
"""How long after the first telling somebody is reminded of what is for today."""

EACH_DAY: Final = 3  # days on which what was for today comes twice
OFTEN: Final = 3  # working mornings running on which something is in the gathered text
LONG_AGO: Final = timedelta(weeks=4)


class To(StrEnum):
    """Whom the clock tells."""

    DUTY = "duty"  # whoever is on duty, else everybody
    NEXT = "next"  # the next who has not been told, else everybody
    EVERYBODY = "everybody"
    REMINDED = "reminded"  # whoever was told
    CLAIMER = "claimer"  # whoever has it in hand
    IN_HAND = "in_hand"  # whoever was told, that somebody else has it in hand now
    GATHERED = "gathered"  # whoever is on duty, in one text with others
    BEGUN = "begun"  # nobody: they have been told in the turn itself
    NOBODY = "nobody"  # it is not time yet
    CLOSED = "closed"  # nobody: it is long ago, and over


@dataclass(frozen=True, slots=True)
class Ticking:
    """A concern as its clock sees it. step: how far it has come; -1: told by its own turn."""

    level: str
    raised_at: datetime
    step: int
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """What happens now, and when the clock looks again (UTC; None: never)."""

    to: To
    next_at: datetime | None
    step: int


def tick(concern: Ticking, now: datetime, hours: Hours) -> Tick:
    """What falls due for a concern at this moment, in the hours of the project."""
    if concern.claimed:
        return _claimed(concern, now, hours)
    if concern.level == URGENT:
        return _urgent(concern, now)
    return _today(concern, now, hours) if concern.level == TODAY else _look(concern, now, hours)


def waited(since: datetime, now: datetime) -> str:
    """How long that is, as somebody says it: 5 minutes, 2 hours, 3 days."""
    minutes = round((now - since).total_seconds() / 60)
    for name, many in (("day", minutes // 1440), ("hour", minutes // 60)):
        if many:
            return f"{many} {name}{'s' * (many > 1)}"
    return f"{max(minutes, 1)} minute{'s' * (minutes > 1)}"


# ── urgent ──────────────────────────────────────────────────────────────────────────────────


def _urgent(concern: Ticking, now: datetime) -> Tick:
    if concern.step == TOLD_BY_TURN:
        return Tick(To.BEGUN, concern.raised_at + NOT_CLAIMED, 1)
    if concern.step <= 1:
        return Tick((To.DUTY, To.NEXT)[concern.step], now + NOT_CLAIMED, concern.step + 1)
    early = now - concern.raised_at < FIRST_HOUR
    return Tick(To.EVERYBODY, now + (AGAIN if early else AGAIN_LATER), concern.step + 1)


def _claimed(concern: Ticking, now: datetime, hours: Hours) -> Tick:
    if concern.level == URGENT and concern.step < 2:
        next_at = now + NOT_DONE
    elif concern.level == URGENT:
        next_at = _morning(now, hours, MORNING, every_day=True)
    else:
        next_at = _morning(now, hours, MORNING)
    to = (To.IN_HAND, To.CLAIMER)[concern.step] if concern.step < 2 else To.EVERYBODY
    return Tick(to, next_at, concern.step + 1)


# ── today ───────────────────────────────────────────────────────────────────────────────────


def _today(concern: Ticking, now: datetime, hours: Hours) -> Tick:
    if concern.step == TOLD_BY_TURN:
        return Tick(To.BEGUN, _reminder(waking(hours, concern.raised_at), hours), 1)
    if concern.step == 0:
        day = waking(hours, now)
        return Tick(To.NOBODY, day, 0) if day > now else Tick(To.DUTY, _reminder(now, hours), 1)
    here = now.astimezone(ZoneInfo(hours.zone))
    if here.weekday() > 4 or not MORNING <= here.time() < time(18):
        return Tick(To.NOBODY, _morning(now, hours, MORNING), concern.step)
    tomorrow = _morning(now, hours, MORNING)
    if now - concern.raised_at > LONG_AGO:
        return Tick(To.EVERYBODY, _monday(now, hours, MORNING), concern.step + 1)
    days = (here.date() - local_day(concern.raised_at, hours.zone)).days
    if here.time() >= time(16) or days > EACH_DAY:
        return Tick(To.EVERYBODY, tomorrow, concern.step + 1)
    return Tick(To.REMINDED, _at(now, hours, BEFORE_THE_END), concern.step + 1)


def _reminder(told_at: datetime, hours: Hours) -> datetime:
    """When somebody is reminded of what they were told of for today."""
    if told_at.astimezone(ZoneInfo(hours.zone)).weekday() > 4:
        return _morning(told_at, hours, MORNING)
    first = max(
        min(told_at + IN_GOOD_TIME, _at(told_at, hours, REMINDED_BY)),
        _at(told_at, hours, MORNING) + FIRST_HOUR,
    )
    if first - told_at >= FIRST_HOUR:
        return first
    last = _at(told_at, hours, BEFORE_THE_END)
    return last if last - told_at >= FIRST_HOUR / 2 else _morning(told_at, hours, MORNING)


# ── look ────────────────────────────────────────────────────────────────────────────────────


def _look(concern: Ticking, now: datetime, hours: Hours) -> Tick:
    if concern.step <= 0:
        to = To.BEGUN if concern.step == TOLD_BY_TURN else To.NOBODY
        return Tick(to, _morning(now, hours, GATHERED_AT), 1)
    if now - concern.raised_at >= LONG_AGO:
        return Tick(To.CLOSED, None, concern.step)
    often = concern.step < OFTEN
    next_at = (_morning if often else _monday)(now, hours, GATHERED_AT)
    return Tick(To.GATHERED, next_at, concern.step + 1)


# ── the project's days ──────────────────────────────────────────────────────────────────────


def _at(now: datetime, hours: Hours, at: time) -> datetime:
    return moment(local_day(now, hours.zone), at, hours.zone)


def _morning(
    after: datetime, hours: Hours, at: time, *, every_day: bool = False, weekday: int = -1
) -> datetime:
    """The next working day's morning after a moment; with `weekday` only on that day."""
    today = local_day(after, hours.zone)
    for day in (today + timedelta(days=ahead) for ahead in range(9)):
        fits = day.weekday() == weekday if weekday >= 0 else every_day or day.weekday() < 5
        if fits and (found := moment(day, at, hours.zone)) > after:
            return found
    raise AssertionError("nine days have a Monday")


def _monday(after: datetime, hours: Hours, at: time) -> datetime:
    return _morning(after, hours, at, weekday=0)
