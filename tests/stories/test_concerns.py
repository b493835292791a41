"""Concerns with a clock, on everybody's phones: claimed, not claimed, closed, noted down."""

from datetime import UTC, datetime

import pytest

from store.concern_events import concern_event
from store.concerns import concern
from store.database import Database
from tests.store.people_of_the_house import rows_of
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Dilys; resident; SO16 2AB; cards
    Ana; coordinator
    Bea; coordinator
    Cat; coordinator
"""
ALONE = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
"""
THREE_AT_NIGHT = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)


async def on_duty(database: Database) -> Story:
    """Ana is on duty, Bea comes after her."""
    told = await story(database, CAST)
    await told.play("""
        ana: ON DUTY till 11pm
        bot to ana: Thank you. You are on duty until 11 in the evening. ...
        bea: on duty tomorrow 9 to 5
        bot to bea: Thank you. You are on duty tomorrow at 9 in the morning to 5 in the ...
    """)
    return told


async def history(database: Database) -> list[str]:
    return [each.kind for each in await rows_of(database, concern_event)]


# ── urgent ──────────────────────────────────────────────────────────────────────────────────


async def test_urgent_goes_to_whoever_is_on_duty_and_is_claimed_and_closed(
    database: Database,
) -> None:
    told = await on_duty(database)
    await told.play("""
        rose: help me
        bot to rose: If you are in danger or hurt, call 999 now. We are telling someone at Mill ...
        bot to ana: URGENT. Rose may be in danger. They texted: "help me" Please ring them now ...
        (4 minutes later)
        ana: MINE
        bot to ana: Thank you. You have Rose: please ring on ...
        bot to rose: Ana from Mill Lane has your text, and is seeing to it. In danger, call 999.
        (30 minutes later)
        ana: DONE she is fine, slipped in the bath
        bot to ana: Thank you, that's noted for Rose. What would they like to happen now, if ...
        ana: a rail by the bath
        bot to ana: Thank you. That is kept, in your words.
        (12 hours later)
    """)  # fmt: skip
    [kept] = await rows_of(database, concern)
    assert (kept.outcome, kept.wish) == (
        "she is fine, slipped in the bath",
        "a rail by the bath",
    )
    assert await history(database) == ["raised", "told", "claimed", "closed", "wish"]


async def test_not_claimed_it_goes_to_the_next_then_to_all_and_on_until_claimed(
    database: Database,
) -> None:
    told = await on_duty(database)
    await told.play("""
        rose: help me
        bot to rose: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Rose may be in danger. ...
        (5 minutes later)
        bot to bea: URGENT. Rose may be in danger. ...
        (5 minutes later)
        bot to ana: STILL URGENT: Rose may be in danger. 10 minutes and nobody has it. ...
        bot to bea: STILL URGENT: Rose may be in danger. 10 minutes and nobody has it. ...
        bot to cat: STILL URGENT: Rose may be in danger. 10 minutes and nobody has it. ...
        (10 minutes later)
        bot to ana: STILL URGENT: Rose may be in danger. 20 minutes and nobody has it. ...
        bot to bea: STILL URGENT: Rose may be in danger. 20 minutes and nobody has it. ...
        bot to cat: STILL URGENT: Rose may be in danger. 20 minutes and nobody has it. ...
        cat: I've got it
        bot to ana: Cat is seeing to Rose now. ...
        bot to bea: Cat is seeing to Rose now. ...
        bot to cat: Thank you. You have Rose: ...
        bot to rose: Cat from Mill Lane has your text, ...
        (30 minutes later)
    """)


async def test_a_claim_without_done_comes_back_after_an_hour_and_then_to_all(
    database: Database,
) -> None:
    told = await on_duty(database)
    await told.play("""
        rose: help me
        bot to rose: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Rose may be in danger. ...
        ana: mine
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, ...
        (62 minutes later)
        bot to ana: How is Rose? You took this on 1 hour ago ...
        (60 minutes later)
        bot to bea: Ana took on Rose 2 hours ago (may be in danger) and has not texted DONE. ...
        bot to cat: Ana took on Rose 2 hours ago (may be in danger) and has not texted DONE. ...
        bea: mine Rose
        bot to ana: Bea is seeing to Rose now. ...
        bot to cat: Bea is seeing to Rose now. ...
        bot to bea: Thank you. You have Rose: ...
    """)


async def test_of_two_who_claim_at_once_one_has_it_and_the_other_hears_so(
    database: Database,
) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: help me
        bot to rose: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Rose may be in danger. ...
        bot to bea: URGENT. Rose may be in danger. ...
        bot to cat: URGENT. Rose may be in danger. ...
    """)
    parts, phones = told.parts, told.phones
    both = [parts.heard(phones["ana"], "MINE"), parts.heard(phones["bea"], "mine")]
    await parts.inbox.take(both)
    await told.work_off()
    said = {who: parts.sms.said(phones[who])[-1] for who in ("ana", "bea", "cat")}
    assert said["cat"].startswith("Ana is seeing to Rose now.")
    assert "Ana is seeing to Rose now." in "".join(parts.sms.said(phones["bea"])[-2:])
    [kept] = await rows_of(database, concern)
    assert kept.claimed_by is not None
    assert "too_late" in await history(database)


async def test_at_three_in_the_night_urgent_waits_for_nothing(database: Database) -> None:
    told = await story(database, ALONE, at=THREE_AT_NIGHT)
    await told.play("""
        rose: chest pain
        bot to rose: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Rose may be in danger. They texted: "chest pain" ...
        (5 minutes later)
        bot to ana: STILL URGENT: Rose may be in danger. 5 minutes and nobody has it. ...
        rose: its getting worse, chest pain
        bot to rose: We have this text too. We are telling someone at Mill Lane now. ...
        bot to ana: URGENT. Rose may be in danger. They texted: "its getting worse, chest pain" ...
        ana: on it
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, ...
        (20 minutes later)
    """)


async def test_an_open_question_on_a_coordinators_phone_stays_open(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        dilys: I've fallen and can't get up
        bot to dilys: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Dilys may be in danger. ...
        bot to bea: URGENT. Dilys may be in danger. ...
        bot to cat: URGENT. Dilys may be in danger. ...
        ana: DONE
        bot to ana: Thank you. That's closed for Dilys. What came of it? ...
        rose: help me
        bot to rose: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Rose may be in danger. ...
        bot to bea: URGENT. Rose may be in danger. ...
        bot to cat: URGENT. Rose may be in danger. ...
        ana: she fell in the kitchen, the ambulance came
        bot to ana: Thank you, that's noted for Dilys. What would they like to happen now, ...
    """)
    first, second = await rows_of(database, concern)
    assert first.outcome == "she fell in the kitchen, the ambulance came"
    assert second.done_at is None


# ── closing ─────────────────────────────────────────────────────────────────────────────────


async def test_done_asks_whom_where_it_may_be_one_of_several(database: Database) -> None:
    told = await on_duty(database)
    await told.play("""
        rose: there's no food in the house
        bot to rose: Thank you for telling us. ...
        bot to ana: Rose may need someone today. ...
        dilys: I had a fall last night
        bot to dilys: ...
        bot to ana: Dilys may need someone today. ...
        ana: DONE
        bot to ana: Whom have you seen to? 1 Dilys 2 Rose Text the number or the name.
        ana: 2
        bot to ana: Thank you. That's closed for Rose. What came of it? ...
        ana: skip
        bot to ana: Thank you. That's noted for Rose.
        ana: who
        bot to ana: Who needs someone: 1 Dilys: worried us, today. On duty: Ana.
        ana: done Dilys, all well, her daughter is there
        bot to ana: Thank you, that's noted for Dilys. What would they like to happen now, ...
    """)
    rose, dilys = await rows_of(database, concern)
    assert (rose.outcome, dilys.outcome) == ("", "all well, her daughter is there")


async def test_who_says_who_has_whom(database: Database) -> None:
    told = await on_duty(database)
    await told.play("""
        rose: there's no food in the house
        bot to rose: Thank you for telling us. ...
        bot to ana: Rose may need someone today. ...
        ana: MINE
        bot to ana: Thank you. You have Rose: ...
        bea: WHO
        bot to bea: Who needs someone: 1 Rose: worried us, today, Ana has it. On duty: Ana.
        bea: mine rose
        bot to bea: Ana has Rose in hand already. Thank you all the same.
    """)
    [kept] = await rows_of(database, concern)
    assert kept.done_at is None
