"""Nothing urgent is closed, missed or left unclaimed: texts cross, and other questions are open."""

from typing import Any

import pytest

from store.concerns import concern
from store.database import Database
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB
    Joan; resident; SO16 3DE
    Ana; coordinator
    Bea; coordinator
"""

FALLEN = """
    rose: I have fallen and cant get up
    bot to rose: If you are in danger or hurt, call 999 now. ...
    bot to ana: URGENT. Rose may be in danger. ...
"""


async def with_ana_on_duty(database: Database) -> Story:
    """Ana and Bea, and Ana is on duty."""
    told = await story(database, CAST)
    await told.play("""
        ana: on duty
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
    """)
    return told


async def open_kinds(told: Story) -> list[str]:
    """The kinds of what is open."""
    rows: list[Any] = await told.parts.all(concern)
    return sorted(each.kind for each in rows if each.done_at is None)


async def test_done_of_what_was_before_does_not_close_a_danger_she_was_never_told_of(
    database: Database,
) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        rose: can somebody ring me please
        bot to rose: Thank you for asking. We have asked someone from Mill Lane to ring you. ...
        bot to ana: Rose would like a person to ring them ...
        (10 minutes later)
        {FALLEN}
        (3 minutes later)
        bea: done rose rang her this morning shes fine
        bot to bea: Rose may be in danger just now, and that is new. Have you seen to that, too? \
YES or NO
    """)
    assert await open_kinds(told) == ["person", "urgent"]
    await told.play("""
        bea: no
        bot to bea: Thank you. So that stays open. Text MINE if you have it, ...
        ana: mine
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, and is seeing to it. In danger, call 999.
    """)
    assert await open_kinds(told) == ["urgent"]


async def test_a_done_that_crosses_with_a_danger_asks_first(database: Database) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        rose: can somebody ring me please
        bot to rose: Thank you for asking. We have asked someone from Mill Lane to ring you. ...
        bot to ana: Rose would like a person to ring them ...
        (10 minutes later)
        {FALLEN}
        ana: done had a nice chat
        bot to ana: Rose may be in danger just now, and that is new. ...
        ana: yes she is on the sofa with a cup of tea
        bot to ana: Thank you, that's noted for Rose. What would they like to happen now, ...
    """)
    assert await open_kinds(told) == []


async def test_mine_and_a_name_closes_nobody_where_it_was_asked_who_was_seen_to(
    database: Database,
) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        {FALLEN}
        joan: I have fallen and cant get up
        bot to joan: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Joan may be in danger. ...
        (3 minutes later)
        ana: done
        bot to ana: Whom have you seen to? 1 Joan 2 Rose Text the number or the name.
        ana: mine rose
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, and is seeing to it. In danger, call 999.
    """)
    assert await open_kinds(told) == ["urgent", "urgent"]


@pytest.mark.parametrize("claim", ["ive got it", "mine rose", "im on it"])
async def test_a_claim_is_heard_while_a_preview_waits_for_its_yes(
    database: Database, claim: str
) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        ana: event Tea dance fri 2pm Swathling Centre for so16
        bot to ana: Tea dance at Swathling Centre: ...
        bot to ana: They get: ...
        bot to ana: Shall I send it to 2 people? ...
        {FALLEN}
        ana: {claim}
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, and is seeing to it. In danger, call 999.
        ana: yes
        bot to ana: You were told of Rose just now. Is your YES for sending Tea dance ...
    """)


async def test_tell_is_no_word_of_what_came_of_it(database: Database) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        {FALLEN}
        (3 minutes later)
        ana: done
        bot to ana: Thank you. That's closed for Rose. What came of it? ...
        ana: tell rose bea is on her way
        bot to ana: I have told Rose. ...
        bot to rose: Ana from Mill Lane: bea is on her way
    """)


async def test_who_was_rung_is_closed_and_nobody_else(database: Database) -> None:
    told = await with_ana_on_duty(database)
    await told.play("""
        rose: can somebody ring me please
        bot to rose: Thank you for asking. We have asked someone from Mill Lane to ring you. ...
        bot to ana: Rose would like a person to ring them ...
        joan: I have fallen and cant get up
        bot to joan: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Joan may be in danger. ...
        (3 minutes later)
        ana: ive spoken to rose shes fine
        bot to ana: Thank you. That's noted for Rose.
    """)
    assert await open_kinds(told) == ["urgent"]


@pytest.mark.parametrize("claim", ["got rose", "ill ring rose", "im ringing Rose now"])
async def test_a_claim_may_name_whom(database: Database, claim: str) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        {FALLEN}
        ana: {claim}
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, and is seeing to it. In danger, call 999.
    """)


async def test_nobody_is_seen_to_by_a_ring_that_nobody_answered(database: Database) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        {FALLEN}
        (3 minutes later)
        ana: ive rung rose no answer
        bot to ana: Thank you, that is kept. Rose stays open until somebody has got through. ...
    """)
    assert await open_kinds(told) == ["urgent"]


async def test_what_came_of_it_may_open_it_again(database: Database) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        {FALLEN}
        (3 minutes later)
        ana: done
        bot to ana: Thank you. That's closed for Rose. What came of it? ...
        ana: no answer will try again
        bot to ana: URGENT. Ana notes of Rose: "no answer will try again" Rose may be in danger. ...
        bot to ana: Thank you. Then Rose is open again, and I tell whoever is on duty. ...
    """)
    assert await open_kinds(told) == ["noted_danger"]


async def test_a_bare_yes_to_nothing_is_no_word_for_the_others(database: Database) -> None:
    told = await with_ana_on_duty(database)
    await told.play("""
        ana: yes
        bot to ana: I have no question open with you just now, so I have done nothing. ...
    """)
    assert await open_kinds(told) == []


# ── what they go on to say ──────────────────────────────────────────────────────────────────


async def test_whatever_they_say_while_they_may_be_in_danger_is_read_at_once(
    database: Database,
) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        {FALLEN}
        rose: please
        bot to rose: We have this text too. We are telling someone at Mill Lane now. ...
        bot to ana: MORE from Rose, who may be in danger: "please" Please ring them ...
        ana: mine
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, and is seeing to it. In danger, call 999.
        bea: on duty
        bot to bea: Thank you. You are on duty ...
        (14 hours later)
        bot to ana: How is Rose? ...
        bot to bea: Ana took on Rose ...
    """)


async def test_whoever_has_them_in_hand_reads_it_and_help_is_no_menu(database: Database) -> None:
    told = await with_ana_on_duty(database)
    await told.play(f"""
        {FALLEN}
        ana: mine
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, and is seeing to it. In danger, call 999.
        ana: off duty
        bot to ana: Thank you. You are off duty, ...
        bea: on duty
        bot to bea: Thank you. You are on duty ...
        rose: help
        bot to rose: We have this text too. Ana from Mill Lane knows. ...
        bot to ana: MORE from Rose, who may be in danger: "help" Please ring them ...
        ana: done she is in hospital
        bot to ana: Thank you, that's noted for Rose. ...
    """)


async def test_a_coordinator_who_says_stop_is_not_waited_for(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: I have fallen and cant get up
        bot to rose: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Rose may be in danger. ...
        bot to bea: URGENT. Rose may be in danger. ...
        ana: STOP
        bot to bea: Ana of your team has texted STOP, so I tell them nothing more.
        (6 minutes later)
        bot to bea: STILL URGENT: Rose may be in danger. ...
    """)
