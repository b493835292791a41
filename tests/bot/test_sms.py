"""Texts through Twilio's real client, against the stand-in over real HTTP."""

import asyncio
import logging
import socket
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels import (
    Act,
    Channel,
    Found,
    OutcomeUnknown,
    Outgoing,
    Receipt,
    State,
    Undeliverable,
)
from bot.channels.sms import TRIAL, SmsChannel
from tests.peers import twilio_spec
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Account, Fault

pytestmark = pytest.mark.anyio

SENDER, ROSE, SAM = "+447700900999", "+447700900001", "+447700900002"
PUBLIC = "https://doorstep.test"


@pytest.fixture(scope="module")
def peer() -> Iterator[TwilioPeer]:
    with TwilioPeer() as peer:
        yield peer


@pytest.fixture
def twilio(peer: TwilioPeer) -> TwilioPeer:
    return peer.fresh()


@asynccontextmanager
async def channel_to(
    url: str, *, token: str = Account.token, timeout: float = 5
) -> AsyncIterator[SmsChannel]:
    channel = SmsChannel(
        Account.sid, token, (SENDER,), api_url=url, public_url=PUBLIC, timeout=timeout
    )
    yield channel
    await channel.stop()


@pytest.fixture
async def sms(twilio: TwilioPeer) -> AsyncIterator[SmsChannel]:
    async with channel_to(twilio.url) as channel:
        yield channel


def hello(text: str = "Hello Rose", **more: object) -> Outgoing:
    plain = Outgoing(7, ROSE, SENDER, text, claimed_at=datetime.now(UTC))
    return replace(plain, **more)  # type: ignore[arg-type]


async def refused(sms: SmsChannel, message: Outgoing | None = None) -> Undeliverable:
    with pytest.raises(Undeliverable) as refusal:
        await sms.send(message or hello())
    return refusal.value


async def test_a_text_is_handed_over_once_with_our_id_in_its_callback(
    sms: SmsChannel, twilio: TwilioPeer
) -> None:
    receipt = await sms.send(hello("It’s Mill Lane… 👋"))
    (taken,) = twilio.account.messages
    assert (receipt.provider_id, receipt.state) == (taken.sid, State.SENT)
    assert (taken.to, taken.from_, taken.body) == (ROSE, SENDER, "It's Mill Lane... 👋")
    assert taken.callback == "https://doorstep.test/sms/status?message=7"
    assert twilio.account.posts == 1


async def test_our_requests_and_the_stand_ins_answers_keep_to_twilios_description(
    sms: SmsChannel, twilio: TwilioPeer
) -> None:
    spec = twilio_spec.load()
    if spec is None:
        pytest.skip("../shared/specs is not beside this checkout: spec checks alone are left out")
    await sms.send(hello(expires_at=datetime.now(UTC) + timedelta(hours=1)))
    await sms.find(hello())
    await sms.find(hello("never sent"))
    asked = [exchange.method for exchange in twilio.account.exchanges]
    assert asked == ["POST", "GET", "GET", "GET", "GET"]
    assert spec.faults(twilio.account.exchanges) == []


@pytest.mark.parametrize(
    ("left", "least", "most"),
    [
        (timedelta(seconds=90), 85, 90),
        (timedelta(days=3), 36_000, 36_000),
        (None, 36_000, 36_000),
    ],
)
async def test_twilio_holds_a_text_no_longer_than_it_may_be_delivered(
    sms: SmsChannel, twilio: TwilioPeer, left: timedelta | None, least: int, most: int
) -> None:
    await sms.send(hello(expires_at=left and datetime.now(UTC) + left))
    assert least <= twilio.account.messages[0].validity <= most


async def test_a_text_whose_time_is_over_is_not_sent(sms: SmsChannel, twilio: TwilioPeer) -> None:
    late = await refused(sms, hello(expires_at=datetime.now(UTC)))
    assert (late.code, late.permanent, twilio.account.posts) == ("expired", True, 0)


@pytest.mark.parametrize(
    ("code", "permanent", "act", "minutes", "tries", "whole_sender"),
    [
        (21610, True, Act.RECORD_STOP, None, None, False),
        (30005, True, Act.FREEZE, None, None, False),
        (21211, True, Act.UNREACHABLE, None, None, False),
        (21614, True, Act.UNREACHABLE, None, None, False),
        (21635, True, Act.UNREACHABLE, None, None, False),
        (30004, True, Act.UNREACHABLE, None, None, False),
        (30006, True, Act.UNREACHABLE, None, None, False),
        (21408, True, Act.NOTHING, None, None, False),
        (30034, True, Act.NOTHING, None, None, False),
        (30007, True, Act.NOTHING, None, None, False),
        (20003, False, Act.PAUSE_CHANNEL, None, None, False),
        (30002, False, Act.PAUSE_CHANNEL, None, None, False),
        (30003, False, Act.NOTHING, 45, 4, False),
        (30008, False, Act.NOTHING, 10, 2, False),
        (30450, False, Act.NOTHING, 30, 2, False),
        (30453, False, Act.NOTHING, 240, 2, False),
        (21611, False, Act.NOTHING, 30, None, True),
        (30001, False, Act.NOTHING, 30, None, True),
        (20429, False, Act.NOTHING, None, None, True),
        (21606, False, Act.NOTHING, 60, None, True),
        (54321, True, Act.NOTHING, None, None, False),
    ],
)
async def test_each_refusal_is_understood(
    sms: SmsChannel,
    twilio: TwilioPeer,
    code: int,
    permanent: bool,
    act: Act,
    minutes: int | None,
    tries: int | None,
    whole_sender: bool,
) -> None:
    twilio.account.fail(Fault(status=400, code=code))
    said = await refused(sms)
    assert (said.code, said.permanent, said.act) == (str(code), permanent, act)
    assert said.retry_after == (timedelta(minutes=minutes) if minutes else None)
    assert (said.tries, said.whole_sender) == (tries, whole_sender)
    assert (twilio.account.posts, twilio.account.messages) == (1, [])


async def test_who_opted_out_with_twilio_is_recorded(sms: SmsChannel, twilio: TwilioPeer) -> None:
    twilio.account.opted_out.add(ROSE)
    assert (await refused(sms)).act is Act.RECORD_STOP


async def test_a_wrong_token_pauses_the_channel_and_keeps_the_message(twilio: TwilioPeer) -> None:
    async with channel_to(twilio.url, token="wrong") as sms:
        said = await refused(sms)
    assert (said.act, said.permanent) == (Act.PAUSE_CHANNEL, False)


@pytest.mark.parametrize("seconds", [None, 7])
async def test_too_quick_waits_for_the_whole_sender(
    sms: SmsChannel, twilio: TwilioPeer, seconds: int | None
) -> None:
    twilio.account.fail(Fault(status=429, code=20429, retry_after=seconds))
    said = await refused(sms)
    assert (said.permanent, said.whole_sender) == (False, True)
    assert said.retry_after == (timedelta(seconds=seconds) if seconds else None)


async def test_a_refusal_without_a_code_of_twilios_is_no_verdict(
    sms: SmsChannel, twilio: TwilioPeer
) -> None:
    """A proxy's 403 says nothing of this message: it goes back in the queue."""
    twilio.account.fail(Fault(status=403))
    assert not (await refused(sms)).permanent


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=500, accept=True),
        Fault(status=503, retry_after=1),
        Fault(status=408),
        Fault(status=302),
        Fault(cut=True),
        Fault(cut=True, accept=True),
        Fault(before=5),
        Fault(after=5),
    ],
    ids=repr,
)
async def test_a_lost_answer_is_unknown_and_asked_only_once(
    twilio: TwilioPeer, fault: Fault
) -> None:
    """After a fault, whatever it was, `find` tells whether the message was taken."""
    twilio.account.fail(fault)
    message = hello()
    async with channel_to(twilio.url, timeout=0.4) as sms:
        started = time.monotonic()
        with pytest.raises(OutcomeUnknown):
            await sms.send(message)
        assert time.monotonic() - started < 1.5
        found = await sms.find(message)
    assert twilio.account.posts == 1
    taken: list[Receipt | Found] = [Receipt(row.sid) for row in twilio.account.messages]
    assert [found] == (taken or [Found.NOT_THERE])


@asynccontextmanager
async def raw_server(
    answer: Callable[[asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        try:
            await answer(writer)
        except OSError:
            pass
        finally:
            writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_an_answer_that_trickles_in_for_ever_still_times_out() -> None:
    async def trickle(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 9000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with raw_server(trickle) as url, channel_to(url, timeout=0.4) as sms:
        started = time.monotonic()
        with pytest.raises(OutcomeUnknown, match="timeout"):
            await sms.send(hello())
        assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("body", [b"", b"thanks", b"{}", b"[]", b"\xff", b'{"sid":null}'])
async def test_a_yes_that_can_not_be_read_is_unknown(body: bytes) -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    async with raw_server(answer) as url, channel_to(url) as sms:
        with pytest.raises(OutcomeUnknown):
            await sms.send(hello())
        assert await sms.find(hello()) is Found.CANNOT_TELL


async def test_a_line_that_never_stood_carried_nothing() -> None:
    """Refused before a byte was written: certainly not sent, so it may go again."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    async with channel_to(url) as sms:
        said = await refused(sms)
        assert (said.permanent, said.act) == (False, Act.NOTHING)
        assert await sms.find(hello()) is Found.CANNOT_TELL


async def test_many_texts_go_out_at_once(sms: SmsChannel, twilio: TwilioPeer) -> None:
    twilio.account.fail(Fault(after=0.3), times=None)
    started = time.monotonic()
    await asyncio.gather(*(sms.send(hello(message_id=n)) for n in range(20)))
    assert time.monotonic() - started < 2
    assert len({taken.callback for taken in twilio.account.messages}) == 20


@pytest.mark.parametrize("fault", [Fault(status=400, code=21211), Fault(cut=True), Fault(after=9)])
async def test_no_number_and_no_text_leaves_in_an_error_or_a_log(
    twilio: TwilioPeer, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    words = "-".join(["our", "own", "words"])  # pieced together: a traceback shows this source
    twilio.account.fail(fault)
    twilio.account.fail(replace(fault, method="GET"))
    async with channel_to(twilio.url, timeout=0.3) as sms:
        with pytest.raises((Undeliverable, OutcomeUnknown)) as trouble:
            await sms.send(hello(words))
        await sms.find(hello(words))
    said = "".join(traceback.format_exception(trouble.value)) + caplog.text
    assert ROSE[1:] not in said
    assert words not in said
    assert trouble.value.__context__ is None


async def test_find_sees_how_far_a_message_has_come(sms: SmsChannel, twilio: TwilioPeer) -> None:
    await sms.send(hello())
    twilio.account.messages[0].move("undelivered", 30003, datetime.now(UTC))
    found = await sms.find(hello())
    assert not isinstance(found, Found)
    assert (found.state, found.code) == (State.UNDELIVERED, "30003")


async def test_find_takes_the_message_nearest_to_the_claim(
    sms: SmsChannel, twilio: TwilioPeer
) -> None:
    """The same words may have gone to the same person before, and again since."""
    for _ in range(4):
        await sms.send(hello())
    now = datetime.now(UTC)
    for taken, minutes in zip(twilio.account.messages, [-60 * 24, -2, 0, 5], strict=True):
        taken.created = now + timedelta(minutes=minutes)
    found = await sms.find(hello(claimed_at=now))
    assert not isinstance(found, Found)
    assert found.provider_id == twilio.account.messages[2].sid


@pytest.mark.parametrize("minutes", [-2, 61])
async def test_find_leaves_what_was_sent_at_another_time(
    sms: SmsChannel, twilio: TwilioPeer, minutes: int
) -> None:
    await sms.send(hello())
    twilio.account.messages[0].created += timedelta(minutes=minutes)
    assert await sms.find(hello()) is Found.NOT_THERE


async def test_find_leaves_other_words_other_people_and_other_senders(
    sms: SmsChannel, twilio: TwilioPeer
) -> None:
    await sms.send(hello("Something else"))
    await sms.send(hello(address=SAM))
    twilio.account.numbers += ("+447700900998",)
    await sms.send(hello(sender="+447700900998"))
    assert await sms.find(hello()) is Found.NOT_THERE


async def test_find_knows_a_text_that_was_folded_or_sent_on_trial(
    sms: SmsChannel, twilio: TwilioPeer
) -> None:
    await sms.send(hello("It’s us "))
    twilio.account.messages[0].body = TRIAL + twilio.account.messages[0].body.strip()
    assert not isinstance(await sms.find(hello("It’s us ")), Found)


async def test_find_reads_on_to_the_last_page(sms: SmsChannel, twilio: TwilioPeer) -> None:
    await sms.send(hello())
    for _ in range(450):
        twilio.account.take({"To": ROSE, "From": SENDER, "Body": "Later words"})
    for taken in twilio.account.messages:
        taken.move("sent", None, datetime.now(UTC))
    assert not isinstance(await sms.find(hello()), Found)


@pytest.mark.parametrize(
    "fault", [Fault(status=500), Fault(status=401, code=20003), Fault(cut=True), Fault(after=9)]
)
async def test_find_that_gets_no_list_can_not_tell(twilio: TwilioPeer, fault: Fault) -> None:
    """Nor may a second look that fails turn into "not there"."""
    twilio.account.fail(replace(fault, method="GET"), times=None)
    async with channel_to(twilio.url, timeout=0.3) as sms:
        await sms.send(hello())
        assert await sms.find(hello()) is Found.CANNOT_TELL


async def test_the_channel_keeps_the_contract(sms: SmsChannel) -> None:
    channel: Channel = sms
    assert (channel.name, channel.senders, channel.pace.per_second) == ("sms", (SENDER,), 1.0)
    assert channel.parts("’" * 160) == 1
    assert channel.parts("😀" * 36) == 2


def test_a_channel_without_a_sender_is_refused() -> None:
    with pytest.raises(ValueError, match="number"):
        SmsChannel("AC", "token", (), public_url=PUBLIC)
