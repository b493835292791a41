"""Two befrienders for one resident: one is told of her, then the other, never both at once."""

from datetime import date, time, timedelta

import pytest

from store.database import Database
from tests.stories.test_visits import paired
from tests.story import Story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB
    Sam; befriender; SO16 3DE
    Kim; befriender; SO16 3DE
    Ana; coordinator
"""
WANTS_A_RING = """
        rose: PERSON
        bot to rose: Thank you for asking. We have asked Sam to ring you. ...
        bot to sam: Rose would like a person to ring them on +447700900500. Text DONE once you \
have rung.
"""


async def both(database: Database) -> Story:
    """Kim visits on Thursdays, Sam, who came later, on Fridays. It is Monday noon."""
    pairs = (
        ("kim", "rose", date(2026, 6, 4), time(14)),
        ("sam", "rose", date(2026, 6, 5), time(14)),
    )
    return await paired(database, CAST, *pairs)


async def test_the_other_is_told_where_the_first_says_no(database: Database) -> None:
    """At once, and whoever said no hears no more of it."""
    the = await both(database)
    await the.play(f"""
        {WANTS_A_RING}
        sam: sorry I can't today
        bot to sam: That's quite all right, and thank you for saying. We'll ask someone else to \
see to Rose.
        bot to kim: Rose would like a person to ring them on +447700900500. Text DONE once you \
have rung.
        kim: done
        bot to kim: Thank you. That's closed for Rose. ...
        (5 hours later)
    """)


async def test_the_other_is_told_where_the_first_does_not_answer(database: Database) -> None:
    """When a lone one would be reminded; and only then everybody."""
    the = await both(database)
    await the.play(f"""
        {WANTS_A_RING}
        (150 minutes later)
        bot to kim: Rose would like a person to ring them on +447700900500. Text DONE once you \
have rung.
        kim: done
        bot to kim: Thank you. That's closed for Rose. ...
        kim: skip
        bot to kim: ...
        (2 hours later)
    """)


async def test_where_both_say_no_the_team_is_told(database: Database) -> None:
    """Somebody always is."""
    the = await both(database)
    await the.play(f"""
        {WANTS_A_RING}
        sam: no sorry
        bot to sam: That's quite all right, ...
        bot to kim: Rose would like a person to ring them ...
        kim: cant today
        bot to kim: That's quite all right, ...
        bot to ana: Rose would like a person to ring them ...
    """)


async def test_who_is_away_is_not_told(database: Database) -> None:
    """The other one is, from the start."""
    the = await both(database)
    for words in ("AWAY from today until 20 June", "yes"):
        await the.parts.text(the.phones["sam"], words)
        await the.work_off()
    await the.until(the.parts.now() + timedelta(hours=1))
    the._new()
    await the.play("""
        rose: PERSON
        bot to rose: Thank you for asking. We have asked Kim to ring you. ...
        bot to kim: Rose would like a person to ring them ...
    """)
