"""The weekly hello, as it is heard."""

from datetime import timedelta

import pytest

from flows import facts
from flows.residents.weekly_hello import weekly_hello
from tests.flows.neighbour import Neighbour, resident
from tests.flows.transcript import play

HELLO = """
    bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
"""
LOW = (
    HELLO
    + """
    rose: a bit low this week
    bot: I'm sorry to hear that. Shall Sam give you a ring? YES or NO
"""
)
GENTLE_CHECK = """
    (silence)
    bot: Hello Rose, Mill Lane again. Did our hello reach you? \
How are you? 1 good, 2 so-so, 3 low. Or ring this number and hang up.
"""


def moods(rose: Neighbour) -> list[str]:
    return [fact.mood for fact in rose.so_far if isinstance(fact, facts.CheckInAnswered)]


def test_a_good_week() -> None:
    rose = play(
        weekly_hello,
        HELLO
        + """
        rose: Not too bad, thanks
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )
    heard = facts.CheckInAnswered("good", "Not too bad, thanks")
    assert rose.decided(facts.CheckInAnswered) == [heard]


def test_what_was_not_clear_at_first_is_read_by_a_person_too() -> None:
    rose = play(
        weekly_hello,
        HELLO
        + """
        rose: had the vicar round
        bot: Thank you. I want to get this right. Would you call it 1 good, 2 so-so or 3 low?
        rose: 1
        > sam: Rose texted: "had the vicar round" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )
    said = "had the vicar round / 1"
    assert rose.decided(facts.CheckInAnswered) == [facts.CheckInAnswered("good", said)]


def test_a_so_so_week() -> None:
    rose = play(
        weekly_hello,
        HELLO
        + """
        rose: So-so
        bot: Thank you for telling us. Some weeks are like that. Text us any time. \
We'll say hello on Monday next week.
    """,
    )
    assert moods(rose) == ["soso"]


def test_a_low_week_can_bring_a_call() -> None:
    rose = play(
        weekly_hello,
        LOW
        + """
        rose: oh go on then
        bot: Thank you for saying. We have asked Sam to ring you.
        > sam: Rose has had a low week and would like a ring on +447700900001. They said: \
"a bit low this week / oh go on then" Text DONE once you have rung.
        bot: Text us any time. We'll say hello on Monday next week.
    """,
    )
    assert (moods(rose), rose.needed) == (["low"], ["low"])


@pytest.mark.parametrize("answer", ["No", "not now", "maybe later", "No thank you!"])
def test_no_to_a_call_is_thanked(answer: str) -> None:
    rose = play(
        weekly_hello,
        LOW
        + f"""
        rose: {answer}
        bot: That's quite all right, and thank you for saying. Text us any time. \
We'll say hello on Monday next week.
    """,
    )
    assert rose.needed == []


def test_silence_after_a_low_week_lets_the_befriender_know() -> None:
    rose = play(
        weekly_hello,
        LOW
        + """
        (silence)
        > sam: Rose had a low week and did not say if they'd like a ring. \
Perhaps ring them on +447700900001? Text DONE once you have.
    """,
    )
    assert rose.conversation is None


def test_an_unclear_answer_to_the_offer_is_asked_once_more_and_then_a_person_looks() -> None:
    play(
        weekly_hello,
        LOW
        + """
        rose: he is very busy
        bot: Sorry, I didn't follow. Would you like Sam to ring you? YES or NO
        rose: has he been on holiday
        > ana: Rose answered and I could not follow: "he is very busy / has he been on holiday" \
Please see to them on +447700900001. \
Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """,
    )


def test_a_second_low_week_brings_a_person_not_another_question() -> None:
    rose = resident(last_mood="low")
    play(
        rose,
        "(hello)"
        + HELLO
        + """
        rose: 3
        bot: I'm sorry it's been another hard week. We have asked Sam to ring you.
        > sam: Rose has had a second low week. They said: "3" \
Please ring them on +447700900001. Text DONE once you have.
        bot: Text us any time. We'll say hello on Monday next week.
    """,
    )
    assert rose.needed == ["low_again"]


def test_two_low_weeks_are_counted_through_the_weeks_themselves() -> None:
    play(
        weekly_hello,
        LOW
        + """
        rose: no
        bot: That's quite all right, and thank you for saying. Text us any time. \
We'll say hello on Monday next week.
        (7 days later)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        rose: lonely
        bot: I'm sorry it's been another hard week. We have asked Sam to ring you.
        > sam: Rose has had a second low week. They said: "lonely" \
Please ring them on +447700900001. Text DONE once you have.
        bot: Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_where_nobody_visits_the_coordinators_are_told() -> None:
    play(
        resident(befriender="", phone=""),
        "(hello)"
        + HELLO
        + """
        rose: low
        bot: I'm sorry to hear that. Shall someone from Mill Lane give you a ring? YES or NO
        rose: yes
        bot: Thank you for saying. We have asked someone from Mill Lane to ring you.
        > ana: Rose has had a low week and would like a ring if you can. They said: \
"low / yes" Text DONE once you have rung.
        bot: Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_who_would_rather_not_say_is_thanked_and_not_asked_again() -> None:
    rose = play(
        weekly_hello,
        HELLO
        + """
        rose: I'd rather not say
        bot: That's quite all right. Text us any time. We'll say hello on Monday next week.
    """,
    )
    assert (moods(rose), rose.needed) == (["skip"], [])


def test_an_unclear_week_is_asked_once_more_and_then_a_person_looks() -> None:
    rose = play(
        weekly_hello,
        HELLO
        + """
        rose: the boiler man came
        bot: Thank you. I want to get this right. Would you call it 1 good, 2 so-so or 3 low?
        rose: fine but low
        > ana: Rose answered and I could not follow: "the boiler man came / fine but low" Please \
see to them on +447700900001. \
Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """,
    )
    assert (moods(rose), rose.conversation) == ([], None)


# ── silence, and a ring ─────────────────────────────────────────────────────────────────────


def test_silence_goes_quietly_up_the_ladder() -> None:
    """One gentle check, then the befriender is told. Never an alarm."""
    rose = resident(last_heard="see you in June", last_heard_at=None)
    rose.last_heard_at = rose.now - timedelta(days=7)
    play(
        rose,
        "(hello)"
        + HELLO
        + GENTLE_CHECK
        + """
        (silence)
        > sam: Rose has not answered our hello or our gentle check. It may well be nothing. \
We last heard from them on Monday 16 November: "see you in June". Perhaps ring them on \
+447700900001? \
Text DONE once you have.
    """,
    )
    assert (rose.needed, rose.last_mood, rose.conversation) == (["quiet"], "quiet", None)


def test_a_late_answer_is_as_good_as_any_and_whoever_was_told_need_not_wonder() -> None:
    """The ladder has run out, and days later she finds the phone."""
    rose = play(
        resident(last_mood="quiet"),
        """
        rose: a bit low this week
        > sam: Rose has answered our hello after all: "a bit low this week"
        bot: I'm sorry to hear that. Shall Sam give you a ring? YES or NO
        rose: no thanks
        bot: That's quite all right, and thank you for saying. Text us any time. \
We'll say hello on Monday next week.
    """,
    )
    assert (moods(rose), rose.needed) == (["low"], [])


def test_a_late_ring_is_an_answer_too() -> None:
    rose = play(
        resident(last_mood="quiet"),
        """
        (ring)
        > sam: Rose has answered our hello after all: "(rang)"
        bot: Thank you for the ring. It's good to know you're there. \
We'll say hello on Monday next week.
    """,
    )
    assert (moods(rose), rose.needed) == (["rang"], [])


def test_other_words_after_the_ladder_go_to_a_person() -> None:
    rose = play(
        resident(last_mood="quiet"),
        """
        rose: when is the coffee morning
        > sam: Rose texted: "when is the coffee morning" \
Please see if they need an answer on +447700900001. Text DONE once you have.
        bot: Thank you for telling us. Someone at Mill Lane will read this.
    """,
    )
    assert rose.needed == ["words"]


def test_who_has_never_written_is_said_to_be_so() -> None:
    play(
        weekly_hello,
        HELLO
        + GENTLE_CHECK
        + """
        (silence)
        > sam: Rose has not answered our hello or our gentle check. It may well be nothing. \
We have not heard from them yet. Perhaps ring them on +447700900001? Text DONE once you have.
    """,
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("1", "That's good to hear. Text us any time. We'll say hello on Monday."),
        ("2", "Thank you for telling us. Some weeks are like that. Text us any time. "
              "We'll say hello on Monday."),
        ("not today", "That's quite all right. Text us any time. We'll say hello on Monday."),
        ("3", "I'm sorry to hear that. Shall Sam give you a ring? YES or NO"),
    ],
)  # fmt: skip
def test_an_answer_to_the_gentle_check_counts_the_same(answer: str, said: str) -> None:
    play(
        weekly_hello,
        HELLO
        + GENTLE_CHECK
        + f"""
        rose: {answer}
        bot: {said}
    """,
    )


def test_a_second_low_week_said_to_the_gentle_check_brings_a_person_too() -> None:
    play(
        resident(last_mood="low"),
        "(hello)"
        + HELLO
        + GENTLE_CHECK
        + """
        rose: 3
        bot: I'm sorry it's been another hard week. We have asked Sam to ring you.
        > sam: Rose has had a second low week. They said: "3" \
Please ring them on +447700900001. Text DONE once you have.
        bot: Text us any time. We'll say hello on Monday.
    """,
    )


def test_an_unclear_answer_to_the_gentle_check() -> None:
    rose = play(
        weekly_hello,
        HELLO
        + GENTLE_CHECK
        + """
        rose: who is asking
        bot: Thank you for writing. I want to get this right. Is it 1 good, 2 so-so or 3 low?
        rose: hm
        > ana: Rose answered and I could not follow: "who is asking / hm" Please see to them on \
+447700900001. Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """,
    )
    assert rose.needed == ["unclear"]


def test_unclear_and_then_silent_is_no_silence_but_words_for_a_person() -> None:
    rose = play(
        weekly_hello,
        HELLO
        + """
        rose: the boiler man came
        bot: Thank you. I want to get this right. Would you call it 1 good, 2 so-so or 3 low?
        (silence)
        > ana: Rose answered and I could not follow: "the boiler man came" \
Please see to them on +447700900001. Text DONE once you have.
    """,
    )
    assert rose.conversation is None


@pytest.mark.parametrize(("before", "day"), [("", "Monday next week"), (GENTLE_CHECK, "Monday")])
def test_a_ring_is_an_answer(before: str, day: str) -> None:
    rose = play(
        weekly_hello,
        HELLO
        + before
        + f"""
        (ring)
        bot: Thank you for the ring. It's good to know you're there. We'll say hello on {day}.
    """,
    )
    assert (moods(rose), rose.conversation) == (["rang"], None)


def test_a_ring_is_no_answer_to_the_offer_of_a_call() -> None:
    rose = play(
        weekly_hello,
        LOW
        + """
        (ring)
        bot: Thank you for ringing. Nobody can pick up here. Text PERSON and someone will \
ring you. In danger, call 999.
    """,
    )
    assert rose.conversation is not None


def test_on_telegram_there_is_nothing_to_ring() -> None:
    play(
        resident(channel="telegram", channels=frozenset({"telegram"})),
        "(hello)"
        + HELLO
        + """
        (silence)
        bot: Hello Rose, Mill Lane again. Did our hello reach you? \
How are you? 1 good, 2 so-so, 3 low.
    """,
    )


def test_the_next_hello_comes_in_its_rhythm_whatever_became_of_this_one() -> None:
    play(
        weekly_hello,
        HELLO
        + """
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
        (7 days later)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        (4 days later)
        bot: Hello Rose, Mill Lane again. Did our hello reach you? \
How are you? 1 good, 2 so-so, 3 low. Or ring this number and hang up.
        > sam: Rose has not answered our hello or our gentle check. It may well be nothing. \
We last heard from them on Monday 23 November: "1". Perhaps ring them on +447700900001? Text \
DONE once you have.
        (3 days later)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """,
    )
