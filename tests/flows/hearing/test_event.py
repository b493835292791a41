"""Events as coordinators text them: in any order, with commas or without."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.hearing import Scene
from flows.hearing.event import EventHeard, event

HERE = Scene(datetime(2026, 11, 23, 10, tzinfo=UTC), "Europe/London")
ROWS = [
    [part.strip() for part in line.split(" | ")]
    for line in (Path(__file__).parent / "event_said.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def as_row(heard: EventHeard) -> list[str]:
    return [
        heard.title,
        str(heard.day or ""),
        f"{heard.at:%H:%M}" if heard.at else "",
        f"{heard.ends:%H:%M}" if heard.ends else "",
        heard.place,
        heard.cost,
        str(heard.people or ""),
        heard.audience,
        heard.more,
        heard.day_doubt,
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_an_event_is_heard_as_it_was_meant(row: list[str]) -> None:
    said, *meant = [each.removesuffix("|").strip() for each in row]
    assert as_row(event(said, HERE)) == (meant + [""] * 10)[:10]


@pytest.mark.parametrize(
    "text", ["", " ", "?", "💐", "a" * 2_000, "1 " * 900, "{name}", "at at at"]
)
def test_whatever_it_is_nothing_breaks(text: str) -> None:
    assert isinstance(event(text, HERE), EventHeard)


def test_a_time_that_nobody_settled_is_in_the_day() -> None:
    assert [as_row(event(f"Tea Fri {hour}, library", HERE))[2] for hour in (2, 7, 8, 10)] == [
        "14:00", "19:00", "20:00", "10:00",
    ]  # fmt: skip


def test_an_hour_that_is_over_today_has_gone_by() -> None:
    assert event("Tea today 9.30am library", HERE).day_doubt == "past"
    assert event("Tea today 11am library", HERE).day_doubt == ""
