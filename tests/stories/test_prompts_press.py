"""A visit is tomorrow, and something else was asked that nobody answers."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from store.database import Database
from store.nudges import nudge
from tests.scripted import MONDAY_NOON
from tests.stories.test_visits import CAST, TUESDAY, paired, people
from tests.story import Story

pytestmark = pytest.mark.anyio


SOMETHING_ELSE = (
    "Hello {}. Other neighbours near you like flowers too. Would you and {} like to meet them as a "
    "small group? YES or NO?"
)


async def test_what_nobody_answers_makes_room_for_tomorrows_visit(database: Database) -> None:
    """After three hours of silence; and it is asked another time."""
    cast = CAST + "Kim; befriender; SO16 3DE"
    pairs = (("sam", "rose", TUESDAY, time(14)), ("kim", "rose", TUESDAY, time(16)))
    the = await paired(database, cast, *pairs)
    await the.until(the.parts.now() + timedelta(hours=6))
    lines = the._new()
    assert f"bot to sam: {SOMETHING_ELSE.format('Sam', 'Rose')}" in lines
    assert any(each.startswith("bot to sam: You see Rose tomorrow at 2pm.") for each in lines)
    await the.until(the.parts.now() + timedelta(hours=24))
    assert f"bot to sam: {SOMETHING_ELSE.format('Sam', 'Rose')}" in the._new()


async def test_of_two_visits_tomorrow_each_is_asked_about(database: Database) -> None:
    """Both fall due at the same moment: one after the other, and nothing else before them."""
    cast = CAST + "Kim; befriender; SO16 3DE"
    pairs = (("sam", "rose", TUESDAY, time(14)), ("kim", "rose", TUESDAY, time(16)))
    the = await paired(database, cast, *pairs)
    await the.until(the.parts.now() + timedelta(hours=6))
    to_rose = [each for each in the._new() if each.startswith("bot to rose: ")]
    assert sorted(each.split("hopes")[0] for each in to_rose) == [
        "bot to rose: Kim ",
        "bot to rose: Sam ",
    ]


async def test_a_hello_at_the_same_moment_comes_first(database: Database) -> None:
    """And the visit is asked about as soon as it is answered."""
    the = await paired(database)
    rose, week = (await people(the))["rose"], timedelta(days=7)
    hello = {"purpose": "hello", "subject": 0, "late_by": 28800, "state": "due", "reason": ""}
    at = MONDAY_NOON.replace(hour=9) + week
    of = {"community_id": the.parts.community.id, "person_id": rose, "due_at": at}
    await the.parts.change(sa.insert(nudge).values(**hello, **of))
    await the.until(MONDAY_NOON + week)
    assert "How was your week?" in the._new()[-1]
    await the.play("""
        rose: fine thanks
        bot to rose: That's good to hear. ...
        (2 hours later)
        bot to rose: Sam hopes to come tomorrow at 2pm. Is that all right? YES or NOT TODAY
    """)


async def test_the_second_of_two_prompts_waits_for_the_first_to_be_answered(
    database: Database,
) -> None:
    """So that a plain no is never taken for an answer to the other one."""
    cast = CAST + "Betty; resident; SO16 2AD"
    pairs = (("sam", "rose", TUESDAY, time(14)), ("sam", "betty", TUESDAY, time(16)))
    the = await paired(database, cast, *pairs)
    await the.until(the.parts.now() + timedelta(hours=5, minutes=31))
    the._new()
    await the.play("""
        (18 minutes later)
        sam: no
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come tomorrow at 2pm after all, and is sorry. ...
        bot to sam: When could you see Rose instead? ...
        sam: NO
        bot to sam: That's fine. ...
        bot to rose: Sam can't find another time. ...
        (30 minutes later)
        bot to sam: You see Betty tomorrow at 4pm. ...
    """)


async def test_the_second_of_two_prompts_waits_an_hour_at_most(database: Database) -> None:
    """Then the first has gone quiet."""
    cast = CAST + "Betty; resident; SO16 2AD"
    pairs = (("sam", "rose", TUESDAY, time(14)), ("sam", "betty", TUESDAY, time(16)))
    the = await paired(database, cast, *pairs)
    await the.until(the.parts.now() + timedelta(hours=6, minutes=20))
    assert not any("Betty tomorrow" in each for each in the._new())
    await the.play("""
        (20 minutes later)
        bot to sam: You see Betty tomorrow at 4pm. ...
    """)


async def with_a_hello(database: Database) -> Story:
    """A hello at ten, which Rose leaves open; Sam comes tomorrow at 2pm."""
    the = await paired(database)
    rose, week = (await people(the))["rose"], timedelta(days=7)
    hello = {"purpose": "hello", "subject": 0, "late_by": 28800, "state": "due", "reason": ""}
    at = MONDAY_NOON.replace(hour=9) + week
    of = {"community_id": the.parts.community.id, "person_id": rose, "due_at": at}
    await the.parts.change(sa.insert(nudge).values(**hello, **of))
    await the.until(MONDAY_NOON + week)
    the._new()
    return the


async def test_who_leaves_a_hello_open_is_told_of_tomorrows_visit(database: Database) -> None:
    """Without a question, so that two are never open; NOT TODAY is of the visit all the same."""
    the = await with_a_hello(database)
    await the.play("""
        (6 hours later)
        bot to rose: Sam hopes to come tomorrow at 2pm. If you would rather not, just text \
NOT TODAY.
        bot to sam: Rose enjoys roses.
        bot to sam: You see Rose tomorrow at 2pm. Rose has not answered, ...
        rose: not today love
        bot to rose: That's quite all right, and thank you for saying. ...
        bot to sam: Rose would rather not have a visit tomorrow at 2pm. ...
        rose: fine otherwise
        bot to rose: That's good to hear. ...
    """)


async def test_whoever_answers_the_hello_then_is_not_asked_besides(database: Database) -> None:
    """They have just read of the visit."""
    the = await with_a_hello(database)
    await the.play("""
        (6 hours later)
        bot to rose: Sam hopes to come tomorrow at 2pm. If you would rather not, just text \
NOT TODAY.
        bot to sam: Rose enjoys roses.
        bot to sam: You see Rose tomorrow at 2pm. Rose has not answered, ...
        rose: fine thanks
        bot to rose: That's good to hear. ...
        (2 hours later)
    """)


async def test_a_prompt_that_comes_too_late_is_no_second_text_of_the_day(
    database: Database,
) -> None:
    """What Sam began himself was open all evening; in the morning he reads of today's visit."""
    the = await paired(database)
    await the.until(MONDAY_NOON + timedelta(hours=5))
    await the.parts.text(the.phones["sam"], "EASE OFF")
    await the.work_off()
    the._new()
    await the.until(MONDAY_NOON + timedelta(hours=21))
    assert not any("Can you still go" in each for each in the._new())
    await the.parts.text(the.phones["sam"], "SKIP")
    await the.until(MONDAY_NOON + timedelta(hours=25))
    assert not any("Can you still go" in each for each in the._new())
