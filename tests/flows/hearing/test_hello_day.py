"""When they would like their hello: another day, another hour."""

from datetime import UTC, datetime, time

import pytest

from flows.hearing import Scene, SignalHeard, signal
from flows.hearing.signal_names import Signal

SUNDAY = Scene(datetime(2026, 11, 22, 9, 30, tzinfo=UTC))


def wished(text: str) -> SignalHeard | None:
    """What is surely wished for their hello."""
    found = signal(text, SUNDAY)
    return found if found and found.sure and found.signal is Signal.HELLO_DAY else None


@pytest.mark.parametrize(("text", "weekday"), [
    ("only Sundays", 6), ("Sundays only", 6), ("Mondays only please", 0),
    ("only text me on Fridays", 4), ("text me on Sundays please", 6), ("Tuesdays are better", 1),
    ("please only text on Mondays", 0), ("can you text me on a Wednesday instead", 2),
    ("could you move it to Thursdays", 3), ("change my hello to Saturday", 5),
    ("could you make it Fridays instead", 4), ("only on weekends", 5), ("Sundays suit me best", 6),
    ("I'd rather have it on a Monday", 0), ("can the hello come on Tuesdays instead", 1),
    ("thurs only", 3),
])  # fmt: skip
def test_a_day_is_wished_for(text: str, weekday: int) -> None:
    found = wished(text)
    assert found is not None
    assert found.weekday == weekday


@pytest.mark.parametrize(("text", "at"), [
    ("text me in the afternoon", time(14)), ("can you text me in the afternoon instead", time(14)),
    ("can you text me at 5 please", time(17)), ("text me after tea instead", time(18)),
    ("mornings please", time(10)), ("not before 11 please", time(11)),
    ("9 at night suits me", time(21)), ("can you text me at half past 10 instead", time(10, 30)),
    ("I'd rather you texted in the evening", time(18)), ("text me at lunchtime", time(12, 30)),
    ("could you text after lunch instead", time(14)), ("you text too early", time(12)),
    ("text me about 3 o'clock", time(15)), ("evenings are better for me", time(18)),
    ("can you text me later in the day", time(14)), ("mornings suit me", time(10)),
    ("text me at 5.30pm please", time(17, 30)), ("at 4 instead please", time(16)),
])  # fmt: skip
def test_an_hour_is_wished_for(text: str, at: time) -> None:
    found = wished(text)
    assert found is not None
    assert found.at == at


@pytest.mark.parametrize(("text", "weekday", "at"), [
    ("Sundays at 5", 6, time(17)), ("Tuesday afternoons please", 1, time(14)),
    ("Saturday mornings only", 5, time(10)), ("Fridays after tea", 4, time(18)),
])  # fmt: skip
def test_both_may_be_said_at_once(text: str, weekday: int, at: time) -> None:
    found = wished(text)
    assert found is not None
    assert (found.weekday, found.at) == (weekday, at)


@pytest.mark.parametrize("text", [
    "ring me on Sunday", "see you on Tuesday", "I go to bingo on Tuesdays", "good afternoon",
    "my son texts me on Sundays", "the bus only runs on Mondays", "tomorrow afternoon then",
    "not on Sundays", "I get up at 5", "text me when you can", "text me", "what's on this Sunday",
    "don't text me at night", "Sam comes on Tuesdays", "it was too early for the bus",
    "only me", "only joking", "morning!", "Good morning Doorstep",
])  # fmt: skip
def test_other_days_and_hours_are_no_wish(text: str) -> None:
    assert wished(text) is None


@pytest.mark.parametrize(("text", "at"), [
    ("after 6", time(18)), ("after five please", time(17)), ("in the afternoon", time(14)),
])  # fmt: skip
def test_a_bare_hour_may_be_one_for_a_ring_and_is_not_sure(text: str, at: time) -> None:
    found = signal(text, SUNDAY)
    assert found is not None
    assert (found.signal, found.sure, found.at) == (Signal.HELLO_DAY, False, at)


def test_of_two_days_we_are_not_sure() -> None:
    found = signal("only text me on Mondays or Fridays", SUNDAY)
    assert found is None or not found.sure
