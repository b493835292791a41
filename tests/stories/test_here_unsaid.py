"""HERE out of the blue, from who visits several: the clock waits for no answer to whose it is."""

import pytest

from store.database import Database
from tests.stories.test_visits import BOTH, TWO, paired, states
from tests.story import Story

pytestmark = pytest.mark.anyio


async def there(database: Database) -> Story:
    """On Monday noon Sam is at somebody's, whom we have asked about: Rose's or Betty's."""
    the = await paired(database, TWO, *BOTH)
    await the.play("""
        (a minute later)
        bot to rose: Sam hopes to come tomorrow at 2pm. ...
        bot to betty: Sam hopes to come tomorrow at 3.30pm. ...
        sam: HERE
        bot to sam: Hello! With whom are you? 1 Rose, 2 Betty
    """)
    the._new()
    return the


async def test_who_never_says_with_whom_is_looked_for_all_the_same(database: Database) -> None:
    """One reminder after 75 minutes, and 15 later whoever is on duty, with both names."""
    the = await there(database)
    await the.play("""
        (74 minutes later)
        (a minute later)
        bot to sam: Hello Sam, all well? Text DONE if you have left your neighbour, \
or HERE 30 to stay on. If not, we get someone to look for you.
        (14 minutes later)
        (a minute later)
        bot to ana: URGENT. Sam, who visits Rose, has not come out of a visit: \
with Rose or Betty (they did not say), since 12.01pm, till 1.01pm. No answer to us. ...
        sam: DONE
        bot to ana: Good news of Sam...
        bot to sam: Thank you. Good to know that you are out safe and sound.
    """)


async def test_done_before_they_have_said_with_whom_ends_it_kindly(database: Database) -> None:
    """Nobody is asked how it was, no visit is counted, and nobody is looked for."""
    the = await there(database)
    await the.play("""
        (20 minutes later)
        sam: DONE
        bot to sam: Thank you. Good to know that you are out safe and sound.
        (3 hours later)
    """)
    assert "happened" not in [state for state, _ in await states(the)]


async def test_who_says_with_whom_is_in_one_visit(database: Database) -> None:
    """The clock is that visit's from then on, and DONE asks how it was there."""
    the = await there(database)
    await the.play("""
        (10 minutes later)
        sam: 2
        bot to sam: Thank you. Enjoy your time with Betty. Text DONE when you leave. \
We look out for you after 1.10pm.
        (73 minutes later)
        (3 minutes later)
        bot to sam: Hello Sam, all well? Text DONE if you have left Betty, ...
        sam: DONE
        bot to sam: Thank you. Good to know that you are out safe and sound.
        bot to sam: How was it with Betty? ...
    """)
    assert [state for state, _ in await states(the)].count("happened") == 1


async def test_a_danger_there_is_nobodys_that_we_only_guess(database: Database) -> None:
    """Whoever is on duty rings Sam, who is there."""
    the = await there(database)
    await the.play("""
        sam: she has fallen and can't get up
        bot to sam: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Sam, who visits Rose, may be in danger. \
They texted: "she has fallen and can't get up" ...
    """)


async def test_staying_on_is_heard_before_they_have_said_with_whom(database: Database) -> None:
    """HERE 30 sets a new end to the same clock; then the answer begins the visit."""
    the = await there(database)
    await the.play("""
        (76 minutes later)
        bot to sam: Hello Sam, all well? ...
        sam: HERE 30
        bot to sam: Hello! With whom are you? 1 Rose, 2 Betty
        (44 minutes later)
        (2 minutes later)
        bot to sam: Hello Sam, all well? ...
        sam: rose
        bot to sam: Thank you. Enjoy your time with Rose. ...
    """)


async def test_a_safe_word_names_all_whom_they_may_be_with(database: Database) -> None:
    """Whoever is on duty knows where to send help."""
    the = await there(database)
    await the.play("""
        sam: safe word bluebell
        bot to sam: Thank you. It is kept so that nobody can read it. ...
        sam: DONE bluebell
        bot to ana: URGENT. Sam, who visits Rose, has used their safe word. \
With Rose or Betty, Rose or Betty's home, since 12.01pm. Do NOT ring or text them. ...
        bot to sam: Thank you. Good to know that you are out safe and sound.
    """)
