"""A text as it is heard: tidied, mended, and cut where a sentence ends."""

import unicodedata

import pytest

from flows.hearing.plain import plain, said
from flows.hearing.spelling import vocabulary
from flows.hearing.tables import lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  STOP!! ", "stop"),
        ("Don't", "dont"),
        ("Don\u2019t", "dont"),
        ("\uff33\uff34\uff2f\uff30", "stop"),
        ("st\u200bop", "stop"),
        ("Łódź, Śrem", "lodz srem"),
        ("Dim diolch yn fawr.", "dim diolch yn fawr"),
        ("nu, mulțumesc", "nu multumesc"),
        ("não", "nao"),
        ("১২", "12"),
        ("٣ و ۴", "3 و 4"),
        ("أنا بخير", "انا بخير"),
        ("ہاں جی", "هان جي"),
        ("হ্যাঁ", plain("হ্যা")),
        ("a-b_c/d", "a b c d"),
        ("👍🏽", ""),
        ("", ""),
    ],
)
def test_a_text_is_tidied_whoever_typed_it_on_whatever(text: str, words: str) -> None:
    assert plain(text) == words
    assert plain(unicodedata.normalize("NFD", text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dnt u txt me pls", "dont you text me please"),
        ("I'll be there", "i will be there"),
        ("I'm ill", "i am ill"),
        ("do not stop", "dont stop"),
        ("stopppp", "stop"),
        ("nooooo", "no"),
        ("send an ambulence", "send an ambulance"),
        ("cant brethe", "cant breathe"),
        ("at the shop", "at the shop"),
        ("the wolves", "the wolves"),
    ],
)
def test_english_is_mended_towards_words_that_matter(text: str, words: str) -> None:
    assert said(text).words == words


def test_what_is_bare_is_left_as_it_was_typed() -> None:
    heard = said("Dnt txt me! OK?")
    assert (heard.bare, heard.sentences) == ("dnt txt me ok", ("dont text me", "okay"))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("No. My leg is bad", ("no", "my leg is bad")),
        ("at 3.30 please", ("at 3 30 please",)),
        ("I've fallen... can't get up", ("i have fallen cant get up",)),
        ("yes\nno", ("yes", "no")),
    ],
)
def test_a_sentence_ends_where_people_end_it(text: str, sentences: tuple[str, ...]) -> None:
    assert said(text).sentences == sentences


def test_faces_are_kept_without_skin_tones() -> None:
    assert said("ok 👍🏽❤️").faces == ("👍", "❤")


def test_a_very_long_text_is_heard_by_its_beginning_and_its_end() -> None:
    heard = said("help me " + "la " * 10_000 + "please stop")
    assert heard.words.startswith("help me la")
    assert heard.words.endswith("please stop")


def test_no_real_word_near_ours_is_one_of_ours() -> None:
    """Else the same word would be both known and no slip: the list needs making anew."""
    assert not vocabulary() & lines("english/real_words")
