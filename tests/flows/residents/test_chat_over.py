"""How a chat ends, and what whoever is left hears of it."""

from dataclasses import replace

import pytest

from flows.facts.chats import (
    ChatGoesOn,
    ChatLeft,
)
from tests.flows.chatting import (
    CHAT,
    OVER,
    at,
    facts_of,
    falls_due,
    rose,
    talking,
)
from tests.flows.transcript import play

# ── beside a question ─────────────────────────────────────────────────────────────────────────────


def test_that_it_is_over_is_said_beside_a_question_that_is_open() -> None:
    gone = replace(OVER, how="quiet", busy="weekly_hello")
    play(rose(gone), """
        (hello)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        (chat_over 7 due)
        bot: Your chat with a neighbour has gone quiet, so we'll leave it there. \
It was good to see you in touch. Text us any time.
        rose: good
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """)  # fmt: skip


# ── ending ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "word", ["BYE", "Bye.", "goodbye", "leave the chat", "I don't want to chat any more"]
)
def test_one_word_ends_it(word: str) -> None:
    them = play(talking(), f"""
        rose: {word}
        bot: That's fine. Your chat with Betty is over, and they'll hear it kindly. \
Text us any time.
    """)  # fmt: skip
    assert facts_of(them) == [ChatLeft(7)]
    assert them.conversation is None


def test_more_is_two_more_weeks() -> None:
    them = play(talking(replace(CHAT, asked_if_more=True)), """
        (chat_more 7 due)
        bot: You and Betty have been in touch for a while now. Text MORE for two more weeks, \
or BYE to finish.
        rose: more
        bot: Lovely. You can go on for two more weeks. To finish, text BYE.
        rose: good
        > betty: Rose: good
    """)  # fmt: skip
    assert facts_of(them)[0] == ChatGoesOn(7)


def test_nobody_is_asked_for_more_of_what_is_over() -> None:
    play(rose(OVER), "(chat_more 7 due)")


BETTY_HAS_GONE = """
    (chat_over 7 due)
    bot: Betty has said bye for now, so your chat is over. Thank you for being a good neighbour. \
Text us any time.
"""


def test_whoever_is_left_hears_kindly_that_it_is_over() -> None:
    them = talking(OVER)
    play(them, BETTY_HAS_GONE + """
        rose: oh, and what time on Tuesday?
        bot: That chat is over, so we did not pass that on. Text PERSON and someone will ring you.
    """)  # fmt: skip
    assert them.conversation is None


def test_who_has_said_bye_at_the_same_moment_knows_already() -> None:
    them = play(rose(replace(OVER, has_left=True)), "(chat_over 7 due)")
    assert them.conversation is None


def test_thanks_after_the_end_need_no_answer() -> None:
    them = play(talking(OVER), BETTY_HAS_GONE + "rose: thank you")
    assert them.conversation is None


def test_what_is_over_is_in_the_way_of_nothing() -> None:
    play(talking(OVER), BETTY_HAS_GONE + """
        (hello)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """)  # fmt: skip


def test_after_half_a_day_words_are_for_us_again() -> None:
    play(talking(OVER), BETTY_HAS_GONE + """
        (silence)
        rose: who do I see about a tap?
        > sam: Rose texted: "who do I see about a tap?" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: Thank you for telling us. Someone at Mill Lane will read this.
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("how", "heard"),
    [
        ("quiet", "Your chat with Betty has gone quiet, so we'll leave it there."),
        ("long", "Your chat with Betty has had its time. We hope you enjoyed it."),
        ("left", "Your chat is over for now. It is nothing you said."),
    ],
)
def test_why_it_ended_is_said_kindly_and_a_stop_is_nobodys_business(how: str, heard: str) -> None:
    them = talking(replace(CHAT, state="over", how=how))
    lines = falls_due(them, "chat_over")
    assert lines[0].startswith(f"bot: {heard}")
    assert "stop" not in " ".join(lines).lower()


@pytest.mark.parametrize("said", ["hello?", "BYE", "MORE"])
def test_words_that_cross_with_the_end_are_not_passed_on(said: str) -> None:
    them = play(talking(OVER), f"""
        rose: {said}
        bot: Your chat is over, so we did not pass that on. Text PERSON and someone will ring you.
    """)  # fmt: skip
    assert them.conversation is None and facts_of(them) == []


def test_her_own_silence_ends_nothing_while_it_is_open() -> None:
    them = play(talking(nudges={}), "(silence)")
    assert them.conversation is not None
    them.sees = {"chat": OVER}
    play(them, "(silence)")
    assert them.conversation is None


def test_a_step_that_is_gone_ends_kindly_and_a_person_looks() -> None:
    them = play(at("chat", "chatting", CHAT), """
        rose: hello
        > ana: I lost my place in a talk with Rose. Please see if they need anything, and ring \
them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """)  # fmt: skip
    assert them.needed == ["lost"]
