"""A number that has gone quiet, or that somebody else has now: nothing personal goes there."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.channels import Act, Undeliverable
from store import people
from store.database import Database
from store.nudges import nudge
from store.people import address, person
from tests.story import Story, story

DAY, WEEK = timedelta(days=1), timedelta(days=7)
GONE = Undeliverable("30005", permanent=True, act=Act.FREEZE)

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
"""
WHO = "Hello, this is Mill Lane. Is this still the right number for our texts? YES or NO"


async def quiet(database: Database, days: int = 100) -> Story:
    """Nothing has come from Rose's number for so long, and her hellos went there."""
    told = await story(database, CAST, joined=timedelta(days=days))
    await told.parts.change(sa.update(person).values(quiet_hellos=5))
    sure = told.parts.now() - timedelta(days=days)
    await told.parts.change(sa.update(address).values(confirmed_at=sure))
    others = sa.update(nudge).where(nudge.c.purpose != "hello")
    await told.parts.change(others.values(state="skipped", reason="another story"))
    return told


async def on_roses_phone(told: Story, *script: str | timedelta) -> None:
    """Rose's side alone: a time passes, she texts ("> …"), her phone shows. What the team is told
    now and then is another story.
    """
    texts, shown = told.parts.sms, len(told.parts.sms.said(told.phones["rose"]))
    for step in script:
        if isinstance(step, timedelta):
            await told.until(told.parts.now() + step)
        elif step.startswith("> "):
            await told.parts.text(told.phones["rose"], step.removeprefix("> "))
            await told.work_off()
        else:
            assert texts.said(told.phones["rose"])[shown].startswith(step)
            shown += 1
    assert texts.said(told.phones["rose"])[shown:] == []


async def is_told(told: Story, words: str) -> bool:
    return any(words in each for each in told.parts.sms.said(told.phones["ana"]))


async def rose(told: Story) -> sa.Row[tuple[object, ...]]:
    rows = await told.parts.all(address)
    return next(row for row in rows if row.value == told.phones["rose"])


async def test_after_ninety_days_a_neutral_question_and_yes(database: Database) -> None:
    told = await quiet(database)
    await on_roses_phone(
        told, WEEK, WHO,
        "> YES", "Thank you, that is good to know. We'll say hello on Monday next week.",
        WEEK, "Hello Rose, it's Mill Lane. How was your week?",
    )  # fmt: skip
    assert (await rose(told)).asked_at is None


async def test_no_freezes_the_number_and_only_a_person_puts_it_right(database: Database) -> None:
    told = await quiet(database)
    await on_roses_phone(told, WEEK, WHO, "> no", 2 * WEEK)
    assert await is_told(told, "Somebody else may have the number we hold for Rose.")
    assert ((await rose(told)).state, (await rose(told)).code) == ("frozen", people.WRONG)
    known = (await rose(told)).community_id, told.phones["rose"], told.parts.now()
    assert await database.write(lambda conn: people.right_after_all(conn, *known))
    await on_roses_phone(told, WEEK, "Hello Rose")


async def test_silence_and_her_hellos_go_on_without_her_name(database: Database) -> None:
    told = await quiet(database)
    await on_roses_phone(told, WEEK, WHO, 4 * DAY)
    assert await is_told(told, "nothing has come from the number we hold for Rose.")
    await on_roses_phone(
        told, 3 * DAY, "Hello there, it's Mill Lane. How was your week?",
        "> 1 thank you dear", "That's good to hear.",
        WEEK, "Hello Rose, Mill Lane here. How have you been?",
    )  # fmt: skip


async def test_a_number_that_answers_again_is_asked_who_is_there(database: Database) -> None:
    """30005: there was no such phone. Then somebody texts from it."""
    told = await quiet(database, days=10)
    told.parts.sms.answers[told.phones["rose"]].append(GONE)
    await on_roses_phone(told, WEEK, WEEK, "> who is this", WHO, "> no", "> who is this")
    assert await is_told(told, "Our texts are not reaching Rose.")
    assert await is_told(told, "Somebody else may have the number we hold for Rose.")
    assert ((await rose(told)).state, (await rose(told)).code) == ("frozen", people.WRONG)


async def test_and_yes_from_there_and_all_goes_on(database: Database) -> None:
    told = await quiet(database, days=10)
    told.parts.sms.answers[told.phones["rose"]].append(GONE)
    await on_roses_phone(
        told, WEEK, "> sorry dear my phone was broken", WHO,
        "> yes", "Thank you, that is good to know.",
        WEEK, "Hello Rose",
    )  # fmt: skip
    assert ((await rose(told)).state, (await rose(told)).asked_at) == ("open", None)


async def test_danger_from_a_number_that_was_gone_is_answered_at_once(database: Database) -> None:
    told = await quiet(database, days=10)
    told.parts.sms.answers[told.phones["rose"]].append(GONE)
    await on_roses_phone(told, WEEK, "> help I have fallen and cant get up", "")
    assert await is_told(told, "URGENT. Rose may be in danger.")


async def test_nobody_who_writes_now_and_then_is_ever_asked(database: Database) -> None:
    told = await quiet(database, days=400)
    await on_roses_phone(told, "> hello dear", "Thank you for telling us.", WEEK, "Hello Rose")
