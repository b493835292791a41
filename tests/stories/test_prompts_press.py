"""A visit is tomorrow, and something else was asked that nobody answers."""

from datetime import time

import pytest

from store.database import Database
from tests.stories.test_visits import CAST, TUESDAY, paired

pytestmark = pytest.mark.anyio


async def test_what_nobody_answers_makes_room_for_tomorrows_visit(database: Database) -> None:
    """After three hours of silence; and it is asked another time."""
    cast = CAST + "Kim; befriender; SO16 3DE"
    pairs = (("sam", "rose", TUESDAY, time(14)), ("kim", "rose", TUESDAY, time(16)))
    the = await paired(database, cast, *pairs)
    await the.play("""
        (6 hours later)
        bot to rose: Hello Rose. Other neighbours near you like flowers too. ...
        bot to sam: Hello Sam. Other neighbours near you like flowers too. ...
        bot to kim: Hello Kim. Other neighbours near you like flowers too. ...
        bot to rose: Sam hopes to come tomorrow at 2pm. Is that all right? YES or NOT TODAY
        bot to sam: Rose enjoys roses.
        bot to kim: Rose enjoys roses.
        bot to sam: You see Rose tomorrow at 2pm. ...
        bot to kim: You see Rose tomorrow at 4pm. ...
    """)
