"""The practice phone as a channel, and its routes over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.channels import Channel, Found, Kind, Outgoing, Receipt, State, Undeliverable
from bot.channels.phone import Changed, PhoneChannel, Shown, Switched
from bot.web.live import Live
from bot.web.phone import Line, read_duration
from bot.web.posted import Refused
from tests.neighbourhood import ROSE, SAM, Served, SmallNeighbourhood

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)


def hello(number: int = 7, address: str = ROSE) -> Outgoing:
    return Outgoing(number, address, "doorstep", "Hello Rose", NOW)


# ---- the channel


async def test_it_is_a_channel_like_any_other() -> None:
    channel: Channel = PhoneChannel(senders=("one", "two"))
    assert (channel.name, channel.senders) == ("phone", ("one", "two"))
    assert channel.parts("a" * 161) == 2


async def test_a_message_is_delivered_and_announced() -> None:
    channel = PhoneChannel()
    with channel.subscribe() as news:
        assert await channel.send(hello()) == Receipt("phone:7", State.DELIVERED)
        assert news.waiting() == [Shown(7, ROSE)]


async def test_the_same_message_is_shown_once() -> None:
    """Sent again, even to a phone switched off since, it is the same delivery."""
    channel = PhoneChannel()
    first = await channel.send(hello())
    channel.switch(ROSE, on=False)
    with channel.subscribe() as news:
        assert await channel.send(hello()) == first
        assert news.waiting() == []


async def test_a_switched_off_phone_takes_nothing_for_now() -> None:
    channel = PhoneChannel()
    channel.switch(ROSE, on=False)
    with pytest.raises(Undeliverable) as refused:
        await channel.send(hello())
    assert (refused.value.code, refused.value.permanent) == ("switched_off", False)
    channel.switch(ROSE, on=True)
    assert (await channel.send(hello())).state == State.DELIVERED


def test_only_being_switched_off_passes() -> None:
    channel = PhoneChannel()
    assert not channel.explain("switched_off").permanent
    assert channel.explain("no such thing").permanent


async def test_switching_one_phone_off_leaves_the_others_on() -> None:
    channel = PhoneChannel()
    with channel.subscribe() as news:
        channel.switch(ROSE, on=False)
        assert (channel.is_on(ROSE), channel.is_on(SAM)) == (False, True)
        assert news.waiting() == [Switched(ROSE, on=False)]


async def test_it_finds_what_it_showed_and_nothing_else() -> None:
    channel = PhoneChannel()
    receipt = await channel.send(hello(7))
    assert await channel.find(hello(7)) == receipt
    assert await channel.find(hello(8)) is Found.NOT_THERE


async def test_a_slow_reader_is_dropped_and_holds_nobody_up() -> None:
    channel = PhoneChannel(room=2)
    with channel.subscribe() as slow, channel.subscribe() as quick:
        for number in range(3):
            await channel.send(hello(number))
            assert quick.waiting() == [Shown(number, ROSE)]
        assert [event async for event in slow] == []


async def test_stopping_lets_every_reader_go() -> None:
    channel = PhoneChannel()
    with channel.subscribe() as news:
        channel.announce(Changed(ROSE))
        await channel.stop()
        assert [event async for event in news] == []
        assert [event async for event in news] == []


# ---- durations


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("PT26H", timedelta(hours=26)),
        ("P1W", timedelta(weeks=1)),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("PT0S", timedelta(0)),
        ("P400D", timedelta(days=400)),
    ],
)
def test_durations_are_read(text: str, means: timedelta) -> None:
    assert read_duration(text) == means


@pytest.mark.parametrize(
    "text",
    [
        *["", "P", "PT", "P1DT", "1D", "-PT1H", "PT-1H", "P1M", "P1Y", "P1.5D", "PT1H\n", "pt1h"],
        *["P401D", "PT9601H", "P99999999999999W", "P" + "9" * 5000 + "D", "P١D"],
    ],
)
def test_other_durations_are_refused_in_one_line(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_duration(text)
    assert refused.value.status == 400
    assert "\n" not in refused.value.line


# ---- the routes


@pytest.fixture
async def web(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=served.url, trust_env=False, timeout=10) as client:
        yield client


def text(words: str = "hello", key: str = "a1") -> dict[str, str]:
    return {"phone": ROSE, "text": words, "id": key}


async def test_a_text_reaches_doorstep_with_the_pages_own_id(
    web: httpx.AsyncClient, served: Served
) -> None:
    answer = await web.post("/phone/text", json=text())
    assert answer.status_code == 200
    (heard,) = served.neighbourhood.heard
    assert (heard.channel, heard.provider_id, heard.address) == ("phone", "a1", ROSE)
    assert (heard.text, heard.at, heard.kind) == ("hello", served.neighbourhood.time, Kind.TEXT)


async def test_a_text_sent_again_says_ok_and_arrives_once(
    web: httpx.AsyncClient, served: Served
) -> None:
    answers = [(await web.post("/phone/text", json=text())).status_code for _ in range(2)]
    assert answers == [200, 200]
    assert len(served.neighbourhood.heard) == 1


async def test_a_ring_is_a_ring(web: httpx.AsyncClient, served: Served) -> None:
    await web.post("/phone/ring", json={"phone": ROSE, "id": "r1"})
    assert [(h.kind, h.text) for h in served.neighbourhood.heard] == [(Kind.RING, "")]


async def test_a_switched_off_phone_can_not_text(web: httpx.AsyncClient, served: Served) -> None:
    await web.post("/phone/switch", json={"phone": ROSE, "on": False})
    answer = await web.post("/phone/text", json=text())
    assert (answer.status_code, answer.text) == (409, "That phone is switched off.\n")
    assert served.neighbourhood.heard == []


@pytest.mark.parametrize(
    "words", ["a" * 1600, "null \x00 byte", "שלום", "👵🏽", "line\nline", "\u202eright to left"]
)
async def test_any_text_a_phone_can_write_arrives_as_it_is(
    web: httpx.AsyncClient, served: Served, words: str
) -> None:
    assert (await web.post("/phone/text", json=text(words))).status_code == 200
    assert [heard.text for heard in served.neighbourhood.heard] == [words]


async def test_half_a_character_becomes_a_question_mark_box(
    web: httpx.AsyncClient, served: Served
) -> None:
    body = json.dumps(text("HALF")).replace("HALF", "\\ud83d!")
    assert (await web.post("/phone/text", content=body)).status_code == 200
    assert [heard.text for heard in served.neighbourhood.heard] == ["\ufffd!"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/phone/text", b""),
        ("/phone/text", b"{"),
        ("/phone/text", b"[1]"),
        ("/phone/text", b"\xff\xfe"),
        ("/phone/text", b"[" * 60000),
        ("/phone/text", json.dumps(text() | {"text": 5}).encode()),
        ("/phone/text", json.dumps(text("  ")).encode()),
        ("/phone/text", json.dumps(text("a" * 1601)).encode()),
        ("/phone/text", json.dumps(text(key="no spaces")).encode()),
        ("/phone/text", json.dumps(text(key="")).encode()),
        ("/phone/text", json.dumps(text() | {"phone": "Rose"}).encode()),
        ("/phone/ring", b'{"phone": "+447700900001"}'),
        ("/phone/switch", b'{"phone": "+447700900001", "on": "yes"}'),
        ("/demo/clock", b"{}"),
        ("/demo/clock", b'{"advance": 5}'),
        ("/demo/clock", b'{"advance": "-PT1H"}'),
    ],
)
async def test_what_makes_no_sense_gets_one_clear_line(
    web: httpx.AsyncClient, served: Served, path: str, body: bytes
) -> None:
    answer = await web.post(path, content=body)
    assert answer.status_code == 400
    assert answer.text.count("\n") == 1
    assert (served.neighbourhood.heard, served.neighbourhood.advanced) == ([], [])


async def test_more_than_64_kb_is_not_read(web: httpx.AsyncClient) -> None:
    answer = await web.post("/phone/text", content=b" " * (64 * 1024 + 1))
    assert (answer.status_code, answer.text) == (413, "That is more than 64 KB.\n")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/phone/text", "/phone/ring", "/phone/switch", "/demo/clock"])
async def test_another_web_page_can_do_nothing(
    web: httpx.AsyncClient, served: Served, path: str, headers: dict[str, str]
) -> None:
    body = text() | {"advance": "PT1H", "on": False}
    assert (await web.post(path, json=body, headers=headers)).status_code == 403
    assert (served.neighbourhood.heard, served.neighbourhood.advanced) == ([], [])
    assert served.neighbourhood.channel.is_on(ROSE)


async def test_our_own_page_and_plain_programs_may(web: httpx.AsyncClient, served: Served) -> None:
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": served.url}, {}):
        answer = await web.post("/phone/text", json=text(), headers=headers)
        assert answer.status_code == 200


async def test_the_clock_is_read_and_moved(web: httpx.AsyncClient) -> None:
    assert (await web.get("/demo/clock")).json() == {"now": "2026-11-22T10:02:00+00:00"}
    moved = await web.post("/demo/clock", json={"advance": "PT26H"})
    assert moved.json() == {"now": "2026-11-23T12:02:00+00:00"}


async def test_two_moves_at_once_go_one_after_the_other(
    web: httpx.AsyncClient, served: Served
) -> None:
    hood = served.neighbourhood
    served.call(hood.gate.clear)
    moves = [asyncio.create_task(web.post("/demo/clock", json={"advance": "P1D"})) for _ in "ab"]
    assert await asyncio.to_thread(hood.begun.wait, 5)
    await asyncio.sleep(0.05)
    assert len(hood.advanced) == 1
    served.call(hood.gate.set)
    answers = [(await move).json()["now"][:10] for move in moves]
    assert sorted(answers) == ["2026-11-23", "2026-11-24"]


async def test_the_handsets_are_listed(web: httpx.AsyncClient) -> None:
    first, *_ = (await web.get("/phone/handsets")).json()
    assert first == {"address": ROSE, "name": "Rose", "role": "resident", "on": True}


async def test_the_page_may_load_only_from_here(web: httpx.AsyncClient) -> None:
    for path in ("/phone", "/phone/static/phone.js", "/phone/static/handset.css"):
        answer = await web.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")


async def test_a_projects_name_can_not_break_the_page(
    web: httpx.AsyncClient, served: Served
) -> None:
    served.seat(SmallNeighbourhood(community='"><script>alert(1)</script>'))
    page = (await web.get("/phone")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# ---- live


async def events(live: AsyncIterator[str]) -> AsyncIterator[tuple[str, Any]]:
    async for piece in live:
        lines = dict(line.split(": ", 1) for line in piece.strip().splitlines() if line)
        yield lines["event"], json.loads(lines["data"])


async def next_phone(news: AsyncIterator[tuple[str, Any]]) -> Any:
    return await anext(found async for name, found in news if name == "phone")


async def test_whoever_connects_gets_everything_first() -> None:
    hood = SmallNeighbourhood()
    await hood.say(ROSE, "Hello Rose")
    name, found = await anext(events(Live(hood).stream()))
    assert name == "snapshot"
    assert (found["community"], found["zone"]) == ("Mill Lane", "Europe/London")
    assert [phone["address"] for phone in found["phones"]][:2] == [ROSE, SAM]
    assert [line["text"] for line in found["phones"][0]["lines"]] == ["Hello Rose"]


async def test_what_changes_while_everything_is_read_is_told_right_after() -> None:
    class Busy(SmallNeighbourhood):
        async def history(self, address: str, limit: int) -> list[Line]:
            if address == SAM and ROSE not in self.lines:
                self.keep(ROSE, "just now")  # Rose's phone has been read already
            return await super().history(address, limit)

    news = events(Live(Busy()).stream())
    await anext(news)
    async with asyncio.timeout(2):  # sooner than the next quiet moment
        phone = await next_phone(news)
    assert [line["text"] for line in phone["lines"]] == ["just now"]


async def test_only_the_phone_that_changed_is_told() -> None:
    hood = SmallNeighbourhood()
    news = events(Live(hood).stream())
    await anext(news)
    await hood.say(SAM, "Hello Sam")
    phone = await next_phone(news)
    assert phone["address"] == SAM
    assert [line["state"] for line in phone["lines"]] == ["delivered"]


async def test_a_change_nobody_announced_is_seen_in_the_next_quiet_moment() -> None:
    hood = SmallNeighbourhood()
    line = hood.keep(ROSE, "Hello")
    news = events(Live(hood, quiet_seconds=0.02).stream())
    await anext(news)
    hood.lines[ROSE] = [type(line)("1", True, "Hello", NOW, "uncertain", "")]
    phone = await next_phone(news)
    assert [line["state"] for line in phone["lines"]] == ["uncertain"]


async def test_when_the_channel_stops_the_stream_ends() -> None:
    hood = SmallNeighbourhood()
    news = events(Live(hood).stream())
    await anext(news)
    await hood.channel.stop()
    assert [found async for found in news] == []


async def test_every_page_sees_the_clock_on_its_way(web: httpx.AsyncClient, served: Served) -> None:
    hood = served.neighbourhood
    served.call(hood.gate.clear)
    move = asyncio.create_task(web.post("/demo/clock", json={"advance": "P1D"}))
    assert await asyncio.to_thread(hood.begun.wait, 5)
    async with web.stream("GET", "/phone/events") as stream:
        clocks = (json.loads(line[6:]) async for line in stream.aiter_lines() if "moving" in line)
        assert (await anext(clocks))["moving"] is True
        served.call(hood.gate.set)
        last = await anext(clock async for clock in clocks if not clock["moving"])
    assert last["now"] == (await move).json()["now"]
