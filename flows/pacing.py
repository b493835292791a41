"""Whether a message may go out now, later, or not at all. Asked of every message as it is claimed.

The promises behind it: nobody is texted after STOP; nothing we start arrives at night or beyond
a person's budget; an answer to somebody who has just texted goes at any hour; danger goes always.
"""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows import holding_back
from flows.rhythm import local_day, moment
from flows.world import Expired, Go, Hours, Later, Priority, Skip, Verdict, Waiting, Week
from flows.world.broadcasts import WEEK_FULL
from flows.world.taken_over import TAKEN_OVER

A_DAY: Final = timedelta(days=1)
A_WEEK: Final = timedelta(days=7)
LATE_HELLO: Final = timedelta(hours=1)
"""How much later a hello may come for want of room: a week to the second is a moment too soon."""

STILL_AWAKE: Final = timedelta(minutes=30)
"""An answer this fresh goes at any hour: they are holding the phone. An older one waits for day."""

EXPIRES_AFTER: Final = {
    Priority.REPLY: timedelta(hours=36),
    Priority.REMINDER: timedelta(hours=36),
    Priority.BROADCAST: timedelta(hours=24),
}
"""How long a message is worth sending. Danger has no end."""

TOLD_WITHIN: Final = timedelta(days=4)
"""What the team is told keeps longer than a hello does: over a long weekend."""

BACK_OFF: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 4, 10, 20, 40, 60, 120, 180, 240, 240, 240, 240)
)
"""The waits after each try that failed for a while: some 23 hours in all, then we give up."""


def verdict(message: Waiting, now: datetime) -> Verdict:
    """What may become of a queued message at this moment."""
    if message.stopped:
        return Skip("stop")
    if not message.reachable:
        return Skip("address")
    waits_until = holding_back.until(message, now)
    if message.expires_at is not None and message.expires_at <= now:
        return Expired(TAKEN_OVER) if waits_until else Expired()
    if waits_until:
        return Later(waits_until, TAKEN_OVER)
    if message.priority == Priority.DANGER or _still_awake(message, now):
        return Go()
    if message.starts and message.paused:
        return Skip("paused")
    if (morning := waking(message.hours, now)) > now:
        return _later(message, morning)
    return _within_budget(message, now)


def _still_awake(message: Waiting, now: datetime) -> bool:
    return message.priority == Priority.REPLY and now - message.created_at <= STILL_AWAKE


def _later(message: Waiting, at: datetime, why: str = "") -> Verdict:
    """A broadcast that could only go once it is too late ends at once: its tally then says so."""
    if message.priority != Priority.BROADCAST:
        return Later(at)
    if message.expires_at is not None and at >= message.expires_at:
        return Expired(why) if why else Expired()
    return Later(at, why)


def _within_budget(message: Waiting, now: datetime) -> Verdict:
    """Over the budget it waits for another day, and expires there once it is not worth it.

    A broadcast leaves the last of their week to the hello.
    """
    if not message.starts:
        return Go()
    today = midnight(message.hours, now)
    if sum(at >= today for at in message.spent) >= message.budget.a_day:
        return _later(message, tomorrow(message.hours, now), WEEK_FULL)
    lately = sorted(at for at in message.spent if at > now - A_WEEK)
    at_most = message.budget.a_week - (message.priority == Priority.BROADCAST)
    if len(lately) < at_most:
        return Go()
    room = lately[-at_most] + A_WEEK if at_most > 0 else now + A_DAY
    return _later(message, waking(message.hours, room), WEEK_FULL)


def room_from(week: Week, at_most: int, now: datetime) -> datetime:
    """From when something may be begun that can wait (UTC; now, if at once).

    At most so many others were begun in the seven days before it, none in the last day, and the
    next hello still fits into its own seven days.
    """
    after = (at + A_WEEK for at in week.started)
    rested = max((at + A_DAY for at in week.started), default=now)
    hello = [week.hello_at + A_DAY] if week.hello_at else []
    moments = sorted(at for at in (now, rested, *after, *hello) if at >= now)
    return next((at for at in moments if _has_room(week, at_most, at)), moments[-1])


def _has_room(week: Week, at_most: int, at: datetime) -> bool:
    lately = [each for each in week.started if each > at - A_WEEK]
    if len(lately) > at_most or any(each > at - A_DAY for each in lately):
        return False
    return _leaves_room_for_hello(week, at)


def _leaves_room_for_hello(week: Week, at: datetime) -> bool:
    if week.hello_at is None or week.hello_at < at:
        return True
    counted_then = week.hello_at - A_WEEK + LATE_HELLO
    others = sum(each > counted_then for each in (*week.started, at))
    return others < week.budget.a_week


def quiet(hours: Hours, now: datetime) -> bool:
    """Whether it is a quiet hour where they are."""
    at = now.astimezone(ZoneInfo(hours.zone)).time()
    start, end = hours.quiet_from, hours.quiet_to
    return start <= at < end if start <= end else at >= start or at < end


def waking(hours: Hours, now: datetime) -> datetime:
    """Now, if they may be disturbed; else the moment (UTC) their quiet hours end."""
    return _end_of_quiet(hours, now) if quiet(hours, now) else now


def tomorrow(hours: Hours, now: datetime) -> datetime:
    """The moment (UTC) the quiet hours end on their next day."""
    next_day = local_day(now, hours.zone) + timedelta(days=1)
    return _end_of_quiet(hours, moment(next_day, time(0, 0), hours.zone) - timedelta(seconds=1))


def _end_of_quiet(hours: Hours, after: datetime) -> datetime:
    """The next end of the quiet hours: either of two where the clocks bring it twice.

    Where they skip over it, the moment as much later as is skipped; never a quiet one.
    """
    day = local_day(after, hours.zone)
    ends = (
        moment(day + timedelta(days=ahead), hours.quiet_to, hours.zone, second=second)
        for ahead in range(3)
        for second in (False, True)
    )
    return next((end for end in ends if end > after and not quiet(hours, end)), after + A_DAY)


def midnight(hours: Hours, now: datetime) -> datetime:
    """When their day began, UTC: what is spent today is counted from here."""
    return moment(local_day(now, hours.zone), time(0, 0), hours.zone)


def back_off(attempts: int, chance: float) -> timedelta | None:
    """How long to wait after so many failed tries (1 at least), or None to give up.

    `chance`, from 0 to 1, spreads the waits by a quarter either way, so that a crowd that
    failed together does not come back together.
    """
    if attempts > len(BACK_OFF):
        return None
    return BACK_OFF[max(attempts, 1) - 1] * (0.75 + chance / 2)
