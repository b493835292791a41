"""What befrienders say of a visit out of the blue, in their own words, among real phones."""

from datetime import timedelta

import pytest

from store.database import Database
from tests.stories.test_visits import paired, states, there
from tests.story import Story

pytestmark = pytest.mark.anyio


async def in_the_morning(database: Database) -> Story:
    """Tuesday at noon: the visit is at 2pm, and Sam has been told so."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(hours=24))
    the._new()
    return the


@pytest.mark.parametrize("said", ["no", "can't", "sorry cant today", "really sorry I have covid"])
async def test_a_no_on_the_day_is_cant_make_it(database: Database, said: str) -> None:
    """We say "just say so": whatever they say, the one who waits hears of it."""
    the = await in_the_morning(database)
    await the.play(f"""
        sam: {said}
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come today at 2pm after all, and is sorry. ...
        bot to sam: When could you see Rose instead? ...
    """)


async def test_cant_make_it_after_a_yes(database: Database) -> None:
    """The evening before, an hour after they said yes."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(hours=6))
    await the.parts.text(the.phones["sam"], "yes")
    await the.work_off()
    the._new()
    await the.play("""
        sam: oh sorry cant make it after all
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come tomorrow at 2pm after all, and is sorry. ...
        bot to sam: When could you see Rose instead? ...
    """)


async def test_who_was_not_in_is_seen_to(database: Database) -> None:
    """Nobody opened: that may be nothing, and a person makes sure today. The next is planned."""
    the = await in_the_morning(database)
    await the.play("""
        (2 hours later)
        sam: she wasnt in
        bot to sam: Thank you for telling us, and for going. Someone at Mill Lane will see that \
Rose is all right.
        bot to ana: Sam went to see Rose, who was not in: "she wasnt in" Please see that all is \
well on +447700900500. Text DONE after.
    """)
    assert await states(the) == [("called_off", ""), ("planned", "")]


async def test_who_was_not_in_after_a_here_stops_the_clock(database: Database) -> None:
    """They are out at the door: nobody is asked if all is well, or how it was."""
    the = await there(database)
    await the.play("""
        sam: no one in
        bot to sam: Thank you for telling us, and for going. ...
        bot to ana: Sam went to see Rose, who was not in: ...
        ana: done
        bot to ana: ...
        (23 hours later)
    """)
    assert (await states(the))[0] == ("called_off", "")


async def test_a_befriender_says_that_they_are_in_hospital(database: Database) -> None:
    """The visit is off; a coordinator sees how they are. A befriender's word rests nobody."""
    the = await in_the_morning(database)
    await the.play("""
        sam: rose is in hospital
        bot to sam: Thank you for telling us. Then there's no visit today at 2pm. Someone at \
Mill Lane will see how Rose is.
        bot to ana: Sam says that Rose is in hospital: "rose is in hospital" No visit. ...
    """)
    assert await states(the) == [("called_off", ""), ("planned", "")]


async def test_hospital_is_an_answer_to_can_you_go(database: Database) -> None:
    """It is followed the first time."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(hours=6))
    the._new()
    await the.play("""
        sam: no, Rose has been taken into hospital
        bot to sam: Thank you for telling us. Then there's no visit tomorrow at 2pm. ...
        bot to ana: Sam says that Rose is in hospital: ...
    """)


async def test_a_yes_that_comes_too_late_promises_nothing(database: Database) -> None:
    """The pair ended between the question and the answer."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(hours=6))
    for words in ("UNPAIR Sam and Rose", "yes"):
        await the.parts.text(the.phones["ana"], words)
        await the.work_off()
    the._new()
    await the.play("""
        sam: yes
        bot to sam: Thank you. There is no visit to Rose tomorrow at 2pm after all. ...
    """)


async def test_why_they_did_not_meet_is_not_asked_twice(database: Database) -> None:
    """Who was not in is a person's to see to, whenever it is told."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(hours=31))
    the._new()
    await the.play("""
        sam: no she wasnt in
        bot to sam: Thank you for telling us. These things happen.
        bot to ana: Sam went to see Rose, who was not in: "no she wasnt in" ...
    """)
