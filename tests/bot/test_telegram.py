"""The real Telegram client against the stand-in, over real HTTP."""

import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels import (
    Act,
    Channel,
    Found,
    Inbound,
    Kind,
    OutcomeUnknown,
    Outgoing,
    Receipt,
    State,
    Undeliverable,
)
from bot.channels.telegram import TelegramChannel
from tests.peers import telegram_spec, telegram_updates
from tests.peers.local_server import LocalServer
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_updates import (
    blocked,
    contact,
    in_group,
    pressed,
    text,
    unknown,
    unparsable,
)

pytestmark = pytest.mark.anyio

ROSE, SAM = 70_111, 80_222
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TOKEN = "1001:stand-in"
Open = Callable[..., TelegramChannel]
Logs = Callable[[], list[dict[str, Any]]]


class Inbox:
    """Stores what comes in as the inbox would: once for each provider id, or not at all."""

    def __init__(self) -> None:
        self.kept: list[Inbound] = []
        self.tries: list[str] = []
        self.failures = 0
        self.slow_for: str | None = None

    async def receive(self, inbound: Inbound) -> None:
        """One inbound, committed on return."""
        self.tries.append(inbound.provider_id)
        if inbound.text == self.slow_for:
            await asyncio.sleep(0.05)
        if self.failures:
            self.failures -= 1
            raise OSError("the database is away")
        if inbound.provider_id not in [known.provider_id for known in self.kept]:
            self.kept.append(inbound)

    @property
    def texts(self) -> list[str]:
        """What was kept, in order."""
        return [inbound.text for inbound in self.kept]


@pytest.fixture
def inbox() -> Inbox:
    """An empty one."""
    return Inbox()


@pytest.fixture
async def open_channel(telegram: TelegramPeer) -> AsyncIterator[Open]:
    """Makes channels with short times, and stops them in the end. No wait is longer than 10 ms."""
    async with AsyncExitStack() as opened:

        def open_one(url: str = "", **more: Any) -> TelegramChannel:
            times = {"connect_within": 0.3, "answer_within": 0.3, "long_poll": 1}
            settings: dict[str, Any] = {**times, "now": lambda: AT, "sleep": a_moment, **more}
            channel = TelegramChannel(TOKEN, url or telegram.url, **settings)
            opened.push_async_callback(channel.stop)
            return channel

        yield open_one


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> Logs:
    """What the channel has logged so far."""
    caplog.set_level(logging.INFO, "bot.channels")
    return lambda: [
        record.msg
        for record in caplog.records
        if record.name.startswith("bot.channels") and isinstance(record.msg, dict)
    ]


async def a_moment(_: float) -> None:
    """Instead of a long wait."""
    await asyncio.sleep(0.01)


async def until(true: Callable[[], object]) -> None:
    """Wait a moment for something to come true."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


def outgoing(words: str = "Hello Rose", chat: object = ROSE, **more: Any) -> Outgoing:
    """A message of ours to Rose."""
    return Outgoing(5, str(chat), "1001", words, AT, **more)


async def failure_of(channel: TelegramChannel, message: Outgoing | None = None) -> Undeliverable:
    """How a send fails, where it certainly did not go out."""
    with pytest.raises(Undeliverable) as caught:
        await channel.send(message or outgoing())
    return caught.value


# --- polling


async def test_what_people_write_comes_in_and_is_then_confirmed(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """Texts, doors, presses, blocks: each once, in the house's form."""
    telegram.bot.happens(text, chat=ROSE, words="hello")
    telegram.bot.happens(telegram_updates.start, chat=ROSE, door="vet")
    telegram.bot.happens(contact, chat=ROSE, phone="447700900123")
    telegram.bot.happens(blocked, chat=ROSE)
    await open_channel().start(inbox.receive)
    await until(lambda: not telegram.bot.pending)
    kinds = [inbound.kind for inbound in inbox.kept]
    assert kinds == [Kind.TEXT, Kind.STARTED, Kind.CONTACT, Kind.BLOCKED]
    assert {inbound.at for inbound in inbox.kept} == {AT}


async def test_nothing_is_confirmed_before_it_is_stored(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """A database that comes back gets the same update again."""
    inbox.failures = 2
    first = telegram.bot.happens(text, chat=ROSE, words="hello")
    await open_channel().start(inbox.receive)
    await until(lambda: not telegram.bot.pending)
    assert inbox.tries == [f"update:{first['update_id']}"] * 3
    assert inbox.texts == ["hello"]


async def test_a_batch_is_confirmed_only_when_all_of_it_is_stored(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """One that failed brings its whole batch again; the inbox knows the others."""
    inbox.failures = 1
    for chat, words in ((ROSE, "a"), (SAM, "b"), (SAM, "c")):
        telegram.bot.happens(text, chat=chat, words=words)
    await open_channel().start(inbox.receive)
    await until(lambda: not telegram.bot.pending)
    assert sorted(inbox.texts) == ["a", "b", "c"]
    assert len(inbox.tries) == 6


async def test_a_stop_while_storing_loses_nothing(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """The next start fetches it again."""
    reached = asyncio.Event()

    async def never(_: Inbound) -> None:
        reached.set()
        await asyncio.Event().wait()

    telegram.bot.happens(text, chat=ROSE, words="hello")
    first = open_channel()
    await first.start(never)
    await reached.wait()
    await first.stop()
    assert len(telegram.bot.pending) == 1
    await open_channel().start(inbox.receive)
    await until(lambda: inbox.kept)
    assert inbox.texts == ["hello"]


async def test_order_holds_within_a_chat_and_chats_do_not_wait_for_each_other(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """Rose's slow first text holds back her second, not Sam's."""
    inbox.slow_for = "first"
    for chat, words in ((ROSE, "first"), (ROSE, "second"), (SAM, "third")):
        telegram.bot.happens(text, chat=chat, words=words)
    await open_channel().start(inbox.receive)
    await until(lambda: len(inbox.kept) == 3)
    assert inbox.texts == ["third", "first", "second"]


async def test_a_poison_update_does_not_stop_the_next(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open, logs: Logs
) -> None:
    """Odd ones are kept for a person; what nobody said is left out; all are confirmed."""
    telegram.bot.happens(unparsable, chat=ROSE, words="odd")
    telegram.bot.happens(unknown, chat=ROSE)
    telegram.bot.happens(in_group, chat=-5, words="not for us")
    telegram.bot.arrives("soup")
    telegram.bot.happens(text, chat=ROSE, words="hello")
    await open_channel().start(inbox.receive)
    await until(lambda: len(telegram.bot.pending) == 1)
    unreadable = [inbound.text for inbound in inbox.kept if inbound.kind == Kind.UNREADABLE]
    assert (len(unreadable), "odd" in unreadable, "hello" in inbox.texts) == (3, True, True)
    assert "not for us" not in inbox.texts
    assert [log["ignored_so_far"] for log in logs() if "ignored_so_far" in log] == [1]


async def test_updates_that_cannot_be_confirmed_are_not_asked_for_in_a_spin(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """Without a number there is no offset to go past: back off, and keep listening."""
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await a_moment(seconds)

    telegram.bot.arrives("soup")
    await open_channel(sleep=note).start(inbox.receive)
    await until(lambda: len(waits) == 3)
    assert telegram.bot.count("getUpdates") <= len(waits) + 1
    assert len({inbound.provider_id for inbound in inbox.kept}) == len(inbox.kept) == 1


async def test_a_new_count_of_updates_after_a_silent_week_is_heard(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """Telegram then chooses a number at random, maybe a lower one."""
    telegram.bot.happens(text, chat=ROSE, words="before")
    await open_channel().start(inbox.receive)
    await until(lambda: inbox.kept and not telegram.bot.pending)
    polls = telegram.bot.count("getUpdates")
    await until(lambda: telegram.bot.count("getUpdates") > polls)
    telegram.bot.arrives(text(3, ROSE, "after"))
    await until(lambda: len(inbox.kept) == 2)
    assert inbox.texts == ["before", "after"]


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 409, "description": "Conflict: terminated by other getUpdates request"},
        {"status": 429, "retry_after": 2},
        {"status": 500},
        {"status": 502, "body": "<html>"},
        {"status": 401, "description": "Unauthorized"},
        {"cut": True},
        {"stall": 9.0},
        {"body": "{", "accept": True},
        {"body": '{"ok":true,"result":5}', "accept": True},
    ],
    ids=str,
)
async def test_polling_goes_on_after_a_fault(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open, logs: Logs, fault: dict[str, Any]
) -> None:
    """Each is logged, waited for, and tried again; nothing is lost."""
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await a_moment(seconds)

    telegram.bot.fail("getUpdates", **fault)
    telegram.bot.happens(text, chat=ROSE, words="hello")
    await open_channel(sleep=note, long_poll=1).start(inbox.receive)
    await until(lambda: inbox.kept)
    assert inbox.texts == ["hello"]
    assert len(waits) == 1
    assert waits[0] >= fault.get("retry_after", 0.5)
    assert "telegram_not_listening" in [log["event"] for log in logs()]


async def test_the_waits_grow_to_half_a_minute_and_no_further(open_channel: Open) -> None:
    """With some chance in them, so that two processes part."""
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    await open_channel(url=f"http://127.0.0.1:{closed_port()}", sleep=note).start(nothing)
    await until(lambda: len(waits) >= 8)
    assert waits[0] < 2 < waits[3] < 11
    assert 22 < max(waits[5:8]) < 38


async def nothing(_: Inbound) -> None:
    """Hears and forgets."""


def closed_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def test_the_service_starts_while_telegram_is_down_and_says_so(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open, logs: Logs
) -> None:
    """start() returns at once; listening begins when Telegram is there."""
    telegram.bot.fail("deleteWebhook", times=3, status=502)
    telegram.bot.happens(text, chat=ROSE, words="hello")
    await asyncio.wait_for(open_channel().start(inbox.receive), 0.1)
    await until(lambda: inbox.kept)
    assert [log.get("failures") for log in logs()] == [1, 2, 3, None]
    assert (logs()[-1]["event"], logs()[-1]["mode"]) == ("telegram_listening", "polling")


async def test_another_program_with_our_token_is_named_in_the_log(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open, logs: Logs
) -> None:
    """Else nobody would guess why nothing comes in."""
    await open_channel().start(inbox.receive)
    await until(lambda: telegram.bot.count("getUpdates"))
    telegram.bot.webhook = {"url": "http://127.0.0.1:9/another"}
    telegram.bot.changed.set()
    await until(lambda: len(logs()) >= 2)
    telegram.bot.webhook = {}
    assert "another program" in logs()[1]["why"]


async def test_polling_takes_away_a_webhook_that_was_set_before(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """And keeps what waits there."""
    telegram.bot.webhook = {"url": "http://127.0.0.1:9/telegram"}
    telegram.bot.happens(text, chat=ROSE, words="hello")
    await open_channel().start(inbox.receive)
    await until(lambda: inbox.kept)
    assert telegram.bot.webhook == {}


async def test_a_pressed_button_is_stored_and_released(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """Its spinner stops, even if the first word of that was lost."""
    telegram.bot.fail("answerCallbackQuery", status=500)
    for data in ("yes", "no"):
        telegram.bot.happens(pressed, chat=ROSE, data=data)
    await open_channel().start(inbox.receive)
    await until(lambda: telegram.bot.count("answerCallbackQuery") == 2)
    assert inbox.texts == ["yes", "no"]


# --- webhook


class Hook:
    """The route of the service, as small as it can be."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self.channel: TelegramChannel | None = None
        self.app = Starlette(routes=[Route("/telegram", self.take, methods=["POST"])])

    async def take(self, request: Request) -> Response:
        """403 for a forged one, 503 while nothing can be stored."""
        assert self.channel is not None
        header = request.headers.get("x-telegram-bot-api-secret-token")
        if not self.channel.webhook_secret_ok(header):
            return Response(status_code=403)
        try:
            await self.channel.take(await request.json(), self.inbox.receive)
        except OSError:
            return Response(status_code=503)
        return Response()


async def test_a_webhook_is_set_with_its_secret_and_stores_before_it_says_ok(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """What could not be stored comes again, in order."""
    inbox.failures = 2
    telegram.bot.happens(unparsable, chat=ROSE, words="odd")
    telegram.bot.happens(in_group, chat=-5, words="not for us")
    telegram.bot.happens(text, chat=ROSE, words="hello")
    hook = Hook(inbox)
    async with LocalServer(hook.app) as server:
        hook.channel = channel = open_channel(secret="s3cret", public_url=f"{server.url}/")
        await channel.start(inbox.receive)
        await until(lambda: telegram.bot.webhook and not telegram.bot.pending)
    assert telegram.bot.webhook["url"] == f"{server.url}/telegram"
    assert telegram.bot.webhook["secret_token"] == "s3cret"
    assert "my_chat_member" in telegram.bot.webhook["allowed_updates"]
    assert inbox.texts == ["odd", "hello"]
    assert telegram.bot.count("getUpdates") == 0


async def test_setting_the_webhook_is_tried_until_it_works(
    telegram: TelegramPeer, inbox: Inbox, open_channel: Open
) -> None:
    """And then no more."""
    telegram.bot.fail("setWebhook", times=2, status=500)
    await open_channel(secret="s3cret", public_url="https://doorstep.test").start(inbox.receive)
    await until(lambda: telegram.bot.webhook)
    await asyncio.sleep(0.05)
    assert telegram.bot.count("setWebhook") == 3


@pytest.mark.parametrize(
    ("secret", "header", "ours"),
    [
        ("s3cret", "s3cret", True),
        ("s3cret", "s3cre", False),
        ("s3cret", "", False),
        ("s3cret", None, False),
        ("s3cret", "s3crét", False),
        ("", "", False),
        (None, "None", False),
        (None, None, False),
    ],
)
async def test_only_our_own_secret_opens_the_webhook(
    open_channel: Open, secret: str | None, header: str | None, ours: bool
) -> None:
    """Without a secret it stays shut."""
    channel = open_channel(secret=secret, public_url="https://doorstep.test")
    assert channel.webhook_secret_ok(header) is ours


async def test_a_webhook_without_a_public_url_is_refused(open_channel: Open) -> None:
    """There would be nowhere to send updates."""
    with pytest.raises(ValueError, match="public URL"):
        open_channel(secret="s3cret")


# --- sending


async def test_it_is_a_channel_like_any_other(open_channel: Open) -> None:
    """Its sender is the bot's own number; its pace is Telegram's advice."""
    channel: Channel = open_channel()
    assert (channel.name, channel.senders, channel.parts("x" * 4096)) == ("telegram", ("1001",), 1)
    assert (channel.pace.per_second, channel.pace.same_address) == (30, timedelta(seconds=1))
    assert await channel.find(outgoing()) == Found.NO_LIST


async def test_a_text_goes_out_as_it_is_and_once(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """No mark-up is read into it, no link is shown, no old keyboard stays."""
    receipt = await open_channel().send(outgoing("*Hello* <b>Rose</b>_ & 🌷"))
    [taken] = telegram.bot.sent
    assert receipt == Receipt(f"message:{ROSE}:{taken.pop('message_id')}", State.SENT)
    assert taken == {
        "chat_id": ROSE,
        "text": "*Hello* <b>Rose</b>_ & 🌷",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"remove_keyboard": True},
    }
    assert telegram.bot.count("sendMessage") == 1


@pytest.mark.parametrize(
    ("choices", "rows"),
    [
        (("YES", "NO"), [["YES", "NO"]]),
        (("1", "2", "3", "4"), [["1", "2", "3"], ["4"]]),
        (("Not today", "Yes, please do"), [["Not today"], ["Yes, please do"]]),
        (("YES", " "), [["YES"]]),
    ],
)
async def test_choices_are_big_buttons_for_one_answer(
    telegram: TelegramPeer, open_channel: Open, choices: tuple[str, ...], rows: list[list[str]]
) -> None:
    """Three short ones to a row, or one long one."""
    await open_channel().send(outgoing(choices=choices))
    markup = telegram.bot.sent[0]["reply_markup"]
    assert [[button["text"] for button in row] for row in markup["keyboard"]] == rows
    assert markup["resize_keyboard"] is markup["one_time_keyboard"] is True


async def test_asking_for_the_number_offers_the_button_for_it(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """Below the choices, in a row of its own."""
    message = outgoing(choices=("NO",), asks_contact=True)
    await open_channel(share_label="Share it").send(message)
    keyboard = telegram.bot.sent[0]["reply_markup"]["keyboard"]
    assert keyboard == [[{"text": "NO"}], [{"text": "Share it", "request_contact": True}]]


@pytest.mark.parametrize(
    ("message", "act"),
    [
        (outgoing("x" * 4097), Act.NOTHING),
        (outgoing(" \n"), Act.NOTHING),
        (outgoing(chat="+447700900123"), Act.UNREACHABLE),
        (outgoing(chat=""), Act.UNREACHABLE),
    ],
)
async def test_what_telegram_could_never_take_is_not_sent(
    telegram: TelegramPeer, open_channel: Open, message: Outgoing, act: Act
) -> None:
    """Too long, empty, or no chat at all."""
    failure = await failure_of(open_channel(), message)
    assert (failure.permanent, failure.act) == (True, act)
    assert telegram.bot.calls == []


async def test_somebody_who_blocked_us_cannot_be_reached(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """403: for good, and a coordinator should know."""
    telegram.bot.blocked.add(ROSE)
    failure = await failure_of(open_channel())
    assert (failure.permanent, failure.act) == (True, Act.UNREACHABLE)


async def test_a_chat_that_is_not_there_cannot_be_reached(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """400 chat not found."""
    telegram.bot.missing.add(ROSE)
    failure = await failure_of(open_channel())
    assert (failure.permanent, failure.act) == (True, Act.UNREACHABLE)


async def test_another_bad_request_is_that_messages_fault_only(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """The person can still be reached."""
    telegram.bot.fail(status=400, description="Bad Request: soup")
    failure = await failure_of(open_channel())
    assert (failure.permanent, failure.act, failure.code) == (True, Act.NOTHING, "400")


async def test_a_chat_that_moved_is_tried_at_its_new_address(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """Not permanent: the outbox sends it there."""
    telegram.bot.moved[ROSE] = -1001234567890123
    failure = await failure_of(open_channel())
    assert (failure.permanent, failure.act) == (False, Act.MOVED)
    assert failure.moved_to == "-1001234567890123"


async def test_too_many_requests_holds_the_whole_bot_for_as_long_as_telegram_says(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """429 was never processed."""
    telegram.bot.fail(status=429, description="Too Many Requests: retry after 3", retry_after=3)
    failure = await failure_of(open_channel())
    assert (failure.permanent, failure.whole_sender) == (False, True)
    assert failure.retry_after == timedelta(seconds=3)


async def test_a_gateways_429_without_a_number_is_a_429_all_the_same(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """Our own back-off decides how long."""
    telegram.bot.fail(status=429, body="<html>slow down</html>")
    failure = await failure_of(open_channel())
    assert (failure.code, failure.permanent, failure.retry_after) == ("429", False, None)


async def test_a_refused_token_stops_the_channel_and_costs_no_message(
    telegram: TelegramPeer, open_channel: Open
) -> None:
    """The message waits for somebody to mend the settings."""
    telegram.bot.token = "1001:another"
    failure = await failure_of(open_channel())
    assert (failure.permanent, failure.act) == (False, Act.PAUSE_CHANNEL)


@pytest.mark.parametrize(
    "fault",
    [
        {"cut": True},
        {"cut": True, "accept": True},
        {"stall": 9.0},
        {"stall": 9.0, "accept": True},
        {"status": 500},
        {"status": 502, "body": "<html>", "accept": True},
        {"status": 504, "accept": True},
        {"body": "{", "accept": True},
        {"body": "[]", "accept": True},
        {"body": '{"ok":true}', "accept": True},
        {"body": '{"ok":true,"result":{"message_id":1}}', "accept": True},
    ],
    ids=str,
)
async def test_a_lost_answer_is_unknown_and_there_was_exactly_one_post(
    telegram: TelegramPeer, open_channel: Open, fault: dict[str, Any]
) -> None:
    """Whether the message was taken or not: it looks the same from here."""
    telegram.bot.fail(**fault)
    with pytest.raises(OutcomeUnknown):
        await open_channel().send(outgoing())
    assert telegram.bot.count("sendMessage") == 1
    assert len(telegram.bot.sent) == int("accept" in fault)


async def test_what_never_left_is_tried_again_later(open_channel: Open) -> None:
    """Nobody listens there: certainly not sent."""
    failure = await failure_of(open_channel(url=f"http://127.0.0.1:{closed_port()}"))
    assert (failure.code, failure.permanent) == ("not_connected", False)


async def test_a_connection_that_never_opens_is_tried_again_later(open_channel: Open) -> None:
    """A full queue answers no handshake: certainly not sent, and known soon."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for caller in waiting:
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        channel = open_channel(url=f"http://127.0.0.1:{full.getsockname()[1]}")
        async with asyncio.timeout(2):
            failure = await failure_of(channel)
        for caller in waiting:
            caller.close()
    assert (failure.code, failure.permanent) == ("not_connected", False)


async def test_a_time_out_really_ends_even_when_bytes_keep_dripping(open_channel: Open) -> None:
    """httpx starts its clock anew with each byte; ours does not."""

    gone = asyncio.Event()

    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await asyncio.sleep(0.05)
        gone.set()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    started = asyncio.get_running_loop().time()
    with pytest.raises(OutcomeUnknown):
        await open_channel(url=f"http://127.0.0.1:{port}").send(outgoing())
    assert asyncio.get_running_loop().time() - started < 1.5
    await gone.wait()
    server.close()


# --- secrets


async def test_no_log_and_no_exception_carries_token_chat_or_text(
    telegram: TelegramPeer,
    inbox: Inbox,
    open_channel: Open,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """httpx logs URLs, and Telegram's URLs carry the token; the library logs texts."""
    caplog.set_level(logging.DEBUG)
    telegram.bot.fail(accept=True, body='{"text": "secret soup')
    telegram.bot.fail(status=400, description=f"Bad Request: chat {ROSE} secret soup")
    telegram.bot.fail("getUpdates", body='[{"text": "secret soup')
    telegram.bot.fail("getUpdates", cut=True)
    telegram.bot.happens(text, chat=ROSE, words="secret soup")
    told = ""
    channel = open_channel()
    await channel.start(inbox.receive)
    for _ in range(3):
        try:
            await channel.send(outgoing("secret soup"))
        except (OutcomeUnknown, Undeliverable) as error:
            told += "".join(traceback.format_exception(error))
    await until(lambda: inbox.kept)
    told += caplog.text
    assert told.count("Traceback") == 2
    assert "telegram_not_listening" in told
    assert [word for word in (TOKEN, str(ROSE), "secret soup") if word in said_aloud(told)] == []


def said_aloud(told: str) -> str:
    """A traceback's lines of code are ours and say nothing of anybody."""
    return "\n".join(line for line in told.splitlines() if not line.startswith("    "))


def test_the_requests_above_were_held_against_telegrams_description() -> None:
    """Every test here ends with that check; where the description is missing, this says so."""
    spec = telegram_spec.load()
    if spec is None:
        pytest.skip(telegram_spec.MISSING)
    assert spec.request("sendMessage", {"chat_id": "7"}) == ["sendMessage: text is missing"]
