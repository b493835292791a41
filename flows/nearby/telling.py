"""One activity in words that can go into a message as they are: when, where, what it costs, who
says so and how old that is."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flows.nearby.access import access_words
from flows.nearby.distance import Way, distance_words
from flows.nearby.ranking import Ranked, Seeker, is_stale
from flows.nearby.schedule import date_words, moment_words, when_words
from flows.world.nearby import Activity, Suggestion

COST_NOT_KNOWN: Final = "cost not known"


def cost_words(activity: Activity) -> str:
    """What it costs; what is not known is said to be."""
    if activity.cost_words:
        return activity.cost_words
    if activity.cost_pence is None:
        return COST_NOT_KNOWN
    if activity.cost_pence == 0:
        return "free"
    pounds, pence = divmod(activity.cost_pence, 100)
    if not pounds:
        return f"{pence}p"
    return f"£{pounds}.{pence:02}" if pence else f"£{pounds}"


def source_words(activity: Activity, now: datetime) -> str:
    """Who says so, and when that was checked: "Pat from Mill Lane says, checked 3 May"."""
    who = activity.source
    if who and activity.source_place:
        who += f" from {activity.source_place}"
    checked = _date(activity.checked_at, activity.schedule.zone, now)
    if is_stale(activity, now):
        since = f"not checked since {checked}" if checked else "not checked yet"
        return f"{who} said, {since}" if who else since
    if not who:
        return f"checked {checked}" if checked else ""
    return f"{who} says, checked {checked}" if checked else f"{who} says"


def _date(at: datetime | None, zone: str, now: datetime) -> str:
    if at is None:
        return ""
    day, today = at.astimezone(ZoneInfo(zone)).date(), now.astimezone(ZoneInfo(zone)).date()
    return date_words(day) + (f" {day.year}" if day.year != today.year else "")


def suggestion(ranked: Ranked, seeker: Seeker, now: datetime) -> Suggestion:
    """What somebody is offered, in words."""
    activity = ranked.activity
    return _in_words(activity, seeker, now, ranked.next_at, ranked.way, ranked.why)


def as_known(
    activity: Activity, seeker: Seeker, now: datetime, next_at: datetime | None, way: Way | None
) -> Suggestion:
    """The same for one that is spoken of without being chosen: shown before, or the subject."""
    return _in_words(activity, seeker, now, next_at, way, ())


def _in_words(
    activity: Activity,
    seeker: Seeker,
    now: datetime,
    next_at: datetime | None,
    way: Way | None,
    why: tuple[str, ...],
) -> Suggestion:
    known = way is not None and way.metres < float("inf")
    return Suggestion(
        activity_id=activity.id,
        title=activity.title,
        when_words=when_words(activity.schedule),
        next_at=next_at,
        next_words=moment_words(next_at, activity.schedule.zone) if next_at else "",
        kind=activity.kind,
        about=activity.about,
        place=activity.place,
        cost_words=cost_words(activity),
        access_words=access_words(activity.access, seeker.needs),
        travel_line=activity.travel,
        who_meets=activity.who_meets,
        source_words=source_words(activity, now),
        stale=is_stale(activity, now),
        distance_m=round(way.metres) if way is not None and known else None,
        distance_words=distance_words(way),
        why=why,
        tags=activity.tags,
        organiser_id=activity.organiser_id,
        state=activity.state,
        schedule=activity.schedule,
    )
