"""A visit is tomorrow, and something else was asked that nobody answers."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from store.database import Database
from store.nudges import nudge
from tests.scripted import MONDAY_NOON
from tests.stories.test_visits import CAST, TUESDAY, paired, people

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
