"""The weekly hello, as it is heard."""

from datetime import timedelta
from itertools import pairwise

import pytest

from flows import FLOWS, facts, router
from flows.facts import NudgePlanned
from flows.residents.weekly_hello import weekly_hello
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident
from tests.flows.transcript import happens, play

HELLO_DUE = NudgePlanned("hello", MONDAY, timedelta(hours=6))

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
        bot: Hello Rose, Mill Lane here. How have you been? 1 good, 2 so-so, 3 low
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
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
        > ana: Rose answered and I could not follow: "the boiler man came / fine but low" Please \
see to them on +447700900001. \
Text DONE once you have.
    """,
    )
    said = facts.CheckInAnswered("told", "the boiler man came / fine but low")
    assert (rose.decided(facts.CheckInAnswered), rose.conversation) == ([said], None)


# ── silence, and a ring ─────────────────────────────────────────────────────────────────────


def test_silence_goes_quietly_up_the_ladder() -> None:
    """One gentle check, then the befriender is told. Never an alarm."""
    rose = resident(quiet_hellos=1, last_heard="see you in June")
    rose.last_heard_at = rose.now - timedelta(days=14)
    play(
        rose,
        "(hello)"
        + HELLO
        + GENTLE_CHECK
        + """
        (silence)
        > sam: Rose has not answered our hello or our gentle check. It may well be nothing. \
We last heard from them on Monday 9 November: "see you in June". Perhaps ring them on \
+447700900001? \
Text DONE once you have.
    """,
    )
    assert (rose.needed, rose.quiet_hellos, rose.conversation) == (["quiet"], 2, None)


def test_a_late_answer_is_as_good_as_any_and_whoever_was_told_need_not_wonder() -> None:
    """The ladder has run out, and days later she finds the phone."""
    rose = play(
        resident(quiet_hellos=2),
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
        resident(quiet_hellos=2),
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
        resident(quiet_hellos=2),
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
        resident(quiet_hellos=1),
        "(hello)"
        + HELLO
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
        resident(quiet_hellos=1),
        "(hello)"
        + HELLO
        + GENTLE_CHECK
        + f"""
        rose: {answer}
        bot: {said}
    """,
    )


def test_a_second_low_week_said_to_the_gentle_check_brings_a_person_too() -> None:
    play(
        resident(last_mood="low", quiet_hellos=1),
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
        resident(quiet_hellos=1),
        "(hello)"
        + HELLO
        + GENTLE_CHECK
        + """
        rose: who is asking
        bot: Thank you for writing. I want to get this right. Is it 1 good, 2 so-so or 3 low?
        rose: hm
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
        > ana: Rose answered and I could not follow: "who is asking / hm" Please see to them on \
+447700900001. Text DONE once you have.
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
        resident(quiet_hellos=1),
        "(hello)"
        + HELLO
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
        resident(quiet_hellos=1, channel="telegram", channels=frozenset({"telegram"})),
        "(hello)"
        + HELLO
        + """
        (silence)
        bot: Hello Rose, Mill Lane again. Did our hello reach you? \
How are you? 1 good, 2 so-so, 3 low.
    """,
    )


def test_the_next_hello_comes_in_its_rhythm_whatever_became_of_this_one() -> None:
    """One silence leads to nothing but the next hello; after the second one a person is told."""
    play(
        weekly_hello,
        HELLO
        + """
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
        (7 days later)
        bot: Hello Rose, Mill Lane here. How have you been? 1 good, 2 so-so, 3 low
        (7 days later)
        bot: Hello Rose, it's Mill Lane with a small hello. How are things? 1 good, 2 so-so, 3 low
        (4 days later)
        bot: Hello Rose, Mill Lane again. Did our hello reach you? \
How are you? 1 good, 2 so-so, 3 low. Or ring this number and hang up.
        > sam: Rose has not answered our hello or our gentle check. It may well be nothing. \
We last heard from them on Monday 23 November: "1". Perhaps ring them on +447700900001? Text \
DONE once you have.
        (3 days later)
        bot: Hello Rose, Mill Lane saying hello. How have the last few days been? \
1 good, 2 so-so, 3 low
    """,
    )


# ── one silence is normal ───────────────────────────────────────────────────────────────────


def test_one_silence_leads_to_nothing_and_nobody_is_told() -> None:
    rose = play(weekly_hello, HELLO + "(silence)")
    assert (rose.needed, rose.quiet_hellos, rose.conversation) == ([], 1, None)


def test_after_a_person_was_told_the_ladder_begins_anew() -> None:
    """The befriender decides what to do; they are not told the same with every hello."""
    rose = play(resident(quiet_hellos=2), "(hello)" + HELLO + "(silence)")
    assert (rose.needed, rose.quiet_hellos) == ([], 3)
    play(resident(quiet_hellos=3), "(hello)" + HELLO + GENTLE_CHECK)


def test_whoever_hears_from_us_seldom_is_checked_on_at_the_first_silence() -> None:
    """Else two months would pass before anybody looked."""
    play(resident(every_days=28), "(hello)" + HELLO + GENTLE_CHECK)


def test_who_has_written_since_the_last_hello_is_not_silent_twice_running() -> None:
    """Not an answer to the hello, but a sign of life all the same."""
    rose = resident(quiet_hellos=1, last_heard="when is the coffee morning")
    rose.last_heard_at = rose.now - timedelta(days=3)
    play(rose, "(hello)" + HELLO + "(silence)")
    assert (rose.needed, rose.quiet_hellos) == ([], 1)


def test_who_asks_for_something_else_meanwhile_is_not_reported_silent() -> None:
    rose = play(
        resident(quiet_hellos=1),
        "(hello)"
        + HELLO
        + GENTLE_CHECK
        + """
        rose: MORE
        bot: We'll say hello more often. The next one is on Saturday. Text LESS for fewer.
        (silence)
    """,
    )
    assert rose.needed == []


def test_a_late_answer_to_one_silence_is_no_news_to_anybody() -> None:
    rose = play(
        resident(quiet_hellos=1),
        """
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )
    assert (rose.needed, rose.quiet_hellos) == ([], 0)


@pytest.mark.parametrize("between", ["(silence)", "rose: I'd rather not say", "(ring)"])
def test_two_low_weeks_bring_a_person_whatever_the_week_between_was(between: str) -> None:
    rose = resident(last_mood="low")
    rose.take(router.due(FLOWS, HELLO_DUE, False, None, rose.world()))
    happens(rose, between)
    rose.take(router.due(FLOWS, HELLO_DUE, False, None, rose.world()))
    happens(rose, "rose: low again")
    assert rose.needed == ["low_again"]


def test_a_good_week_between_two_low_ones_is_a_good_week() -> None:
    rose = resident(last_mood="low")
    for said in ("1", "3"):
        rose.take(router.due(FLOWS, HELLO_DUE, False, None, rose.world()))
        happens(rose, f"rose: {said}")
    assert rose.needed == []


# ── words, varied and kept ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "mood"),
    [("2, my sister's coming Sunday", "soso"), ("good, the roses are out!", "good")],
)
def test_an_answer_that_holds_more_than_a_mood_keeps_its_words(said: str, mood: str) -> None:
    rose = asked("weekly_hello", "mood")
    happens(rose, f"rose: {said}")
    assert rose.decided(facts.CheckInAnswered) == [facts.CheckInAnswered(mood, said)]


def test_a_hello_is_never_said_the_same_way_two_weeks_running() -> None:
    """A year of hellos, answered or not: each way has its turn."""
    rose, said = resident(), list[str]()
    for week in range(52):
        turn = router.due(FLOWS, HELLO_DUE, False, None, rose.world())
        rose.take(turn)
        said.append(turn.messages[0].text)
        if week % 3:
            happens(rose, "rose: 1")
        rose.saved = ""
    assert all(one != next_one for one, next_one in pairwise(said))
    assert len(set(said)) >= 7


def test_a_step_that_has_been_renamed_ends_kindly() -> None:
    rose = asked("weekly_hello", "how_was_it")
    play(
        rose,
        """
        rose: 1
        > ana: I lost my place in a talk with Rose. Please see if they need anything, and ring \
them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """,
    )


def test_stop_in_the_middle_ends_it_without_a_word() -> None:
    rose = play(weekly_hello, HELLO + "rose: STOP\n(30 days later)")
    assert (rose.stopped, rose.conversation, rose.nudges) == (True, None, {})
