"""The stand-in for Telegram keeps Telegram's own rules; tests against it mean nothing otherwise."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.peers import telegram_spec, telegram_updates
from tests.peers.local_server import LocalServer
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_updates import pressed, text

pytestmark = pytest.mark.anyio

ROSE, SAM = 7, 8
Call = Callable[..., Any]


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramPeer]:
    """A stand-in whose every answer so far was as Telegram's are."""
    async with TelegramPeer() as peer:
        yield peer


@pytest.fixture
async def call(telegram: TelegramPeer) -> AsyncIterator[Call]:
    """Calls a method and gives back the answer's JSON."""
    async with httpx.AsyncClient(trust_env=False) as client:

        async def call(method: str, **form: Any) -> Any:
            url = f"{telegram.url}/bot{telegram.bot.token}/{method}"
            return (await client.post(url, data=form)).json()

        yield call


@pytest.fixture
def spec() -> telegram_spec.Spec:
    """Telegram's description, without which there is nothing to hold these against."""
    found = telegram_spec.load()
    if found is None:
        pytest.skip(telegram_spec.MISSING)
    return found


def numbers(answer: Any) -> list[int]:
    """The update ids in an answer to getUpdates."""
    return [update["update_id"] for update in answer["result"]]


async def test_updates_stay_until_an_offset_above_them_is_asked_for(
    telegram: TelegramPeer, call: Call
) -> None:
    """Asking without an offset, or with their own, confirms nothing."""
    first, second = (
        telegram.bot.happens(text, chat=ROSE, words=words)["update_id"] for words in "ab"
    )
    assert [first, second] == numbers(await call("getUpdates"))
    assert [first, second] == numbers(await call("getUpdates", offset=first))
    assert [first] == numbers(await call("getUpdates", limit=1))
    assert [second] == numbers(await call("getUpdates", offset=first + 1))
    assert [second] == numbers(await call("getUpdates"))


async def test_a_long_poll_answers_as_soon_as_something_happens(
    telegram: TelegramPeer, call: Call
) -> None:
    """And waits for it until then."""
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    assert not poll.done()
    update = telegram.bot.happens(text, chat=ROSE, words="hello")
    assert [update["update_id"]] == numbers(await asyncio.wait_for(poll, 2))


async def test_a_long_poll_ends_empty_when_its_time_is_up(call: Call) -> None:
    """`timeout` is in seconds."""
    assert numbers(await call("getUpdates", timeout=1)) == []


async def test_a_second_poll_ends_the_first(telegram: TelegramPeer, call: Call) -> None:
    """Only one program can listen."""
    older = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(call("getUpdates", timeout=20))
    assert (await asyncio.wait_for(older, 2))["error_code"] == 409
    telegram.bot.happens(text, chat=ROSE, words="hello")
    assert (await asyncio.wait_for(newer, 2))["ok"]


async def test_nobody_polls_while_a_webhook_is_set(call: Call) -> None:
    """409 until it is deleted."""
    await call("setWebhook", url="http://127.0.0.1:9/telegram")
    assert (await call("getUpdates"))["error_code"] == 409
    assert (await call("getWebhookInfo"))["result"]["url"] == "http://127.0.0.1:9/telegram"
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"text": "hello"}, 400, "chat_id"),
        ({"chat_id": "Rose", "text": "hello"}, 400, "parse"),
        ({"chat_id": ROSE}, 400, "empty"),
        ({"chat_id": ROSE, "text": " "}, 400, "empty"),
        ({"chat_id": ROSE, "text": "x" * 4097}, 400, "too long"),
        ({"chat_id": ROSE, "text": "hello", "reply_markup": "{"}, 400, "parse"),
    ],
)
async def test_a_message_that_telegram_refuses_is_not_taken(
    telegram: TelegramPeer, call: Call, form: dict[str, Any], status: int, words: str
) -> None:
    """Each with Telegram's own status."""
    answer = await call("sendMessage", **form)
    assert (False, status) == (answer["ok"], answer["error_code"])
    assert words in answer["description"]
    assert telegram.bot.sent == []


async def test_only_its_own_token_and_known_methods_are_answered(
    telegram: TelegramPeer, call: Call
) -> None:
    """401 and 404."""
    assert (await call("sendSoup"))["error_code"] == 404
    telegram.bot.token = "1001:another"
    assert (await call("getMe"))["ok"]
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{telegram.url}/bot1001:stand-in/getMe")).status_code == 401


async def test_a_line_cut_after_accepting_leaves_the_message_taken(
    telegram: TelegramPeer, call: Call
) -> None:
    """The caller hears not one byte."""
    telegram.bot.fail(accept=True, cut=True)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        await call("sendMessage", chat_id=ROSE, text="hello")
    assert [taken["text"] for taken in telegram.bot.sent] == ["hello"]


async def test_a_fault_before_accepting_takes_nothing(telegram: TelegramPeer, call: Call) -> None:
    """And goes away by itself."""
    telegram.bot.fail(status=429, retry_after=3)
    refused = await call("sendMessage", chat_id=ROSE, text="hello")
    assert refused["parameters"] == {"retry_after": 3}
    assert telegram.bot.sent == []
    assert (await call("sendMessage", chat_id=ROSE, text="hello"))["ok"]


class Service:
    """A webhook that fails as often as it is told to, and remembers what it was sent."""

    def __init__(self, failures: int = 0) -> None:
        self.failures, self.heard, self.secrets = failures, list[int](), set[str | None]()
        self.app = Starlette(routes=[Route("/telegram", self.hook, methods=["POST"])])

    async def hook(self, request: Request) -> Response:
        """One update."""
        update = await request.json()
        self.secrets.add(request.headers.get("x-telegram-bot-api-secret-token"))
        if self.failures and update["message"]["chat"]["id"] == ROSE:
            self.failures -= 1
            return Response(status_code=500)
        self.heard.append(update["update_id"])
        return Response()


async def until(true: Callable[[], bool]) -> None:
    """Wait a moment for something to come true."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_webhook_hears_each_chat_in_order_until_it_says_ok(
    telegram: TelegramPeer, call: Call
) -> None:
    """A chat whose head fails waits behind it; the others do not."""
    service = Service(failures=3)
    rose = [telegram.bot.happens(text, chat=ROSE, words=w)["update_id"] for w in "ab"]
    sam = telegram.bot.happens(text, chat=SAM, words="hello")["update_id"]
    async with LocalServer(service.app) as server:
        await call("setWebhook", url=f"{server.url}/telegram", secret_token="s3cret")
        await until(lambda: not telegram.bot.pending)
    assert [sam, *rose] == service.heard
    assert {"s3cret"} == service.secrets
    assert [status for _, status in telegram.webhooks.posts].count(500) == 3


async def test_a_press_waits_in_another_queue_than_a_text(telegram: TelegramPeer) -> None:
    """As at Telegram, where they may overtake each other."""
    telegram.bot.happens(text, chat=ROSE, words="hello")
    telegram.bot.happens(pressed, chat=ROSE, data="yes")
    assert len(telegram.webhooks.waiting()) == 2


async def test_as_a_process_it_is_steered_over_http_and_writes_down_what_it_took(
    tmp_path: Path,
) -> None:
    """One line of JSON a message."""
    state = tmp_path / "taken.jsonl"
    words = ["-m", "tests.peers.telegram", "--port", "0", "--state", str(state)]
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=-1)
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
            happens = {"happens": "text", "chat": ROSE, "words": "hello"}
            await client.post("/_control", json=happens)
            await client.post("/_control", json={"fail": "sendMessage", "status": 500})
            await client.post("/_control", json={"blocked": [SAM]})
            sends = [
                await client.post(
                    "/bot1001:stand-in/sendMessage", json={"chat_id": chat, "text": "hi"}
                )
                for chat in (ROSE, ROSE, SAM)
            ]
            told = (await client.get("/_control")).json()
    finally:
        process.terminate()
        await process.wait()
    assert [answer.status_code for answer in sends] == [500, 200, 403]
    assert (len(told["pending"]), len(told["sent"])) == (1, 1)
    assert told["sent"] == [json.loads(line) for line in state.read_text().splitlines()]


MORE: dict[str, dict[str, Any]] = {
    "text": {"words": "hello"},
    "contact": {"phone": "447700900123", "forwarded": True},
    "photo": {"caption": "my cat"},
    "edited": {"words": "hullo"},
    "pressed": {"data": "yes"},
    "migrated": {"to": -1007},
    "in_group": {"words": "hello"},
    "from_bot": {"words": "hello"},
}
ODD = {"unknown", "unparsable"}


@pytest.mark.parametrize("kind", sorted(telegram_updates.KINDS.keys() - ODD))
def test_every_update_is_one_that_telegram_could_send(spec: telegram_spec.Spec, kind: str) -> None:
    """Field by field, as its description says."""
    update = telegram_updates.KINDS[kind](1, ROSE, **MORE.get(kind, {}))
    assert spec.value("Update", update) == []


@pytest.mark.parametrize("kind", sorted(ODD))
def test_the_odd_updates_are_odd(spec: telegram_spec.Spec, kind: str) -> None:
    """Else the check above could not fail."""
    assert spec.value("Update", telegram_updates.KINDS[kind](1, ROSE))


async def test_every_answer_is_one_that_telegram_could_give(
    spec: telegram_spec.Spec, telegram: TelegramPeer, call: Call
) -> None:
    """All the methods that the stand-in has."""
    await call("getMe")
    await call("setWebhook", url="http://127.0.0.1:9/telegram", secret_token="s3cret")
    await call("getWebhookInfo")
    await call("deleteWebhook")
    await call("sendMessage", chat_id=ROSE, text="hello")
    await call("sendChatAction", chat_id=ROSE, action="typing")
    await call("answerCallbackQuery", callback_query_id="1")
    telegram.bot.happens(text, chat=ROSE, words="hello")
    updates = await call("getUpdates")
    assert spec.result("getUpdates", updates["result"]) == []
    assert telegram.wrong == []
    assert len(telegram.bot.calls) == 8


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"chat_id": "7"}, "sendMessage: text is missing"),
        ({"chat_id": "7", "text": "hi", "soup": "leek"}, "sendMessage: no field soup"),
        (
            {"chat_id": "7", "text": "hi", "protect_content": "perhaps"},
            "sendMessage.protect_content: not Boolean",
        ),
        (
            {"chat_id": "7", "text": "hi", "link_preview_options": '{"is_disabled": 1}'},
            "sendMessage.link_preview_options.is_disabled: not Boolean",
        ),
    ],
)
def test_the_description_notices_a_wrong_request(
    spec: telegram_spec.Spec, form: dict[str, str], wrong: str
) -> None:
    """A check that finds nothing wrong must be able to."""
    assert [wrong] == spec.request("sendMessage", form)
