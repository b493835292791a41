"""A weekly hello and a low week, on Rose's phone and on Sam's."""

from datetime import timedelta

import pytest

from store.database import Database
from tests.story import story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
"""


async def test_a_low_week_reaches_a_person(database: Database) -> None:
    told = await story(database, CAST, joined=timedelta(days=10))
    await told.play("""
        (7 days later)
        bot to rose: Hello Rose, it's Mill Lane. How was your week? ...
        rose: a bit low
        bot to rose: I'm sorry to hear that. Shall someone from Mill Lane give you a ring? ...
        rose: oh go on then
        bot to rose: Thank you for saying. We have asked someone from Mill Lane to ring you.
        bot to ana: Rose has had a low week and would like a ring ...
        bot to rose: Text us any time. We'll say hello on Monday next week.
    """)
