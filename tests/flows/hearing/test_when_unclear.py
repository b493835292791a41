"""What is no day or time, or not for sure. It is Monday 2 March 2026, ten in the morning."""

import pytest

from tests.flows.hearing.when_said import heard

NOW = "2026-03-02T10:00"


def on(text: str) -> str:
    return heard(text, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "not today",
        "not Tuesday",
        "Definitely not Tuesday",
        "never on a Sunday",
        "I can't make Thursday",
        "please dont come on thursday",
        "Tuesday's no good for me",
        "Thursday doesn't work for me",
        "I'm not free Thursday or Friday",
        "any day but Friday",
        "anything except Thursday",
        "every day bar Wednesday",
        "Thursday? No.",
        "not in the morning",
    ],
)
def test_what_is_refused_is_not_heard(text: str) -> None:
    assert on(text) == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tuesday not Wednesday", "2026-03-03"),
        ("not Tuesday, Wednesday", "2026-03-04"),
        ("Not Monday. Tuesday", "2026-03-03"),
        ("Tuesday rather than Friday", "2026-03-03"),
        ("Tuesday instead of Friday please", "2026-03-03"),
        ("I can't do Tuesday but Wednesday is fine", "2026-03-04"),
        ("no I can't do Thursday, would Friday be ok", "2026-03-06"),
        ("Sorry love Friday is no good, can we say Saturday", "2026-03-07"),
        ("Tuesday no good Thursday ok", "2026-03-05"),
        ("Tues no, Thurs yes", "2026-03-05"),
        ("Thursday's out but I could do Friday", "2026-03-06"),
        ("I'm out on Tuesday but in all day Wednesday", "2026-03-04"),
        ("I'm at the hospital Tuesday but Thursday is ok", "2026-03-05"),
        ("Chiropodist is Thursday at 10 so Friday at 10", "2026-03-06T10:00:00"),
        ("Not Weds. Thurs maybe", "2026-03-05 ?"),
        ("Change it from Tuesday to Thursday please", "2026-03-05"),
        ("cancel tuesday, make it thursday", "2026-03-05"),
        ("Thursday's full, Friday's free", "2026-03-06"),
        ("Thursday? oh no I have the chiropodist. Friday then", "2026-03-06"),
        ("Not this Friday, next Tuesday", "2026-03-10"),
        ("I am at my sister's till Wednesday, come Thursday", "2026-03-05"),
        ("why not Tuesday", "2026-03-03"),
        ("no problem, Tuesday it is", "2026-03-03"),
    ],
)
def test_of_what_is_refused_and_what_is_not_the_latter(text: str, day: str) -> None:
    assert on(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Tues or Thurs",
        "either Friday or Saturday, you choose",
        "Tuesday or Wednesday at 2",
        "Tuesday and Wednesday",
        "could do Tues, Weds or Thurs",
        "2 or 3",
        "2pm or 4pm",
        "June 20th or the 27th",
    ],
)
def test_two_are_none(text: str) -> None:
    assert on(text) == ""


@pytest.mark.parametrize(
    "text", ["every Tuesday", "on Tuesdays", "he comes on Mondays", "every other Friday", "weekly"]
)
def test_a_habit_is_no_one_day(text: str) -> None:
    assert on(text) == ""


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("maybe Tuesday", "2026-03-03 ?"),
        ("Tuesday possibly, will let you know", "2026-03-03 ?"),
        ("I'm busy Tuesday", "2026-03-03 ?"),
        ("Im away til the 24th", "../2026-03-24 ?"),
        ("I went to bingo on Tuesday", "2026-03-03 ?"),
        ("my knee is bad today love", "2026-03-02 ?"),
        ("what time is the film on Thursday?", "2026-03-05 ?"),
        ("same time tomorrow", "2026-03-03 ?"),
        ("Friday 2 or 3", "2026-03-06 ?"),
        ("Tuesday at eleven if it's not raining", "2026-03-03T11:00:00 ?"),
        ("in a week or two", "2026-03-09 ?"),
        ("Depends, maybe Wednesday", "2026-03-04 ?"),
        ("Who is coming on Wednesday?", "2026-03-04 ?"),
        ("Fridays best for me love", "2026-03-06 ?"),
        ("can't do Tuesday Thursday can", "2026-03-03 ?"),
    ],
)
def test_what_is_said_in_passing_or_half_heartedly_is_not_sure(text: str, guess: str) -> None:
    assert on(text) in (guess, "")


@pytest.mark.parametrize(
    "text",
    [
        *("may", "March on", "the sun is out", "10", "I'm 82", "second thoughts", "soon", "later"),
        *("I don't know", "whenever suits you", "any time", "you tell me", "when you like"),
        *("May I ask who this is", "I may be in", "June says hello", "April is coming too"),
        *("my number is 07700 900123", "flat 3", "room 12", "bus number 9", "14 Oak Street"),
        *("I have 2 cats", "2 of us", "one sugar", "5 miles", "£2.50", "BP was 140/80"),
        *("I take 2 at night", "I'm 5 foot 2", "temp 38.5", "he's 4 and she's 7", "1 hour"),
        *("wait a minute", "give us a second", "first come first served", "once a week"),
        *("mind how you go, may God bless you", "the march was lovely", "half price", ""),
        *(
            "page 3",
            "take two tablets",
            "1 or 2 biscuits",
            "my daughter is 60 next year",
            "I'm 91 in March",
        ),
        *("in the end", "one day", "the other day", "happy new year", "Just the 2", "24/7"),
    ],
)
def test_what_is_no_day_or_time(text: str) -> None:
    assert on(text) == ""
