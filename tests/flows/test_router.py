"""Who hears what: words with no question open, rings, and in whose wording we answer."""

from collections.abc import Callable
from typing import Any

import pytest

from flows import facts
from flows.engine import Ask, Conversation, Do, Flow
from flows.hearing import YesNo
from flows.residents.joining import joining
from tests.flows.neighbour import Neighbour, asked, resident, stranger, team
from tests.flows.transcript import play

READ_THIS = "Thank you for telling us. Someone at Mill Lane will read this."
CONSENT = (
    "Hello, this is Mill Lane. May we text you a short hello each week? "
    "Our team reads what you write. Text STOP and we stop. YES or NO?"
)


def test_words_are_always_passed_on_and_thanked_once_an_hour() -> None:
    play(
        resident(),
        f"""
        rose: my cat had kittens
        > sam: Rose texted: "my cat had kittens" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
        rose: five of them!
        > sam: Rose texted: "five of them!" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        (1 hour later)
        rose: all black
        > sam: Rose texted: "all black" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


def test_words_just_after_asking_for_a_person_are_passed_on() -> None:
    """They may say when to ring."""
    play(
        resident(),
        f"""
        rose: person
        > sam: Rose would like a person to ring them on +447700900001. \
Text DONE once you have rung.
        bot: Thank you for asking. We have asked Sam to ring you. If you are in danger, call 999.
        rose: after five please
        > sam: Rose texted: "after five please" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


def test_long_words_are_cut_for_a_text() -> None:
    words, cut = "word " * 40, "word " * 19 + "wo..."
    rose = resident()
    play(
        rose,
        f"""
        rose: {words}
        > sam: Rose texted: "{cut}" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )
    assert rose.decided(facts.PersonNeeded) == [facts.PersonNeeded("words", words.strip())]


def test_a_picture_without_words_is_passed_on_as_what_it_is() -> None:
    play(
        resident(),
        f"""
        (picture)
        > sam: Rose texted: "(photo)" Please see if they need an answer on +447700900001. \
Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


HELP_TEAM = (
    "Mill Lane: text HERE and DONE for a visit. CAN'T MAKE IT, VISITS, NOTE, DECLINE, MENTOR, "
    "LESSON, EASE OFF, PERSON. STOP ends our texts. In danger, call 999."
)


def test_the_teams_own_words_go_to_the_coordinators() -> None:
    play(
        team(),
        f"""
        sam: I have a spare umbrella
        > ana: Sam texted: "I have a spare umbrella" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {HELP_TEAM}
    """,
    )


def test_what_they_write_is_quoted_and_never_filled_in() -> None:
    play(
        resident(),
        f"""
        rose: {{name}} {{0}} {{who.secret}} }}
        > sam: Rose texted: "{{name}} {{0}} {{who.secret}} }}" Please see if they need an answer \
on +447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


# ── rings, and news of an address ───────────────────────────────────────────────────────────────

TEXTS_ONLY = (
    "Thank you for ringing. Nobody can pick up here. Text PERSON and someone will ring you. "
    "In danger, call 999."
)


@pytest.mark.parametrize("who", [resident, team])
def test_a_ring_with_no_question_open_is_told_what_to_do_instead(
    who: Callable[[], Neighbour],
) -> None:
    play(who(), f"(ring)\nbot: {TEXTS_ONLY}")


def test_a_strangers_ring_is_not_texted() -> None:
    rose = stranger()
    play(rose, "(ring)")
    assert rose.so_far == []


def test_a_ring_before_joining_leaves_the_question_open() -> None:
    rose = play(joining, f"rose: hello\nbot: {CONSENT}\n(ring)")
    assert rose.conversation is not None


def test_a_ring_that_decides_without_a_word_still_counts() -> None:
    answers: dict[str, Any] = {"yes": None, "no": None, "later": None}
    asks = Ask("mood", hears=YesNo(), rang="quiet", **answers)
    wordless = Flow("weekly_hello", asks, Do("quiet", did=lambda talk: facts.WentQuiet()))
    rose = asked("weekly_hello", "mood")
    rose.flows = {"weekly_hello": wordless}
    play(rose, "(ring)")
    assert (rose.conversation, rose.so_far) == (None, [facts.WentQuiet()])


def test_news_of_an_address_leaves_the_question_open() -> None:
    rose = asked("weekly_hello", "mood")
    before = rose.conversation
    play(rose, "(blocked)\n(moved 1234)")
    assert rose.conversation == before
    assert rose.so_far == [facts.AddressLost(), facts.AddressMoved("1234")]


def test_a_shared_number_in_the_middle_of_a_question_leaves_it_open() -> None:
    rose = asked("weekly_hello", "mood")
    before = rose.conversation
    play(
        rose,
        """
        (contact +447700900001)
        bot: Thank you. We'll write to you here from now on. \
Text SMS if you'd rather have texts on your phone.
    """,
    )
    assert rose.conversation == before


# ── whose words ─────────────────────────────────────────────────────────────────────────────────


def test_a_communitys_own_wording_is_what_is_said() -> None:
    own = {("en", "weekly_hello.mood"): "Ay up {name}! 1 grand, 2 middling, 3 low?"}
    play(resident(wordings=own), "(hello)\nbot: Ay up Rose! 1 grand, 2 middling, 3 low?")


def test_a_wording_in_their_language_comes_before_the_english_one() -> None:
    own = {
        ("cy", "weekly_hello.mood"): "Helo {name}! 1 da, 2 gweddol, 3 isel?",
        ("en", "weekly_hello.mood"): "Ay up {name}!",
    }
    play(
        resident(language="cy", wordings=own),
        """
        (hello)
        bot: Helo Rose! 1 da, 2 gweddol, 3 isel?
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_the_team_is_told_in_english() -> None:
    own = {("cy", "tell.person"): "Hoffai {who} sgwrs.", ("en", "tell.person"): "Ring {who}!"}
    play(
        resident(language="cy", wordings=own),
        """
        rose: PERSON
        > sam: Ring Rose!
        bot: Thank you for asking. We have asked Sam to ring you. If you are in danger, call 999.
    """,
    )


def test_a_conversation_is_plain_data() -> None:
    talk = Conversation("weekly_hello", "mood")
    assert (talk.answers, talk.said, talk.tries, talk.silent_at) == ({}, {}, 0, None)
