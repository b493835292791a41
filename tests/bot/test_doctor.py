"""The doctor names what is wrong and how to mend it, and tells nobody a secret."""

import json
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.doctor import Finding, Verdict, examine
from store.database import Database
from tests.bot.live import PUBLIC, SECRET, environment, live, settings_for
from tests.peers.local_server import LocalServer
from tests.peers.telegram import TelegramPeer
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Account, Fault

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def peer() -> Iterator[TwilioPeer]:
    with TwilioPeer(public=PUBLIC) as peer:
        yield peer


@pytest.fixture
def twilio(peer: TwilioPeer) -> TwilioPeer:
    return peer.fresh()


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramPeer]:
    async with TelegramPeer() as peer:
        yield peer


async def findings(env: dict[str, str]) -> dict[str, Finding]:
    """What the doctor says, by what it is about; no secret is ever in it."""
    found = {finding.about: finding async for finding in examine(env, env_file=None)}
    said = " ".join(finding.says for finding in found.values())
    for secret in (Account.token, "1001:stand-in", SECRET, "s3cret"):
        assert secret not in said
    assert "\n" not in said
    return found


async def finding(about: str, env: dict[str, str]) -> Finding:
    return (await findings(env))[about]


async def elsewhere(request: Request) -> Response:
    return RedirectResponse("/elsewhere")


async def there(request: Request) -> Response:
    return PlainTextResponse("ok")


async def welcome(request: Request) -> Response:
    return PlainTextResponse("Welcome to nginx")


# ── settings ────────────────────────────────────────────────────────────────────────────────


async def test_with_nothing_set_nothing_is_wrong(bare_sqlite_url: str, tmp_path: Path) -> None:
    found = await findings({"DOORSTEP_DATABASE_URL": bare_sqlite_url})
    assert {finding.verdict for finding in found.values()} == {Verdict.OK, Verdict.NOT_SET}
    assert found["Twilio"].verdict == found["Telegram"].verdict == Verdict.NOT_SET
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({"DOORSTEP_TWILIO_FROM": "DOORSTEP"}, "DOORSTEP_TWILIO_FROM"),
        ({"DOORSTEP_TELEGRAM_SECRET": SECRET}, "DOORSTEP_TELEGRAM_TOKEN"),
        ({"DOORSTEP_TIMEZONE": "Europe/Londno"}, "DOORSTEP_TIMEZONE"),
        ({"DOORSTEP_PUBLIC_URL": "http://doorstep.test"}, "DOORSTEP_PUBLIC_URL"),
    ],
)
async def test_settings_that_stop_the_start_are_named(env: dict[str, str], names: str) -> None:
    [(about, finding)] = (await findings(env)).items()
    assert (about, finding.verdict) == ("settings", Verdict.WRONG)
    assert names in finding.says


async def test_a_demo_is_not_live(bare_sqlite_url: str) -> None:
    found = await finding("settings", environment(bare_sqlite_url, demo="1"))
    assert found.verdict is Verdict.WRONG


# ── the database ────────────────────────────────────────────────────────────────────────────


async def test_a_database_of_ours_is_fine_and_left_as_it_was(database_url: str) -> None:
    for _ in range(2):
        found = await findings(environment(database_url))
        assert found["database"].verdict is Verdict.OK
        assert "version" in found["database"].says
        assert found["clock"].verdict is Verdict.OK
        assert found["coordinators"].verdict is Verdict.NOT_SET


async def test_an_empty_database_is_fine_and_stays_empty(bare_postgres_url: str) -> None:
    for _ in range(2):
        found = await finding("database", environment(bare_postgres_url))
        assert (found.verdict, "empty" in found.says) == (Verdict.OK, True)


async def test_a_database_of_somebody_elses_is_named(bare_database_url: str) -> None:
    database = Database(settings_for(bare_database_url).async_database_url)
    await database.open()
    await database.write(lambda conn: conn.execute(sa.text("CREATE TABLE theirs (n INT)")))
    await database.close()
    found = await finding("database", environment(bare_database_url))
    assert (found.verdict, "DOORSTEP_DATABASE_URL" in found.says) == (Verdict.WRONG, True)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://rose:s3cret@127.0.0.1:9/doorstep",
        "sqlite:////proc/nowhere/doorstep.db",
        "sqlite:////dev/null/doorstep.db",
    ],
)
async def test_a_database_that_is_not_there_is_named(url: str) -> None:
    found = await finding("database", environment(url))
    assert (found.verdict, "DOORSTEP_DATABASE_URL" in found.says) == (Verdict.WRONG, True)


async def test_beside_a_running_service_it_only_looks(
    twilio: TwilioPeer, database_url: str
) -> None:
    async with live(settings_for(database_url, twilio), twilio) as service:
        await service.join()
        found = await findings(environment(database_url, twilio))
        assert found["database"].verdict is Verdict.OK
        assert found["coordinators"].verdict is Verdict.NOT_SET
        assert (await service.text("HELP")).status_code == 200


async def test_a_demos_database_is_not_for_a_real_project(sqlite_url: str) -> None:
    async with live(settings_for(sqlite_url, demo="1")):
        pass
    found = await finding("database", environment(sqlite_url))
    assert (found.verdict, "demo" in found.says) == (Verdict.WRONG, True)


@pytest.mark.parametrize(("channel", "verdict"), [("sms", Verdict.OK), ("telegram", Verdict.WRONG)])
async def test_a_coordinator_must_be_reachable_on_a_channel_that_is_set_up(
    twilio: TwilioPeer, sqlite_url: str, channel: str, verdict: Verdict
) -> None:
    async with live(settings_for(sqlite_url, twilio), twilio) as service:
        await service.join()
        await service.doorstep.database.write(lambda conn: _make_coordinator(conn, channel))
    assert (await finding("coordinators", environment(sqlite_url, twilio))).verdict is verdict


def _make_coordinator(conn: sa.Connection, channel: str) -> None:
    conn.execute(sa.text("UPDATE role SET role = 'coordinator'"))
    conn.execute(sa.text("UPDATE address SET channel = :channel"), {"channel": channel})


# ── the public address ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "verdict", "says"),
    [
        (there, Verdict.OK, "answers there"),
        (elsewhere, Verdict.WRONG, "sends callers elsewhere"),
        (welcome, Verdict.WRONG, "not Doorstep"),
    ],
)
async def test_the_public_address_must_lead_to_doorstep_itself(
    bare_sqlite_url: str, answers: Any, verdict: Verdict, says: str
) -> None:
    routes = [Route("/healthz", answers), Route("/elsewhere", there)]
    async with LocalServer(Starlette(routes=routes)) as server:
        found = await finding("public URL", environment(bare_sqlite_url, public_url=server.url))
    assert (found.verdict, says in found.says) == (verdict, True)


async def test_an_address_where_nobody_answers_is_named(bare_sqlite_url: str) -> None:
    env = environment(bare_sqlite_url, public_url="http://127.0.0.1:9")
    found = await finding("public URL", env)
    assert (found.verdict, "nobody answers" in found.says) == (Verdict.WRONG, True)


# ── Twilio ──────────────────────────────────────────────────────────────────────────────────


async def test_twilio_is_asked_for_one_message_and_nobody_is_texted(
    twilio: TwilioPeer, bare_sqlite_url: str
) -> None:
    found = await finding("Twilio", environment(bare_sqlite_url, twilio))
    assert found.verdict is Verdict.OK
    assert [(each.method, dict(each.params)) for each in twilio.account.exchanges] == [
        ("GET", {"PageSize": "1"})
    ]


async def test_a_wrong_token_is_named(twilio: TwilioPeer, bare_sqlite_url: str) -> None:
    env = environment(bare_sqlite_url, twilio, twilio_auth_token="s3cret")
    found = await finding("Twilio", env)
    assert (found.verdict, "AUTH_TOKEN" in found.says) == (Verdict.WRONG, True)


async def test_twilio_in_trouble_is_named(twilio: TwilioPeer, bare_sqlite_url: str) -> None:
    twilio.account.fail(Fault(status=500, method="GET"), None)
    found = await finding("Twilio", environment(bare_sqlite_url, twilio))
    assert (found.verdict, "does not answer" in found.says) == (Verdict.WRONG, True)


async def test_twilio_out_of_reach_is_named(twilio: TwilioPeer, bare_sqlite_url: str) -> None:
    env = environment(bare_sqlite_url, twilio, twilio_api_url="http://127.0.0.1:9")
    found = await finding("Twilio", env)
    assert (found.verdict, "can't be reached" in found.says) == (Verdict.WRONG, True)


# ── Telegram ────────────────────────────────────────────────────────────────────────────────


def calling(bare_sqlite_url: str, telegram: TelegramPeer) -> dict[str, str]:
    """The settings of a service that Telegram calls."""
    more = {"telegram_secret": SECRET, "public_url": PUBLIC}
    return environment(bare_sqlite_url, None, telegram, **more)


async def test_a_bot_that_telegram_knows_is_fine(
    telegram: TelegramPeer, bare_sqlite_url: str
) -> None:
    env = environment(bare_sqlite_url, None, telegram)
    assert (await finding("Telegram", env)).verdict is Verdict.OK


@pytest.mark.parametrize("where", ["", "https://elsewhere.test/telegram"])
async def test_telegram_must_call_where_we_are(
    telegram: TelegramPeer, bare_sqlite_url: str, where: str
) -> None:
    telegram.bot.webhook = {"url": where}
    found = await finding("Telegram", calling(bare_sqlite_url, telegram))
    assert (found.verdict, "tart Doorstep" in found.says) == (Verdict.WRONG, True)


async def test_a_webhook_keeps_us_from_asking(telegram: TelegramPeer, bare_sqlite_url: str) -> None:
    telegram.bot.webhook = {"url": "https://elsewhere.test/telegram"}
    found = await finding("Telegram", environment(bare_sqlite_url, None, telegram))
    assert (found.verdict, "another program" in found.says) == (Verdict.WRONG, True)


@pytest.mark.parametrize(
    ("ago", "verdict"),
    [(timedelta(minutes=5), Verdict.WRONG), (timedelta(days=3), Verdict.OK)],
)
async def test_a_call_that_failed_lately_is_named_without_its_words(
    telegram: TelegramPeer, bare_sqlite_url: str, ago: timedelta, verdict: Verdict
) -> None:
    info = {
        "url": f"{PUBLIC}/telegram",
        "has_custom_certificate": False,
        "pending_update_count": 3,
        "last_error_date": int((datetime.now(UTC) - ago).timestamp()),
        "last_error_message": "s3cret words of Rose",
    }
    telegram.bot.fail("getWebhookInfo", body=json.dumps({"ok": True, "result": info}))
    found = await finding("Telegram", calling(bare_sqlite_url, telegram))
    assert found.verdict is verdict
    assert "Rose" not in found.says


async def test_a_token_telegram_does_not_know_is_named(
    telegram: TelegramPeer, bare_sqlite_url: str
) -> None:
    env = environment(bare_sqlite_url, None, telegram, telegram_token="1001:s3cret")
    found = await finding("Telegram", env)
    assert (found.verdict, "TELEGRAM_TOKEN" in found.says) == (Verdict.WRONG, True)


async def test_telegram_out_of_reach_is_named(telegram: TelegramPeer, bare_sqlite_url: str) -> None:
    env = environment(bare_sqlite_url, None, telegram, telegram_api_url="http://127.0.0.1:9")
    found = await finding("Telegram", env)
    assert (found.verdict, "does not answer" in found.says) == (Verdict.WRONG, True)
