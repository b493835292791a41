"""HELP OUT leads to visiting somebody: the same person gains a role, and all else stays."""

from functools import partial

import pytest

from bot.roles import Given, give
from store.database import Database
from tests.story import Story, story

pytestmark = pytest.mark.anyio

ROSE = "+447700900500"
CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
"""
OFFERS = """
    rose: HELP OUT I could keep people company
    bot to rose: Thank you! Which days would suit you best? ...
    rose: mondays
    bot to rose: Lovely. Would you like to visit somebody now and then, as a befriender? ...
"""


async def given(told: Story, role: str = "befriender", *, agreed: bool = False) -> Given:
    parts = told.parts
    work = partial(give, community=parts.community, number=ROSE, name=role, agreed=agreed)
    found: Given = await parts.database.write(partial(work, now=parts.now()))
    return found


async def test_a_yes_goes_to_a_person_and_a_role_comes_from_the_command_line(
    database: Database,
) -> None:
    told = await story(database, CAST)
    assert await given(told) is Given.NOT_SAID
    await told.play(
        OFFERS
        + """
        rose: oh yes I would
        bot to rose: How kind! Someone at Mill Lane will ring you about it. ...
        bot to ana: Rose would like to visit somebody as a befriender. ...
        ana: DONE
        bot to ana: ...
    """
    )
    assert await given(told) is Given.GIVEN
    assert await given(told) is Given.HAS_IT
    await told.play(
        """
        (a minute later)
        bot to rose: Hello Rose, and welcome to the team! You are a befriender now. ...
        (3 days later)
        bot to rose: ...
        bot to rose: ...
    """
    )


async def test_a_no_is_thanked_and_not_asked_again(database: Database) -> None:
    told = await story(database, CAST)
    thanks = (
        "bot to rose: Wonderful, thank you. I'll ask you for something small within the week..."
    )
    await told.play(f"{OFFERS}\nrose: no thanks\n{thanks}")
    again = OFFERS.strip().splitlines()[:-1]
    await told.play("\n".join(again) + f"\n{thanks}")
    assert await given(told) is Given.NOT_SAID


async def test_who_told_a_person_yes_is_given_the_role_as_well(database: Database) -> None:
    told = await story(database, CAST)
    assert await given(told, agreed=True) is Given.GIVEN


async def test_nobody_gains_a_role_after_stop_or_without_being_known(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("rose: STOP")
    assert await given(told, agreed=True) is Given.STOPPED
    unknown = partial(give, community=told.parts.community, number="+447700900999")
    work = partial(unknown, name="befriender", agreed=True, now=told.parts.now())
    assert await told.parts.database.write(work) is Given.NOBODY
