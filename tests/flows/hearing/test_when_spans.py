"""From one day or time to another. It is Monday 2 March 2026, ten in the morning."""

import pytest

from tests.flows.hearing.when_said import heard

NOW = "2026-03-02T10:00"


def on(text: str) -> str:
    return heard(text, NOW)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("between 2 and 4", "14:00:00/16:00:00"),
        ("2-4pm", "14:00:00/16:00:00"),
        ("2 til 4", "14:00:00/16:00:00"),
        ("from 2 to 4", "14:00:00/16:00:00"),
        ("2 till 4 would be best", "14:00:00/16:00:00"),
        ("ten til twelve", "10:00:00/12:00:00"),
        ("from half two till four", "14:30:00/16:00:00"),
        ("between half 2 and 3", "14:30:00/15:00:00"),
        ("ten - eleven", "10:00:00/11:00:00"),
        ("10.30-11.30", "10:30:00/11:30:00"),
        ("10am - 12", "10:00:00/12:00:00"),
        ("between 10am and noon", "10:00:00/12:00:00"),
        ("11-1pm", "11:00:00/13:00:00"),
        ("10 to 12 in the morning", "10:00:00/12:00:00 ?"),  # or ten to twelve
        ("5 to 6", "17:00:00/18:00:00 ?"),
        ("4pm for an hour", "16:00:00/17:00:00"),
        ("after 2 but before 4", "14:00:00/16:00:00"),
    ],
)
def test_from_a_time_to_a_time(text: str, span: str) -> None:
    assert on(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("tomorrow between 2 and 4", "2026-03-03T14:00:00/2026-03-03T16:00:00"),
        ("Friday between ten and twelve", "2026-03-06T10:00:00/2026-03-06T12:00:00"),
        ("Tuesday 10-12", "2026-03-03T10:00:00/2026-03-03T12:00:00"),
        ("Tues 2 til 4", "2026-03-03T14:00:00/2026-03-03T16:00:00"),
        ("tomorrow 11-1", "2026-03-03T11:00:00/2026-03-03T13:00:00"),
        ("22nd from 2 to 3.30", "2026-03-22T14:00:00/2026-03-22T15:30:00"),
        ("from 2pm till tomorrow 4pm", "2026-03-02T14:00:00/2026-03-03T16:00:00"),
        ("after 2 but before 4 on Tuesday", "2026-03-03T14:00:00/2026-03-03T16:00:00"),
    ],
)
def test_a_day_and_a_span_of_time(text: str, span: str) -> None:
    assert on(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("before 10", "../10:00:00"),
        ("by 5pm", "../17:00:00"),
        ("no later than 4", "../16:00:00"),
        ("after 3", "15:00:00/.."),
        ("gone 3", "15:00:00/.."),
        ("any time after 3", "15:00:00/.."),
        ("not before 11", "11:00:00/.."),
        ("not too early, after ten would be best", "10:00:00/.."),
        ("10 onwards", "10:00:00/.."),
        ("Tuesday after 3", "2026-03-03T15:00:00/.."),
        ("after 3 on Tuesday", "2026-03-03T15:00:00/.."),
        ("Friday before 11", "../2026-03-06T11:00:00"),
        ("tomorrow from 2pm onwards", "2026-03-03T14:00:00/.."),
        ("tonight after 7", "2026-03-02T19:00:00/.."),
        ("I can do tomorrow but not before 2", "2026-03-03T14:00:00/.."),
    ],
)
def test_before_and_after_a_time(text: str, span: str) -> None:
    assert on(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("from Tues to Thurs", "2026-03-03/2026-03-05"),
        ("Tue-Thu", "2026-03-03/2026-03-05"),
        ("Sat til Tues", "2026-03-07/2026-03-10"),
        ("from tomorrow until Friday", "2026-03-03/2026-03-06"),
        ("from Monday to Friday next week", "2026-03-09/2026-03-13"),
        ("from the 12th to the 15th", "2026-03-12/2026-03-15"),
        ("between the 21st and the 24th", "2026-03-21/2026-03-24"),
        ("from the 28th to the 4th", "2026-03-28/2026-04-04"),
        ("12-15 April", "2026-04-12/2026-04-15"),
        ("June 10-14", "2026-06-10/2026-06-14"),
        ("Weds 10th - Fri 12th June", "2026-06-10/2026-06-12"),
        ("30th May to 6th June", "2026-05-30/2026-06-06"),
        ("for two weeks from Saturday", "2026-03-07/2026-03-21"),
        ("April to June", "2026-04-01/2026-06-30"),
        ("November to February", "2026-11-01/2027-02-28"),
        ("between Christmas and New Year", "2026-12-25/2027-01-01"),
    ],
)
def test_from_a_day_to_a_day_both_included(text: str, span: str) -> None:
    assert on(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("from the 12th", "2026-03-12/.."),
        ("starting Wednesday", "2026-03-04/.."),
        ("Thursday onwards", "2026-03-05/.."),
        ("not until Thursday", "2026-03-05/.."),
        ("after Christmas", "2026-12-26/.."),
        ("after the weekend", "2026-03-09/.."),
        ("by Friday", "../2026-03-06"),
        ("until the 12th", "../2026-03-12"),
        ("till a week on Friday", "../2026-03-13"),
        ("before Christmas", "../2026-12-25"),
        ("till the end of the month", "../2026-03-31"),
        ("before the end of the month please", "../2026-03-31"),
        ("before the weekend", "../2026-03-07"),
        ("by tomorrow night", "../2026-03-04T00:00:00"),
    ],
)
def test_before_and_after_a_day(text: str, span: str) -> None:
    assert on(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("tomorrow morning", "2026-03-03T08:00:00/2026-03-03T12:00:00"),
        ("tomoz morning", "2026-03-03T08:00:00/2026-03-03T12:00:00"),
        ("tomorrow arvo", "2026-03-03T12:00:00/2026-03-03T18:00:00"),
        ("Fri aft", "2026-03-06T12:00:00/2026-03-06T18:00:00"),
        ("Tues pm", "2026-03-03T12:00:00/2026-03-03T18:00:00"),
        ("Weds am", "2026-03-04T08:00:00/2026-03-04T12:00:00"),
        ("Friday evening please", "2026-03-06T18:00:00/2026-03-07T00:00:00"),
        ("tonight please", "2026-03-02T18:00:00/2026-03-03T00:00:00"),
        ("this aft", "2026-03-02T12:00:00/2026-03-02T18:00:00"),
        ("it was last night", "2026-03-01T18:00:00/2026-03-02T00:00:00"),
        ("later this afternoon please", "2026-03-02T15:00:00/2026-03-02T18:00:00"),
        ("late tonight then", "2026-03-02T21:00:00/2026-03-03T00:00:00"),
        ("Sunday lunchtime", "2026-03-08T12:00:00/2026-03-08T14:00:00"),
        ("Thursday teatime", "2026-03-05T16:00:00/2026-03-05T18:00:00"),
        ("first thing tomorrow", "2026-03-03T06:00:00/2026-03-03T09:00:00"),
        ("early Thursday morning", "2026-03-05T06:00:00/2026-03-05T09:00:00"),
        ("Friday late morning", "2026-03-06T10:00:00/2026-03-06T12:00:00"),
        ("Wednesday evening next week", "2026-03-11T18:00:00/2026-03-12T00:00:00"),
        ("in the morning", "08:00:00/12:00:00"),
        ("teatime", "16:00:00/18:00:00"),
    ],
)
def test_a_part_of_a_day_is_a_span_with_fixed_hours(text: str, span: str) -> None:
    assert on(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("after lunch", "13:00:00/17:00:00"),
        ("tomorrow after lunch", "2026-03-03T13:00:00/2026-03-03T17:00:00"),
        ("before lunch tomorrow", "../2026-03-03T12:00:00"),
        ("after tea", "18:00:00/.."),
        ("this evening after tea", "2026-03-02T18:00:00/.."),
        ("dinnertime", "12:00:00/14:00:00 ?"),  # midday in the North, evening in the South
        ("Sunday dinner time", "2026-03-08T12:00:00/2026-03-08T14:00:00 ?"),
        ("a cup of tea please", ""),
    ],
)
def test_by_meals(text: str, span: str) -> None:
    assert on(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("next week", "2026-03-09/2026-03-15"),
        ("sometime next week", "2026-03-09/2026-03-15"),
        ("not this week, next week", "2026-03-09/2026-03-15"),
        ("the week after next", "2026-03-16/2026-03-22"),
        ("week commencing 9th", "2026-03-09/2026-03-15"),
        ("w/c 9th March", "2026-03-09/2026-03-15"),
        ("the first week of April", "2026-03-30/2026-04-05"),
        ("week before Christmas", "2026-12-14/2026-12-20"),
        ("early next week", "2026-03-09/2026-03-11"),
        ("at the end of next week", "2026-03-13/2026-03-15"),
        ("at the weekend", "2026-03-07/2026-03-08"),
        ("the weekend after next", "2026-03-21/2026-03-22"),
        ("this coming weekend", "2026-03-07/2026-03-08"),
        ("next weekend", "2026-03-14/2026-03-15 ?"),
        ("in April", "2026-04-01/2026-04-30"),
        ("next month", "2026-04-01/2026-04-30"),
        ("mid November", "2026-11-11/2026-11-20"),
        ("end of June please", "2026-06-21/2026-06-30"),
    ],
)
def test_weeks_weekends_and_months(text: str, span: str) -> None:
    assert on(text) == span
