"""Silence, and a day of one's own, through the real inbox and outbox."""

from datetime import timedelta
from functools import partial

import pytest

from store import nudges
from store.check_ins import check_in
from store.concerns import open_count
from store.database import Database
from tests.store.people_of_the_house import rows_of
from tests.story import story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
"""


async def test_one_silence_is_normal_and_after_two_a_person_is_told(database: Database) -> None:
    """Hellos are worded another way each week; the words of a late answer are kept."""
    told = await story(database, CAST, joined=timedelta(hours=1))
    await told.play("""
        (7 days later)
        bot to rose: Hello Rose, it's Mill Lane. How was your week? ...
        (7 days later)
        bot to rose: Hello Rose, Mill Lane here. How have you been? ...
        (2 days later)
        bot to rose: Hello Rose, Mill Lane again. Did our hello reach you? ...
        (2 days later)
        bot to ana: Rose has not answered our hello or our gentle check. It may well be nothing. ...
        rose: 2, my sister came
        bot to rose: Thank you for telling us. Some weeks are like that. ...
        bot to ana: Rose has answered our hello after all: "2, my sister came"
    """)
    kept = [(row.mood, row.words) for row in await rows_of(database, check_in)]
    assert kept == [("quiet", ""), ("quiet", ""), ("soso", "2, my sister came")]
    assert await database.read(open_count) == 0  # they are heard from: nobody need wonder


async def test_only_sundays_at_her_own_hour(database: Database) -> None:
    told = await story(database, CAST, joined=timedelta(hours=1))
    await told.play("""
        rose: only Sundays
        bot to rose: We'll say hello on Sundays at 10 in the morning from now on. ...
        rose: can you text in the evening instead
        bot to rose: We'll say hello on Sundays at 6 in the evening from now on. ...
        (6 days later)
        (an hour later)
        (6 hours later)
        bot to rose: Hello Rose, it's Mill Lane. How was your week? ...
        rose: 1
        bot to rose: That's good to hear. Text us any time. We'll say hello on Sunday next week.
    """)
    ahead = await database.read(partial(nudges.ahead_of, ids=[1]))
    at = ahead[1].hello_at
    assert at is not None
    assert (at.weekday(), at.hour) == (6, 17)  # six in the evening, British Summer Time
