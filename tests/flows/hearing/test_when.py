"""Days as British neighbours text them. It is Monday 2 March 2026, ten in the morning."""

import pytest

from tests.flows.hearing.when_said import heard

NOW = "2026-03-02T10:00"


def on(text: str) -> str:
    return heard(text, NOW)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow please", "2026-03-03"),
        ("Tomoz", "2026-03-03"),
        ("2moro please", "2026-03-03"),
        ("2mrw", "2026-03-03"),
        ("tomorow", "2026-03-03"),
        ("Tommorow love x", "2026-03-03"),
        ("tmrw then", "2026-03-03"),
        ("the morn", "2026-03-03"),
        ("today please love", "2026-03-02"),
        ("later today", "2026-03-02"),
        ("the day after tomorrow please", "2026-03-04"),
        ("yesterday love", "2026-03-01"),
        ("It was the day before yesterday", "2026-02-28"),
    ],
)
def test_a_day_near_today(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thursday please", "2026-03-05"),
        ("thurs", "2026-03-05"),
        ("Thur pls", "2026-03-05"),
        ("weds would be lovely", "2026-03-04"),
        ("On Friday please dear", "2026-03-06"),
        ("YES PLEASE THURSDAY", "2026-03-05"),
        ("Would Saturday do you?", "2026-03-07"),
        ("How about Thurs, pet", "2026-03-05"),
        ("Hi it's Rose. Tuesday would suit me thank you dear xx", "2026-03-03"),
        ("all day Tuesday", "2026-03-03"),
        ("Sunday after church", "2026-03-08"),
        ("good morning, Thursday would be fine", "2026-03-05"),
        ("Morning! Thursday would be fine", "2026-03-05"),
        ("Friday's best for me", "2026-03-06"),
        ("I'm always free on a Tuesday", "2026-03-03"),
        ("this Thursday", "2026-03-05"),
        ("this coming Thursday", "2026-03-05"),
        ("this Saturday coming", "2026-03-07"),
        ("Friday coming", "2026-03-06"),
        ("Friday this week", "2026-03-06"),
    ],
)
def test_a_weekday_is_the_next_one_to_come(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("wensday", "2026-03-04"),
        ("wendesday", "2026-03-04"),
        ("tuseday", "2026-03-03"),
        ("teusday", "2026-03-03"),
        ("thrusday", "2026-03-05"),
        ("thusday", "2026-03-05"),
        ("firday", "2026-03-06"),
        ("satday", "2026-03-07"),
        ("saterday", "2026-03-07"),
        ("setterday", "2026-03-07"),
        ("5th of novmber", "2026-11-05"),
        ("21st setember", "2026-09-21"),
        ("10th agust", "2026-08-10"),
        ("3rd febuary 2027", "2027-02-03"),
    ],
)
def test_slips_in_a_day_are_mended(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("sat", "2026-03-07"),
        ("Sun.", "2026-03-08"),
        ("Sat at 1", "2026-03-07T13:00:00"),
        ("6pm Sun", "2026-03-08T18:00:00"),
        ("on sun", "2026-03-08"),
        ("we sat in the sun", ""),
        ("he sat there", ""),
        ("lovely sun", ""),
        ("mon dieu", ""),
    ],
)
def test_sat_and_sun_are_days_beside_another_word_of_time(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("next tues", "2026-03-10"),  # nobody says that of tomorrow
        ("next Wednesday please", "2026-03-11"),
        ("Tuesday next week", "2026-03-10"),
        ("Tuesday of next week", "2026-03-10"),
        ("next week Tuesday", "2026-03-10"),
        ("next week some time, Tuesday say", "2026-03-10"),
        ("next Friday", "2026-03-13 ?"),  # this week still has one
        ("Next Sat", "2026-03-14 ?"),
        ("the Friday after next", "2026-03-13"),
        ("Thursday the week after next", "2026-03-19"),
        ("last Tuesday", "2026-02-24"),
        ("on Thursday just gone", "2026-02-26"),
    ],
)
def test_next_friday_is_that_of_next_week_and_sure_only_if_this_week_has_none(
    text: str, day: str
) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Monday", "2026-03-09 ?"),
        ("this Monday", "2026-03-02 ?"),
        ("Monday week", "2026-03-16 ?"),
        ("the 2nd", "2026-03-02 ?"),
    ],
)
def test_who_means_today_says_today(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday week", "2026-03-13"),
        ("Tuesday week", "2026-03-10"),
        ("Sat week", "2026-03-14"),
        ("a week on Friday", "2026-03-13"),
        ("a week Friday", "2026-03-13"),
        ("week on Weds", "2026-03-11"),
        ("a week today", "2026-03-09"),
        ("this day week", "2026-03-09"),
        ("a week tomorrow", "2026-03-10"),
        ("tomorrow week", "2026-03-10"),
        ("a fortnight today", "2026-03-16"),
        ("a fortnight on Thursday", "2026-03-19"),
        ("Thursday fortnight", "2026-03-19"),
        ("fortnight tomorrow", "2026-03-17"),
        ("three weeks on Tuesday", "2026-03-24"),
        ("2 weeks on Thursday", "2026-03-19"),
        ("3 weeks today", "2026-03-23"),
        ("a month today", "2026-04-02"),
        ("a week past Wednesday", "2026-02-18"),
    ],
)
def test_weeks_on_from_a_day(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("in a fortnight", "2026-03-16"),
        ("in a fortnight's time", "2026-03-16"),
        ("in a fortnight if thats ok", "2026-03-16"),
        ("in two weeks please", "2026-03-16"),
        ("in 3 weeks time", "2026-03-23"),
        ("in six weeks time", "2026-04-13"),
        ("in a couple of weeks", "2026-03-16"),
        ("2 weeks time", "2026-03-16"),
        ("in a month's time", "2026-04-02"),
        ("in 10 days", "2026-03-12"),
        ("5 days from now", "2026-03-07"),
        ("in a few days", "2026-03-05 ?"),
        ("two days ago", "2026-02-28"),
        ("a couple of days ago", "2026-02-28"),
        ("3 weeks ago love", "2026-02-09"),
        ("in 2 or 3 weeks", ""),
    ],
)
def test_so_long_from_today(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("the 12th", "2026-03-12"),
        ("12th", "2026-03-12"),
        ("on the 12th please", "2026-03-12"),
        ("Back on the 24th", "2026-03-24"),
        ("the 1st", "2026-04-01"),  # this month's is over
        ("Thursday 12th", "2026-03-12"),
        ("Thurs the 12th", "2026-03-12"),
        ("Wed 18", "2026-03-18"),
        ("Friday 12th", "2026-06-12 ?"),  # the 12th is a Thursday: one of the two is wrong
        ("the twentieth of this month", "2026-03-20"),
        ("the 3rd of next month", "2026-04-03"),
        ("the 31st", "2026-03-31"),
        ("I'll have the 3rd one please", ""),
        ("24/7", ""),
    ],
)
def test_a_day_by_its_number(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 April", "2026-04-03"),
        ("3rd April", "2026-04-03"),
        ("April 3rd", "2026-04-03"),
        ("3rd of April", "2026-04-03"),
        ("third of April", "2026-04-03"),
        ("the twenty first of March", "2026-03-21"),
        ("21st Mar", "2026-03-21"),
        ("21 march 26", "2026-03-21"),
        ("Friday 13th March", "2026-03-13"),
        ("Monday the 4th of January 2027", "2027-01-04"),
        ("june the first", "2026-06-01"),
        ("27-May", "2026-05-27"),
        ("Nov 3", "2026-11-03"),
        ("1 Sept", "2026-09-01"),
        ("Dec. 10", "2026-12-10"),
        ("my husband passed on the 4th of May 1999", "1999-05-04"),
    ],
)
def test_a_day_of_a_month(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20 Feb", "2027-02-20 ?"),  # it has just gone by: perhaps that is meant
        ("30th feb", ""),
        ("31st April", ""),
        ("32nd of March", ""),
        ("13/13", ""),
    ],
)
def test_a_day_that_has_gone_by_or_never_comes(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/4", "2026-04-03"),
        ("03/04", "2026-04-03"),
        ("27 / 5", "2026-05-27"),
        ("3/4/26", "2026-04-03"),
        ("3.4.26", "2026-04-03"),
        ("3-4-2026", "2026-04-03"),
        ("2026-04-03", "2026-04-03"),
        ("31 10 2026", "2026-10-31"),
        ("born 4/3/41", "1941-03-04"),
        ("4/10 for the film", "2026-10-04 ?"),  # perhaps a mark out of ten
    ],
)
def test_day_before_month_in_figures(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Boxing Day", "2026-12-26"),
        ("xmas eve", "2026-12-24"),
        ("Christmas Day please", "2026-12-25"),
        ("New Year's Eve", "2026-12-31"),
        ("new years day", "2027-01-01"),
        ("Hogmanay", "2026-12-31"),
        ("Easter Sunday at ours", "2026-04-05"),
        ("Easter Monday please", "2026-04-06"),
        ("Good Friday", "2026-04-03"),
        ("Mothers Day", "2026-03-15"),
        ("Fathers day", "2026-06-21"),
        ("Whit Sunday", "2026-05-24"),
        ("bonfire night", "2026-11-05"),
        ("Remembrance Sunday", "2026-11-08"),
        ("August bank holiday", "2026-08-31"),
        ("spring bank holiday monday", "2026-05-25"),
        ("bank holiday Monday 4th May", "2026-05-04"),
        ("last Christmas", "2025-12-25"),
        ("the day after Boxing Day", "2026-12-27"),
        ("the Friday before Christmas", "2026-12-18"),
        ("the Tuesday after Easter", "2026-04-07"),
        ("St David's Day", "2027-03-01 ?"),  # it was yesterday
        ("bank holiday", ""),
    ],
)
def test_days_with_a_name(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("first Monday in April", "2026-04-06"),
        ("2nd Tuesday in April", "2026-04-14"),
        ("the last Friday of the month", "2026-03-27"),
        ("the first Sunday of next month", "2026-04-05"),
        ("the last day of the month please", "2026-03-31"),
        ("last Sunday in October then", "2026-10-25"),
        ("the fifth Monday in April", ""),
    ],
)
def test_a_weekday_of_a_month(text: str, day: str) -> None:
    assert on(text) == day
