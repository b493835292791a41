"""Two coordinators say the same in one moment: what one of them settles, the other finds settled.

In one batch of what came in, and in two transactions at once, as two processes would take them.
"""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from store.database import Database
from tests.databases import KINDS
from tests.scripted import Small
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
    Bea; coordinator
"""

Said = list[tuple[str, str]]


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """On both: what keeps two from each other is each database's own."""
    return str(request.param)


async def in_one_batch(parts: Small, said: Said) -> None:
    await parts.inbox.take([parts.heard(phone, words) for phone, words in said])


async def in_two_transactions(parts: Small, said: Said) -> None:
    await asyncio.gather(*(parts.text(phone, words) for phone, words in said))


at_once = pytest.mark.parametrize("take", [in_one_batch, in_two_transactions])


async def _both_say(
    told: Story, words: str, take: Callable[[Small, Said], Awaitable[None]]
) -> list[str]:
    """What each of the two reads last."""
    team = [told.phones["ana"], told.phones["bea"]]
    await take(told.parts, [(phone, words) for phone in team])
    await told.work_off()
    return [told.parts.sms.said(phone)[-1] for phone in team]


@at_once
async def test_of_two_who_claim_somebody_one_has_them_and_the_other_hears_so(
    database: Database, take: Callable[[Small, Said], Awaitable[None]]
) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: help me I have fallen
        bot to rose: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Rose may be in danger. ...
        bot to bea: URGENT. Rose may be in danger. ...
    """)
    heard = await _both_say(told, "mine", take)
    assert sorted(["You have Rose" in each for each in heard]) == [False, True]
    assert sum("has Rose in hand already" in each for each in heard) == 1


@at_once
async def test_of_two_who_take_somebody_over_one_is_with_them_and_the_other_hears_so(
    database: Database, take: Callable[[Small, Said], Awaitable[None]]
) -> None:
    told = await story(database, CAST)
    heard = await _both_say(told, "take over rose", take)
    assert sum("You are with Rose now" in each for each in heard) == 1
    assert sum("is with Rose already" in each for each in heard) == 1
    assert len(told.parts.sms.said(told.phones["rose"])) == 1
