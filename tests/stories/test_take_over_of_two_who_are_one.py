"""Somebody in a talk that is taken over turns out to be somebody we know: whose words go where."""

from datetime import UTC, datetime

import pytest

from bot.channels import Kind
from store.concerns import concern
from store.database import Database
from store.people import person
from store.takeovers import takeover
from tests.store.people_of_the_house import rows_of
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 3EH; roses
    Rosie; resident; SO16 3EH
    Ana; coordinator; SO16 2AB
    Anna; coordinator; SO16 2AB
    Ben; coordinator; SO16 2AB
"""


def taken(by: str, whom: str) -> str:
    return f"""
        {by}: TAKE OVER {whom.capitalize()}
        bot to {by}: You are with {whom.capitalize()} now. ...
        bot to {whom}: {by.capitalize()} from Mill Lane is here ...
    """


async def is_the_same_as(the: Story, new: str, known: str) -> list[str]:
    """The new one shows the number of the known one to be theirs. Returns what phones show."""
    parts, phones = the.parts, the.phones
    await parts.text(phones[new], "", kind=Kind.CONTACT, detail=phones[known])
    parts.now.on(seconds=1)
    await the.work_off()
    return the._new()


async def test_the_newer_was_taken_over_and_so_is_the_one_we_know(database: Database) -> None:
    the = await story(database, CAST)
    await the.play(taken("ana", "rosie"))
    await is_the_same_as(the, "rosie", "rose")
    await the.play("""
        rose: are you there
        bot to ana: Rose: are you there
        rosie: its me on the other phone
        bot to ana: Rose: its me on the other phone
        ana: yes I am here
        bot to rose: Ana: yes I am here
        ana: HAND BACK
        bot to ana: Thank you. I talk with Rose again from now on.
        bot to rose: Ana has gone now, ...
    """)


async def test_the_newer_coordinator_held_them_and_the_one_we_know_goes_on(
    database: Database,
) -> None:
    the = await story(database, CAST)
    await the.play(taken("anna", "rose"))
    await is_the_same_as(the, "anna", "ana")
    await the.play("""
        rose: are you there
        bot to ana: Rose: are you there
        ana: yes I am here
        bot to rose: Ana: yes I am here
    """)


async def test_of_two_talks_with_one_person_the_later_goes_on(database: Database) -> None:
    the = await story(database, CAST)
    await the.play(taken("ana", "rose") + taken("ben", "rosie"))
    shown = await is_the_same_as(the, "rosie", "rose")
    assert any(each.startswith("bot to ana: Your talk with Rose is over") for each in shown)
    assert not any(each.startswith("bot to rose: Your talk") for each in shown)
    await the.play("""
        rose: are you there
        bot to ben: Rose: are you there
        ben: yes I am here
        bot to rose: Ben: yes I am here
    """)
    shown = await the._happens("ana: hello")
    assert not any(each.startswith("bot to ro") for each in shown)
    rows = await rows_of(database, takeover)
    assert [row.ended_why for row in rows] == ["merged", ""]


async def test_of_two_whom_one_coordinator_is_with_the_later_goes_on(database: Database) -> None:
    the = await story(database, CAST + "    Betty; resident; SO16 3EH")
    await the.play(taken("ana", "rose") + taken("anna", "betty"))
    shown = await is_the_same_as(the, "anna", "ana")
    assert any(each.startswith("bot to rose: Your talk with Ana is over") for each in shown)
    shown = await the._happens("rose: are you there")
    assert "bot to ana: Rose: are you there" not in shown
    await the.play("betty: hello\nbot to ana: Betty: hello\nana: hello\nbot to betty: Ana: hello")


async def test_nobody_is_with_themself(database: Database) -> None:
    the = await story(database, CAST)
    await the.play(taken("ana", "anna"))
    await is_the_same_as(the, "anna", "ana")
    people = await rows_of(database, person)
    assert not any(row.held_by or row.holds_until for row in people)
    [row] = await rows_of(database, takeover)
    assert (row.ends_at, row.ended_why) == (None, "merged")


async def test_what_the_coordinator_said_at_night_is_not_lost(database: Database) -> None:
    the = await story(database, CAST, at=datetime(2026, 6, 1, 19, 10, tzinfo=UTC))
    await the.play("""
        ana: TAKE OVER Rosie
        bot to ana: You are with Rosie now. It is late, ...
        ana: I'll pop in at ten
        bot to ana: It is late, so they get this in the morning.
    """)
    await is_the_same_as(the, "rosie", "rose")
    shown = await the._happens("(12 hours later)")
    assert any(each.endswith(": Ana: I'll pop in at ten") for each in shown), shown


async def test_what_is_open_of_the_newer_is_open_of_the_one_we_know(database: Database) -> None:
    """So that whoever is told once more reads who it is, and where to ring."""
    the = await story(database, CAST)
    shown = await the._happens("rosie: help me")
    assert any("URGENT" in each for each in shown)
    await is_the_same_as(the, "rosie", "rose")
    [row] = await rows_of(database, concern)
    rose = next(each.id for each in await rows_of(database, person) if each.name == "Rose")
    assert row.person_id == rose
    shown = await the._happens("ana: MINE Rose")
    assert any(each.startswith("bot to ana: Thank you. You have Rose") for each in shown), shown
