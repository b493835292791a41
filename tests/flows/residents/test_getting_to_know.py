"""Getting to know somebody: one question a week, never twice, and no answer is fine."""
# ruff: noqa: E501 (texts stand on one line, as they are sent)

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.facts.learned import DiscoveryAsked, Learned
from flows.residents.first_months import PATIENCE, between_hellos, later_questions
from flows.residents.getting_to_know import QUESTIONS
from flows.words import ENGLISH, Words, catalogue
from flows.world.held import Held
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident
from tests.flows.transcript import play

A_DAY = timedelta(days=1)
NEXT_HELLO = MONDAY + timedelta(days=7)


def known(*already: str, **more: Any) -> Neighbour:
    """Rose, who has been asked these."""
    held = Held(asked=frozenset(already), **more)
    return resident(sees={"held": held})


# ── what is asked ───────────────────────────────────────────────────────────────────────────


def test_one_question_and_the_answer_is_kept_in_their_words_and_as_tags() -> None:
    rose = play(
        known("loved"), """
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        rose: People tell me their troubles, and I mend things
        bot: Thank you. It's good to know that about you.
    """)  # fmt: skip
    words = "People tell me their troubles, and I mend things"
    tags = (("listening", "skill"), ("mending", "skill"))
    assert rose.decided(DiscoveryAsked) == [DiscoveryAsked("good_at")]
    assert rose.decided(Learned) == [Learned("good_at", words, tags)]
    assert rose.conversation is None


def test_strengths_come_first() -> None:
    assert QUESTIONS[:3] == ("loved", "good_at", "teach")


def test_the_next_is_a_week_later_and_between_two_hellos() -> None:
    rose = play(
        known("loved"), """
        (3 days later)
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
    """)  # fmt: skip
    thursday = MONDAY + timedelta(days=10)
    assert rose.nudges["getting_to_know"].date() == thursday.date()


def test_not_everybody_is_asked_on_one_day_or_at_one_minute() -> None:
    person = resident().world().person
    moments = {between_hellos(replace(person, id=each), MONDAY) for each in range(30)}
    assert len(moments) == 30
    assert len({at.date() for at in moments}) == 3


def test_skip_is_quite_all_right() -> None:
    rose = play(
        known("loved"), """
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        rose: skip
        bot: That's quite all right, and thank you for saying.
    """)  # fmt: skip
    assert rose.decided(Learned) == []
    assert rose.decided(DiscoveryAsked) == [DiscoveryAsked("good_at")], "it is not asked again"


@pytest.mark.parametrize("no", ["no", "no thanks", "I'd rather not say"])
def test_no_is_thanked(no: str) -> None:
    play(
        known("loved", "good_at"), f"""
        (getting_to_know due)
        bot: Hello Rose. What could you show somebody how to do in ten minutes? Or text SKIP.
        rose: {no}
        bot: That's quite all right, and thank you for saying.
    """)  # fmt: skip


def test_silence_says_nothing_and_tells_nobody() -> None:
    rose = play(
        known("loved"), """
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        (silence)
    """)  # fmt: skip
    assert rose.conversation is None
    assert rose.needed == []
    assert "getting_to_know" in rose.nudges, "another question next week"


def test_it_has_gone_quiet_before_the_next_hello() -> None:
    for every_days in (3, 7, 14, 28):
        person = replace(resident().world().person, every_days=every_days)
        at = between_hellos(person, MONDAY)
        assert at + PATIENCE < NEXT_HELLO
        assert at - MONDAY >= 2 * A_DAY


def test_a_picture_is_asked_once_more_and_then_let_be() -> None:
    play(
        known("loved"), """
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        (picture)
        bot: What do you do well? A word or two is plenty. Or text SKIP.
        (picture)
        bot: That's quite all right, and thank you for saying.
    """)  # fmt: skip


def test_where_they_bump_into_people_may_be_told_to_neighbours() -> None:
    rose = play(
        known(*QUESTIONS[: QUESTIONS.index("bump_into")]), """
        (getting_to_know due)
        bot: Hello Rose. Who do you bump into when you are out, and where? Or text SKIP.
        rose: Betty by the canal bench with her dog
        bot: Thank you. Would others like it there too? Text PLACE with where and when, and we'll tell them.
    """)  # fmt: skip
    [told] = rose.decided(Learned)
    assert isinstance(told, Learned)
    assert told.words == "Betty by the canal bench with her dog"


@pytest.mark.parametrize("bare", ["yes", "ok", "ok then", "1", "Yes please", "thanks"])
def test_a_bare_yes_or_number_is_no_strength_and_is_asked_once_more(bare: str) -> None:
    rose = play(
        known("loved"), f"""
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        rose: {bare}
        bot: What do you do well? A word or two is plenty. Or text SKIP.
        rose: {bare}
        bot: That's quite all right, and thank you for saying.
    """)  # fmt: skip
    assert rose.decided(Learned) == []


def test_a_few_words_are_a_strength() -> None:
    rose = play(
        known("loved"), """
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        rose: scones
        bot: Thank you. It's good to know that about you.
    """)  # fmt: skip
    assert [each.words for each in rose.decided(Learned) if isinstance(each, Learned)] == ["scones"]


def test_once_five_have_been_asked_the_next_is_two_weeks_later() -> None:
    four = known(*QUESTIONS[:3])
    play(
        four,
        "(getting_to_know due)\nbot: "
        + catalogue(ENGLISH)["getting_to_know.proud"].replace("{name}", "Rose"),
    )
    five = known(*QUESTIONS[:4])
    play(
        five,
        "(getting_to_know due)\nbot: "
        + catalogue(ENGLISH)["getting_to_know.made_for_others"].replace("{name}", "Rose"),
    )
    assert five.nudges["getting_to_know"] - four.nudges["getting_to_know"] == 7 * A_DAY


# ── when it rests ───────────────────────────────────────────────────────────────────────────


def test_it_rests_while_something_comes_first() -> None:
    rose = play(known(needs_first=True), "(getting_to_know due)")
    assert rose.decided(DiscoveryAsked) == []
    assert rose.nudges["getting_to_know"] >= MONDAY + 6 * A_DAY


def test_it_rests_after_a_low_week() -> None:
    rose = known()
    rose.last_mood = "low"
    play(rose, "(getting_to_know due)")
    assert rose.decided(DiscoveryAsked) == []
    assert "getting_to_know" in rose.nudges


def test_it_rests_while_a_person_is_to_look_at_them_or_they_have_been_low_of_late() -> None:
    rose = play(known(low_lately=True), "(getting_to_know due)")
    assert rose.decided(DiscoveryAsked) == []
    assert rose.nudges["getting_to_know"] >= MONDAY + 6 * A_DAY


def test_it_rests_after_a_hello_that_was_not_answered() -> None:
    rose = known()
    rose.quiet_hellos = 1
    play(rose, "(getting_to_know due)\n(skipped: quiet lately)")
    assert "getting_to_know" in rose.nudges


def test_a_hello_does_not_wait_for_an_answer() -> None:
    play(
        known("loved"), """
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        (hello)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """)  # fmt: skip


def test_it_rests_in_a_week_in_which_a_story_was_asked_for() -> None:
    rose = play(known(asked_story_at=MONDAY - 2 * A_DAY), "(getting_to_know due)")
    assert rose.decided(DiscoveryAsked) == []
    assert "getting_to_know" in rose.nudges


def test_it_waits_for_another_question() -> None:
    rose = asked("weekly_hello", "mood", sees={"held": Held()})
    play(rose, """
        (getting_to_know due)
        (skipped: another question is open)
    """)  # fmt: skip
    assert rose.nudges["getting_to_know"] == MONDAY + 2 * A_DAY


def test_it_waits_for_the_end_of_a_pause() -> None:
    play(resident(paused=True, sees={"held": Held()}), """
        (getting_to_know due)
        (skipped: paused)
    """)  # fmt: skip


def test_nobody_is_asked_who_has_not_said_yes() -> None:
    rose = play(resident(consents={"visits": False}, sees={"held": Held()}), """
        (getting_to_know due)
        (skipped: no consent)
    """)  # fmt: skip
    assert "getting_to_know" not in rose.nudges


def test_stop_in_the_middle_ends_it_for_good() -> None:
    rose = play(
        known("loved"), """
        (getting_to_know due)
        bot: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        rose: STOP
        (getting_to_know due)
        (skipped: stopped)
    """)  # fmt: skip
    assert rose.nudges == {}


# ── the register ────────────────────────────────────────────────────────────────────────────


def test_nobody_is_asked_the_same_twice_and_it_ends() -> None:
    rose = known()
    for nth, question in enumerate(QUESTIONS):
        rose.sees = {"held": Held(asked=frozenset(QUESTIONS[:nth]))}
        rose.nudges, rose.saved = {}, ""
        wording = Words().say(f"getting_to_know.{question}", {"name": "Rose"})
        play(rose, f"(getting_to_know due)\nbot: {wording}")
        assert ("getting_to_know" in rose.nudges) == (question != QUESTIONS[-1])
    assert rose.decided(DiscoveryAsked) == [DiscoveryAsked(each) for each in QUESTIONS]


def test_when_all_has_been_asked_nothing_more_comes() -> None:
    rose = play(known(*QUESTIONS), "(getting_to_know due)")
    assert rose.so_far == []


def test_every_question_has_a_topic_to_name_it_by() -> None:
    words = catalogue(ENGLISH)
    assert [each for each in QUESTIONS if f"held.topic.{each}" not in words] == []


def test_a_step_that_was_called_something_else_ends_kindly() -> None:
    play(asked("getting_to_know", "was_renamed"), """
        rose: roses
        > ana: I lost my place in a talk with Rose. Please see if they need anything, and ring them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """)  # fmt: skip


# ── when it is planned ──────────────────────────────────────────────────────────────────────


def test_whoever_joins_is_asked_nothing_in_the_first_month() -> None:
    person = replace(resident().world().person, next_hello_at=None)
    plans = {each.purpose: each.at - MONDAY for each in later_questions(person, MONDAY)}
    assert plans.keys() == {"getting_to_know", "story"}
    assert plans["getting_to_know"] > timedelta(days=30)
    assert plans["story"] > timedelta(days=60)


def test_settling_in_asks_what_they_love_so_that_this_does_not() -> None:
    rose = play(resident(), """
        (settling in)
        bot: Hello Rose, it's Mill Lane. What do you love doing, now or in days gone by? Any words will do. Or text SKIP.
        rose: dancing
        bot: Thank you, that's good to know. What is your postcode? Then we can think of things near you. Or text SKIP.
    """)  # fmt: skip
    assert rose.decided(DiscoveryAsked) == [DiscoveryAsked("loved")]
    assert rose.decided(Learned) == [Learned("loved", "dancing", (("dancing", "interest"),))]
