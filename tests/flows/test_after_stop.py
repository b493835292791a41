"""After STOP: nothing is said and nothing is woken until START."""

from datetime import timedelta

import pytest

from flows import facts
from flows.residents.joining import joining
from tests.flows.neighbour import Neighbour, asked, resident, stranger, team
from tests.flows.transcript import play

WELCOME_BACK = "Welcome back. We'll say hello on Monday next week. Text STOP any time and we stop."
CONSENT = (
    "Hello, this is Mill Lane. May we text you a short hello each week? "
    "Our team reads what you write. Text STOP and we stop. YES or NO?"
)


def stopped(**more: object) -> Neighbour:
    return resident(stopped=True, nudges={}, **more)


def told_of(words: str) -> str:
    return (
        f'> ana: Rose has said STOP, and has now texted: "{words}" We do not answer. '
        "Please see if somebody should ring them on +447700900001. Text DONE once you have."
    )


def test_after_stop_nothing_is_said_and_a_coordinator_is_told() -> None:
    rose = stopped()
    play(
        rose,
        """
        rose: hello again
        > ana: Rose has said STOP, and has now texted: "hello again" We do not answer. \
Please see if somebody should ring them on +447700900001. Text DONE once you have.
        rose: are you there
        > ana: Rose has said STOP, and has now texted: "are you there" We do not answer. \
Please see if somebody should ring them on +447700900001. Text DONE once you have.
        (2 minutes later)
        rose: hello??
        > ana: Rose has said STOP, and has now texted: "hello??" We do not answer. \
Please see if somebody should ring them on +447700900001. Text DONE once you have.
    """,
    )
    assert rose.conversation is None


@pytest.mark.parametrize("word", ["HELP", "more", "PAUSE", "thanks", "yes", "1", "sms", "done"])
def test_after_stop_no_word_but_start_wakes_anything(word: str) -> None:
    rose = stopped()
    play(rose, f"rose: {word}\n{told_of(word)}")
    assert (rose.stopped, rose.needed, rose.nudges) == (True, ["after_stop"], {})


@pytest.mark.parametrize("line", ["(ring)", "(picture)", "(contact +447700900002)", "rose: STOP"])
def test_after_stop_nothing_else_wakes_anything_either(line: str) -> None:
    rose = stopped()
    play(rose, line)
    assert rose.stopped
    assert not rose.nudges


def test_after_stop_a_bare_yes_wakes_nothing_even_if_the_provider_takes_it_for_a_start() -> None:
    rose = stopped()
    play(rose, f"(opted in: YES)\n{told_of('YES')}")
    assert rose.stopped
    assert not rose.nudges


@pytest.mark.parametrize("line", ["rose: Start", "rose: UNSTOP", "(/start)", "(opted in: BEGIN)"])
def test_start_is_welcomed_back(line: str) -> None:
    rose = stopped()
    play(rose, f"{line}\nbot: {WELCOME_BACK}")
    assert not rose.stopped
    assert min(rose.nudges, key=lambda each: rose.nudges[each]) == "hello"
    later = [at for purpose, at in rose.nudges.items() if purpose != "hello"]
    assert min(later) > rose.now + timedelta(days=30), "and nothing is asked for a month again"


def test_start_from_who_never_joined_asks_the_first_question() -> None:
    rose = stranger(stopped=True)
    play(rose, f"rose: START\nbot: {CONSENT}")
    assert not rose.stopped


def test_start_from_the_team() -> None:
    sam = team(stopped=True)
    play(
        sam,
        """
        sam: start
        bot: Mill Lane: text HERE and DONE for a visit. CAN'T MAKE IT, VISITS, NOTE, DECLINE, \
MENTOR, LESSON, EASE OFF, PERSON. STOP ends our texts. In danger, call 999.
    """,
    )
    assert not sam.stopped


def test_the_providers_stop_counts_whatever_the_text_says() -> None:
    rose = resident()
    play(rose, "(opted out: no more of these)")
    assert rose.so_far == [facts.Stopped("no more of these")]


def test_the_providers_start_is_only_a_text_to_who_never_stopped() -> None:
    """A YES to our question stays a yes."""
    play(
        joining,
        f"""
        rose: hello
        bot: {CONSENT}
        (opted in: YES)
        bot: Lovely, thank you. What would you like us to call you? Or text SKIP.
    """,
    )


@pytest.mark.parametrize("purpose", ["hello", "settling in"])
def test_nothing_falls_due_after_stop(purpose: str) -> None:
    rose = stopped()
    play(rose, f"({purpose})\n(skipped: stopped)")
    assert rose.nudges == {}


def test_the_providers_start_in_the_middle_of_a_question_is_an_answer_like_any_other() -> None:
    play(
        asked("weekly_hello", "mood"),
        """
        (opted in: 1)
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )
