"""A database that goes away or fills up under load: nothing acknowledged is lost, and it mends."""

import asyncio
import resource
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests import postgres_server
from tests.bot.restarting import Restarting
from tests.faults.counting import CLEAN, check, settle, until
from tests.faults.crowd import Crowd
from tests.faults.service import Service, with_twilio
from tests.peers.twilio import TwilioPeer

pytestmark = pytest.mark.anyio

DURABLE = ("fsync=off",)  # what is committed survives the server's death, if not the machine's


@pytest.fixture
def cluster() -> Iterator[Restarting]:
    """A PostgreSQL that can be struck down and brought back with what it had committed."""
    programs = postgres_server.installed() or postgres_server.packaged()
    assert programs
    with postgres_server.running(programs, DURABLE) as url:
        cluster = Restarting(url)
        yield cluster
        cluster.stop()


class Scene:
    """A service, its stand-in, and people who text."""

    def __init__(self, service: Service, peer: TwilioPeer) -> None:
        self.service, self.peer = service, peer
        self.crowd = Crowd(peer.account, service.url)


async def scene_on(database_url: str) -> AsyncIterator[Scene]:
    with TwilioPeer() as peer:
        async with with_twilio(database_url, peer.account, peer.url) as service:
            scene = Scene(service, peer)
            scene.crowd.start()
            yield scene
            await scene.crowd.leave()


@pytest.fixture
async def on_cluster(cluster: Restarting) -> AsyncIterator[Scene]:
    async for scene in scene_on(cluster.url):
        yield scene


@pytest.fixture
async def on_sqlite(bare_sqlite_url: str) -> AsyncIterator[Scene]:
    async for scene in scene_on(bare_sqlite_url):
        yield scene


async def test_postgresql_struck_down_under_load_and_brought_back(
    on_cluster: Scene, cluster: Restarting
) -> None:
    service, crowd = on_cluster.service, on_cluster.crowd
    for _ in range(2):
        await asyncio.sleep(0.8)
        before = crowd.refused["503"]
        await asyncio.to_thread(cluster.strike)
        await until(lambda before=before: crowd.refused["503"] > before)  # type: ignore[misc]
        assert (await service.ready()).status_code == 503
        await asyncio.to_thread(cluster.start)
    await asyncio.sleep(1)
    await crowd.rest()
    await settle(service, cluster.url)
    figures = await check(crowd, on_cluster.peer.account, cluster.url)
    assert figures | CLEAN == figures
    assert not crowd.refused["500"]
    assert service.kills == 0


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another's files")
async def test_a_full_disk_is_said_loses_nothing_and_mends(
    on_sqlite: Scene, bare_sqlite_url: str
) -> None:
    service, crowd = on_sqlite.service, on_sqlite.crowd
    await until(lambda: len(crowd.acknowledged) > 20)
    largest = _largest(Path(bare_sqlite_url.removeprefix("sqlite:///")))
    resource.prlimit(service.pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    await until(lambda: crowd.refused["503"] > 5)  # not at once: the log is first written over
    assert any("disk" in line for line in service.log)
    resource.prlimit(
        service.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    )
    await asyncio.sleep(0.5)
    await crowd.rest()
    await settle(service, bare_sqlite_url)
    figures = await check(crowd, on_sqlite.peer.account, bare_sqlite_url)
    assert figures | CLEAN == figures
    assert not crowd.refused["500"]
    assert service.kills == 0


def _largest(database: Path) -> int:
    """The size of the larger of the file and its log: neither may grow beyond it."""
    return max(each.stat().st_size for each in database.parent.glob(f"{database.name}*"))
