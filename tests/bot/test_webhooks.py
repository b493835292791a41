"""Twilio's webhooks on a running service: what is let in, what is kept, what is answered."""

import asyncio
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from store.messages import message
from tests.bot.live import ROSE, SAM, SENDER, Live, until
from tests.peers.twilio_webhooks import signature

pytestmark = pytest.mark.anyio


@pytest.fixture
def service(on_sqlite: Live) -> Live:
    """For what has nothing to do with the database; the other tests take `on_each`."""
    return on_sqlite


async def quiet() -> None:
    """Long enough for an answer to come that must not come."""
    await asyncio.sleep(0.4)


# ── who is let in ───────────────────────────────────────────────────────────────────────────


async def test_a_signed_text_is_answered_through_the_outbox(on_each: Live) -> None:
    answer = await on_each.text("hello")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert answer.text.endswith("<Response/>")
    await until(lambda: len(on_each.answers()) == 1)
    assert "Mill Lane" in on_each.answers()[0]


@pytest.mark.parametrize("header", [None, "", "forged", "é"])
@pytest.mark.parametrize("path", ["/sms", "/sms/status?message=1", "/voice"])
async def test_what_twilio_has_not_signed_is_refused_before_any_write(
    service: Live, path: str, header: str | None
) -> None:
    headers = [] if header is None else [(b"X-Twilio-Signature", header.encode())]
    form = service.twilio.webhooks.inbound(ROSE, "hello")
    answer = await service.http.post(path, data=form, headers=headers)
    assert answer.status_code == 403
    assert "DOORSTEP_PUBLIC_URL" in answer.text and answer.text.count("\n") == 1
    assert (await service.kept(), await service.people()) == ([], 0)


async def test_a_changed_text_is_refused(service: Live) -> None:
    hooks = service.twilio.webhooks
    signed_for = hooks.headers("/sms", hooks.inbound(ROSE, "hello", sid="SM1").items())
    changed = hooks.inbound(ROSE, "STOP", sid="SM1")
    assert (await hooks.post("/sms", changed.items(), signed_for)).status_code == 403


async def test_the_public_url_is_what_counts_and_not_the_host_header(service: Live) -> None:
    hooks = service.twilio.webhooks
    form = hooks.inbound(ROSE, "hello")
    lies = {"Host": "elsewhere.test", "X-Forwarded-Host": "elsewhere.test"}
    ours = hooks.headers("/sms", form.items())
    assert (await service.http.post("/sms", data=form, headers=ours | lies)).status_code == 200
    stamp = signature(hooks.account.token, "https://elsewhere.test/sms", form.items())
    theirs = ours | lies | {"X-Twilio-Signature": stamp}
    assert (await service.http.post("/sms", data=form, headers=theirs)).status_code == 403


@pytest.mark.parametrize("path", ["/sms", "/sms/status", "/voice"])
async def test_a_webhook_can_only_be_posted_to(service: Live, path: str) -> None:
    assert (await service.http.get(path)).status_code == 405


# ── once ────────────────────────────────────────────────────────────────────────────────────


async def test_the_same_text_delivered_again_is_answered_once(on_each: Live) -> None:
    for _ in range(3):
        assert (await on_each.text("hello", sid="SM1")).status_code == 200
    await until(lambda: on_each.answers())
    await quiet()
    assert (await on_each.kept(), len(on_each.answers())) == (["hello"], 1)


async def test_the_same_text_delivered_at_the_same_moment_is_answered_once(on_each: Live) -> None:
    answers = await asyncio.gather(*[on_each.text("hello", sid="SM1") for _ in range(8)])
    assert {answer.status_code for answer in answers} == {200}
    await until(lambda: on_each.answers())
    await quiet()
    assert (await on_each.kept(), len(on_each.answers())) == (["hello"], 1)


# ── odd texts ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1600,
        "👩🏽‍🌾" * 100,
        "שלום, מה שלומך? \u202e reversed",
        "a null \0 byte",
        "",
        "line\r\nline\ttab \x1b[31m \u2028",
        "<script>alert(1)</script> {name} %s $1 '; DROP TABLE message; --",
    ],
    ids=["long", "emoji", "right-to-left", "null", "empty", "control", "hostile"],
)
async def test_an_odd_text_is_kept_whole_and_answered(on_each: Live, text: str) -> None:
    assert (await on_each.text(text)).status_code == 200
    assert await on_each.kept() == [text.replace("\0", "")]
    await until(lambda: on_each.answers())


async def test_half_a_letter_is_kept_as_a_question_mark(on_each: Live) -> None:
    """A lone surrogate in UTF-8, as no provider sends it: it must not stop the queue."""
    form = [
        ("MessageSid", "SM1"),
        ("From", ROSE),
        ("To", SENDER),
        ("Body", "hi \ufffd\ufffd\ufffd"),
    ]
    body = urlencode(form).replace("%EF%BF%BD" * 3, "%ED%A0%80")
    headers = on_each.twilio.webhooks.headers("/sms", form)
    answer = await on_each.http.post("/sms", content=body, headers=headers)
    assert answer.status_code == 200
    assert await on_each.kept() == ["hi \ufffd\ufffd\ufffd"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "multipart/form-data"])
async def test_the_content_type_makes_no_difference(service: Live, kind: str) -> None:
    """What is signed is the fields; what the header says of them is nothing to go by."""
    form = service.twilio.webhooks.inbound(ROSE, "hello")
    headers = service.twilio.webhooks.headers("/sms", form.items()) | {"Content-Type": kind}
    answer = await service.http.post("/sms", content=urlencode(form), headers=headers)
    assert (answer.status_code, await service.kept()) == (200, ["hello"])


# ── what Twilio does not send ───────────────────────────────────────────────────────────────


async def test_a_body_over_64_kb_is_refused_unread(service: Live) -> None:
    answer = await service.text("x" * 65_536)
    assert (answer.status_code, answer.text) == (413, "That is more than 64 KB.\n")
    assert await service.kept() == []


@pytest.mark.parametrize(
    ("without", "with_more", "said"),
    [
        ("MessageSid", 0, "MessageSid is missing"),
        ("From", 0, "From is missing"),
        ("", 65, "more than 64 fields"),
    ],
)
async def test_a_signed_form_that_makes_no_sense_is_kept_for_a_person(
    on_each: Live, without: str, with_more: int, said: str
) -> None:
    form = on_each.twilio.webhooks.inbound(ROSE, "help me please")
    if without == "MessageSid":
        form = {name: value for name, value in form.items() if not name.endswith("Sid")}
    form.pop(without, None)
    form |= {f"More{nth}": "" for nth in range(with_more)}
    for _ in range(2):  # Twilio may deliver it again: once is enough for a person
        answer = await on_each.twilio.webhooks.post("/sms", form.items())
        assert answer.status_code == 400
        assert said in answer.text and answer.text.count("\n") == 1
    [(text, state)] = await on_each.kept(message.c.text, message.c.state)
    assert "help me please" in text and state == "quarantined"


@pytest.mark.parametrize("machine", [SENDER, "60777", "BANK", "+4460777", "+449098790123"])
async def test_a_machine_is_kept_and_never_answered(service: Live, machine: str) -> None:
    """Our own number, a short code, a name: two machines could talk for ever."""
    assert (await service.text("hello", machine)).status_code == 200
    await quiet()
    assert await service.kept() == ["hello"]
    assert (service.twilio.account.messages, await service.people()) == ([], 0)


async def test_a_stranger_abroad_is_kept_and_costs_nothing(service: Live) -> None:
    assert (await service.text("hello", "+37281234567")).status_code == 200
    await quiet()
    assert await service.kept() == ["hello"]
    assert (service.twilio.account.messages, await service.people()) == ([], 0)


# ── rings ───────────────────────────────────────────────────────────────────────────────────


async def test_a_ring_is_rejected_and_a_strangers_starts_nothing(service: Live) -> None:
    answer = await service.twilio.webhooks.ring(SAM)
    assert (answer.status_code, "<Reject/>" in answer.text) == (200, True)
    await quiet()
    assert service.twilio.account.messages == []


@pytest.mark.parametrize("caller", ["+266696687", "anonymous", "", SENDER])
async def test_a_withheld_number_is_rejected_and_not_kept(service: Live, caller: str) -> None:
    answer = await service.twilio.webhooks.ring(caller)
    assert (answer.status_code, "<Reject/>" in answer.text) == (200, True)
    assert await service.kept() == []


async def test_a_ring_of_somebody_known_is_answered_once(on_each: Live) -> None:
    await on_each.join()
    for _ in range(2):
        await on_each.twilio.webhooks.ring(ROSE, sid="CA1")
    await until(lambda: len(on_each.answers()) == 4)
    await quiet()
    assert len(on_each.answers()) == 4
    assert "Nobody can pick up here" in on_each.answers()[-1]


async def test_a_ring_is_an_answer_to_an_open_hello(service: Live) -> None:
    await service.join()
    for _ in range(9):  # which day the hello falls on depends on today
        if "How was your week?" in service.answers()[-1]:
            break
        await service.doorstep.advance(timedelta(days=1))
    asked = len(service.answers())
    await service.twilio.webhooks.ring(ROSE)
    await until(lambda: len(service.answers()) == asked + 1)
    assert service.answers()[-1].startswith("Thank you for the ring")
    assert await service.concerns() == []
