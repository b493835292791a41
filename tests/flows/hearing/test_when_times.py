"""Times as British neighbours text them. It is Monday 2 March 2026, ten in the morning."""

import pytest

from tests.flows.hearing.when_said import heard

NOW = "2026-03-02T10:00"


def on(text: str) -> str:
    return heard(text, NOW)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("half 2", "14:30:00"),
        ("half two", "14:30:00"),
        ("half past 2", "14:30:00"),
        ("half-past two", "14:30:00"),
        ("1/2 past 2", "14:30:00"),
        ("½ past 2", "14:30:00"),
        ("about half 3", "15:30:00"),
        ("half past 3ish", "15:30:00"),
        ("half ten ish", "10:30:00"),
        ("half twelve", "12:30:00"),
        ("half 7 in the evening", "19:30:00"),
        ("half eight at night", "20:30:00"),
        ("half a loaf", ""),
        ("half a dozen eggs", ""),
    ],
)
def test_half_two_is_half_past_two(text: str, time: str) -> None:
    assert on(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("quarter to 3", "14:45:00"),
        ("quarter to three", "14:45:00"),
        ("quater past 2", "14:15:00"),
        ("qtr to 4", "15:45:00"),
        ("1/4 to 3", "14:45:00"),
        ("a quarter past 4", "16:15:00"),
        ("quarter to one", "12:45:00"),
        ("quarter past twelve", "12:15:00"),
        ("10 to 4", "15:50:00"),
        ("ten to four", "15:50:00"),
        ("ten to twelve", "11:50:00"),
        ("20 to 5", "16:40:00"),
        ("twenty past 3", "15:20:00"),
        ("5 past 11", "11:05:00"),
        ("twenty five to six", "17:35:00"),
        ("five and twenty past two", "14:25:00"),
        ("ten past nine in the morning", "09:10:00"),
    ],
)
def test_minutes_past_and_to(text: str, time: str) -> None:
    assert on(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [("quarter to", "10:45:00 ?"), ("ten past", "10:10:00 ?"), ("twenty to", "10:40:00 ?")],
)
def test_an_hour_left_out_is_the_one_that_comes_next_and_not_sure(text: str, time: str) -> None:
    assert on(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2pm please", "14:00:00"),
        ("2 pm", "14:00:00"),
        ("2 p.m.", "14:00:00"),
        ("2.30pm", "14:30:00"),
        ("2.30", "14:30:00"),
        ("2:30", "14:30:00"),
        ("14.30", "14:30:00"),
        ("18.00", "18:00:00"),
        ("1400", "14:00:00"),
        ("1430 hours", "14:30:00"),
        ("1530hrs", "15:30:00"),
        ("0930", "09:30:00"),
        ("09.45", "09:45:00"),
        ("10.15am", "10:15:00"),
        ("330 pm", "15:30:00"),
        ("12pm", "12:00:00"),
        ("5.12", "17:12:00 ?"),  # or the 5th of December
        ("3.4", ""),
        ("25:70", ""),
    ],
)
def test_a_time_in_figures(text: str, time: str) -> None:
    assert on(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2 o'clock", "14:00:00"),
        ("2oclock", "14:00:00"),
        ("three o'clock will do nicely", "15:00:00"),
        ("six o clock", "18:00:00"),
        ("two thirty", "14:30:00"),
        ("six-thirty", "18:30:00"),
        ("twelve thirty", "12:30:00"),
        ("noon please", "12:00:00"),
        ("mid day", "12:00:00"),
        ("twelve noon", "12:00:00"),
        ("elevenses", "11:00:00"),
    ],
)
def test_a_time_in_words(text: str, time: str) -> None:
    assert on(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("about 3", "15:00:00"),
        ("3ish", "15:00:00"),
        ("3-ish", "15:00:00"),
        ("threeish", "15:00:00"),
        ("elevenish", "11:00:00"),
        ("around 4 please", "16:00:00"),
        ("around 3.30 if thats ok", "15:30:00"),
        ("3:30 or thereabouts", "15:30:00"),
        ("4ish at the latest", "16:00:00"),
        ("about 3 of us", ""),
        ("3 sugars please", ""),
    ],
)
def test_a_time_that_is_only_about_right(text: str, time: str) -> None:
    assert on(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("at 1", "13:00:00"),
        ("at 6", "18:00:00"),
        ("at 9", "09:00:00"),
        ("at 10", "10:00:00"),
        ("at 12", "12:00:00"),
        ("at 7", "19:00:00 ?"),
        ("at 8", "08:00:00 ?"),
        ("7 in the evening", "19:00:00"),
        ("9 in the morning", "09:00:00"),
        ("8 at night", "20:00:00"),
        ("8am", "08:00:00"),
        ("10", ""),
        ("three would be good", ""),
    ],
)
def test_an_hour_that_may_be_morning_or_evening_is_what_neighbours_mean(
    text: str, time: str
) -> None:
    assert on(text) == time


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow at 2 please", "2026-03-03T14:00:00"),
        ("tomorrow 2pm", "2026-03-03T14:00:00"),
        ("2 tomorrow", "2026-03-03T14:00:00"),
        ("half 2 tomorrow", "2026-03-03T14:30:00"),
        ("tommorrow mornin bout 10", "2026-03-03T10:00:00"),
        ("next tues half past 2", "2026-03-10T14:30:00"),
        ("Tues 10.30", "2026-03-03T10:30:00"),
        ("Tuesday at quarter to 11", "2026-03-03T10:45:00"),
        ("3pm on Thursday please", "2026-03-05T15:00:00"),
        ("6 o clock sunday", "2026-03-08T18:00:00"),
        ("Thursday about 3", "2026-03-05T15:00:00"),
        ("Thursday, 3ish", "2026-03-05T15:00:00"),
        ("Thursday would be lovely, say 3pm?", "2026-03-05T15:00:00"),
        ("YES PLEASE THURSDAY 2PM", "2026-03-05T14:00:00"),
        ("Could you come Friday about 11 love", "2026-03-06T11:00:00"),
        ("2nd June@2pm", "2026-06-02T14:00:00"),
        ("12th Dec at 7pm", "2026-12-12T19:00:00"),
        ("20/3 at 2pm", "2026-03-20T14:00:00"),
        ("Friday 20th, 10.30", "2026-03-20T10:30:00"),
        ("today please, about 11", "2026-03-02T11:00:00"),
        ("Saturday week at 3", "2026-03-14T15:00:00"),
        ("A week on Thursday at half two please", "2026-03-12T14:30:00"),
        ("next week on Thursday at 3", "2026-03-12T15:00:00"),
        ("Boxing day at 2", "2026-12-26T14:00:00"),
        ("Sunday after church about 12", "2026-03-08T12:00:00"),
        ("our Tom is two on Friday", "2026-03-06T14:00:00 ?"),
    ],
)
def test_a_day_and_a_time(text: str, moment: str) -> None:
    assert on(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Friday morning at 10", "2026-03-06T10:00:00"),
        ("10 on Friday morning", "2026-03-06T10:00:00"),
        ("Friday evening at 7", "2026-03-06T19:00:00"),
        ("weds eve 7.30", "2026-03-04T19:30:00"),
        ("eight on Friday evening", "2026-03-06T20:00:00"),
        ("tonight at 8", "2026-03-02T20:00:00"),
        ("8 tonight love", "2026-03-02T20:00:00"),
        ("half 7 tonite", "2026-03-02T19:30:00"),
        ("tonight at 1", "2026-03-03T01:00:00 ?"),
        ("this afternoon at 3", "2026-03-02T15:00:00"),
        ("today at 4", "2026-03-02T16:00:00"),
        ("today at 9", "2026-03-02T21:00:00"),  # nine in the morning has gone by
    ],
)
def test_a_part_of_a_day_settles_the_time(text: str, moment: str) -> None:
    assert on(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("in half an hour", "2026-03-02T10:30:00"),
        ("half an hour's time", "2026-03-02T10:30:00"),
        ("in quarter of an hour", "2026-03-02T10:15:00"),
        ("in three quarters of an hour", "2026-03-02T10:45:00"),
        ("in 20 mins", "2026-03-02T10:20:00"),
        ("in about 20 minutes", "2026-03-02T10:20:00"),
        ("in an hour or so", "2026-03-02T11:00:00"),
        ("in an hour's time", "2026-03-02T11:00:00"),
        ("in 2 hours time", "2026-03-02T12:00:00"),
        ("in an hour and a half", "2026-03-02T11:30:00"),
        ("in 2 and a half hours", "2026-03-02T12:30:00"),
        ("now is fine", "2026-03-02T10:00:00"),
        ("this time tomorrow", "2026-03-03T10:00:00 ?"),
        ("give me 20 minutes", ""),
        ("for an hour", ""),
        ("in a bit", ""),
    ],
)
def test_so_long_from_now(text: str, moment: str) -> None:
    assert on(text) == moment
