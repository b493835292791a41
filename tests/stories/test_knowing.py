"""Getting to know somebody, a thought for the project, and a story: on a real database."""
# ruff: noqa: E501 (texts stand on one line, as they are sent)

from datetime import timedelta
from functools import partial

import pytest

from store import learned, stories
from store.database import Database
from store.messages import message
from store.people import person
from tests.store.people_of_the_house import rows_of
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Ana; coordinator
    Rose; resident; SO16 2AB; dancing
"""


async def tags_of_rose(told: Story) -> frozenset[str]:
    database = told.parts.database
    rose = next(row.id for row in await rows_of(database, person) if row.name == "Rose")
    return (await database.read(partial(learned.tags_of, ids=[rose]))).get(rose, frozenset())


async def test_one_question_a_week_and_never_the_same(database: Database) -> None:
    told = await story(database, CAST, joined=timedelta(days=31))
    assert await tags_of_rose(told) == {"dancing"}, "from the spreadsheet"
    await told.play("""
        (7 days later)
        bot to rose: Hello Rose, it's Mill Lane. How was your week? ...
        rose: good
        bot to rose: ...
        (3 days later)
        bot to rose: Hello Rose. What are you good at that people forget? Any words will do. Or text SKIP.
        rose: I mend anything with a plug
        bot to rose: Thank you. It's good to know that about you.
        (5 days later)
        bot to rose: ...
        rose: good
        bot to rose: ...
        (3 days later)
        bot to rose: Hello Rose. What could you show somebody how to do in ten minutes? Or text SKIP.
    """)
    assert await tags_of_rose(told) == {"dancing", "mending"}


async def test_a_thought_is_answered_and_the_answer_reaches_her(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: SAY the hall is too cold
        bot to rose: Thank you for telling us. Mill Lane will answer you.
        bot to ana: Rose tells us: "the hall is too cold" Please answer: text ANSWER and your words, and we pass them on.
        ana: ANSWER we have asked for the heating to go on at nine
        bot to ana: Thank you. That has gone to Rose.
        bot to rose: Ana from Mill Lane: we have asked for the heating to go on at nine
    """)


async def test_what_she_told_is_read_out_and_forgotten(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: ME
        bot to rose: We call you Rose. ...
        bot to rose: You told us: 1 "dancing". Text FORGET and the number, and it is gone. Only our team reads this.
        rose: FORGET 1
        bot to rose: Done. We have forgotten what you love doing. Text ME to see what is left.
        rose: FORGET
        bot to rose: There is nothing to forget. ...
    """)
    assert await tags_of_rose(told) == frozenset()


async def test_a_story_is_shared_and_taken_back(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: STORY I met Fred at the Palais
        bot to rose: Thank you, I'm listening. Go on as long as you like. Text THAT'S ALL when it is told.
        rose: and we were wed in June
        rose: that's all
        bot to rose: Thank you for your story. This is how we have it: "I met Fred at the Palais and we were wed in June"
        bot to rose: It is yours. How may we use it? 1 keep it to ourselves, 2 share it without your name, 3 share it with your name.
        rose: 3
        bot to rose: Thank you. We'll share it with your name. ...
    """)
    shared = partial(stories.shared, community_id=told.parts.community.id)
    [kept] = await database.read(shared)
    assert (kept.words, kept.name) == ("I met Fred at the Palais\nand we were wed in June", "Rose")
    await told.play("""
        rose: TAKE BACK MY STORY
        bot to rose: Done. Your story is yours again. ...
    """)
    assert await database.read(shared) == []


async def test_forget_that_after_a_story_is_the_story_and_nothing_else(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: STORY We had a pig in the yard
        bot to rose: ...
        rose: that's all
        bot to rose: ...
        bot to rose: ...
        rose: 3
        bot to rose: Thank you. We'll share it with your name. ...
        rose: forget that
        bot to rose: Done. We have forgotten your story. Text ME to see what is left.
    """)
    assert await tags_of_rose(told) == {"dancing"}
    assert await database.read(partial(stories.shared, community_id=told.parts.community.id)) == []
    texts = " ".join(row.text for row in await rows_of(database, message) if row.direction == "in")
    assert "pig" not in texts


async def test_forget_as_a_first_word_asks_which(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: SAY the hall is too cold
        bot to rose: Thank you for telling us. ...
        bot to ana: Rose tells us: "the hall is too cold" ...
        (2 hours later)
        rose: FORGET
        bot to rose: Which shall we forget? 1 your words to us: the hall is t..., 2 what you love doing. Text its number, or SKIP.
        rose: forget 1
        bot to rose: Done. We have forgotten your words to us. Text ME to see what is left.
    """)
    assert await tags_of_rose(told) == {"dancing"}


async def test_a_thought_that_nobody_answers_comes_up_again_after_five_working_days(
    database: Database,
) -> None:
    told = await story(database, CAST, joined=timedelta(days=10))
    await told.play("""
        rose: SAY the hall is too cold
        bot to rose: Thank you for telling us. Mill Lane will answer you.
        bot to ana: Rose tells us: "the hall is too cold" ...
        (7 days later)
        bot to rose: Hello Rose, it's Mill Lane. How was your week? ...
        bot to ana: Rose told us on Monday: "the hall is too cold" Nobody has answered yet. Text ANSWER and your words.
        ana: ANSWER it will be warmer next week
        bot to ana: Thank you. That has gone to Rose.
        bot to rose: Ana from Mill Lane: it will be warmer next week
        (3 days later)
    """)


async def test_a_story_that_was_left_is_read_back_and_kept_as_she_wishes(
    database: Database,
) -> None:
    told = await story(database, CAST, joined=timedelta(days=10))
    await told.play("""
        rose: STORY I met Fred at the Palais
        bot to rose: Thank you, I'm listening. ...
        (21 hours later)
        bot to rose: Thank you for your story. This is how we have it: "I met Fred at the Palais"
        bot to rose: It is yours. How may we use it? 1 keep it to ourselves, 2 share it without your name, 3 share it with your name.
        rose: keep it to yourselves
        bot to rose: Thank you. We'll keep it to ourselves.
        (a day later)
    """)
    shared = partial(stories.shared, community_id=told.parts.community.id)
    assert await database.read(shared) == []
