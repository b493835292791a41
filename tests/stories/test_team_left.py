"""One of the coordinators says STOP: the others hear of it, and nothing falls to the ground."""

from datetime import UTC, datetime

import pytest

from store.concern_events import concern_event
from store.concerns import concern
from store.database import Database
from tests.store.people_of_the_house import rows_of
from tests.story import story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
    Bea; coordinator
    Cat; coordinator
"""
THREE_AT_NIGHT = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)


async def test_stop_of_one_is_told_to_the_others(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        cat: STOP
        bot to ana: Cat of your team has texted STOP, so I tell them nothing more.
        bot to bea: Cat of your team has texted STOP, so I tell them nothing more.
    """)


async def test_at_night_it_waits_where_nobody_waits_for_them(database: Database) -> None:
    told = await story(database, CAST, at=THREE_AT_NIGHT)
    await told.play("""
        cat: STOP
        (7 hours later)
        bot to ana: Cat of your team has texted STOP, ...
        bot to bea: Cat of your team has texted STOP, ...
    """)


async def test_who_is_on_duty_leaves_a_gap_that_is_told_at_any_hour(database: Database) -> None:
    told = await story(database, CAST, at=THREE_AT_NIGHT)
    await told.play("""
        ana: ON DUTY
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
        ana: STOP
        bot to bea: Ana has texted STOP, so I tell them nothing more. Nobody is on duty now. \
Can you? Text ON DUTY.
        bot to cat: Ana has texted STOP, so I tell them nothing more. Nobody is on duty now. \
Can you? Text ON DUTY.
        bea: on duty
        bot to bea: Thank you. You are on duty until you text OFF DUTY. ...
        rose: help me
        bot to rose: ...
        bot to bea: URGENT. Rose may be in danger. ...
    """)


async def test_whoever_else_is_on_duty_is_named(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: ON DUTY
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
        bea: ON DUTY
        bot to bea: Thank you. You are on duty until you text OFF DUTY. ...
        ana: STOP
        bot to bea: Ana has texted STOP, so I tell them nothing more. You are on duty now.
        bot to cat: Ana has texted STOP, so I tell them nothing more. Bea is on duty now.
    """)


async def test_what_is_urgent_and_they_had_goes_on_to_the_next_at_once(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: ON DUTY till 11pm
        bot to ana: Thank you. You are on duty until 11 in the evening. ...
        bea: on duty tomorrow 9 to 5
        bot to bea: Thank you. You are on duty tomorrow ...
        rose: help me
        bot to rose: ...
        bot to ana: URGENT. Rose may be in danger. ...
        ana: MINE
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, ...
    """)
    shown = await told._happens("ana: STOP")
    to_bea = [each for each in shown if each.startswith("bot to bea")]
    assert any(each.startswith("bot to bea: URGENT. Rose may be in danger.") for each in to_bea)
    assert any("They had Rose in hand: text WHO." in each for each in to_bea)
    assert not any(each.startswith("bot to ana") for each in shown)
    assert "released" in [each.kind for each in await rows_of(database, concern_event)]
    shown = await told._happens("bea: MINE")
    assert any(each.startswith("bot to bea: Thank you. You have Rose") for each in shown)
    assert any(each.startswith("bot to rose: Bea from Mill Lane has your text") for each in shown)
    [row] = await rows_of(database, concern)
    assert row.claimed_by is not None


async def test_what_they_were_told_of_and_nobody_has_waits_for_them_no_longer(
    database: Database,
) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: ON DUTY till 11pm
        bot to ana: Thank you. You are on duty until 11 in the evening. ...
        rose: help me
        bot to rose: ...
        bot to ana: URGENT. Rose may be in danger. ...
    """)
    shown = await told._happens("ana: STOP")
    assert any("URGENT. Rose may be in danger." in each for each in shown)


async def test_what_was_for_today_and_they_had_is_told_again(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: there's no food in the house
        bot to rose: Thank you for telling us. ...
        bot to ana: Rose may need someone today. ...
        bot to bea: Rose may need someone today. ...
        bot to cat: Rose may need someone today. ...
        ana: MINE
        bot to ana: Thank you. You have Rose: ...
        bot to bea: Ana is seeing to Rose now. ...
        bot to cat: Ana is seeing to Rose now. ...
    """)
    shown = await told._happens("ana: STOP")
    assert any(each.startswith("bot to bea: Rose may need someone today.") for each in shown)
    assert any("They had Rose in hand: text WHO." in each for each in shown)


async def test_the_rota_is_not_taken_up_again_by_a_start(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: ON DUTY
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
    """)
    await told._happens("ana: STOP")
    await told._happens("ana: START")
    shown = await told._happens("bea: who is on duty")
    assert shown == [
        "bot to bea: Nobody waits for a person just now. Thank you for asking. Nobody is on duty."
    ]


async def test_a_residents_stop_is_no_news_of_the_team(database: Database) -> None:
    told = await story(database, CAST)
    shown = await told._happens("rose: STOP")
    assert not any("has texted STOP" in each for each in shown)
