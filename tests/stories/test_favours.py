"""A favour among four phones: asked, put to one neighbour at a time, two yeses, and thanks."""

from datetime import timedelta

import pytest

from store.database import Database
from store.favours import favour, favour_ask
from store.introductions import introduction
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB
    Betty; resident; SO16 3DE; baking, cooking
    Omar; resident; SO16 4EF; cooking
    Ana; coordinator
"""


async def neighbours(database: Database) -> Story:
    return await story(database, CAST, joined=timedelta(days=90))


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


async def test_a_favour_from_first_to_last(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        ASKED
        + """
        betty: oh yes I'd love to
        bot to betty: Wonderful, thank you! I'll tell them, and text you again when they have answered.
        bot to rose: Hello Rose. Betty would love to help: "a good soup recipe" \
Shall I put you in touch? YES or NO
        rose: yes please
        bot to rose: Lovely! You two can text through me in a moment. Nobody sees a number.
        bot to betty: You and Rose can text each other now, about a recipe. ...
        bot to rose: You and Betty can text each other now, about a recipe. ...
        betty: Leek and potato, love. Butter first!
        bot to rose: Betty: Leek and potato, love. Butter first!
        rose: bye
        bot to rose: That's fine. ...
        bot to betty: Rose has said bye for now, ...
        (5 days later)
    """
    )
