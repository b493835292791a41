"""Into hospital and home again, on Rose's phone and on Ana's, through the real inbox and outbox."""

from functools import partial

import pytest

from bot.rounds.homecomings import welcome_home, welcome_home_at
from store import circles
from store.database import Database
from store.needs import needs_first
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
"""
IN_HOSPITAL = """
    rose: I'm in hospital till Friday
    bot to rose: Thank you for telling us. We hope all goes well. Our hellos rest until Friday...
    bot to ana: Rose texted that they are going into hospital, or are there: ...
    ana: DONE
    bot to ana: Thank you. That's noted for Rose.
    (4 days later)
    bot to rose: Hello Rose, it's Mill Lane. We hope it went well. Are you home from...
    rose: yes
    bot to rose: Hello Rose, welcome home! For a month we'll look in more. ...
    rose: yes love, snug as anything
    bot to rose: I'm glad. Text us any time. We'll look in again on Sunday.
"""


async def comes_first(told: Story) -> bool:
    now = told.parts.now()
    return bool(await told.parts.database.read(partial(needs_first, ids=[1], now=now)))


async def test_a_stay_a_welcome_and_the_month_after(database: Database) -> None:
    told = await story(database, CAST)
    assert not await comes_first(told)
    await told.play(
        IN_HOSPITAL
        + """
        (2 days later)
        bot to rose: Hello Rose, Mill Lane looking in. Have you got food in for...
        rose: no
        bot to rose: Thank you for saying. We have asked someone from Mill Lane...
        bot to ana: Rose is home from hospital and has no food in. They said: ...
        ana: DONE
        bot to ana: ...
        (2 days later)
        bot to rose: Hello Rose, Mill Lane here. Has anybody been to see you...
        rose: yes, our Jean has
        bot to rose: I'm glad. Text us any time. We'll look in again on Thursday.
        rose: LESS
        bot to rose: We'll look in less often. The next time is on Friday. Text MORE for more.
        (3 days later)
        bot to rose: Hello Rose. Who is in your circle? ...
        rose: our Jean, and Pat over the road
        bot to rose: Thank you for telling us. It's good to know. We'll look in again on Monday.
    """
    )
    assert await comes_first(told)
    words = await told.parts.database.read(partial(circles.told, person_id=1))
    assert words == ["our Jean, and Pat over the road"]
    await told.play("rose: STOP\n(60 days later)")


async def test_two_silences_a_gentle_check_and_then_a_person(database: Database) -> None:
    told = await story(database, CAST)
    await told.play(
        IN_HOSPITAL
        + """
        (2 days later)
        bot to rose: Hello Rose, Mill Lane looking in. ...
        (2 days later)
        bot to rose: Hello Rose, Mill Lane here. Has anybody been to see you...
        (2 days later)
        bot to rose: Hello Rose, Mill Lane again. One number will do. How are you? ...
        (2 days later)
        bot to ana: Rose is home from hospital and has not answered us lately. ...
        bot to rose: Hello Rose, it's Mill Lane. How are you getting on at home? ...
    """
    )


async def test_a_coordinator_knows_first(database: Database) -> None:
    told = await story(database, CAST)
    begin = partial(welcome_home, community=told.parts.community, person_id=1)
    assert await told.parts.database.write(partial(begin, now=told.parts.now()))
    await told.play("""
        (a minute later)
        bot to rose: Hello Rose, welcome home! For a month we'll look in more. ...
        rose: yes
        bot to rose: I'm glad. Text us any time. We'll look in again on Wednesday.
        rose: STOP
    """)
    assert not await told.parts.database.write(partial(begin, now=told.parts.now()))
    nobody = partial(welcome_home_at, community=told.parts.community, number="+447700900999")
    assert not await told.parts.database.write(partial(nobody, now=told.parts.now()))


async def test_a_stay_without_an_end_is_recalled_once_after_four_weeks(database: Database) -> None:
    told = await story(database, CAST)
    await told.play(
        """
        rose: I'm in hospital
        bot to rose: ...
        bot to ana: Rose texted that they are going into hospital, or are there: ...
        ana: DONE
        bot to ana: Thank you. That's noted for Rose.
        (28 days later)
        bot to ana: Rose has been in hospital for four weeks, as far as we know. ...
        (60 days later)
    """
    )


async def test_who_is_home_by_then_is_not_recalled(database: Database) -> None:
    told = await story(database, CAST)
    await told.play(
        """
        rose: I'm in hospital
        bot to rose: ...
        bot to ana: Rose texted that they are going into hospital, or are there: ...
        ana: DONE
        bot to ana: Thank you. That's noted for Rose.
        rose: HOME
        bot to rose: ...
        rose: STOP
        (60 days later)
    """
    )
