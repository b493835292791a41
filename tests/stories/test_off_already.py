"""What is called off is off: saying so again takes no other visit with it."""

from datetime import date, time, timedelta

import pytest

from store.database import Database
from tests.stories.test_visits import paired, states

pytestmark = pytest.mark.anyio

FRIDAY = date(2026, 6, 5)
TWO = """
    Rose; resident; SO16 2AB; roses
    Betty; resident; SO16 2AD; cards
    Sam; befriender; SO16 3DE
    Ana; coordinator
"""
OFF = """
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come Friday at 2pm after all, and is sorry. ...
        bot to sam: When could you see Rose instead? ...
"""


async def test_cant_make_it_twice_is_about_the_same_visit(database: Database) -> None:
    """And the question when else stays open."""
    the = await paired(database, TWO, ("sam", "rose", FRIDAY, time(14)))
    await the.play(f"""
        sam: I can't make Friday
        {OFF}
        sam: I can't make Friday
        bot to sam: Thank you for saying. Your visit Friday at 2pm is off already, so all is well.
        sam: can't make it, sorry
        bot to sam: Thank you for saying. Your visit Friday at 2pm is off already, so all is well.
        sam: thursday at 3
        bot to sam: Thank you. We'll ask Rose about Thursday at 3pm, and tell you.
        bot to rose: Sam could come Thursday at 3pm instead. ...
    """)
    assert await states(the) == [("called_off", ""), ("planned", "")]


async def test_cant_make_it_of_what_they_called_off_themselves(database: Database) -> None:
    """Rose has said not today; Sam could not have come either."""
    the = await paired(database, TWO, ("sam", "rose", date(2026, 6, 2), time(14)))
    await the.play("""
        (a minute later)
        bot to rose: Sam hopes to come tomorrow at 2pm. Is that all right? YES or NOT TODAY
        rose: not today love
        bot to rose: That's quite all right, ...
        bot to sam: Rose would rather not have a visit tomorrow at 2pm. ...
        sam: can't make it tomorrow anyway
        bot to sam: Thank you for saying. Your visit tomorrow at 2pm is off already, so all is well.
    """)
    assert [state for state, _ in await states(the)] == ["called_off", "planned"]


async def test_another_visit_near_is_asked_about(database: Database) -> None:
    """It may be that one which they can't make, too."""
    pairs = (("sam", "rose", FRIDAY, time(14)), ("sam", "betty", FRIDAY, time(16)))
    the = await paired(database, TWO, *pairs)
    await the.play(f"""
        sam: can't see Rose on Friday
        {OFF}
        sam: I can't make friday
        bot to sam: Do you mean your visit to Betty Friday at 4pm? YES or NO
        sam: no
        bot to sam: Then it's all still on. Thank you.
    """)
    assert [state for state, _ in await states(the)] == ["called_off", "planned", "planned"]


async def test_a_day_without_a_visit_calls_nothing_off(database: Database) -> None:
    """Sam is asked whether it is the one that there is."""
    the = await paired(database, TWO, ("sam", "rose", FRIDAY, time(14)))
    await the.play("""
        sam: I can't make Thursday
        bot to sam: Do you mean your visit to Rose Friday at 2pm? YES or NO
        sam: oh yes friday
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come Friday at 2pm after all, and is sorry. ...
        bot to sam: When could you see Rose instead? ...
    """)


async def test_of_two_visits_the_day_says_which(database: Database) -> None:
    """Nobody is asked what they have said."""
    pairs = (("sam", "betty", date(2026, 6, 4), time(16)), ("sam", "rose", FRIDAY, time(14)))
    the = await paired(database, TWO, *pairs)
    await the.play(f"""
        sam: I can't make Friday
        {OFF}
    """)


async def test_a_no_to_the_prompt_of_what_is_off_calls_nothing_off(database: Database) -> None:
    """Rose said not today after Sam was asked."""
    the = await paired(database, TWO, ("sam", "rose", date(2026, 6, 2), time(14)))
    await the.until(the.parts.now() + timedelta(hours=6))
    await the.parts.text(the.phones["rose"], "not today love")
    await the.work_off()
    the._new()
    await the.play("""
        sam: no
        bot to sam: Thank you. There is no visit to Rose tomorrow at 2pm after all. ...
    """)


async def test_a_word_that_changes_nothing_leaves_the_question_open(database: Database) -> None:
    """VISITS in the middle of "can you still go?"."""
    the = await paired(database, TWO, ("sam", "rose", date(2026, 6, 2), time(14)))
    await the.until(the.parts.now() + timedelta(hours=6))
    the._new()
    await the.play("""
        sam: VISITS
        bot to sam: Your next visits: Rose tomorrow at 2pm, ...
        sam: yes
        bot to sam: Lovely, thank you. We'll text you again on the day.
    """)
