"""A favour among four phones: asked, put to one neighbour at a time, two yeses, and thanks."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from store.database import Database
from store.favours import favour, favour_ask
from store.hours import hour
from store.nudges import nudge
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB
    Betty; resident; SO16 3DE; baking, cooking
    Omar; resident; SO16 4EF; cooking
    Ana; coordinator
"""


async def neighbours(database: Database) -> Story:
    """Everybody has been there for three months, and nothing else is planned: no hellos."""
    the = await story(database, CAST, joined=timedelta(days=90))
    await the.parts.change(sa.update(nudge).values(state="skipped", reason="another story"))
    return the


async def states(the: Story) -> list[tuple[str, str]]:
    """How far each favour is, and what came of it."""
    return [(row.state, row.helped) for row in await the.parts.all(favour)]


async def asks(the: Story) -> list[str]:
    rows: list[Any] = await the.parts.all(favour_ask)
    return [row.state for row in sorted(rows, key=lambda row: row.id)]


ASKED = """
    rose: ASK a good soup recipe
    bot to rose: I would ask a neighbour: "a good soup recipe" Shall I ask it just like that? \
YES or NO
    rose: yes
    bot to rose: I'll ask one neighbour at a time and let you know. It may take a few days. \
If you change your mind, text NEVER MIND.
    bot to betty: Hello Betty. Rose asks: "a good soup recipe" Could you help? YES, NO or LATER \
are all fine.
"""
FOUND = (
    ASKED
    + """
    betty: oh yes I'd love to
    bot to betty: Wonderful, thank you! I'll tell them, and text you again when they have answered.
    bot to rose: Hello Rose. Betty would love to help: "a good soup recipe" \
Shall I put you in touch? YES or NO
"""
)
TALKED = (
    FOUND
    + """
    rose: yes please
    bot to rose: Lovely! You two can text through me in a moment. Nobody sees a number.
    bot to betty: You can text Rose now...
    bot to rose: You can text Betty now...
    betty: Leek and potato, love. Butter first!
    bot to rose: Betty: Leek and potato, love. Butter first!
    rose: bye
    bot to rose: That's fine. Your chat with Betty is over...
    bot to betty: Rose has said bye for now, so your chat is over...
"""
)


async def test_a_favour_from_first_to_last(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        TALKED
        + """
        (2 days later)
        bot to rose: Hello Rose. Did Betty manage to help: "a good soup recipe" YES, NOT YET or NO
        rose: she did
        bot to rose: I'm so glad! What shall I tell Betty? Your own words, or text SKIP
        rose: Rose made your soup
        bot to rose: I'll pass on your thanks. It's good to hear that it helped.
        bot to betty: Rose says: "Rose made your soup" Thank you for lending a hand!
    """
    )
    assert (await states(the), await asks(the)) == ([("done", "yes")], ["yes"])
    assert await the.parts.all(hour) == []


async def test_where_nobody_gives_lifts_rose_and_ana_hear_it_the_next_day(
    database: Database,
) -> None:
    the = await neighbours(database)
    await the.play(
        """
        rose: ASK a lift on Thursday to the eye clinic
        bot to rose: I would ask a neighbour: "a lift on Thursday to the eye clinic" \
Shall I ask it just like that? YES or NO
        rose: yes
        bot to rose: I'll ask one neighbour at a time and let you know...
        (26 hours later)
        bot to rose: I'm sorry, nobody could this time: "a lift on Thursday to the eye clinic" ...
        bot to ana: I found nobody to help Rose: "a lift on Thursday to the eye clinic" ...
    """
    )
    assert await states(the) == [("not_found", "")]


async def test_ana_asks_rose_by_name_and_nobody_else(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        """
        ana: ASK rose if she would share her soup recipe
        bot to ana: I would ask a neighbour: "rose if she would share her soup recipe" ...
        ana: yes
        bot to ana: I'll ask one neighbour at a time and let you know...
        bot to rose: Hello Rose. Ana asks: "rose if she would share her soup recipe" ...
    """
    )


async def test_a_no_goes_on_to_the_next_and_a_later_to_nobody(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        ASKED
        + """
        betty: no sorry
        bot to betty: That's quite all right, and thank you for saying so. \
I won't ask you for that kind of thing again.
        bot to omar: Hello Omar. Rose asks: "a good soup recipe" Could you help? \
YES, NO or LATER are all fine.
        omar: later
        bot to omar: No trouble at all. I'll ask someone else this time. Thank you.
        (a week later)
        bot to rose: I'm sorry, nobody could this time: "a good soup recipe" \
I have asked Mill Lane to see what they can do.
        bot to ana: I found nobody to help Rose: "a good soup recipe" ...
        bot to ana: 1 person still waits for you: Rose (nobody found to help, since Tue). ...
        bot to ana: 1 person still waits for you: Rose (nobody found to help, since Tue). ...
    """
    )
    assert (await states(the), await asks(the)) == ([("not_found", "")], ["no", "later"])


async def test_silence_goes_on_to_the_next_without_a_word(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        ASKED
        + """
        (2 days later)
        bot to omar: Hello Omar. Rose asks: "a good soup recipe" Could you help? \
YES, NO or LATER are all fine.
    """
    )
    assert await asks(the) == ["silent", "asked"]


async def test_stop_of_whoever_was_asked_frees_it_for_the_next(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        ASKED
        + """
        betty: STOP
        bot to omar: Hello Omar. Rose asks: "a good soup recipe" Could you help? \
YES, NO or LATER are all fine.
    """
    )
    assert await asks(the) == ["withdrawn", "asked"]


async def test_stop_of_the_asker_lets_everybody_off(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        FOUND
        + """
        rose: STOP
        bot to betty: Rose will manage another way this time: "a good soup recipe" \
Thank you for saying yes. It was kind of you.
    """
    )
    assert (await states(the), await asks(the)) == ([("withdrawn", "")], ["yes"])


async def test_somebody_else_please(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        FOUND
        + """
        rose: no
        bot to rose: That's quite all right. Shall I ask somebody else? YES or NO
        rose: yes
        bot to rose: All right, I'll ask somebody else and let you know.
        bot to betty: Rose will manage another way this time: "a good soup recipe" \
Thank you for saying yes. It was kind of you.
        bot to omar: Hello Omar. Rose asks: "a good soup recipe" Could you help? \
YES, NO or LATER are all fine.
    """
    )
    assert await asks(the) == ["yes", "asked"]


async def test_two_who_ask_at_once_are_both_helped_by_somebody(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        ASKED
        + """
        ana: ASK a cake recipe for Friday's party
        bot to ana: I would ask a neighbour: "a cake recipe for Friday's party" \
Shall I ask it just like that? YES or NO
        ana: yes
        bot to ana: I'll ask one neighbour at a time and let you know. It may take a few days. \
If you change your mind, text NEVER MIND.
        bot to omar: Hello Omar. Ana asks: "a cake recipe for Friday's party" Could you help? \
YES, NO or LATER are all fine.
    """
    )
    assert await asks(the) == ["asked", "asked"]


async def test_taken_back_while_somebody_thinks_about_it(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        ASKED
        + """
        rose: NEVER MIND
        bot to rose: All right, I won't ask for it any more: "a good soup recipe" \
Text ASK any time.
        betty: yes
        bot to betty: That's so kind. They have found another way since then. \
Thank you all the same!
    """
    )
    assert (await states(the), await asks(the)) == ([("withdrawn", "")], ["withdrawn"])


async def test_help_out_is_a_small_task_inside_a_week(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        """
        betty: HELP OUT I like baking and I'm a good listener
        bot to betty: Thank you! Which days would suit you best? For example, Mondays and Fridays. \
Or ANY DAY
        betty: any day
        bot to betty: Wonderful, thank you. I'll ask you for something small within the week. \
You can always say no.
        (3 days later)
        bot to betty: Hello Betty, it's Mill Lane. ...
        betty: Leek and potato, butter first
        bot to betty: Thank you so much! I've passed that on. It's good to have you here.
        bot to ana: Betty helped us! ...
    """
    )
