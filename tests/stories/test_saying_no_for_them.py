"""A befriender has Doorstep say no: on Sam's phone, on Rose's, and on Ana's."""

from datetime import date
from functools import partial

import pytest

from store import declined, pairings
from store.database import Database
from tests.story import Story, story

pytestmark = pytest.mark.anyio

SAM, ROSE, JOE = 1, 2, 3
CAST = """
    Sam; befriender
    Rose; resident; SO16 2AB; roses
    Joe; resident; SO16 2AB; chess
    Ana; coordinator
"""
LEFT = "Leave that with us. We have told {} kindly that we don't do this, ..."


async def visited(database: Database, *residents: int) -> Story:
    told = await story(database, CAST)
    parts = told.parts
    for each in residents:
        pair = partial(pairings.pair, community_id=parts.community.id, resident_id=each)
        await parts.database.write(partial(pair, befriender_id=SAM, now=parts.now()))
    return told


async def counted(told: Story) -> list[tuple[date, str, int]]:
    parts = told.parts
    count = partial(declined.by_month, community_id=parts.community.id, since=date(2026, 1, 1))
    found: list[tuple[date, str, int]] = await parts.database.read(count)
    return found


async def test_a_gentle_no_that_blames_nobody_and_a_person_who_sees_to_it(
    database: Database,
) -> None:
    told = await visited(database, ROSE, JOE)
    await told.play(
        f"""
        sam: DECLINE Rose wants me to do her banking
        bot to sam: {LEFT.format("Rose")}
        bot to rose: Hello Rose, it's Mill Lane. You could do with a hand with money. ...
        (a day later)
        bot to ana: 1 person still waits for you: Rose ...
    """
    )
    assert await counted(told) == [(date(2026, 6, 1), "money", 1)]


async def test_whose_wish_it_was_is_asked_where_it_is_not_said(database: Database) -> None:
    told = await visited(database, ROSE, JOE)
    await told.play(
        f"""
        sam: DECLINE
        bot to sam: What are they asking of you? ...
        sam: to give him his insulin
        bot to sam: Whose wish is it? 1 Rose, 2 Joe
        sam: 2
        bot to sam: {LEFT.format("Joe")}
        bot to joe: Hello Joe, it's Mill Lane. You could do with a hand with pills or the doctor...
        bot to ana: Sam was asked by Joe for what no befriender does: ...
    """
    )


async def test_who_visits_one_person_need_not_name_them(database: Database) -> None:
    told = await visited(database, ROSE)
    await told.play(
        f"""
        sam: DECLINE she wants her toenails cut
        bot to sam: {LEFT.format("Rose")}
        bot to rose: Hello Rose, it's Mill Lane. You could do with a hand with washing...
        bot to ana: Sam was asked by Rose for what no befriender does: ...
    """
    )


async def test_nobody_is_told_no_by_guessing(database: Database) -> None:
    told = await visited(database)
    await told.play(
        """
        sam: DECLINE Rose wants me to do her banking
        bot to sam: Leave that with us. Someone at Mill Lane will see to it. ...
        bot to ana: Sam was asked for what no befriender does: "Rose wants me to do her banking"...
    """
    )
