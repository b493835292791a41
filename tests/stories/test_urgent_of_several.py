"""Several people in danger at once: one text names them all, and each keeps a clock and history."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from store.concern_events import concern_event
from store.concerns import concern
from store.database import Database
from tests.store.people_of_the_house import rows_of
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Dilys; resident; SO16 2AB; cards
    Mo; resident; SO16 2AB; tea
    Ana; coordinator
    Bea; coordinator
"""


async def in_danger(told: Story, *whose: str) -> None:
    """All of them text in the same moment, and nobody says MINE."""
    await told.parts.inbox.take([told.parts.heard(told.phones[who], "help me") for who in whose])
    await told.work_off()
    told._new()


async def test_everybody_is_told_again_of_all_of_them_in_one_text(database: Database) -> None:
    told = await story(database, CAST)
    await in_danger(told, "rose", "dilys")
    rose, dilys = told.phones["rose"], told.phones["dilys"]
    await told.play(f"""
        (10 minutes later)
        bot to ana: STILL URGENT: Rose may be in danger, 5 minutes, on {rose}; Dilys may be in \
danger, 5 minutes, on {dilys}. Text MINE ...
        bot to bea: STILL URGENT: Rose may be in danger, 5 minutes, on {rose}; Dilys may be in \
danger, 5 minutes, on {dilys}. Text MINE ...
        bot to ana: STILL URGENT: Rose may be in danger, 10 minutes, ...
        bot to bea: STILL URGENT: Rose may be in danger, 10 minutes, ...
    """)
    kinds = Counter((each.concern_id, each.kind) for each in await rows_of(database, concern_event))
    for each in await rows_of(database, concern):
        assert kinds[each.id, "escalated"] == 4  # two people, twice: its own history


async def test_whoever_says_mine_has_one_of_them_and_the_others_are_still_open(
    database: Database,
) -> None:
    told = await story(database, CAST)
    await in_danger(told, "rose", "dilys", "mo")
    shown = await told._happens("(6 minutes later)")
    assert len(shown) == 2
    assert all(name in each for each in shown for name in ("Rose", "Dilys", "Mo"))
    shown = await told._happens("ana: MINE Dilys")
    assert any(each.startswith("bot to ana: Thank you. You have Dilys") for each in shown)
    shown = await told._happens("(12 minutes later)")
    again = [each for each in shown if "STILL URGENT" in each]
    assert again
    assert all("Rose" in each and "Mo" in each and "Dilys" not in each for each in again)


async def test_some_minutes_apart_they_come_together_and_none_waits_longer(
    database: Database,
) -> None:
    told = await story(database, CAST)
    await told._happens("rose: help me")
    await told._happens("(3 minutes later)")
    await told._happens("dilys: help me")
    seen = Counter[str]()
    moments = []
    for _ in range(60):
        shown = [each for each in await told._happens("(1 minute later)") if "STILL" in each]
        to_ana = [each for each in shown if each.startswith("bot to ana")]
        assert len(to_ana) <= 1
        for each in to_ana:
            moments.append((told.parts.now(), "Rose" in each, "Dilys" in each))
            seen["both"] += "Rose" in each and "Dilys" in each
    of_rose = [at for at, rose, _ in moments if rose]
    of_dilys = [at for at, _, dilys in moments if dilys]
    for of_one in (of_rose, of_dilys):
        gaps = [later - sooner for sooner, later in pairwise(of_one)]
        assert max(gaps[:4]) <= timedelta(minutes=10)  # as in the first hour, or sooner
    assert seen["both"] >= 4
