"""While a coordinator talks with somebody, they are left alone by us, and nothing is lost by it."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from store import introductions
from store.database import Database
from store.messages import message
from store.nudges import nudge
from store.people import person
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; dancing
    Joan; resident; SO16 3DE; dancing
    Ana; coordinator
    Ben; coordinator
"""

WITH_ROSE = """
    ben: TAKE OVER Rose
    bot to ben: You are with Rose now. ...
    bot to rose: Ben from Mill Lane is here and would like to talk with you. ...
"""
HANDED_BACK = """
    ben: HAND BACK
    bot to ben: Thank you. I talk with Rose again from now on.
    bot to rose: Ben has gone now, and it is Mill Lane's own texts again. Text us any time.
"""
EVENT = """
    ana: EVENT Tea dance WHEN Swathling Centre for SO16
    bot to ana: Tea dance at Swathling Centre: ...
    bot to ana: They get: Hello Ana, it's Mill Lane. You are invited: Tea dance...
    bot to ana: Shall I send it to 2 people? ...
    ana: yes
    bot to ana: Tea dance goes out to 2 people, between 8am and 8pm...
"""
TALLY = "bot to ana: Tea dance has gone out. Of 2: 2 sent. ..."
INVITED = "bot to WHO: Hello NAME, it's Mill Lane. You are invited: Tea dance ..."


def event(when: str = "Fri 2pm") -> str:
    return EVENT.replace("WHEN", when)


def invited(who: str) -> str:
    return "\n" + INVITED.replace("WHO", who).replace("NAME", who.capitalize()) + "\n"


async def neighbours(database: Database) -> Story:
    """Nothing else is planned for anybody."""
    the = await story(database, CAST)
    await the.parts.change(sa.update(nudge).values(state="skipped", reason="another story"))
    return the


async def test_an_invitation_waits_until_it_is_handed_back(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        WITH_ROSE
        + event()
        + invited("joan")
        + "rose: the boiler man never came\nbot to ben: Rose: the boiler man never came"
    )
    await the._happens("(2 hours later)")
    await the.play(HANDED_BACK + "(2 minutes later)" + invited("rose") + TALLY)


async def test_it_comes_once_the_day_is_over(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        WITH_ROSE
        + event()
        + invited("joan")
        + """
        (25 hours later)
        bot to rose: Your talk with Ben is over for now, ...
        bot to ben: Your talk with Rose is over, ...
        """
        + invited("rose")
        + TALLY
    )


async def test_what_is_too_late_by_then_is_left_out_and_the_tally_says_why(
    database: Database,
) -> None:
    the = await neighbours(database)
    await the.play(WITH_ROSE + event("today 5pm") + invited("joan"))
    shown = await the._happens("(6 hours later)")
    assert not any(each.startswith("bot to rose") for each in shown)
    assert any("1 with one of you" in each for each in shown), shown


async def test_that_an_event_is_changed_or_off_reaches_whoever_comes_all_the_same(
    database: Database,
) -> None:
    the = await neighbours(database)
    await the.play(
        event()
        + invited("rose")
        + invited("joan")
        + """
        rose: coming
        bot to rose: Lovely. You are down for Tea dance ...
        bot to rose: Tea dance: would you like company?...
        rose: no thanks
        bot to rose: ...
        """
        + WITH_ROSE
        + """
        ana: CHANGE tea dance to 3pm
        bot to ana: ...
        bot to ana: ...
        ana: yes
        bot to ana: Tea dance is now Fri 5 June, 3pm. I tell 1 person. ...
        bot to rose: Hello Rose, it's Mill Lane. A change: Tea dance is now Fri 5 June, 3pm ...
        bot to ana: Tea dance has gone out. ...
        ana: CALL OFF tea dance
        bot to ana: ...
        bot to ana: ...
        ana: yes
        bot to ana: Tea dance is called off. I tell 1 person. ...
        bot to rose: Hello Rose, it's Mill Lane. Sorry, Tea dance on Fri 5 June, 3pm is off. ...
        """
    )


async def _chatting(the: Story) -> None:
    rows: list[Any] = await the.parts.all(person)
    ids = {row.name: row.id for row in rows}
    await the.parts.database.write(
        lambda conn: introductions.propose(
            conn, the.parts.community.id, ids["Rose"], ids["Joan"], "dancing", the.parts.now()
        )
    )
    await the.play("""
        (a minute later)
        bot to rose: Hello Rose. Shall we put you in touch with Joan, about dancing? ...
        rose: yes
        bot to rose: ...
        bot to joan: Hello Joan. Shall we put you in touch with Rose, about dancing? ...
        joan: yes
        bot to joan: ...
        bot to rose: You can text Joan now, about dancing. ...
        bot to joan: You can text Rose now, about dancing. ...
        rose: Hello Joan
        bot to joan: Rose: Hello Joan
    """)


async def test_a_neighbours_words_wait_and_come_in_order(database: Database) -> None:
    the = await neighbours(database)
    await _chatting(the)
    await the.play(WITH_ROSE)
    for said in ("are you coming on Friday?", "I could fetch you"):
        shown = await the._happens(f"joan: {said}")
        assert not any(each.startswith("bot to rose") for each in shown)
    await the.play(
        "rose: I am not well\nbot to ben: Rose: I am not well"
        + HANDED_BACK
        + """
        (a minute later)
        bot to rose: Joan: are you coming on Friday?
        bot to rose: Joan: I could fetch you
        rose: yes please
        bot to joan: Rose: yes please
        """
    )


async def test_a_hello_that_meets_it_comes_the_next_day(database: Database) -> None:
    the = await story(database, CAST)
    rows: list[Any] = await the.parts.all(nudge)
    people: list[Any] = await the.parts.all(person)
    rose = next(row.id for row in people if row.name == "Rose")
    hello = next(each for each in rows if (each.person_id, each.purpose) == (rose, "hello"))
    others = sa.update(nudge).where(nudge.c.id != hello.id)
    await the.parts.change(others.values(state="skipped", reason="another story"))
    await the.until(hello.due_at - timedelta(hours=2))
    await the.play(WITH_ROSE)
    shown = await the._happens("(3 hours later)")
    assert not any(each.startswith("bot to rose") for each in shown)
    await the.play(HANDED_BACK)
    await the.until(hello.due_at + timedelta(days=1))
    assert any(each.startswith("bot to rose: Hello Rose") for each in the._new())


async def test_nothing_that_waited_is_still_marked_so(database: Database) -> None:
    the = await neighbours(database)
    await the.play(WITH_ROSE + event() + invited("joan"))
    waiting = sa.select(sa.func.count()).where(message.c.reason == "taken over")
    count = await the.parts.database.read(lambda conn: conn.execute(waiting).scalar_one())
    assert count == 1
    await the.play(HANDED_BACK + "(2 minutes later)" + invited("rose") + TALLY)
    count = await the.parts.database.read(lambda conn: conn.execute(waiting).scalar_one())
    assert count == 0
