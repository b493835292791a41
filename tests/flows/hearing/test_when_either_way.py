"""What people do not all mean the same by, and what is plain. It is Monday 2 March 2026, ten."""

import pytest

from tests.flows.hearing.when_said import heard

NOW = "2026-03-02T10:00"


def on(text: str, now: str = NOW) -> str:
    return heard(text, now)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("29th Feb", "2028-02-29 ?"),
        ("about the 21st", "2026-03-21 ?"),
        ("round about the 21st I should think", "2026-03-21 ?"),
        ("the second", "2026-03-02 ?"),  # of the month, or of what was offered
        ("the week of Sunday 8th March", "2026-03-02/2026-03-08 ?"),
        ("by the end of Friday", "../2026-03-06 ?"),
        ("by the end of the week", "../2026-03-08 ?"),
        ("earlier this week", "2026-03-02/2026-03-02 ?"),
        ("between February and April", "2026-02-01/2026-04-30 ?"),  # it is March
        ("from this May to October 2028", "2026-05-01/2028-10-31 ?"),
        ("after the start of April", "2026-04-11/.. ?"),
        ("Easter weekend", "2026-04-04/2026-04-05 ?"),
        ("straight after Easter", "2026-04-05 ?"),
        ("Saturday morning or afternoon", "2026-03-07 ?"),
        ("the Tuesday after", "2026-03-03 ?"),
    ],
)
def test_days_that_may_be_others_are_not_sure(text: str, value: str) -> None:
    assert on(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in the small hours", "00:00:00/06:00:00 ?"),
        ("the early hours of Friday morning", "2026-03-06T00:00:00/2026-03-06T06:00:00 ?"),
        ("during the day on Tuesday", "2026-03-03T08:00:00/2026-03-03T18:00:00 ?"),
        ("after breakfast", "09:00:00/.. ?"),
        ("mid-afternoon tomorrow", "2026-03-03T15:00:00 ?"),
        ("half an hour from 2", "14:30:00 ?"),
        ("at 3 17", "15:17:00 ?"),
        ("could you come an hour later", "2026-03-02T11:00:00 ?"),
        ("I get up at 6", "18:00:00 ?"),
        ("doctor at 9.30 Tues so after that", "2026-03-03T09:30:00 ?"),
    ],
)
def test_hours_that_differ_are_not_sure(text: str, value: str) -> None:
    assert on(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the thirteenth", "2026-03-13"),
        ("the thirteenth is fine love", "2026-03-13"),
        ("say the 21st", "2026-03-21"),
        ("say Tuesday about 3", "2026-03-03T15:00:00"),
        ("at 3 15", "15:15:00"),
        ("on Friday at 3 30", "2026-03-06T15:30:00"),
        ("half an hour after 3", "15:30:00"),
        ("an hour before noon", "11:00:00"),
        ("20 minutes after 4 tomorrow", "2026-03-03T16:20:00"),
        ("1400-1600", "14:00:00/16:00:00"),
        ("1400 to 1600 tomorrow", "2026-03-03T14:00:00/2026-03-03T16:00:00"),
        ("2 on the 14th", "2026-03-14T14:00:00"),
        ("this side of Easter", "../2026-04-05"),
        ("the weekend after this", "2026-03-14/2026-03-15"),
        ("the week after this", "2026-03-09/2026-03-15"),
        ("18/12 to 3/1", "2026-12-18/2027-01-03"),
        ("Fri 18/12 to Sun 3/1", "2026-12-18/2027-01-03"),
        ("December 18 2026 - January 3 2027", "2026-12-18/2027-01-03"),
        ("December 18 to January 3", "2026-12-18/2027-01-03"),
        ("this past weekend", "2026-02-28/2026-03-01"),
        ("the 3 next weeks", "2026-03-03/2026-03-23"),
        ("for two weeks, from Saturday", "2026-03-07/2026-03-21"),
        ("the 4th to the 6th of next month", "2026-04-04/2026-04-06"),
        ("between the 10th and 12th of this month", "2026-03-10/2026-03-12"),
        ("the second last day of March", "2026-03-30"),
        ("the March after next", "2028-03-01/2028-03-31"),
        ("August to October", "2026-08-01/2026-10-31"),
        (
            "the first Monday evening of next month",
            "2026-04-06T18:00:00/2026-04-07T00:00:00",
        ),
        ("the first Saturday morning in April", "2026-04-04T08:00:00/2026-04-04T12:00:00"),
    ],
)
def test_what_is_plain_is_sure(text: str, value: str) -> None:
    assert on(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Friday not this week but next", "2026-03-13"),
        ("not this Friday but next", "2026-03-13"),
        ("not this Friday but the one after", "2026-03-13"),
        ("Not this Friday, next Tuesday", "2026-03-10"),
        ("can we move it from 2 to 3", "15:00:00"),
        ("change it from 10 to 11 on Tuesday", "2026-03-03T11:00:00"),
        ("can you come earlier, say 2pm tomorrow", "2026-03-03T14:00:00"),
    ],
)
def test_what_is_said_in_place_of_another_is_heard(text: str, value: str) -> None:
    assert on(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "any morning but Wednesday",
        "every afternoon but Friday",
        "weekends only",
        "next bank holiday weekend",
        "I'm 82 on the 4th",
    ],
)
def test_what_is_no_one_day_is_not_heard(text: str) -> None:
    assert on(text) == ""


def test_months_that_have_begun_are_not_next_year_for_sure() -> None:
    assert on("August to October", "2026-09-07T10:00") == "2026-08-01/2026-10-31 ?"


def test_weeks_of_a_weekday_are_sure() -> None:
    assert on("the week of the 11th") == "2026-03-09/2026-03-15"
