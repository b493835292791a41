"""A spreadsheet of activities and places: each row checked by itself, every bad one named by its
line. What a row does not say stays unknown: an empty access column is not a no."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.files.spreadsheet import NotATable, Problem, e164
from flows.hearing import Postcode
from flows.nearby.access import access_of
from flows.nearby.schedule import DAYS, BadSchedule, Schedule, checked, next_times
from flows.tags import TAGS, tags_in
from flows.world.nearby import ACCESS_FACTS, ACTIVITY, PLACE, Access

COLUMNS: Final = (
    "ref", "kind", "title", "about", "tags", "place", "postcode", "lat", "lon",
    "weekday", "first", "time", "minutes", "rule", "not_on", "roughly",
    "cost", *ACCESS_FACTS, "language", "travel", "who_meets",
    "organiser_phone", "source", "source_place", "checked", "confirm_by",
)  # fmt: skip

NEEDED: Final = ("title", "time")
_DAYS_AWAY: Final = re.compile(r"(?P<ago>\d{1,4}) days? ago|in (?P<ahead>\d{1,4}) days?")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity or place as the spreadsheet tells of it."""

    line: int
    ref: str
    kind: str
    title: str
    schedule: Schedule
    about: str = ""
    tags: frozenset[str] = frozenset()
    place: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None
    cost_pence: int | None = None
    cost_words: str = ""
    access: Access = field(default_factory=Access)
    language: str = ""
    travel: str = ""
    who_meets: str = ""
    organiser_phone: str = ""
    source: str = ""
    source_place: str = ""
    checked: date | None = None
    confirm_by: date | None = None


class _Bad(ValueError):
    """What is wrong with one field, and what to put there."""


def read(text: str, zone: str, now: datetime) -> tuple[list[ActivityRow], list[Problem]]:
    """The good rows and the bad ones' problems. Raises NotATable if the file makes no sense."""
    table = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    rows: list[ActivityRow] = []
    problems: list[Problem] = []
    try:
        table.fieldnames = _columns(table.fieldnames or [])
        for fields in table:
            if any(isinstance(value, str) and value.strip() for value in fields.values()):
                _read_row(table.line_num, fields, zone, now, rows, problems)
    except csv.Error as error:
        says = f"line {table.line_num} is not CSV: look for a quote that is never closed"
        raise NotATable(says) from error
    return rows, problems + _twice(rows)


def _columns(first_line: Iterable[str]) -> list[str]:
    names = [name.strip().lower() for name in first_line]
    if len(names) == 1 and names[0].count(";") > 1:
        raise NotATable("the fields have semicolons between them: save it with commas")
    for name in NEEDED:
        if name not in names:
            raise NotATable(f"the first line needs a column called {name}; there are {_LISTED}")
    for name in filter(None, names):
        if name not in COLUMNS:
            raise NotATable(f"a column has an unknown name; the columns are {_LISTED}")
        if names.count(name) > 1:
            raise NotATable(f"there are two columns called {name}: leave one out")
    return names


_LISTED: Final = ",".join(COLUMNS)


def _read_row(
    line: int,
    fields: dict[str, str | None],
    zone: str,
    now: datetime,
    rows: list[ActivityRow],
    problems: list[Problem],
) -> None:
    if None in fields:
        says = "there are more fields than columns: put quotes round a field with a comma"
        problems.append(Problem(line, says))
        return
    get = {
        name: " ".join((value or "").replace("\0", "").split())
        for name, value in fields.items()
        if name
    }
    reading = _Reading(get, zone, now)
    row = reading.row(line)
    problems += [Problem(line, each) for each in reading.said]
    if row is not None and not reading.said:
        rows.append(row)


def _twice(rows: list[ActivityRow]) -> list[Problem]:
    """A ref stands for one thing: who uses it twice means two."""
    first: dict[str, int] = {}
    found = []
    for row in rows:
        if row.ref in first:
            says = f"this is on line {first[row.ref]} already: give each a ref of its own"
            found.append(Problem(row.line, says))
        first.setdefault(row.ref, row.line)
    return found


class _Reading:
    """One row being read: what is wrong with it is gathered, so that all of it is told at once."""

    def __init__(self, get: dict[str, str], zone: str, now: datetime) -> None:
        self._get, self._zone, self._now = get, zone, now
        self.said: list[str] = []

    def get(self, name: str) -> str:
        """A field as it stands there, or nothing."""
        return self._get.get(name, "")

    def row(self, line: int) -> ActivityRow | None:
        """The row, or None: then `said` has why."""
        schedule = self._schedule()
        cost_pence, cost_words = self._cost()
        lat, lon = self._degrees("lat", 90), self._degrees("lon", 180)
        if (lat is None) != (lon is None):
            self.said.append("lat and lon go together: fill in both or neither")
        found: dict[str, Any] = {
            "kind": self._one_of("kind", (ACTIVITY, PLACE), ACTIVITY),
            "title": self._title(),
            "tags": self._tags(),
            "postcode": self._postcode(),
            "access": self._access(),
            "language": self._language(),
            "organiser_phone": self._phone(),
            "checked": self._date("checked"),
            "confirm_by": self._date("confirm_by"),
        }
        if schedule is None or self.said:
            return None
        same = ("about", "place", "travel", "who_meets", "source", "source_place")
        found |= {name: self.get(name) for name in same}
        return ActivityRow(
            line=line,
            ref=self.get("ref") or f"{found['title']}, {self.get('place')}".casefold(),
            schedule=schedule, cost_pence=cost_pence, cost_words=cost_words, lat=lat, lon=lon,
            **found,
        )  # fmt: skip

    def _title(self) -> str:
        if not self.get("title"):
            self.said.append("there is no title")
        return self.get("title")

    def _one_of(self, name: str, known: tuple[str, ...], usual: str) -> str:
        said = self.get(name).lower() or usual
        if said not in known:
            self.said.append(f"{name} must be {' or '.join(known)}")
        return said

    def _tags(self) -> frozenset[str]:
        """The tags named; where none is, those that title and text tell of."""
        named = [each.strip().lower() for each in self.get("tags").split(";") if each.strip()]
        found: set[str] = set()
        for each in named:
            tags = [each] if each in TAGS else tags_in(each)
            if not tags:
                self.said.append("a tag is not known: say what it is about in plain words")
            found.update(tags)
        told = tags_in(f"{self.get('title')}. {self.get('about')}")
        return frozenset(found if named else told)

    def _postcode(self) -> str:
        text = self.get("postcode")
        heard = Postcode().heard(text) if text else None
        if text and (heard is None or heard.outcome != "heard"):
            self.said.append("the postcode is not one: write it like SO16 2AB")
            return ""
        return heard.value if heard else ""

    def _access(self) -> Access:
        answers = {name: self.get(name).lower() for name in ACCESS_FACTS}
        try:
            return access_of(answers)
        except ValueError as error:
            self.said.append(str(error))
            return Access()

    def _language(self) -> str:
        language = self.get("language").lower()
        if language and not (language.isascii() and language.isalpha() and len(language) < 4):
            self.said.append("the language must be a short code, such as en or cy")
        return language

    def _phone(self) -> str:
        phone = self.get("organiser_phone")
        number = e164(phone) if phone else ""
        if number is None:
            self.said.append("the organiser_phone can't be texted: write it like +447700900123")
        return number or ""

    def _cost(self) -> tuple[int | None, str]:
        """Pence, and the words where there are more of them: "£3, tea included"."""
        said = self.get("cost")
        if not said or said.lower() in ("unknown", "?"):
            return None, ""
        if said.lower() in ("free", "0", "£0"):
            return 0, ""
        amount, _, more = said.removeprefix("£").partition(",")
        try:
            pounds = float(amount)
        except ValueError:
            return None, said
        if not 0 <= pounds < 10_000:
            self.said.append("the cost can't be right: write it like 2.50, or free")
        return round(pounds * 100), f"£{amount},{more}" if more else ""

    def _degrees(self, name: str, most: float) -> float | None:
        text = self.get(name)
        if not text:
            return None
        try:
            degrees = float(text)
        except ValueError:
            degrees = most + 1
        if not -most <= degrees <= most:
            self.said.append(f"{name} must be degrees, such as {'50.93' if most == 90 else '-1.4'}")
        return degrees

    def _date(self, name: str) -> date | None:
        """A date; or, in a file that is to stay young, "30 days ago" and "in 5 days"."""
        text = self.get(name)
        if found := _DAYS_AWAY.fullmatch(text.lower()):
            away = int(found["ahead"] or 0) - int(found["ago"] or 0)
            return self._today() + timedelta(days=away)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.said.append(f"{name} must be a date such as 2026-05-03")
            return None

    def _today(self) -> date:
        return self._now.astimezone(ZoneInfo(self._zone)).date()

    # ── when it is on ───────────────────────────────────────────────────────────────────────

    def _schedule(self) -> Schedule | None:
        try:
            return self._read_schedule()
        except (_Bad, BadSchedule) as error:
            self.said.append(str(error))
            return None

    def _read_schedule(self) -> Schedule:
        """From a weekday and a time; or a first day, and a rule."""
        at = self._time()
        first = self._date("first")
        rule = checked(self.get("rule"), self._zone)
        if weekday := self.get("weekday").lower():
            rule, first = self._weekly(weekday, rule, first)
        if first is None:
            raise _Bad("say when: a weekday such as Tuesday, or the first day as 2026-05-03")
        schedule = Schedule(
            start=datetime.combine(first, at),
            zone=self._zone,
            minutes=self._minutes(),
            rule=rule,
            left_out=tuple(datetime.combine(day, at) for day in self._not_on()),
            roughly=self._one_of("roughly", ("yes", "no"), "no") == "yes",
        )
        if not next_times(schedule, self._now):
            raise _Bad("it is over: it is never on again after today")
        return schedule

    def _weekly(self, weekday: str, rule: str, first: date | None) -> tuple[str, date]:
        """Every week on that day, if no rule says otherwise; the last such day was the first."""
        if weekday not in _WEEKDAYS:
            raise _Bad("the weekday must be one such as Tuesday")
        nth = _WEEKDAYS.index(weekday)
        if first is not None and first.weekday() != nth:
            raise _Bad("the first day is not on that weekday: leave one of them out")
        back = (self._today().weekday() - nth) % 7
        return rule or f"FREQ=WEEKLY;BYDAY={DAYS[nth]}", first or self._today() - timedelta(back)

    def _time(self) -> time:
        try:
            return time.fromisoformat(self.get("time").replace(".", ":").zfill(5))
        except ValueError:
            raise _Bad("the time must be one such as 14:30") from None

    def _minutes(self) -> int:
        text = self.get("minutes") or "60"
        if not text.isdecimal() or not 0 < int(text) <= 24 * 60:
            raise _Bad("minutes must be a number such as 90")
        return int(text)

    def _not_on(self) -> Iterable[date]:
        for each in self.get("not_on").split(";"):
            if each.strip():
                try:
                    yield date.fromisoformat(each.strip())
                except ValueError:
                    raise _Bad("not_on must be dates such as 2026-12-25, with ;") from None
