"""Whether a running service is alive, ready and counted, also while its database is away."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from bot.app import Doorstep
from bot.channels import Inbound
from bot.web.health import Health, Keeping
from store.database import Unavailable
from tests import postgres_server
from tests.bot.live import ROSE, SAM, Live, live, settings_for, until, until_async
from tests.bot.restarting import Restarting
from tests.peers.twilio import TwilioPeer

pytestmark = pytest.mark.anyio


@pytest.fixture
def service(on_each: Live) -> Live:
    """Every rule here holds on each database."""
    return on_each


@pytest.fixture(scope="module")
def server() -> Iterator[Restarting]:
    """A PostgreSQL of this file's own, that can be stopped and started."""
    programs = postgres_server.installed() or postgres_server.packaged()
    assert programs
    with postgres_server.running(programs) as url:
        server = Restarting(url)
        yield server
        server.stop()


async def ready(service: Live) -> httpx.Response:
    return await service.http.get("/readyz")


async def becomes_ready(service: Live) -> None:
    async def is_ready() -> bool:
        return (await ready(service)).status_code == 200

    await until_async(is_ready)


async def test_a_service_that_runs_is_alive_and_ready(service: Live) -> None:
    assert (await service.http.get("/healthz")).text == "ok"
    await becomes_ready(service)
    page = (await ready(service)).json()
    assert page.pop("notes") == ["no coordinator can be told when a person is needed"]
    assert page == {
        "ready": True, "database": "ok", "inbox": "ok", "clock": "ok", "senders": "ok",
    }  # fmt: skip


async def test_many_may_ask_at_once_and_all_get_the_same_answer(service: Live) -> None:
    await becomes_ready(service)
    answers = await asyncio.gather(*[ready(service) for _ in range(20)])
    assert {answer.status_code for answer in answers} == {200}


class Stopped:
    """A service whose clock has not had a round for a while."""

    def __init__(self, doorstep: Doorstep) -> None:
        self.database, self.metrics = doorstep.database, doorstep.metrics
        self.now, self.notes = doorstep.now, doorstep.notes

    def rounds(self) -> dict[str, datetime | None]:
        return {"clock": self.now() - timedelta(minutes=2), "senders": None}


async def test_a_clock_that_has_stopped_is_not_ready(service: Live) -> None:
    stopped = Stopped(service.doorstep)
    keeping = Keeping(service.doorstep.inbox.receive, stopped.now)
    app = Starlette(routes=Health(stopped, keeping).routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as http:
        answer = await http.get("/readyz")
    page = answer.json()
    assert (answer.status_code, page["clock"], page["senders"]) == (503, "stale", "stale")


async def test_the_numbers_move_and_name_nobody(service: Live) -> None:
    await service.join("Rose Secretname")
    await service.http.post("/sms", content="forged")
    in_, out = 'channel="sms",kind="text"', 'channel="sms",state="sent"'
    assert await service.metric(f"doorstep_messages_in_total{{{in_}}}") == 3

    async def recorded() -> bool:
        return await service.metric(f"doorstep_messages_out_total{{{out}}}") == 3

    await until_async(recorded)
    assert await service.metric('doorstep_webhooks_refused_total{why="signature"}') == 1
    page = (await service.http.get("/metrics")).text
    for private in (ROSE, ROSE[1:], "Secretname", "hello", service.twilio.account.token):
        assert private not in page


async def test_a_full_disk_is_said_and_what_was_acknowledged_is_kept(on_sqlite: Live) -> None:
    """SQLite is told that it may not grow: what a full disk looks like from inside."""
    service = on_sqlite
    await becomes_ready(service)
    pages = await service.doorstep.database.read(_page_count)
    await service.doorstep.database.write(lambda conn: _grow_to(conn, pages))
    taken = 0
    while (answer := await service.text("x" * 1600, SAM)).status_code == 200:
        taken += 1
        assert taken < 100
    assert (answer.status_code, "again" in answer.text) == (503, True)
    page = await ready(service)
    assert (page.status_code, page.json()["ready"]) == (503, False)
    assert page.json()["inbox"] == "can't keep messages: the disk is full"
    assert (await service.http.get("/healthz")).status_code == 200
    await service.doorstep.database.write(lambda conn: _grow_to(conn, 1_000_000))
    assert (await service.text("back again", SAM)).status_code == 200
    assert len(await service.kept()) == taken + 1
    await becomes_ready(service)


def _page_count(conn: sa.Connection) -> int:
    return int(conn.exec_driver_sql("PRAGMA page_count").scalar_one())


def _grow_to(conn: sa.Connection, pages: int) -> None:
    conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


async def test_while_postgresql_is_stopped_providers_are_asked_to_come_again(
    twilio: TwilioPeer, server: Restarting
) -> None:
    async with live(settings_for(server.url, twilio), twilio) as service:
        await service.join()
        await becomes_ready(service)
        await asyncio.to_thread(server.stop)
        for post in (service.text("while it is away"), twilio.webhooks.ring(ROSE)):
            answer = await post
            assert (answer.status_code, "again" in answer.text) == (503, True)
        news = await twilio.webhooks.status(twilio.account.messages[0], "delivered")
        assert news.status_code == 503

        async def says_away() -> bool:
            page = await ready(service)
            return page.status_code == 503 and page.json()["database"].startswith("away: ")

        await until_async(says_away)
        assert (await service.http.get("/healthz")).status_code == 200
        assert (await service.http.get("/metrics")).status_code == 200
        await asyncio.to_thread(server.start)

        async def taken() -> bool:
            return (await service.text("HELP", sid="SM1")).status_code == 200

        await until_async(taken)
        await until(lambda: len(service.answers()) == 4)
        await becomes_ready(service)
        assert "while it is away" not in await service.kept()


async def test_a_database_that_hangs_is_as_good_as_away() -> None:
    """Twilio gives up on us after 15 seconds: the answer must be there before, and say 503."""

    async def never(inbound: Inbound) -> None:
        await asyncio.Event().wait()

    keeping = Keeping(never, lambda: NOW, within=0.05)
    with pytest.raises(Unavailable):
        await keeping.receive(Inbound("sms", "SM1", "+447700900001", "hello", NOW))
    assert keeping.failed == (NOW, "no answer in time")


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
