"""The clock of a concern: who is told next and when, until a person has seen to it. Pure.

Urgent: whoever is on duty at once; not claimed in five minutes, the next one; in five more,
everybody; then everybody again, every ten minutes for the first hour and every half hour after
it, day and night, until one says MINE. A claim without DONE comes back to whoever claimed it
after an hour, to everybody after two, and then on working mornings.

Today: whoever is on duty; those who were told are reminded in the early afternoon, and everybody
before the day is over, unless somebody has it by then. From the next working morning on it is in
the text that gathers what waits: three times, then on Mondays.

Look: gathered, one text for all of them: on the next working morning, then on Mondays; after four
weeks it is closed as long ago. Nothing that was for today is ever closed by the clock.

The moments are the same for all, so that what comes due for several people is one text. Working
days are Monday to Friday, but for the bank holidays of the nation where the project is; where a
Monday is one, Mondays' text comes on the first working day after it. The hours are those of the
project; a spring or an autumn that moves the clocks moves no hour of the day (`flows.rhythm`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from flows.concerns.days_off import ABROAD, is_day_off
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

TOGETHER: Final = timedelta(minutes=5)
"""How much sooner everybody is told again of one, where they are told again of another: one text
for both, and from then on at the same moments.
"""

NOT_DONE: Final = timedelta(hours=1)
"""How long after a claim of something urgent we ask how it stands."""

MORNING: Final = time(9, 30)
AFTERNOON: Final = time(14, 30)
BEFORE_THE_END: Final = time(16, 30)
EVENING: Final = time(18)
ROOM: Final = timedelta(hours=1)
"""How long somebody has at least before they are reminded."""

WARNED_AFTER: Final = timedelta(minutes=15)
"""How long after a concern the team hears that nobody is on duty: first things first."""

A_DAY: Final = timedelta(hours=20)
A_WEEK: Final = timedelta(days=7)
"""How often they hear it at most; the longer one where nobody has ever been on duty."""

OFTEN: Final = 3  # working mornings running on which what was for today is in the gathered text
LONG_AGO: Final = timedelta(weeks=4)
SATURDAY: Final = 5
A_FORTNIGHT: Final = 14  # days: longer than any holiday keeps the team from work


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
class Office(Hours):
    """Where and when the team works. nation: whose bank holidays it keeps; "": nobody knows."""

    nation: str = ABROAD


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


def tick(concern: Ticking, now: datetime, hours: Office) -> Tick:
    """What falls due for a concern at this moment, in the hours and on the days of the project."""
    if concern.claimed:
        return _claimed(concern, now, hours)
    if concern.level == URGENT:
        return _urgent(concern, now)
    return _today(concern, now, hours) if concern.level == TODAY else _look(concern, now, hours)


def presses(concern: Ticking) -> bool:
    """Whether everybody is told of it at its next tick, since it is urgent and nobody has it."""
    return concern.level == URGENT and not concern.claimed and concern.step > 1


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


def _claimed(concern: Ticking, now: datetime, hours: Office) -> Tick:
    """Step 0: others hear who has it. Then whoever has it is asked how it stands, and so on."""
    step, morning = concern.step, _morning(now, hours)
    if concern.level != URGENT:
        to = (To.IN_HAND, To.CLAIMER)[step] if step < 2 else To.GATHERED
        return Tick(to, morning if step <= OFTEN else _monday(now, hours), step + 1)
    if step < 2:
        return Tick((To.IN_HAND, To.CLAIMER)[step], now + NOT_DONE, step + 1)
    return Tick(To.EVERYBODY if step == 2 else To.GATHERED, morning, step + 1)


# ── today ───────────────────────────────────────────────────────────────────────────────────


def _today(concern: Ticking, now: datetime, hours: Office) -> Tick:
    step = concern.step
    if step == TOLD_BY_TURN:
        return Tick(To.BEGUN, _reminder(waking(hours, concern.raised_at), hours), 1)
    if step == 0:
        day = waking(hours, now)
        return Tick(To.NOBODY, day, 0) if day > now else Tick(To.DUTY, _reminder(now, hours), 1)
    here = now.astimezone(ZoneInfo(hours.zone))
    if not _is_working(here.date(), hours) or not MORNING <= here.time() < EVENING:
        return Tick(To.NOBODY, _morning(now, hours), step)
    days = _working_days(local_day(concern.raised_at, hours.zone), here.date(), hours)
    if days > 0:
        often = days <= OFTEN
        return Tick(To.GATHERED, (_morning if often else _monday)(now, hours), step + 1)
    if here.time() >= BEFORE_THE_END:
        return Tick(To.EVERYBODY, _morning(now, hours), step + 1)
    return Tick(To.REMINDED, _at(now, hours, BEFORE_THE_END), step + 1)


def _reminder(told_at: datetime, hours: Office) -> datetime:
    """When somebody is reminded of what they were told of for today: in the early afternoon, where
    that leaves them room, else before the day ends, else on the next working morning.
    """
    if _is_working(local_day(told_at, hours.zone), hours):
        for at in (AFTERNOON, BEFORE_THE_END):
            if (then := _at(told_at, hours, at)) - told_at >= ROOM:
                return then
    return _morning(told_at, hours)


def reminder(told_at: datetime, hours: Office) -> datetime:
    """When whoever is told just now is reminded of something for today."""
    return _reminder(waking(hours, told_at), hours)


def _is_working(day: date, hours: Office) -> bool:
    return day.weekday() < SATURDAY and not is_day_off(day, hours.nation)


def _working_days(first: date, last: date, hours: Office) -> int:
    """How many working days later that is."""
    days = (first + timedelta(days=each + 1) for each in range((last - first).days))
    return sum(_is_working(each, hours) for each in days)


# ── look ────────────────────────────────────────────────────────────────────────────────────


def _look(concern: Ticking, now: datetime, hours: Office) -> Tick:
    if concern.step <= 0:
        to = To.BEGUN if concern.step == TOLD_BY_TURN else To.NOBODY
        return Tick(to, _morning(now, hours), 1)
    if now - concern.raised_at >= LONG_AGO:
        return Tick(To.CLOSED, None, concern.step)
    return Tick(To.GATHERED, _monday(now, hours), concern.step + 1)


# ── the project's days ──────────────────────────────────────────────────────────────────────


def _at(now: datetime, hours: Office, at: time) -> datetime:
    return moment(local_day(now, hours.zone), at, hours.zone)


def _morning(after: datetime, hours: Office) -> datetime:
    """The next working day's morning after a moment."""
    return next(_mornings(local_day(after, hours.zone), after, hours))


def _monday(after: datetime, hours: Office) -> datetime:
    """The first working morning of a week: Monday's, unless that is a day off."""
    today = local_day(after, hours.zone)
    monday = today - timedelta(days=today.weekday())
    first = next(_mornings(monday, after - A_WEEK, hours))
    if first > after:
        return first
    return next(_mornings(monday + A_WEEK, after, hours))


def _mornings(first: date, after: datetime, hours: Office) -> Iterator[datetime]:
    """The mornings of working days from this day on, after a moment."""
    days = (first + timedelta(days=ahead) for ahead in range(A_FORTNIGHT))
    mornings = (moment(day, MORNING, hours.zone) for day in days if _is_working(day, hours))
    return (each for each in mornings if each > after)
