"""Is this still your number? Asked without a word that tells whose it was."""

from datetime import timedelta

import pytest

from flows.facts import NumberWrong
from flows.facts.numbers import NumberAsked, NumberRight
from tests.flows.neighbour import MONDAY, Neighbour, resident
from tests.flows.transcript import happens, play

ASKED = """
    (hello)
    bot: Hello, this is Mill Lane. Is this still the right number for our texts? YES or NO
"""


def silent(days: int = 120, **more: object) -> Neighbour:
    """Rose, from whom nothing has come for so long, though her hellos arrived."""
    rose = resident()
    rose.quiet_hellos = 12
    rose.number_sure_at = MONDAY - timedelta(days=400)
    rose.last_heard_at = MONDAY - timedelta(days=days)
    for name, value in more.items():
        setattr(rose, name, value)
    return rose


def test_after_ninety_days_it_is_asked_instead_of_a_hello() -> None:
    rose = play(silent(), ASKED)
    assert rose.decided(NumberAsked)


def test_yes_and_all_goes_on() -> None:
    rose = play(
        silent(),
        ASKED
        + """
        rose: yes love it is
        bot: Thank you, that is good to know. We'll say hello on Monday next week.
    """,
    )
    assert rose.decided(NumberRight)


@pytest.mark.parametrize("words", ["no", "No sorry"])
def test_no_and_nothing_goes_there_any_more(words: str) -> None:
    rose = play(
        silent(),
        ASKED
        + f"""
        rose: {words}
        > ana: Somebody else may have the number we hold for Rose. They texted: "{words}" \
We will not text it again. Please find the right number. Text DONE once you have.
    """,
    )
    assert rose.decided(NumberWrong)


def test_words_that_make_no_sense_are_asked_once_more_and_then_a_person_looks() -> None:
    rose = play(
        silent(),
        ASKED
        + """
        rose: pizza at nine then
        bot: Sorry, I did not follow. This is Mill Lane. Are you the right person for our texts? \
YES or NO
        rose: bring the blue one
        > ana: We asked if the number we hold for Rose is still theirs. They texted: \
"pizza at nine then / bring the blue one" We will not text it again. Please find the right \
number. Text DONE once you have.
    """,
    )
    assert rose.decided(NumberWrong)


def test_silence_is_what_some_people_are_and_a_person_finds_out() -> None:
    rose = play(
        silent(),
        ASKED
        + """
        (silence)
        > sam: For three months nothing has come from the number we hold for Rose. Is it still \
theirs? Please find out when you can on +447700900001. Text DONE once you have.
    """,
    )
    assert not rose.decided(NumberWrong)


def test_then_her_hellos_go_on_without_her_name() -> None:
    rose = silent()
    play(rose, ASKED)
    rose.saved, rose.now = "", rose.now + timedelta(days=7)
    play(
        rose,
        """
        (hello)
        bot: Hello there, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """,
    )


def test_it_is_asked_once_in_ninety_days_at_most() -> None:
    rose = silent(number_asked_at=MONDAY - timedelta(days=89))
    play(
        rose,
        """
        (hello)
        bot: Hello there, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """,
    )


def test_and_once_more_when_another_ninety_have_gone_by() -> None:
    play(silent(number_asked_at=MONDAY - timedelta(days=91)), ASKED)


@pytest.mark.parametrize("days", [1, 30, 89])
def test_who_was_heard_from_is_not_asked(days: int) -> None:
    assert "Hello Rose" in _hello(silent(days))


def test_who_answers_by_ringing_is_not_asked() -> None:
    assert "Hello Rose" in _hello(silent(quiet_hellos=0))


def test_who_joined_lately_is_not_asked() -> None:
    lately = MONDAY - timedelta(days=60)
    assert "Hello Rose" in _hello(silent(number_sure_at=lately, last_heard_at=None))


def test_on_telegram_nobody_else_can_have_their_place() -> None:
    assert "Hello Rose" in _hello(silent(number_sure_at=None))


def _hello(rose: Neighbour) -> str:
    return " ".join(happens(rose, "(hello)"))


def unsure() -> Neighbour:
    """We have asked, and nothing came back."""
    return silent(number_asked_at=MONDAY - timedelta(days=20))


def test_an_answer_to_a_hello_shows_that_it_is_her() -> None:
    rose = unsure()
    happens(rose, "rose: not too bad thank you dear")
    assert rose.decided(NumberRight)


def test_other_words_from_an_unsure_number_are_read_and_it_is_asked_who_is_there() -> None:
    rose = play(
        unsure(),
        """
        rose: who do you think you are
        > ana: Rose texted: "who do you think you are" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: Hello, this is Mill Lane. Is this still the right number for our texts? YES or NO
    """,
    )
    assert not rose.decided(NumberRight)


def test_danger_from_an_unsure_number_is_danger() -> None:
    lines = happens(unsure(), "rose: help ive fallen and cant get up")
    assert any("(at once)" in line and line.startswith("bot:") for line in lines)


def test_nothing_else_begins_while_it_is_unsure() -> None:
    [line] = happens(unsure(), "(getting_to_know due)")
    assert line.startswith("(skipped:")
