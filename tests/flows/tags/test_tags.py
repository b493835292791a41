"""Tags: what people's words are about, what is not so, and that every table can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.tags import INTEREST, SKILL, TAGS, kind_of, named, tags_in
from flows.tags.lexicon import elsewhere, lexicon
from flows.words.parts import why_unicode

LOVED = """
    I used to love dancing                                   dancing
    Dancing at the Palais!                                   dancing
    singing in the chapel choir                              singing faith
    I had an allotment and kept pigeons                      allotment birds
    cribbage and doms                                        cards dominoes
    my roses                                                 gardening flowers
    Baking, knitting and a bit of sewing                     knitting sewing baking
    walking the dog along the towpath                        walking dogs dog_walking
    the old films on telly                                   films television
    listening to the radio                                   radio
    listening to jazz                                        music
    jigsaws                                                  puzzles
    a cup of tea and a natter                                eating_together tea_and_chat
    gardning                                                 gardening
    I took my mother to the mosque                           faith
    Sunday dinner with everybody round the table             eating_together
    stories                                                  -
    nothing much                                             -
    ta flower                                                -
    cheers pet                                               -
    the doctor says I need a walking frame                   -
"""

GOOD_AT = """
    people tell me their troubles                            listening
    I'm a good listener I suppose                            listening
    I'm a dab hand at darning                                mending
    I speak Polish and Punjabi                               languages
    good with people, easy to talk to                        company
    I can cut hair                                           haircuts
    filling in forms                                         forms
    I still drive                                            lifts
    sitting with people when someone has died                company grief
    fixing things                                            mending
    I don't mind a bit of ironing                            cleaning
    I need a lift                                            -
    can you give me a ring                                   -
    I lost my husband in March                               -
"""

NOT_SO = """
    I don't knit any more                                    -
    I don't knit any more but I love gardening               gardening
    I dont knit, sew or bake                                 -
    I do not really like cats or dogs                        -
    never liked football                                     -
    I hate bingo                                             -
    bingo is not for me                                      -
    gave up singing years ago                                -
    too old for dancing                                      -
    I don't think I could dance                              -
    not football, cricket                                    cricket
    I like anything except football                          -
    anything but bingo                                       -
    my wife did all the cooking                              -
    my grandson is teaching me chess                         chess family
    I don't sing now but I used to sing                      singing
    can't stop knitting                                      knitting
    I never miss the cricket                                 cricket
    I don't mind a game of cards                             cards
    nothing better than a good book                          reading
    can't beat a brass band                                  music playing_music
"""


def rows(table: str) -> list[tuple[str, str]]:
    """The lines of a table: what was said, and the tags that are heard in it."""
    cut = (re.split(r"\s{3,}", line.strip()) for line in table.strip().splitlines())
    return [(said, tags) for said, tags in cut]


@pytest.mark.parametrize(("said", "tags"), rows(LOVED) + rows(GOOD_AT))
def test_the_tags_of_what_people_say(said: str, tags: str) -> None:
    assert " ".join(tags_in(said)) == tags.replace("-", "")


@pytest.mark.parametrize(("said", "tags"), rows(NOT_SO))
def test_what_is_not_so_is_no_tag(said: str, tags: str) -> None:
    assert " ".join(tags_in(said)) == tags.replace("-", "")


ELSEWHERE = """
    cy   Canu yn y capel                  singing faith
    pl   Gotowanie i spacery              walking cooking
    pl   nie lubię gotować                -
    ro   Citit și grădină                 gardening reading
    pt   Jardim, música e o mar           gardening sea music
    ur   شاعری اور باغبانی                 gardening poetry
    ur   khana pakana aur bagbani         gardening cooking
    ar   الطبخ والحديقة, القراءة           cooking reading
    bn   গান আর রান্না                     singing cooking
    ta   சமையல், தோட்டம்                   gardening cooking
    ta   I like cricket                   cricket
    en   gwau                             -
"""


@pytest.mark.parametrize("line", ELSEWHERE.strip().splitlines())
def test_the_tags_of_what_people_say_in_other_languages(line: str) -> None:
    language, text, tags = re.split(r"\s{2,}", line.strip())
    assert " ".join(tags_in(text, language)) == tags.replace("-", "")


def test_every_word_of_another_language_arrives_as_it_is_written() -> None:
    for language in ("cy", "pl", "ro", "pt", "ur", "ar", "bn", "ta"):
        table = elsewhere(language)
        assert table.keys() - {"not"} <= TAGS.keys()
        assert all(words for words in table.values())


def test_every_plain_phrase_of_the_tables_is_heard() -> None:
    deaf = [
        (tag, phrase)
        for tag, row in lexicon().items()
        for phrase in row.phrases
        if not re.search(r"[(\[]", phrase) and tag not in tags_in(phrase)
    ]
    assert deaf == []


def test_every_tag_has_a_kind_and_a_name_a_phone_can_show() -> None:
    assert {kind_of(tag) for tag in TAGS} == {INTEREST, SKILL}
    assert [tag for tag in TAGS if why_unicode(named(tag)) or len(named(tag)) > 40] == []
    assert len(set(TAGS.values())) == len(TAGS)


def test_the_tags_that_other_parts_rely_on_are_there() -> None:
    needed = """singing dancing eating_together cards dominoes bingo cricket football gardening
        allotment birds dogs walking sea trains history faith crochet knitting sewing baking cooking
        radio films reading poetry painting pottery woodwork music listening company grief calming
        reading_aloud lifts shopping mending forms phones garden_help dog_walking translating
        haircuts languages"""
    assert set(needed.split()) <= set(TAGS)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert set(tags_in(text)) <= set(TAGS)


def test_a_flood_of_words_is_cut_short() -> None:
    assert tags_in("well " * 500 + "knitting") == ()
