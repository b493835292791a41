"""The rota: who is on duty, who is next, and when nobody is; and how shifts are heard and said."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.concerns.nations import nation_of
from flows.concerns.rota import Shift, in_turn, is_uncovered, on_duty, warned_at
from flows.concerns.shifts import Span, span_in_words, spans

ZONE = "Europe/London"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANA, BEA, CAT = 1, 2, 3


def test_who_is_on_duty_at_a_moment() -> None:
    shifts = [Shift(BEA, MONDAY - HOUR), Shift(ANA, MONDAY - 2 * HOUR, MONDAY)]
    assert on_duty(shifts, MONDAY - HOUR) == (ANA, BEA)
    assert on_duty(shifts, MONDAY) == (BEA,)


def test_the_next_is_who_comes_on_next_and_then_all_the_others() -> None:
    shifts = [Shift(CAT, MONDAY + HOUR), Shift(BEA, MONDAY - HOUR)]
    assert in_turn(shifts, [ANA, BEA, CAT], MONDAY) == (BEA, CAT, ANA)


def test_a_night_between_two_days_is_no_hole_and_a_weekend_is() -> None:
    friday = datetime(2026, 11, 27, 17, tzinfo=UTC)
    days = [Shift(ANA, friday - timedelta(days=1, hours=8), friday - timedelta(days=1))]
    days.append(Shift(ANA, friday - 8 * HOUR, friday))
    assert not is_uncovered(days, friday - timedelta(days=1))
    assert is_uncovered(days, friday)


@pytest.mark.parametrize(
    ("empty", "warned"),
    [
        ((27, 17), (27, 14)),  # Friday at five: the same afternoon
        ((27, 15), (26, 14)),  # too late for that: the day before
        ((27, 9), (26, 14)),
    ],
)
def test_everybody_is_warned_in_the_early_afternoon_before(
    empty: tuple[int, int], warned: tuple[int, int]
) -> None:
    at = warned_at(datetime(2026, 11, *empty, tzinfo=UTC), ZONE)
    assert (at.day, at.hour) == warned


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [Span(MONDAY)]),
        ("now please", [Span(MONDAY)]),
        ("till 6pm", [Span(MONDAY, at(23, 18))]),
        ("until 6", [Span(MONDAY, at(23, 18))]),
        ("tomorrow 9 to 5", [Span(at(24, 9), at(24, 17))]),
        ("9-5 tomorrow", [Span(at(24, 9), at(24, 17))]),
        ("tomorrow", [Span(at(24, 9), at(24, 17))]),
        ("tonight 6pm to 10pm", [Span(at(23, 18), at(23, 22))]),
        ("10pm to 8am", [Span(at(23, 22), at(24, 8))]),
        ("till Friday", [Span(MONDAY, at(27, 17))]),
        ("Tues and Thurs 10.30 to 2", [Span(at(d, 10, 30), at(d, 14)) for d in (24, 26)]),
        ("Wed to Fri", [Span(at(day, 9), at(day, 17)) for day in (25, 26, 27)]),
        ("fri till mon 9 to 5", [Span(at(day, 9), at(day, 17)) for day in (27, 28, 29, 30)]),
    ],
)  # fmt: skip
def test_when_somebody_is_on_duty_is_heard(words: str, found: list[Span]) -> None:
    assert list(spans(words, ZONE, MONDAY) or ()) == found


@pytest.mark.parametrize("words", ["with Bea", "if you like", "25 to 30", "the garden"])
def test_what_names_no_time_is_asked_about(words: str) -> None:
    assert spans(words, ZONE, MONDAY) is None


def test_a_shift_over_the_end_of_summer_time_ends_at_its_own_hour() -> None:
    saturday = datetime(2026, 10, 24, 12, tzinfo=UTC)
    [night] = spans("10pm to 8am", ZONE, saturday) or ()
    assert night == Span(
        datetime(2026, 10, 24, 21, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC)
    )


def test_a_shift_in_words() -> None:
    assert span_in_words(MONDAY, None, ZONE, MONDAY) == "until you text OFF DUTY"
    assert span_in_words(MONDAY, at(23, 18), ZONE, MONDAY) == "until 6 in the evening"
    tomorrow = span_in_words(at(24, 9), at(24, 17), ZONE, MONDAY)
    assert tomorrow == "tomorrow at 9 in the morning to 5 in the afternoon"


@pytest.mark.parametrize(
    ("postcode", "nation"),
    [
        ("SO16 2AB", "england"), ("so162ab", "england"), ("EC1A 1BB", "england"),
        ("M1 1AA", "england"), ("EH1 1YZ", "scotland"), ("G12 8QQ", "scotland"),
        ("TD1 1AA", "scotland"), ("TD15 1AA", "england"), ("CF10 1EP", "wales"),
        ("LL57 2DG", "wales"), ("CH7 1AA", "wales"), ("CH1 2AA", "england"),
        ("SY23 3BF", "wales"), ("SY1 1AA", "england"), ("BT1 5GS", "northern_ireland"),
        ("JE2 3AB", ""), ("", ""), ("next to the church", ""),
    ],
)  # fmt: skip
def test_the_nation_that_a_postcode_is_in(postcode: str, nation: str) -> None:
    assert nation_of(postcode) == nation
