"""HELP OUT leads to visiting somebody: the same person gains a role, and all else stays."""

from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from bot.roles import Given, give
from store import nudges, pairings
from store.database import Database
from store.messages import message
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


async def test_who_offers_to_visit_is_asked_just_that(database: Database) -> None:
    """In their own words, at once: nothing else is asked before it."""
    told = await story(database, CAST)
    await told.play("""
        rose: HELP OUT
        bot to rose: How lovely! What could you offer, ...
        rose: I could visit somebody lonely
        bot to rose: Lovely. Would you like to visit somebody now and then, as a befriender? ...
        rose: yes
        bot to rose: How kind! Someone at Mill Lane will ring you about it. ...
        bot to ana: Rose would like to visit somebody as a befriender. ...
    """)


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


# ── who is visited, and visits ──────────────────────────────────────────────────────────────

BOTH = """
    Rose; resident; SO16 2AB; roses
    Joe; resident; SO16 2AB; chess
    Ana; coordinator
"""
ROSE_ID, JOE_ID = 1, 2


async def both(database: Database) -> Story:
    """Rose, who gets our hellos, and visits Joe from now on."""
    told = await story(database, BOTH)
    parts = told.parts
    assert await given(told, agreed=True) is Given.GIVEN
    pair = partial(pairings.pair, community_id=parts.community.id, resident_id=JOE_ID)
    await parts.database.write(partial(pair, befriender_id=ROSE_ID, now=parts.now()))
    await told.play("(a minute later)\nbot to rose: Hello Rose, and welcome to the team! ...")
    return told


async def test_the_words_of_both_work(database: Database) -> None:
    told = await both(database)
    await told.play(
        """
        rose: HELP
        bot to rose: Mill Lane: text WHATS ON for things to do. ...
        bot to rose: Mill Lane: text HERE and DONE for a visit. ...
        rose: LESSON
        bot to rose: Your first visits need no plan. ...
        rose: LESS
        bot to rose: We'll say hello less often. ...
        rose: MORE
        bot to rose: We'll say hello more often. ...
        rose: DECLINE Joe wants me to sort out his pills
        bot to rose: Leave that with us. We have told Joe kindly ...
        bot to joe: Hello Joe, it's Mill Lane. You could do with a hand with pills or the doctor...
        bot to ana: Rose was asked by Joe for what no befriender does: ...
        rose: ASK could someone walk my dog
        bot to rose: When would suit? ...
    """
    )


async def test_a_question_to_the_befriender_makes_room_for_the_hello(database: Database) -> None:
    told = await both(database)
    parts = told.parts
    row = {"community_id": parts.community.id, "person_id": ROSE_ID, "purpose": "cup"}
    row |= {"subject": 0, "due_at": parts.now(), "late_by": 86400}
    await parts.database.write(partial(nudges.plan, rows=[row], now=parts.now()))
    await told.play("(a minute later)\nbot to rose: Hello Rose. How is your own cup this week? ...")
    hello = row | {"purpose": "hello", "due_at": parts.now() + timedelta(hours=1)}
    await parts.database.write(partial(nudges.plan, rows=[hello], now=parts.now()))
    await told.play(
        """
        (an hour later)
        bot to rose: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        rose: 3
        bot to rose: I'm sorry to hear that. ...
    """
    )


async def test_two_roles_are_no_more_texts_than_one(database: Database) -> None:
    """Their hellos go on unchanged, and all that we begin keeps to one budget."""
    told = await both(database)
    start = told.parts.now()
    await told.until(start + timedelta(weeks=8))
    told._new()
    begun, hellos = await told.parts.database.read(_begun)
    assert len(hellos) >= 8
    for moment in begun:
        week = [each for each in begun if moment <= each < moment + timedelta(days=7)]
        assert len(week) <= 3


def _begun(conn: sa.Connection) -> tuple[list[datetime], list[datetime]]:
    """When Rose was texted of our own accord, and when it was a hello."""
    theirs = (message.c.person_id == ROSE_ID, message.c.starts, message.c.sent_at.is_not(None))
    rows = list(conn.execute(sa.select(message.c.sent_at, message.c.key).where(*theirs)))
    hellos = [row.sent_at for row in rows if row.key.startswith("weekly_hello.")]
    return sorted(row.sent_at for row in rows), hellos
