"""A calendar file (iCalendar, RFC 5545) as activities: what a hall or a library publishes.

What is cancelled, over or on all day is left out. A series keeps its rule; one time of it that
was moved is an activity of its own, and is left out of the series. Access and cost are unknown:
a calendar does not say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.files.activity_sheet import ActivityRow
from bot.files.spreadsheet import NotATable, Problem
from flows.hearing import Postcode
from flows.nearby.schedule import BadSchedule, Schedule, checked, next_times
from flows.tags import tags_in
from flows.world.nearby import ACTIVITY

OTHER_NAMES: Final = {"GMT Standard Time": "Europe/London"}
"""Zones as Outlook calls them, where they are not in the zone database."""

_LENGTH: Final = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:\d+S)?)?"
)
_HOURS: Final = timedelta(minutes=60)


@dataclass(slots=True)
class _Event:
    """The lines of one VEVENT: values by name, with the zone each was given in."""

    line: int
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # name -> (TZID, value)

    def first(self, name: str) -> str:
        return self.values[name][0][1] if name in self.values else ""

    def text(self, name: str) -> str:
        """A text, with RFC 5545's backslashes undone, on one line."""
        plain = re.sub(r"\\([nN])", " ", self.first(name))
        return " ".join(re.sub(r"\\(.)", r"\1", plain).split())


def read(text: str, zone: str, now: datetime) -> tuple[list[ActivityRow], list[Problem]]:
    """What can be gone to, and what can't be read. Raises NotATable for what is no calendar."""
    if "BEGIN:VCALENDAR" not in text.upper():
        raise NotATable("it is not a calendar: the first line must be BEGIN:VCALENDAR")
    rows: list[ActivityRow] = []
    problems: list[Problem] = []
    events = list(_events(text))
    moved = _moved(events, zone)
    for event in events:
        if event.text("STATUS").upper() == "CANCELLED" or len(event.first("DTSTART")) <= 8:
            continue
        try:
            row = _row(event, zone, now, moved)
        except (BadSchedule, ValueError) as error:
            says = str(error) if isinstance(error, BadSchedule) else "its date can't be read"
            problems.append(Problem(event.line, says))
            continue
        if not row.title:
            problems.append(Problem(event.line, "there is no SUMMARY"))
        elif next_times(row.schedule, now):
            rows.append(row)
    return rows, problems


def _events(text: str) -> Iterator[_Event]:
    event = None
    for nth, line in _unfolded(text):
        upper = line.upper()
        if upper == "BEGIN:VEVENT":
            event = _Event(nth)
        elif upper == "END:VEVENT" and event is not None:
            yield event
            event = None
        elif event is not None and ":" in line:
            head, _, value = line.partition(":")
            name, *more = head.split(";")
            zone = next((each[5:] for each in more if each.upper().startswith("TZID=")), "")
            event.values.setdefault(name.upper(), []).append((zone.strip('"'), value))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number; one that begins with a space goes on with the one before."""
    whole, began = "", 0
    for nth, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if line[:1] in (" ", "\t"):
            whole += line[1:]
            continue
        if whole:
            yield began, whole
        whole, began = line, nth
    if whole:
        yield began, whole


def _moved(events: list[_Event], zone: str) -> dict[str, list[datetime]]:
    """Of each series, the times that have an event of their own."""
    found: dict[str, list[datetime]] = {}
    for event in events:
        for named, value in event.values.get("RECURRENCE-ID", []):
            found.setdefault(event.first("UID"), []).append(_local(named, value, zone))
    return found


def _row(event: _Event, zone: str, now: datetime, moved: dict[str, list[datetime]]) -> ActivityRow:
    where = event.text("LOCATION")
    heard = Postcode().heard(where) if where else None
    title, about = event.text("SUMMARY"), event.text("DESCRIPTION")
    one_of_a_series = event.first("RECURRENCE-ID")
    lat, lon = _geo(event)
    changed = event.first("LAST-MODIFIED")
    row = ActivityRow(
        line=event.line,
        ref=f"{event.first('UID') or title} {one_of_a_series}".strip(),
        kind=ACTIVITY,
        title=title,
        schedule=_schedule(event, zone),
        about=about,
        tags=frozenset(tags_in(f"{title}. {about}. {event.text('CATEGORIES')}")),
        place=where.split(",")[0],
        postcode=heard.value if heard and heard.outcome == "heard" else "",
        lat=lat,
        lon=lon,
        checked=_day(changed) if changed else None,
    )
    if one_of_a_series:
        return row
    left_out = (*row.schedule.left_out, *moved.get(event.first("UID"), ()))
    return replace(row, schedule=replace(row.schedule, left_out=left_out))


def _schedule(event: _Event, zone: str) -> Schedule:
    named, value = event.values["DTSTART"][0]
    its_zone = OTHER_NAMES.get(named, named) or zone
    rule = "" if event.first("RECURRENCE-ID") else event.first("RRULE")
    tidy = checked(rule, its_zone)
    start = _local(named, value, zone)
    left_out = tuple(
        _local(tzid, each, zone)
        for tzid, several in event.values.get("EXDATE", [])
        for each in several.split(",")
    )
    return Schedule(start, its_zone, _minutes(event, start, zone), tidy, left_out)


def _local(named: str, value: str, zone: str) -> datetime:
    """A local time. One in UTC is what it is in the project's zone, and stays so all year."""
    if value.endswith("Z"):
        at = datetime.strptime(value, "%Y%m%dT%H%M%S%z")
        return at.astimezone(ZoneInfo(OTHER_NAMES.get(named, named) or zone)).replace(tzinfo=None)
    return datetime.fromisoformat(value)


def _minutes(event: _Event, start: datetime, zone: str) -> int:
    if "DTEND" in event.values:
        length = _local(*event.values["DTEND"][0], zone) - start
    elif found := _LENGTH.fullmatch(event.first("DURATION")):
        length = timedelta(**{name: int(each or 0) for name, each in found.groupdict().items()})
    else:
        length = _HOURS
    return max(1, int(length.total_seconds() // 60)) or 60


def _geo(event: _Event) -> tuple[float | None, float | None]:
    lat, _, lon = event.first("GEO").partition(";")
    return (float(lat), float(lon)) if lon else (None, None)


def _day(value: str) -> date:
    return datetime.fromisoformat(value[:8]).date()
