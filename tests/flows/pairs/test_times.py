"""When visits would suit, as people put it; and the first day of it."""

from datetime import UTC, date, datetime, time

import pytest

from flows.hearing import Scene, hear
from flows.pairs.times import SuitsOr, Times, WhenSuits, first_on, in_words, kept, times_in

MONDAY_NOON = datetime(2026, 6, 1, 11, tzinfo=UTC)
HERE = Scene(MONDAY_NOON, "Europe/London", "en")
TUESDAYS = Times(7, 1, time(14))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tuesdays 2pm", Times(0, 1, time(14))),
        ("tuesdays at 2", Times(0, 1, time(14))),
        ("thurs half 2", Times(0, 3, time(14, 30))),
        ("every week on a monday at 9", Times(7, 0, time(9))),
        ("every other wednesday at 11", Times(14, 2, time(11))),
        ("every second friday 3pm", Times(14, 4, time(15))),
        ("fortnightly, saturdays 10am", Times(14, 5, time(10))),
        ("every two weeks, tuesdays 2pm", Times(14, 1, time(14))),
        ("monthly on a sunday at 4", Times(28, 6, time(16))),
        ("wednesday mornings", Times(0, 2, None)),
        ("fridays", Times(0, 4, None)),
        ("2pm", Times(0, None, time(14))),
        ("2", Times(0, None, time(14))),
        ("11", Times(0, None, time(11))),
        ("mon or tues", None),
        ("tuesdays and fridays at 2", None),
        ("any day", None),
        ("in the morning", None),
        ("lovely weather", None),
        ("", None),
    ],
)
def test_what_is_named_is_heard_and_the_rest_left_open(text: str, found: Times | None) -> None:
    assert times_in(text, HERE) == found


@pytest.mark.parametrize("times", [TUESDAYS, Times(14, 0, None), Times(0, None, time(9, 30))])
def test_it_is_kept_among_answers(times: Times) -> None:
    assert kept(str(times)) == times


@pytest.mark.parametrize("other", ["", "yes", "no", "maybe"])
def test_another_answer_is_no_time(other: str) -> None:
    assert kept(other) == Times()


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("tuesdays 2pm", "day"),
        ("no", "no"),
        ("not just now", "later"),
        ("yes", None),
        ("I can't do tuesdays", "no"),
    ],
)
def test_what_a_question_for_a_day_can_mean(text: str, outcome: str | None) -> None:
    heard = hear(text, WhenSuits(), HERE)
    assert (heard.outcome if heard else None) == outcome


@pytest.mark.parametrize(
    ("text", "outcome", "value"),
    [
        ("yes", "yes", ""),
        ("tuesday is fine", "yes", ""),
        ("2pm suits", "yes", ""),
        ("not tuesdays", "no", ""),
        ("I can't do tuesdays", "no", ""),
        ("can't do tuesdays. mondays at 3?", "other", "7/0/15:00"),
        ("yes but 3pm would be better", "other", "7/1/15:00"),
        ("every other tuesday", "other", "14/1/14:00"),
        ("in the morning would be better", "other", "7/1/"),
        ("wednesday afternoons", "other", "7/2/"),
    ],
)
def test_what_an_offered_day_can_be_answered(text: str, outcome: str, value: str) -> None:
    heard = hear(text, SuitsOr(TUESDAYS), HERE)
    assert heard is not None
    assert (heard.outcome, heard.value if outcome == "other" else "") == (outcome, value)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (TUESDAYS, "Tuesdays at 2pm"),
        (Times(14, 4, time(11)), "every other Friday at 11am"),
        (Times(21, 2, time(9, 30)), "every 3 weeks on Wednesday at 9.30am"),
        (Times(28, 6, time(12)), "every 4 weeks on Sunday at noon"),
        (Times(7, None, time(14)), "a day that suits you both"),
    ],
)
def test_it_is_said_as_a_neighbour_says_it(times: Times, words: str) -> None:
    assert in_words(times) == words


@pytest.mark.parametrize(
    ("weekday", "day"),
    [(0, date(2026, 6, 8)), (1, date(2026, 6, 9)), (2, date(2026, 6, 3)), (6, date(2026, 6, 7))],
)
def test_the_first_visit_is_far_enough_ahead_for_both_to_hear_of_it(
    weekday: int, day: date
) -> None:
    assert first_on(weekday, MONDAY_NOON.date()) == day
