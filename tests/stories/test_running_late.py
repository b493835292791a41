"""A befriender runs late, or is on the way: whoever waits hears so, and nothing is called off."""

from datetime import time, timedelta

import pytest

from store.database import Database
from tests.stories.test_visits import CAST, TUESDAY, paired, raised, states
from tests.story import Story

pytestmark = pytest.mark.anyio


async def before_two(database: Database, minutes: int = 20) -> Story:
    """Tuesday, so many minutes before Sam's visit at 2pm."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(hours=26, minutes=-minutes))
    the._new()
    return the


async def test_who_runs_late_is_told_of_to_who_waits(database: Database) -> None:
    """At once, and how late it gets; no coordinator is asked to see to it."""
    the = await before_two(database)
    await the.play("""
        sam: Running 20 min late, sorry!
        bot to sam: Thank you for saying. We'll tell Rose to look out for you at about \
2.20pm.
        bot to rose: Sam is running about 20 minutes late. It should be about \
2.20pm now.
        rose: when is sam coming?
        bot to rose: Sam is running a little late. It should be about 2.20pm now.
        (an hour later)
        sam: here
        bot to sam: Thank you. Enjoy your time with Rose. ...
    """)
    assert await raised(the) == []


@pytest.mark.parametrize(
    ("said", "comes"),
    [
        ("sorry can't make it till half 2", "2.30pm"),
        ("won't be there until 2.30", "2.30pm"),
        ("be there at half 2", "2.30pm"),
        ("bus is late, be there in 30 mins", "2.10pm"),
        ("I wont be there for 2 but will be there at half past", "2.30pm"),
    ],
)
async def test_a_late_note_is_never_a_no(database: Database, said: str, comes: str) -> None:
    """However it is said, the visit stands."""
    the = await before_two(database)
    await the.play(f"""
        sam: {said}
        bot to sam: Thank you for saying. We'll tell Rose to look out for you at about \
{comes}.
        bot to rose: Sam is running about ...
    """)
    assert (await states(the))[0] == ("planned", "")


async def test_on_the_way_is_told_once(database: Database) -> None:
    """What is not new is not told again; a new hour is."""
    the = await before_two(database)
    await the.play("""
        sam: on my way to her
        bot to sam: Thank you. We'll tell Rose that you are on the way.
        bot to rose: Sam is on the way to you.
        sam: stuck in traffic
        bot to sam: Thank you. Rose knows that you are on the way.
        sam: not there before half 2 now
        bot to sam: Thank you for saying. We'll tell Rose to look out for you at about \
2.30pm.
        bot to rose: Sam is running about 30 minutes late. It should be about \
2.30pm now.
    """)


async def test_what_may_be_a_no_is_asked(database: Database) -> None:
    """ "Can't make it, stuck at work" may be both: nobody is told before they say which."""
    the = await before_two(database)
    await the.play("""
        sam: cant make it, stuck at work
        bot to sam: Thank you for saying. Can you still get to Rose, only later? YES or NO
        sam: no sorry
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come today at 2pm after all, and is sorry. ...
        bot to sam: When could you see Rose instead? ...
    """)


async def test_what_may_be_a_no_is_later(database: Database) -> None:
    """And the hour in their answer counts."""
    the = await before_two(database)
    await the.play("""
        sam: cant make it, stuck at work
        bot to sam: Thank you for saying. Can you still get to Rose, only later? YES or NO
        sam: yes about half 2
        bot to sam: Thank you for saying. We'll tell Rose to look out for you at about \
2.30pm.
        bot to rose: Sam is running about 30 minutes late. ...
    """)


async def test_who_is_very_late_is_told_of_to_a_coordinator_too(database: Database) -> None:
    """Rose may sit and wait: somebody may like to ring her."""
    the = await before_two(database)
    await the.play("""
        sam: can't get there before 3.15
        bot to sam: Thank you for saying. We'll tell Rose to look out for you at about \
3.15pm. If it gets too late, just say so.
        bot to rose: Sam is running about an hour and 15 minutes late. It should be about \
3.15pm now.
        bot to ana: Sam will be very late for Rose: "can't get there before 3.15" Rose knows. Ring \
on +447700900500 if you like.
    """)


async def test_nobody_wonders_how_late_who_is_there(database: Database) -> None:
    """The coordinator is reminded of nothing."""
    the = await before_two(database)
    for words in ("can't get there before 3.15", "HERE"):
        await the.parts.text(the.phones["sam"], words)
        await the.work_off()
    the._new()
    await the.until(the.parts.now() + timedelta(hours=1))
    assert not any("to ana" in each for each in the._new())


async def test_far_too_late_is_no_news_for_who_waits(database: Database) -> None:
    """It may be a slip, or another day."""
    the = await before_two(database)
    await the.play("""
        sam: can't make it till 8pm
        bot to sam: That's much later than 2pm, so we have told nobody. If you can't go at 2pm, \
just say so, and we look for another day.
    """)


async def test_the_clock_of_a_late_visit_moves_with_it(database: Database) -> None:
    """Nobody asks how it was before it can be over."""
    the = await paired(database, CAST, ("sam", "rose", TUESDAY, time(17)))
    await the.until(the.parts.now() + timedelta(hours=28, minutes=50))
    the._new()
    await the.play("""
        sam: won't be there till 6
        bot to sam: Thank you for saying. We'll tell Rose to look out for you at about \
6pm. ...
        bot to rose: Sam is running about an hour late. It should be about \
6pm now.
        bot to ana: Sam will be very late for Rose: ...
        (2 hours later)
        (30 minutes later)
        bot to sam: Did you see Rose? How was it? ...
    """)


async def test_a_late_note_of_tomorrow_says_the_day(database: Database) -> None:
    """In answer to whether they can go, the evening before."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(hours=6))
    the._new()
    await the.play("""
        sam: yes but I can't make it till half 2
        bot to sam: Thank you for saying. We'll tell Rose to look out for you at about \
2.30pm.
        bot to rose: Sam will come a bit later than planned, tomorrow at 2.30pm.
        sam: yes
        bot to sam: Lovely, thank you. ...
    """)


async def test_late_without_a_visit_near_is_read_by_a_person(database: Database) -> None:
    """There is nobody to tell."""
    the = await paired(database)
    await the.parts.text(the.phones["sam"], "running 20 min late")
    await the.work_off()
    assert not any("to rose" in each and "late" in each for each in the._new())
