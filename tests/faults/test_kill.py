"""kill -9 under load between every two steps of the message path: nothing lost, nothing twice."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import pytest

from tests.faults.counting import CLEAN, check, settle, until
from tests.faults.crowd import Crowd
from tests.faults.service import Service, with_twilio
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Account, Fault

pytestmark = pytest.mark.anyio

STALL = 0.4  # seconds a step is held open, so that the kill falls into it


class Scene:
    """A service under load, its stand-in, and the places where it is killed."""

    def __init__(self, service: Service, peer: TwilioPeer, crowd: Crowd) -> None:
        self.service, self.crowd, self.peer = service, crowd, peer

    @property
    def account(self) -> Account:
        return self.peer.account

    async def webhook_unanswered(self) -> None:
        """A text is on its way in: perhaps not read, perhaps not kept, perhaps not answered."""
        self.crowd.before_post.clear()
        await self.crowd.before_post.wait()
        await asyncio.sleep(0.002)

    async def claimed_and_never_taken(self) -> None:
        """The claim is committed, and the provider never gets to take the message."""
        await self._in_a_post(Fault(before=STALL, cut=True))

    async def claimed_and_taken_later(self) -> None:
        """The provider takes it when we are gone already."""
        await self._in_a_post(Fault(before=STALL))

    async def taken_and_unanswered(self) -> None:
        """The provider has it, and its answer finds nobody."""
        await self._in_a_post(Fault(after=STALL))

    async def answered_and_not_recorded(self) -> None:
        """The answer has just left the provider."""
        before = len(self.account.exchanges)
        await until(lambda: len(self.account.exchanges) > before)

    async def _in_a_post(self, fault: Fault) -> None:
        self.account.fail(fault)
        await until(lambda: fault not in self.account.faults)

    @property
    def steps(self) -> list[Callable[[], Awaitable[None]]]:
        return [
            self.webhook_unanswered,
            self.claimed_and_never_taken,
            self.claimed_and_taken_later,
            self.taken_and_unanswered,
            self.answered_and_not_recorded,
        ]


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Scene]:
    with TwilioPeer() as peer:
        async with with_twilio(database_url, peer.account, peer.url) as service:
            crowd = Crowd(peer.account, service.url)
            crowd.start()
            yield Scene(service, peer, crowd)
            await crowd.leave()


async def test_killed_between_any_two_steps_nothing_is_lost_and_nothing_said_twice(
    scene: Scene, database_url: str
) -> None:
    chance = random.Random(20261122)
    anywhen = [partial(asyncio.sleep, chance.uniform(0.05, 0.5)) for _ in range(3)]
    steps: list[Callable[[], Awaitable[None]]] = [*scene.steps, *anywhen]
    for step in steps:
        await step()
        scene.service.kill()
        await scene.service.start()
        await asyncio.sleep(0.3)
    await scene.crowd.rest()
    await asyncio.sleep(2 * STALL)  # whatever the stand-in still held is taken or dropped
    await settle(scene.service, database_url)
    figures = await check(scene.crowd, scene.account, database_url)
    assert figures | CLEAN == figures
    assert scene.service.kills == len(steps)
    assert figures["acknowledged"] > 40, "that was no load"
