"""What the doctor says of our public address, of Twilio and of Telegram."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.doctor import Verdict
from tests.bot.examined import finding
from tests.bot.live import PUBLIC, SECRET, environment
from tests.peers.local_server import LocalServer
from tests.peers.telegram import TelegramPeer
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Fault

pytestmark = pytest.mark.anyio


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramPeer]:
    async with TelegramPeer() as peer:
        yield peer


async def elsewhere(request: Request) -> Response:
    return RedirectResponse("/elsewhere")


async def there(request: Request) -> Response:
    return PlainTextResponse("ok")


async def welcome(request: Request) -> Response:
    return PlainTextResponse("Welcome to nginx")


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
