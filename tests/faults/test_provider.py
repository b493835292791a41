"""A provider that fails in every way it can, under load; and a stop in the middle of it all."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from tests.faults.counting import CLEAN, OPEN, check, rows, settle, states, until
from tests.faults.crowd import Crowd
from tests.faults.service import Service, with_twilio
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Fault

pytestmark = pytest.mark.anyio

FAULTS = (
    Fault(status=500, accept=True),
    Fault(status=500),
    Fault(status=503, after=0.2, accept=True),
    Fault(status=429, code=20429, retry_after=1),
    Fault(cut=True, accept=True),
    Fault(cut=True),
    Fault(before=0.3),
)


class Scene:
    """A service, its stand-in, and people who text."""

    def __init__(self, service: Service, peer: TwilioPeer) -> None:
        self.service, self.peer = service, peer
        self.crowd = Crowd(peer.account, service.url)
        self.crowd.start()


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Scene]:
    with TwilioPeer(callbacks=("delivered", "sent", "delivered")) as peer:
        async with with_twilio(database_url, peer.account, peer.url) as service:
            peer.webhooks.service = service.url
            scene = Scene(service, peer)
            yield scene
            await scene.crowd.leave()


async def test_whatever_the_provider_answers_each_text_is_there_once(
    scene: Scene, database_url: str
) -> None:
    account, crowd = scene.peer.account, scene.crowd
    faults = [*FAULTS, *FAULTS]
    random.Random(5).shuffle(faults)
    for fault in faults:
        account.fail(fault)
        await until(lambda fault=fault: fault not in account.faults, 20)  # type: ignore[misc]
        await asyncio.sleep(0.1)
    await crowd.rest()
    await asyncio.sleep(0.5)
    await settle(scene.service, database_url)
    figures = await check(crowd, account, database_url)
    assert figures | CLEAN == figures
    found = await states(database_url)
    assert set(found) <= {"delivered", "sent", "skipped", "failed"}
    codes = await rows(database_url, "SELECT code FROM message WHERE state = 'failed'")
    assert {code for (code,) in codes} <= {"21610"}  # they had just said STOP, and Twilio knew
    assert found["delivered"] > found["sent"]  # callbacks came twice, and the wrong way round


async def test_a_stop_under_load_leaves_nothing_claimed_and_loses_nothing(
    scene: Scene, database_url: str
) -> None:
    scene.peer.account.fail(Fault(before=0.5), 3)
    await asyncio.sleep(0.7)
    seconds = await asyncio.to_thread(scene.service.end)
    assert seconds < 10  # what Docker gives, before it kills
    found = await states(database_url)
    assert not found["claimed"]
    assert not found["uncertain"]  # what was in the air landed, the rest was given back
    await scene.service.start()
    await scene.crowd.rest()
    await settle(scene.service, database_url)
    figures = await check(scene.crowd, scene.peer.account, database_url)
    assert figures | CLEAN == figures


async def test_a_stop_does_not_wait_for_a_provider_that_stalls(
    scene: Scene, database_url: str
) -> None:
    scene.peer.app.callbacks = ()  # or the news would come by that way
    scene.peer.account.fail(Fault(after=20), None)
    await until(lambda: scene.peer.account.posts > 0)
    await asyncio.sleep(0.3)
    seconds = await asyncio.to_thread(scene.service.end)
    assert seconds < 10
    scene.peer.account.always.clear()
    found = await states(database_url)
    assert found["uncertain"], (found, scene.service.log[-12:])
    assert not found["claimed"]
    await scene.service.start()
    await scene.crowd.rest()
    found = await settle(scene.service, database_url)
    assert not any(found[state] for state in OPEN)
    figures = await check(scene.crowd, scene.peer.account, database_url)
    assert figures | CLEAN == figures
    assert await rows(database_url, "SELECT 1 FROM message")
