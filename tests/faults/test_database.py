"""A database that goes away or fills up under load: nothing acknowledged is lost, and it mends."""

import asyncio
import contextlib
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests import postgres_server
from tests.faults.counting import CLEAN, check, settle
from tests.faults.crowd import Crowd
from tests.faults.service import Service, with_twilio
from tests.peers.twilio import TwilioPeer

pytestmark = pytest.mark.anyio

SETTINGS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")


class Cluster:
    """A PostgreSQL server that can be struck down and brought back with what it had committed."""

    def __init__(self, home: Path) -> None:
        programs = postgres_server.installed() or postgres_server.packaged()
        assert programs
        self._user = postgres_server._unprivileged()
        if self._user:
            shutil.chown(home, self._user["user"], self._user["group"])
        self._programs = postgres_server._reachable(programs, home)
        self._home, self._port = home, postgres_server._free_port()
        postgres_server._initialise(self._programs, home / "data", self._user)
        self.url = f"postgresql://doorstep@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        options = [word for each in (*SETTINGS, f"port={self._port}") for word in ("-c", each)]
        with (self._home / "log").open("ab") as said:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._home / "data", *options],
                cwd=self._home,
                stdout=said,
                stderr=said,
                **self._user,
            )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                if "ready" in (self._home / "data" / "postmaster.pid").read_text():
                    return
            time.sleep(0.02)
        raise AssertionError((self._home / "log").read_text(errors="replace"))

    def strike(self) -> None:
        """Immediate mode: every connection is cut, nothing is finished, nothing is flushed."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(20)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    home = Path(tempfile.mkdtemp(prefix="doorstep-cluster-"))
    cluster = Cluster(home)
    cluster.start()
    yield cluster
    cluster.strike()
    shutil.rmtree(home, ignore_errors=True)


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
async def on_cluster(cluster: Cluster) -> AsyncIterator[Scene]:
    async for scene in scene_on(cluster.url):
        yield scene


@pytest.fixture
async def on_sqlite(bare_sqlite_url: str) -> AsyncIterator[Scene]:
    async for scene in scene_on(bare_sqlite_url):
        yield scene


async def test_postgresql_struck_down_under_load_and_brought_back(
    on_cluster: Scene, cluster: Cluster
) -> None:
    service, crowd = on_cluster.service, on_cluster.crowd
    for _ in range(2):
        await asyncio.sleep(0.8)
        await asyncio.to_thread(cluster.strike)
        await asyncio.sleep(0.7)
        assert (await service.ready()).status_code == 503
        await asyncio.to_thread(cluster.start)
    await asyncio.sleep(1)
    await crowd.rest()
    await settle(service, cluster.url)
    figures = await check(crowd, on_cluster.peer.account, cluster.url)
    assert figures | CLEAN == figures
    assert crowd.refused["503"]
    assert not crowd.refused["500"]
    assert service.kills == 0


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another's files")
async def test_a_full_disk_is_said_loses_nothing_and_mends(
    on_sqlite: Scene, bare_sqlite_url: str
) -> None:
    service, crowd = on_sqlite.service, on_sqlite.crowd
    await asyncio.sleep(0.8)
    largest = _largest(Path(bare_sqlite_url.removeprefix("sqlite:///")))
    resource.prlimit(service.pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    await asyncio.sleep(1.5)
    assert crowd.refused["503"]
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
