"""What can be said at any moment: with no question open, and in the middle of each."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from flows import facts
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident, stranger, team
from tests.flows.transcript import play

HELP = (
    "Mill Lane: text WHATS ON for things to do. ASK for a hand. PERSON to talk to someone. "
    "PAUSE rests our hellos, STOP ends them. In danger, call 999."
)
PERSON = "Thank you for asking. We have asked Sam to ring you. If you are in danger, call 999."
WOULD_LIKE = "Rose would like a person to ring them on +447700900001. Text DONE once you have rung."
URGENT = (
    "If you are in danger or hurt, call 999 now. We are telling someone at Mill Lane now. "
    "To talk, ring Samaritans free on 116 123, or text SHOUT to 85258. "
    "If you can't speak or hear, dial 18000."
)
PAUSED = "We'll rest our hellos until you text START. You can still text us any time."
MORE = "We'll say hello more often. The next one is on Thursday. Text LESS for fewer."
LESS = "We'll say hello less often. The next one is on Monday 7 December. Text MORE for more."
ALREADY = "You are with us. We'll say hello on Monday next week. Text HELP for what you can ask."


# ── in the middle of a question ─────────────────────────────────────────────────────────────


def at_the_name() -> Neighbour:
    rose = stranger(name="Rose", joined=True, consents={"visits": True}, phone="+447700900001")
    rose.saved = '{"flow": "joining", "step": "name", "silent_at": null}'
    return rose


QUESTIONS: dict[str, Callable[[], Neighbour]] = {
    "name": at_the_name,
    "interests": lambda: asked("settling_in", "interests"),
    "postcode": lambda: asked("settling_in", "postcode"),
    "mood": lambda: asked("weekly_hello", "mood"),
    "offer": lambda: asked("weekly_hello", "offer"),
    "check": lambda: asked("weekly_hello", "check"),
    "no question": resident,
}
every_moment = pytest.mark.parametrize("step", QUESTIONS)


def now(step: str) -> Neighbour:
    rose = QUESTIONS[step]()
    rose.nudges["hello"] = MONDAY + timedelta(days=7)
    return rose


@every_moment
def test_help_answers_and_the_question_stays_open(step: str) -> None:
    rose = now(step)
    before = rose.conversation
    play(rose, f"rose: Help?\nbot: {HELP}")
    assert rose.conversation == before


@every_moment
def test_person_asks_the_befriender_and_the_question_stays_open(step: str) -> None:
    rose = now(step)
    before = rose.conversation
    play(rose, f"rose: PERSON\n> sam: {WOULD_LIKE}\nbot: {PERSON}")
    assert (rose.conversation, rose.needed) == (before, ["person"])


@every_moment
def test_danger_is_answered_at_once_and_the_question_stays_open(step: str) -> None:
    rose = now(step)
    before = rose.conversation
    play(
        rose,
        f"""
        rose: I've fallen!
        bot: {URGENT} (at once)
        > ana: URGENT. Rose may be in danger. They texted: "I've fallen!" \
Please ring them now on +447700900001. Text MINE if you have it, DONE after. (at once)
    """,
    )
    assert (rose.conversation, rose.needed) == (before, ["urgent"])


@every_moment
def test_stop_ends_everything_without_a_word(step: str) -> None:
    rose = now(step)
    play(rose, "rose: STOP\n(30 days later)")
    assert (rose.stopped, rose.conversation, rose.nudges) == (True, None, {})
    assert rose.decided(facts.Stopped) == [facts.Stopped("STOP")]


@every_moment
def test_pause_rests_the_hellos_and_the_question(step: str) -> None:
    rose = now(step)
    play(
        rose,
        f"""
        rose: pause
        bot: {PAUSED}
        (8 days later)
        (skipped: paused)
    """,
    )
    assert (rose.conversation, "hello" in rose.nudges) == (None, True)


@every_moment
def test_pause_for_a_while_says_until_when(step: str) -> None:
    rose = now(step)
    play(
        rose,
        """
        rose: Pause for 2 weeks
        bot: We'll rest our hellos until Monday 7 December. Text START to have them sooner.
    """,
    )
    assert rose.decided(facts.Paused) == [facts.Paused(datetime(2026, 12, 7, tzinfo=UTC))]


@every_moment
def test_more_and_less_change_the_rhythm_and_the_question_stays_open(step: str) -> None:
    for word, said, days in (("more", MORE, 3), ("LESS please", LESS, 14)):
        rose = now(step)
        before = rose.conversation
        play(rose, f"rose: {word}\nbot: {said}")
        assert (rose.conversation, rose.every_days) == (before, days)


@every_moment
def test_start_from_somebody_who_is_with_us_changes_nothing(step: str) -> None:
    """Not even their name, if that is what we have just asked for."""
    rose = now(step)
    before = rose.conversation
    play(rose, f"rose: start\nbot: {ALREADY}\n(/start)\nbot: {ALREADY}")
    assert rose.conversation == before


CONSENT = """
    rose: hello
    bot: Hello, this is Mill Lane. May we text you a short hello each week? \
Our team reads what you write. Text STOP and we stop. YES or NO?
"""


def test_before_joining_help_says_how_to() -> None:
    play(
        stranger(),
        """
        rose: who is this?
        bot: This is Mill Lane, a neighbour you can text. Text HELLO to join, PERSON and someone \
will ring you, STOP to hear no more. In danger, call 999.
    """,
    )


def test_before_joining_a_person_can_be_asked_for_all_the_same() -> None:
    rose = stranger(befriender="")
    play(
        rose,
        CONSENT
        + """
        rose: call me
        > ana: Somebody new would like a person to ring them on +447700900001. \
Text DONE once you have rung.
        bot: Thank you for asking. We have asked someone from Mill Lane to ring you. \
If you are in danger, call 999.
        rose: yes
        bot: Lovely, thank you. What would you like us to call you? Or text SKIP.
    """,
    )


def test_start_to_the_first_question_is_no_yes() -> None:
    play(stranger(), CONSENT + CONSENT.replace("rose: hello", "rose: START"))


@pytest.mark.parametrize("word", ["more", "less", "pause", "done", "sms"])
def test_before_joining_there_is_nothing_to_change(word: str) -> None:
    """They are first texts like any other."""
    play(stranger(), CONSENT.replace("rose: hello", f"rose: {word}"))


# ── pausing and starting again ──────────────────────────────────────────────────────────────


def test_start_ends_a_pause() -> None:
    rose = resident(paused=True)
    play(
        rose,
        """
        rose: START
        bot: Welcome back. We'll say hello on Monday next week. Text STOP any time and we stop.
    """,
    )
    assert not rose.paused


def test_telegrams_start_ends_a_pause() -> None:
    play(
        resident(paused=True),
        """
        (/start)
        bot: Welcome back. We'll say hello on Monday next week. Text STOP any time and we stop.
    """,
    )


def test_a_pause_with_an_end_ends_by_itself() -> None:
    play(
        resident(),
        """
        rose: pause for a week
        bot: We'll rest our hellos until Monday next week. Text START to have them sooner.
        (7 days later)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """,
    )


def test_in_a_pause_more_is_noted_and_promises_no_hello() -> None:
    rose = resident(paused=True)
    play(
        rose,
        """
        rose: more
        bot: Thank you. We'll keep that in mind. Our hellos are resting. \
Text START to have them again.
    """,
    )
    assert (rose.paused, rose.every_days) == (True, 3)


def test_there_is_an_end_to_more_and_to_less() -> None:
    play(
        resident(every_days=3),
        """
        rose: more
        bot: We already say hello as often as we can. The next one is on Monday next week.
    """,
    )
    play(
        resident(every_days=28),
        """
        rose: less
        bot: We already say hello once in four weeks. Text PAUSE to rest our hellos.
    """,
    )
    play(
        resident(every_days=28, paused=True),
        """
        rose: less
        bot: Thank you. We'll keep that in mind. Our hellos are resting. \
Text START to have them again.
    """,
    )


# ── thanks, done, and which channel ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", ["Thank you", "ok!", "bless you", "Night night!"])
def test_thanks_are_not_answered(words: str) -> None:
    rose = resident()
    play(rose, f"rose: {words}")
    assert rose.so_far == []


def test_a_befrienders_thanks_are_not_answered_either() -> None:
    play(team(), "sam: thanks")


def test_thanks_may_be_an_answer() -> None:
    play(
        asked("weekly_hello", "mood"),
        """
        rose: lovely
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_done_by_anybody_else_is_only_a_word() -> None:
    rose = resident()
    play(
        rose,
        """
        rose: done
        > sam: Rose texted: "done" Please see if they need an answer on +447700900001. \
Text DONE once you have.
        bot: Thank you for telling us. Someone at Mill Lane will read this.
    """,
    )
    assert rose.decided(facts.ConcernsDone) == []


TEAM_HELP = (
    "Mill Lane: text HERE and DONE for a visit. CAN'T MAKE IT, VISITS, NOTE, DECLINE, MENTOR, "
    "LESSON, EASE OFF, PERSON. STOP ends our texts. In danger, call 999."
)


@pytest.mark.parametrize("line", ["sam: help", "sam: START", "(/start)"])
def test_the_team_is_told_what_the_team_can_do(line: str) -> None:
    play(team(), f"{line}\nbot: {TEAM_HELP}")


def test_somebody_on_two_channels_chooses() -> None:
    rose = resident(channels=frozenset({"sms", "telegram"}))
    play(
        rose,
        """
        rose: Telegram
        bot: We'll write to you on Telegram from now on.
        rose: use SMS
        bot: We'll text you on your phone from now on.
    """,
    )
    wanted = [facts.ChannelPreferred("telegram"), facts.ChannelPreferred("sms")]
    assert rose.so_far == wanted


def test_with_one_channel_there_is_nothing_to_choose() -> None:
    rose = resident()
    play(
        rose,
        """
        rose: telegram
        bot: We have no other way to reach you, so we'll keep to this one.
    """,
    )
    assert rose.so_far == []
