"""When the next hello is: local days and hours, through both clock changes, as UTC moments.

Local times are worked out with `zoneinfo`. A time that comes twice in autumn is its first
one, unless the second is asked for; one that spring skips moves on by what is missing.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.words import shortened
from flows.world import Person, World

_QUOTED = 60  # characters of what they last said

RHYTHMS = (3, 7, 14, 28)
"""Days between two hellos, from the most to the fewest."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def moment(day: date, at: time, zone: str, *, second: bool = False) -> datetime:
    """The UTC moment of a local time, whatever the clocks do that day."""
    local = datetime.combine(day, at.replace(fold=int(second)), ZoneInfo(zone))
    return local.astimezone(UTC)  # in a spring gap, fold 0 lands after it: 01:30 becomes 02:30


def local_day(now: datetime, zone: str) -> date:
    """What day it is there."""
    return now.astimezone(ZoneInfo(zone)).date()


def next_hello(person: Person, after: datetime) -> datetime:
    """The first hello after this moment, for somebody whose rhythm begins now.

    It falls on their own weekday, at their own hour, and never on the day that is running:
    who has just joined has heard enough for today.
    """
    today = local_day(after, person.zone)
    days = (person.hello_weekday - today.weekday()) % 7 or 7
    return moment(today + timedelta(days=days), person.hello_at, person.zone)


def following_hello(person: Person, last: datetime, after: datetime) -> datetime:
    """The hello after `last`, in their rhythm: the first of the series later than `after`.

    Where the rhythm is one of weeks it falls on their own weekday, whatever day `last` was put
    off to. Never on the day of `last`, even if they have since chosen a later hour.
    """
    rhythm = timedelta(days=max(1, person.every_days))
    day = _day_after(local_day(last, person.zone), person)
    while (at := moment(day, person.hello_at, person.zone)) <= after:
        day += rhythm
    return at


def hello_tomorrow(person: Person, last: datetime, after: datetime) -> datetime:
    """A hello that met an open question, put off to the same hour of the next day."""
    day = max(local_day(last, person.zone), local_day(after, person.zone)) + timedelta(days=1)
    return moment(day, person.hello_at, person.zone)


def _day_after(last: date, person: Person) -> date:
    every = max(1, person.every_days)
    if every % 7:
        return last + timedelta(days=every)
    earliest = last + timedelta(days=every - 3)  # nearer is too soon after one that was put off
    return earliest + timedelta(days=(person.hello_weekday - earliest.weekday()) % 7)


def hello_after_change(person: Person, every_days: int, now: datetime) -> datetime:
    """The first hello in a new rhythm: on their own weekday where the rhythm is one of weeks."""
    today = local_day(now, person.zone)
    if every_days < 7:
        return moment(today + timedelta(days=every_days), person.hello_at, person.zone)
    earliest = today + timedelta(days=every_days - 6)
    wait = (person.hello_weekday - earliest.weekday()) % 7
    return moment(earliest + timedelta(days=wait), person.hello_at, person.zone)


def hello_on_their_day(person: Person, now: datetime) -> datetime:
    """Their next hello, once they have chosen another day or hour: later than now, and as near as
    can be to the one that was planned.
    """
    day = local_day(person.next_hello_at or next_hello(person, now), person.zone)
    if person.every_days >= 7:
        day += timedelta(days=(person.hello_weekday - day.weekday() + 3) % 7 - 3)
    step = timedelta(days=7 if person.every_days >= 7 else 1)
    while (at := moment(day, person.hello_at, person.zone)) <= now:
        day += step
    return at


def waking_hour(at: time, quiet: tuple[time, time]) -> time:
    """This hour if it is not a quiet one; else the nearest full hour that is not."""
    awake = [time(hour) for hour in range(24) if not _is_quiet(time(hour), quiet)]
    if not awake or not _is_quiet(at, quiet):
        return at
    return min(awake, key=lambda hour: min(_minutes(hour, at), _minutes(at, hour)))


def _is_quiet(at: time, quiet: tuple[time, time]) -> bool:
    start, end = quiet
    return start <= at < end if start <= end else at >= start or at < end


def _minutes(since: time, until: time) -> int:
    """How long it is from one time of day to the next such time."""
    return (until.hour * 60 + until.minute - since.hour * 60 - since.minute) % (24 * 60)


def day_of_next_hello(person: Person, now: datetime) -> str:
    """The day of their next hello in words: the weekday alone if it is less than a week away."""
    hello = person.next_hello_at or next_hello(person, now)
    return day_in_words(min(hello, person.next_look_at or hello), person.zone, now)


def rhythm_in_words(person: Person) -> str:
    """How often and on which day: on Sundays, every other Sunday, every 3 days."""
    day = _DAYS[person.hello_weekday]
    weekly = {7: f"on {day}s", 14: f"every other {day}", 28: f"every fourth {day}"}
    return weekly.get(person.every_days, f"every {person.every_days} days")


def hour_in_words(at: time) -> str:
    """A time of day as a neighbour says it: 10 in the morning, half past 2 in the afternoon."""
    part = "morning" if at.hour < 12 else "afternoon" if at.hour < 18 else "evening"
    hour = at.hour % 12 or 12
    said = {0: f"{hour}", 30: f"half past {hour}"}.get(at.minute, f"{hour}.{at.minute:02}")
    return "noon" if at == time(12) else f"{said} in the {part}"


def day_in_words(at: datetime, zone: str, now: datetime) -> str:
    """A coming day as a neighbour says it: Monday, Monday next week, or Monday 7 December."""
    day = local_day(at, zone)
    away = (day - local_day(now, zone)).days
    if away <= 7:
        return _DAYS[day.weekday()] + (" next week" if away == 7 else "")
    return _dated(day)


def _dated(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def more_often(every_days: int) -> int:
    """The next closer rhythm, or the same if there is none."""
    return max((days for days in RHYTHMS if days < every_days), default=every_days)


def less_often(every_days: int) -> int:
    """The next wider rhythm, or the same if there is none."""
    return min((days for days in RHYTHMS if days > every_days), default=every_days)


def heard_from(world: World) -> str:
    """When we last heard from them and what they said, for whoever is asked to look."""
    if world.last_heard_at is None:
        return "We have not heard from them yet."
    day = _dated(local_day(world.last_heard_at, world.person.zone))
    words = shortened(world.last_heard, _QUOTED)
    return f"We last heard from them on {day}" + (f': "{words}".' if words else ".")
