"""What is for today and what can wait: reminded in good time, gathered, never a crowd of texts."""

from datetime import UTC, datetime

import pytest

from store.concerns import concern
from store.database import Database
from tests.store.people_of_the_house import rows_of
from tests.story import story

pytestmark = pytest.mark.anyio

TUESDAY = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)  # ten in the morning in London
FRIDAY_EVENING = datetime(2026, 6, 5, 16, 0, tzinfo=UTC)

CAST = """
    Rose; resident; SO16 2AB; roses
    Dilys; resident; SO16 2AB; cards
    Ana; coordinator
    Bea; coordinator
"""


async def test_what_is_for_today_is_reminded_the_same_day_and_told_to_all_before_it_ends(
    database: Database,
) -> None:
    told = await story(database, CAST, at=TUESDAY)
    await told.play("""
        ana: on duty
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
        rose: I am worried about my gas bill and I have no food in the house
        bot to rose: Thank you for telling us. ...
        bot to ana: Rose may need someone today. ...
        (5 hours later)
        bot to ana: Rose still waits for a person (worried us, 4 hours). ...
        (2 hours later)
        bot to ana: Rose still waits for a person (worried us, 6 hours). ...
        bot to bea: Rose still waits for a person (worried us, 6 hours). ...
        (17 hours later)
        bot to ana: Rose still waits for a person (worried us, 23 hours). ...
        ana: mine
        bot to ana: Thank you. You have Rose: ...
        bot to bea: Ana is seeing to Rose now. ...
        (10 hours later)
    """)


async def test_what_several_wait_for_is_one_text(database: Database) -> None:
    told = await story(database, CAST, at=TUESDAY)
    await told.play("""
        ana: on duty
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
        rose: I am worried about my gas bill and I have no food in the house
        bot to rose: Thank you for telling us. ...
        bot to ana: Rose may need someone today. ...
        dilys: I had a fall last night
        bot to dilys: Thank you for telling us. ...
        bot to ana: Dilys may need someone today. ...
        (5 hours later)
        bot to ana: 2 people still wait for you: Rose (worried us, today), Dilys (worried us, ...
        ana: done
        bot to ana: Whom have you seen to? 1 Dilys 2 Rose Text the number or the name.
        ana: neither
        bot to ana: Nothing is closed. ...
        ana: done both
        bot to ana: Thank you. That's closed for Rose and Dilys. What came of it? ...
        (50 minutes later)
    """)  # fmt: skip
    assert all(each.done_at for each in await rows_of(database, concern))


async def test_what_can_wait_is_gathered_on_the_next_working_morning(database: Database) -> None:
    told = await story(database, CAST, at=FRIDAY_EVENING)
    await told.play("""
        ana: on duty
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
        rose: my bins were not emptied
        bot to rose: Thank you for telling us. ...
        bot to ana: Rose texted: "my bins were not emptied" ...
        dilys: could you tell me who the new vicar is
        bot to dilys: Thank you for telling us. ...
        bot to ana: Dilys texted: ...
        (52 hours later)
        bot to dilys: Hello Dilys. ...
        bot to rose: Hello Rose. ...
        (12 hours later)
        (31 minutes later)
        bot to ana: 2 people still wait for you: Rose (texted us, since Fri), Dilys (texted us, ...
        ana: done
        bot to ana: Thank you. That's noted for Dilys.
    """)  # fmt: skip


async def test_the_night_keeps_what_is_only_for_today(database: Database) -> None:
    told = await story(database, CAST, at=datetime(2026, 6, 1, 22, 0, tzinfo=UTC))
    await told.play("""
        rose: I have no food in the house
        bot to rose: Thank you for telling us. ...
        (9 hours later)
        bot to ana: Rose may need someone today. ...
        bot to bea: Rose may need someone today. ...
        bot to ana: No one is on duty at Mill Lane just now. ...
        bot to bea: No one is on duty at Mill Lane just now. ...
    """)


@pytest.mark.parametrize(
    ("answer", "heard"), [("done", "Thank you. That's closed for Rose."), ("mine", "You have Rose")]
)
async def test_an_answer_may_come_before_the_clock_has_looked(
    database: Database, answer: str, heard: str
) -> None:
    told = await story(database, CAST, at=TUESDAY)
    parts, rose, ana = told.parts, told.phones["rose"], told.phones["ana"]
    await parts.text(ana, "on duty")
    await parts.text(rose, "I am worried about my gas bill and I have no food in the house")
    await parts.outbox.work_off()
    await parts.text(ana, answer)
    await parts.outbox.work_off()
    assert heard in parts.sms.said(ana)[-1]


@pytest.mark.parametrize(("postcode", "days"), [("SO16 2AB", 2), ("EH1 1AA", 1)])
async def test_a_bank_holiday_where_the_project_is_is_no_working_day(
    database: Database, postcode: str, days: int
) -> None:
    """Easter Monday is one in England, and is none in Scotland."""
    easter_sunday = datetime(2026, 4, 5, 11, 0, tzinfo=UTC)
    told = await story(database, CAST.replace("SO16 2AB", postcode), at=easter_sunday)
    shown = await told._happens("rose: there's no food in the house")
    assert any("may need someone today" in each for each in shown)
    for _ in range(days):
        assert not any("still" in each for each in await told._happens("(20 hours later)"))
    shown = await told._happens(f"({3 + 4 * (days - 1)} hours later)")
    assert any("Rose" in each and "still" in each for each in shown), shown
