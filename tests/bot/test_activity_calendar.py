"""A calendar file becomes activities: its series, its exceptions, and nothing that is over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.files import activity_calendar
from bot.files.activity_sheet import ActivityRow
from bot.files.spreadsheet import NotATable
from flows.nearby.schedule import next_times, when_words
from tests.bot.commands import doorstep
from tests.store.people_of_the_house import NOON

TEA = """\
BEGIN:VEVENT
UID:tea@hub
SUMMARY:Tea and cards
DESCRIPTION:Cake\\, too.\\nAll
  welcome
LOCATION:The Hub\\, Mill Lane\\, SO16 2AB
GEO:50.93;-1.41
DTSTART;TZID=Europe/London:20260303T110000
DTEND;TZID=Europe/London:20260303T123000
RRULE:FREQ=WEEKLY;BYDAY=TU
EXDATE;TZID=Europe/London:20260512T110000
LAST-MODIFIED:20260401T101010Z
END:VEVENT
"""


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(events) + "END:VCALENDAR\n"


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", "UID:x", "SUMMARY:Chess", *lines, "END:VEVENT", ""])


def read(*events: str) -> tuple[list[ActivityRow], list[str]]:
    rows, problems = activity_calendar.read(calendar(*events), "Europe/London", NOON)
    return rows, [each.says for each in problems]


def test_an_event_is_an_activity() -> None:
    [row], problems = read(TEA)
    assert not problems
    assert (row.title, row.about) == ("Tea and cards", "Cake, too. All welcome")
    assert (row.place, row.postcode, row.lat, row.lon) == ("The Hub", "SO16 2AB", 50.93, -1.41)
    assert (when_words(row.schedule), row.schedule.minutes) == ("Tuesdays 11am", 90)
    assert "cards" in row.tags and row.ref == "tea@hub"
    assert row.cost_pence is None and not row.access.yes, "a calendar does not say"
    assert str(row.checked) == "2026-04-01"


def test_a_time_that_was_moved_is_one_of_its_own() -> None:
    moved = event(
        "DTSTART;TZID=Europe/London:20260506T150000",
        "RECURRENCE-ID;TZID=Europe/London:20260505T110000",
    ).replace("UID:x", "UID:tea@hub")
    [tea, chess], _ = read(TEA, moved)
    assert [f"{each:%d %b %H:%M}" for each in next_times(tea.schedule, NOON, 2)] == [
        "19 May 10:00", "26 May 10:00",
    ], "neither the one that was moved nor the one that was left out"  # fmt: skip
    assert when_words(chess.schedule) == "Wed 6 May 3pm"
    assert tea.ref != chess.ref


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["DTSTART:20260601T180000Z"], "Mon 1 June 7pm"),
        (["DTSTART;TZID=GMT Standard Time:20260601T190000"], "Mon 1 June 7pm"),
        (["DTSTART:20260601T190000", "DURATION:PT1H30M"], "Mon 1 June 7pm"),
        (["DTSTART:20260105T180000Z", "RRULE:FREQ=WEEKLY"], "Mondays 6pm"),
    ],
)
def test_every_kind_of_time_is_read(lines: list[str], words: str) -> None:
    [row], problems = read(event(*lines))
    assert not problems and when_words(row.schedule) == words
    assert next_times(row.schedule, NOON)[0] < datetime(2026, 6, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20250601T180000Z"],
        ["DTSTART:20260601T180000Z", "STATUS:CANCELLED"],
        ["DTSTART;VALUE=DATE:20260601"],
        ["DTSTART:20260301T180000Z", "RRULE:FREQ=WEEKLY;UNTIL=20260401T000000Z"],
    ],
)
def test_what_nobody_can_go_to_is_left_out(lines: list[str]) -> None:
    assert read(event(*lines)) == ([], [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (event("DTSTART:20260601T180000Z", "RRULE:FREQ=SECONDLY"), "DAILY, WEEKLY"),
        (event("DTSTART;TZID=Mars/North:20260601T180000"), "the zone must be one such as"),
        (event("DTSTART:sometime soon"), "its date can't be read"),
        (event("DTSTART:20260601T180000Z").replace("SUMMARY:Chess\n", ""), "there is no SUMMARY"),
    ],
)
def test_what_can_not_be_read_is_named(text: str, says: str) -> None:
    rows, problems = read(text)
    assert not rows and len(problems) == 1 and says in problems[0]


def test_something_else_is_no_calendar() -> None:
    with pytest.raises(NotATable, match="not a calendar"):
        activity_calendar.read("title,time\nTea,11:00\n", "Europe/London", NOON)


def test_a_calendar_is_imported_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "hall.ics").write_text(calendar(TEA))
    done = doorstep("activities", "import", "hall.ics", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 imported.\n"), done.stderr
    listed = doorstep("activities", "list", folder=tmp_path).stdout
    assert "Tea and cards, The Hub: Tuesdays 11am" in listed
