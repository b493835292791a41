"""A coordinator loses their phone in the middle of something, and it is taken off the list."""

from functools import partial

import pytest

from store.broadcasts import broadcast
from store.database import Database
from store.trusting import set_trust
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
    Bea; coordinator
"""


async def _loses_their_phone(told: Story, who: str) -> None:
    wheres, parts = [("sms", told.phones[who])], told.parts
    off = partial(set_trust, community_id=parts.community.id, wheres=wheres, trusted=False)
    await parts.database.write(partial(off, now=parts.now()))
    await told.work_off()


async def test_a_yes_from_a_lost_phone_sends_nothing(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        bot to ana: Tea dance at Swathling Centre: ...
        bot to ana: They get: ...
        bot to ana: Shall I send it to 1 person? ...
    """)
    await _loses_their_phone(told, "ana")
    await told.play("""
        ana: yes
        bot to ana: For safety, I do that only from a phone I know is yours. ...
        (1 day later)
        bot to ana: I did not hear a YES, so Tea dance has not been sent. ...
    """)
    assert not await told.parts.all(broadcast)


async def test_whoever_they_were_with_is_with_us_again(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: take over Rose
        bot to ana: You are with Rose now. ...
        bot to rose: Ana from Mill Lane is here and would like to talk with you. ...
    """)
    await _loses_their_phone(told, "ana")
    assert sorted(told._new()) == [
        "bot to ana: Your talk with Rose is over, so I talk with them again. "
        "TAKE OVER Rose begins it again.",
        "bot to rose: Your talk with Ana is over for now, and it is Mill Lane's own texts again. "
        "Text us any time.",
    ]
    await told.play("""
        rose: the key is under the mat
        bot to rose: ...
        bot to ana: Rose texted: ...
        bot to bea: Rose texted: ...
    """)
