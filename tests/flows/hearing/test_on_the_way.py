"""What a befriender says who runs late, or is on the way; and what is a no all the same."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from flows.hearing.on_the_way import is_late, may_not_come, on_the_way
from flows.visits.lateness import comes_at

LONDON = "Europe/London"
TWO = datetime(2026, 6, 2, 13, 0, tzinfo=UTC)
NOW = datetime(2026, 6, 2, 12, 40, tzinfo=UTC)

COMES = {
    "Running 20 min late": "14:20",
    "sorry can't make it till half 2": "14:30",
    "won't be there until 2.30": "14:30",
    "won't be there until quarter to 3": "14:45",
    "can't get there before 3": "15:00",
    "I wont be there for 2 but will be there at half past": "14:30",
    "bus is late, be there in 10": "13:50",
    "10 mins away": "13:50",
    "delayed at work, 2.30ish": "14:30",
    "im running behind by 15 mins": "14:15",
    "sorry im going to be an hour late": "15:00",
    "1/2 hour late": "14:30",
    "20-25 mins late": "14:25",
    "late, should be there 2.45": "14:45",
    "see you at 3": "15:00",
}


@pytest.mark.parametrize(("said", "at"), COMES.items())
def test_when_they_hope_to_be_there(said: str, at: str) -> None:
    assert on_the_way(said, near=True) is not None
    comes = comes_at(said, TWO, LONDON, NOW)
    assert comes is not None
    assert comes.astimezone(ZoneInfo(LONDON)).time() == time.fromisoformat(at)


@pytest.mark.parametrize(
    "said",
    ["on my way", "omw", "On my way to her", "setting off now", "on the bus", "nearly there!",
     "just parking", "stuck in traffic", "im late", "running a bit late sorry"],
)  # fmt: skip
def test_without_an_hour_they_come_all_the_same(said: str) -> None:
    assert on_the_way(said, near=True) is not None
    assert comes_at(said, TWO, LONDON, NOW) is None
    assert not may_not_come(said)


@pytest.mark.parametrize(
    "said",
    ["can't make it", "can't make it until next week", "can't come for 2 weeks", "I am ill",
     "can't come today but could come thursday at 3", "can't make it before 5 june", "no",
     "sorry for the late reply", "her late husband liked roses", "it's too late", "DONE",
     "on my way home", "see you later", "shall I be there at 2?", "left home without my phone"],
)  # fmt: skip
def test_what_is_neither(said: str) -> None:
    assert on_the_way(said, near=True) is None


@pytest.mark.parametrize(
    "said", ["cant make it, stuck in traffic", "can't make 2", "not coming, delayed at work"]
)
def test_what_may_be_a_no_as_well(said: str) -> None:
    """They are asked which it is."""
    assert on_the_way(said, near=True) is not None
    assert may_not_come(said)


def test_on_the_way_is_said_near_the_hour_only() -> None:
    """In the morning it is to somewhere else; how late it gets is of the visit at any hour."""
    assert on_the_way("on my way", near=False) is None
    assert on_the_way("running 20 mins late", near=False) is not None
    assert is_late("running 20 mins late") and not is_late("on my way")
