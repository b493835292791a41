"""The service as a process: how it starts, what it refuses to start on, and how it stops."""

import asyncio
import signal
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from store.communities import community
from tests.bot.commands import Running, process, running
from tests.bot.live import ROSE, environment, live, settings_for, until, until_async
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Account, Fault

pytestmark = pytest.mark.anyio


@pytest.fixture
async def service(
    twilio: TwilioPeer, database_url: str, tmp_path: Path, port: int
) -> AsyncIterator[Running]:
    env = environment(database_url, twilio)
    with running("run", env=env, folder=tmp_path, port=port) as service:
        twilio.webhooks.service = service.url
        yield service


def states(url: str, direction: str = "out") -> list[str]:
    """How far each message is, once the service is gone."""
    plain = url.replace("sqlite:", "sqlite+pysqlite:")
    if plain.startswith("postgresql"):
        return asyncio.run(_ask_postgresql(url, direction))
    engine = sa.create_engine(plain)
    with engine.connect() as conn:
        query = sa.text("SELECT state FROM message WHERE direction = :d ORDER BY id")
        found = [row[0] for row in conn.execute(query, {"d": direction})]
    engine.dispose()
    return found


async def _ask_postgresql(url: str, direction: str) -> list[str]:
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        query = "SELECT state FROM message WHERE direction = $1 ORDER BY id"
        return [row[0] for row in await connection.fetch(query, direction)]
    finally:
        await connection.close()


# ── stopping ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_told_to_stop_it_is_gone_in_no_time(service: Running, number: int) -> None:
    service.signal(number)
    assert await asyncio.to_thread(service.ends, 10) == 0
    assert "Traceback" not in service.log


async def test_what_is_claimed_is_finished_and_what_comes_in_is_answered(
    service: Running, twilio: TwilioPeer, database_url: str
) -> None:
    """Told to stop under load: each text that got its 200 is kept, each claim comes to an end."""
    twilio.account.fail(Fault(after=0.3), None)
    numbers = [f"+447700900{nth:03d}" for nth in range(100, 160)]
    texts = [asyncio.create_task(twilio.webhooks.text(each, "hello")) for each in numbers]
    await until(lambda: twilio.account.messages)
    service.signal(signal.SIGTERM)
    answers = await asyncio.gather(*texts, return_exceptions=True)
    assert await asyncio.to_thread(service.ends, 10) == 0
    taken = sum(isinstance(each, httpx.Response) and each.status_code == 200 for each in answers)
    broken = [each for each in answers if not isinstance(each, httpx.Response)]
    assert {type(each) for each in broken} <= {httpx.ConnectError}  # came too late
    kept = await asyncio.to_thread(states, database_url, "in")
    assert len(kept) == taken > 0
    out = await asyncio.to_thread(states, database_url)
    assert len(out) == taken
    assert set(out) <= {"sent", "queued"}
    assert out.count("sent") == len(twilio.account.messages)


async def test_a_provider_that_stalls_does_not_keep_it_from_stopping(
    service: Running, twilio: TwilioPeer, database_url: str
) -> None:
    """What nobody knows is asked after at the next start."""
    twilio.account.fail(Fault(after=30), None)
    await twilio.webhooks.text(ROSE, "hello")
    await until(lambda: twilio.account.messages)
    service.signal(signal.SIGTERM)
    assert await asyncio.to_thread(service.ends, 10) == 0
    assert await asyncio.to_thread(states, database_url) in (["claimed"], ["uncertain"])


async def test_told_a_second_time_it_goes_at_once(service: Running, twilio: TwilioPeer) -> None:
    twilio.account.fail(Fault(after=30), None)
    await twilio.webhooks.text(ROSE, "hello")
    await until(lambda: twilio.account.messages)
    service.signal(signal.SIGINT)
    await until_async(lambda: shut(service))
    service.signal(signal.SIGINT)
    assert await asyncio.to_thread(service.ends, 3) == 128 + signal.SIGINT
    assert "stopped_at_once" in service.log


async def shut(service: Running) -> bool:
    """Whether it has heard that it is to stop, and takes in nothing more."""
    async with httpx.AsyncClient(trust_env=False, timeout=1) as http:
        try:
            await http.get(f"{service.url}/healthz")
        except httpx.TransportError:
            return True
        return False


async def test_an_open_page_of_practice_phones_does_not_keep_a_demo_from_stopping(
    tmp_path: Path, port: int
) -> None:
    with running("demo", env={}, folder=tmp_path, port=port) as demo:
        async with (
            httpx.AsyncClient(trust_env=False) as http,
            http.stream("GET", f"{demo.url}/phone/events") as events,
        ):
            assert (await anext(events.aiter_lines())).startswith("retry")
            demo.signal(signal.SIGTERM)
            assert await asyncio.to_thread(demo.ends, 5) == 0


# ── not starting ────────────────────────────────────────────────────────────────────────────


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line with which it did not start."""
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("doorstep: ")]
    assert len(lines) == 1 and "Traceback" not in done.stderr
    return lines[0]


async def run_and_refuse(*words: str, env: dict[str, str], folder: Path) -> str:
    return refused(await asyncio.to_thread(process, *words, env=env, folder=folder))


async def test_a_second_service_on_the_same_file_is_refused(
    sqlite_url: str, tmp_path: Path, port: int
) -> None:
    env = {"DOORSTEP_DATABASE_URL": sqlite_url}
    with running("run", env=env, folder=tmp_path, port=port):
        for words in (("run",), ("words", "set", "weekly_hello.bye", "Lovely.")):
            assert "is in use by a running Doorstep" in await run_and_refuse(
                *words, env={**env, "DOORSTEP_PORT": "0"}, folder=tmp_path
            )


def test_a_port_in_use_is_named_before_anything_is_opened(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        env = {"DOORSTEP_PORT": str(taken.getsockname()[1])}
        line = refused(process("run", env=env, folder=tmp_path))
    assert "DOORSTEP_PORT" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({"DOORSTEP_HOST": "203.0.113.7"}, "DOORSTEP_HOST"),
        ({"DOORSTEP_TWILIO_ACCOUNT_SID": Account.sid}, "DOORSTEP_TWILIO_AUTH_TOKEN"),
        ({"DOORSTEP_DATABASE_URL": "postgresql://127.0.0.1:9/x"}, "DOORSTEP_DATABASE_URL"),
        ({"DOORSTEP_DATABASE_URL": "sqlite:////dev/null/x.db"}, "DOORSTEP_DATABASE_URL"),
    ],
    ids=["host", "half", "away", "nowhere"],
)
def test_what_stops_the_start_is_one_line_that_says_what_to_set(
    env: dict[str, str], names: str, tmp_path: Path
) -> None:
    assert names in refused(process("run", env={"DOORSTEP_PORT": "0"} | env, folder=tmp_path))


@pytest.mark.parametrize(("first", "second"), [("1", "0"), ("0", "1")])
async def test_a_demo_and_a_real_project_never_share_a_database(
    database_url: str, tmp_path: Path, first: str, second: str
) -> None:
    async with live(settings_for(database_url, demo=first)) as service:
        [before] = await service.rows(community.select())
    env = environment(database_url, demo=second, community="Another", timezone="Asia/Tokyo")
    assert "DOORSTEP_DATABASE_URL" in await run_and_refuse("run", env=env, folder=tmp_path)
    async with live(settings_for(database_url, demo=first)) as service:
        assert [before] == await service.rows(community.select())
