"""The stand-in for Twilio itself: what it takes, refuses, remembers and sends."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import pytest
from starlette.datastructures import ImmutableMultiDict
from starlette.types import Receive, Scope, Send
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from tests.peers import twilio_spec
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Account, Exchange, Fault, Message, Refused

pytestmark = pytest.mark.anyio

SENDER, ROSE, SAM = "+447700900999", "+447700900001", "+447700900002"
WANTED = {"To": ROSE, "From": SENDER, "Body": "Hello"}


@pytest.fixture(scope="module")
def peer() -> Iterator[TwilioPeer]:
    with TwilioPeer() as peer:
        yield peer


@pytest.fixture
def twilio(peer: TwilioPeer) -> TwilioPeer:
    return peer.fresh()


@pytest.fixture
def http(twilio: TwilioPeer) -> Iterator[httpx.Client]:
    """Twilio's own resource, without Twilio's client: for what that client would never say."""
    base = f"{twilio.url}/2010-04-01/Accounts/{Account.sid}"
    with httpx.Client(base_url=base, auth=(Account.sid, Account.token)) as http:
        yield http


def test_twilios_own_client_sends_lists_and_fetches(twilio: TwilioPeer) -> None:
    client = Client(Account.sid, Account.token)
    client.api.base_url = twilio.url
    sent = client.messages.create(to=ROSE, from_=SENDER, body="Hello", validity_period=60)
    assert (sent.status, sent.direction, sent.date_sent) == ("queued", "outbound-api", None)
    assert [row.sid for row in client.messages.list(to=ROSE)] == [sent.sid]
    assert client.messages(sent.sid).fetch().body == "Hello"
    with pytest.raises(TwilioRestException) as gone:
        client.messages("SM" + "1" * 32).fetch()
    assert (gone.value.status, gone.value.code) == (404, 20404)
    client.http_client.session.close()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"To": ""}, 21604),
        ({"To": "banana"}, 21211),
        ({"From": ""}, 21603),
        ({"From": SAM}, 21606),
        ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
        ({"StatusCallback": "doorstep.test"}, 21609),
        ({"ValidityPeriod": "0"}, 20001),
        ({"ValidityPeriod": "36001"}, 20001),
    ],
)
def test_a_wrong_request_is_refused_with_twilios_code(
    http: httpx.Client, twilio: TwilioPeer, changes: dict[str, str], code: int
) -> None:
    answer = http.post("/Messages.json", data=WANTED | changes)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert (twilio.account.posts, twilio.account.messages) == (1, [])


def test_a_stranger_is_refused(http: httpx.Client) -> None:
    answer = http.post("/Messages.json", data=WANTED, auth=(Account.sid, "wrong"))
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_the_list_is_newest_first_in_pages(http: httpx.Client, twilio: TwilioPeer) -> None:
    sids = [twilio.account.take(WANTED | {"Body": str(n)}).sid for n in range(5)]
    twilio.account.take(WANTED | {"To": SAM})
    first = http.get("/Messages.json", params={"To": ROSE, "PageSize": "3"}).json()
    last = http.get(twilio.url + first["next_page_uri"]).json()
    assert [row["sid"] for row in first["messages"] + last["messages"]] == sids[::-1]
    assert (last["next_page_uri"], last["start"], last["page"]) == (None, 3, 1)


def test_a_filter_by_sent_date_leaves_out_what_was_never_sent(
    http: httpx.Client, twilio: TwilioPeer
) -> None:
    now = datetime.now(UTC)
    twilio.account.take(WANTED)
    early, late = twilio.account.take(WANTED), twilio.account.take(WANTED)
    early.move("delivered", None, now - timedelta(hours=2))
    late.move("sent", None, now)
    since = {"DateSent>": (now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")}
    assert [row["sid"] for row in http.get("/Messages.json", params=since).json()["messages"]] == [
        late.sid
    ]
    assert len(http.get("/Messages.json").json()["messages"]) == 3


@pytest.mark.parametrize(
    ("fault", "status", "taken"),
    [
        (Fault(status=400, code=30007), 400, 0),
        (Fault(status=429, code=20429, retry_after=3), 429, 0),
        (Fault(status=500), 500, 0),
        (Fault(status=500, accept=True), 500, 1),
    ],
)
def test_a_fault_happens_to_one_request(
    http: httpx.Client, twilio: TwilioPeer, fault: Fault, status: int, taken: int
) -> None:
    twilio.account.fail(fault)
    answer = http.post("/Messages.json", data=WANTED)
    assert (answer.status_code, answer.json()["code"]) == (status, fault.code or status)
    assert answer.headers.get("Retry-After") == (fault.retry_after and str(fault.retry_after))
    assert len(twilio.account.messages) == taken
    assert http.post("/Messages.json", data=WANTED).status_code == 201


@pytest.mark.parametrize("accept", [True, False])
def test_a_cut_line_answers_nothing(http: httpx.Client, twilio: TwilioPeer, accept: bool) -> None:
    twilio.account.fail(Fault(cut=True, accept=accept))
    with pytest.raises(httpx.TransportError):
        http.post("/Messages.json", data=WANTED)
    assert (twilio.account.posts, len(twilio.account.messages)) == (1, int(accept))


def test_a_fault_may_be_for_one_number_and_one_method(
    http: httpx.Client, twilio: TwilioPeer
) -> None:
    twilio.account.fail(Fault(status=500, to=ROSE), times=None)
    twilio.account.fail(Fault(status=503, method="GET"))
    assert http.post("/Messages.json", data=WANTED | {"To": SAM}).status_code == 201
    assert [http.post("/Messages.json", data=WANTED).status_code for _ in range(3)] == [500] * 3
    assert [http.get("/Messages.json").status_code for _ in range(2)] == [503, 200]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_stall_holds_the_answer_back(http: httpx.Client, twilio: TwilioPeer, when: str) -> None:
    twilio.account.fail(Fault(before=0.3) if when == "before" else Fault(after=0.3))
    with pytest.raises(httpx.ReadTimeout):
        http.post("/Messages.json", data=WANTED, timeout=0.1)
    assert len(twilio.account.messages) == (0 if when == "before" else 1)


class Service:
    """A service that checks signatures as Twilio's library does and keeps what it heard."""

    def __init__(self, public: str) -> None:
        self.public = public
        self.heard: list[tuple[str, dict[str, str]]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        pairs = parse_qsl((await receive())["body"].decode(), keep_blank_values=True)
        url = self.public + scope["path"]
        if scope["query_string"]:
            url += "?" + scope["query_string"].decode()
        header = dict(scope["headers"])[b"x-twilio-signature"].decode()
        known = RequestValidator(Account.token).validate(url, ImmutableMultiDict(pairs), header)
        self.heard.append((url, dict(pairs)))
        await send({"type": "http.response.start", "status": 200 if known else 403, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def service(twilio: TwilioPeer) -> Service:
    service = Service(twilio.webhooks.public)
    twilio.webhooks.service = "http://service"
    twilio.webhooks.transport = httpx.ASGITransport(service)
    return service


async def test_texts_and_rings_are_signed_for_the_public_url(
    twilio: TwilioPeer, service: Service
) -> None:
    text = await twilio.webhooks.text(ROSE, "Dag 👋 &=+", sid="SM1", MediaUrl0="")
    ring = await twilio.webhooks.ring(ROSE)
    assert (text.status_code, ring.status_code) == (200, 200)
    (to_sms, form), (to_voice, _) = service.heard
    assert (to_sms, to_voice) == ("https://doorstep.test/sms", "https://doorstep.test/voice")
    assert (form["Body"], form["MessageSid"], form["FromCity"]) == ("Dag 👋 &=+", "SM1", "")


async def test_a_forged_form_is_found_out(twilio: TwilioPeer, service: Service) -> None:
    path, form = "/sms", twilio.webhooks.inbound(ROSE, "Hello")
    headers = twilio.webhooks.headers(path, form.items())
    forged = await twilio.webhooks.post(path, (form | {"Body": "x"}).items(), headers)
    assert forged.status_code == 403


async def test_news_comes_twice_late_and_out_of_order_as_told(
    twilio: TwilioPeer, service: Service
) -> None:
    callback = "https://doorstep.test/sms/status?message=7#rc=3"
    message = twilio.account.take(WANTED | {"StatusCallback": callback})
    await twilio.webhooks.status(message, "undelivered", code=30003, times=2)
    await twilio.webhooks.status(message, "sent")
    assert [(form["MessageStatus"], form.get("ErrorCode")) for _, form in service.heard] == [
        ("undelivered", "30003"),
        ("undelivered", "30003"),
        ("sent", None),
    ]
    assert {url for url, _ in service.heard} == {"https://doorstep.test/sms/status?message=7"}


async def test_who_texts_stop_is_refused_until_start(twilio: TwilioPeer, service: Service) -> None:
    await twilio.webhooks.text(ROSE, "Stop ")
    with pytest.raises(Refused) as refused:
        twilio.account.take(WANTED)
    await twilio.webhooks.text(ROSE, "start")
    assert refused.value.code == 21610
    assert twilio.account.take(WANTED)
    assert [form["OptOutType"] for _, form in service.heard] == ["STOP", "START"]


def test_it_tells_the_service_how_each_message_fares(
    twilio: TwilioPeer, service: Service, http: httpx.Client
) -> None:
    twilio.app.callbacks = ("sent", "delivered")
    http.post("/Messages.json", data=WANTED | {"StatusCallback": "https://doorstep.test/s?m=1"})
    wait_for(lambda: len(service.heard) == 2)
    twilio.app.callbacks = ()
    assert [form["MessageStatus"] for _, form in service.heard] == ["sent", "delivered"]
    assert twilio.account.messages[0].status == "delivered"


def test_its_clock_can_run_ahead(twilio: TwilioPeer, http: httpx.Client) -> None:
    httpx.post(twilio.url + "/_control", json={"skew": 86_400})
    http.post("/Messages.json", data=WANTED)
    assert twilio.account.messages[0].created > datetime.now(UTC) + timedelta(hours=23)


def test_as_a_process_it_is_steered_and_remembers_past_its_end(tmp_path: Path) -> None:
    state = tmp_path / "taken.jsonl"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.peers.twilio", "--port", str(port), "--state", state]
    )
    try:
        wait_for(lambda: reached(url))
        httpx.post(url + "/_control", json={"fault": {"status": 500, "accept": True}})
        there = f"{url}/2010-04-01/Accounts/{Account.sid}/Messages.json"
        answer = httpx.post(there, data=WANTED, auth=(Account.sid, Account.token))
        told = httpx.get(url + "/_control").json()
        listed = httpx.get(url + "/_control/messages").json()
    finally:
        process.kill()
        process.wait()
    assert (answer.status_code, told) == (500, {"posts": 1, "taken": 1})
    later = Account(state=state)
    later.close()
    assert [row.sid for row in later.messages] == [row["sid"] for row in listed]
    assert json.loads(state.read_text())["to"] == ROSE


def reached(url: str) -> bool:
    try:
        return httpx.get(url + "/_control").is_success
    except httpx.TransportError:
        return False


def wait_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not true():
        assert time.monotonic() < until, "waited ten seconds in vain"
        time.sleep(0.02)


GOOD = Message("SM" + "a" * 32, ROSE, SENDER, "Hi", datetime.now(UTC)).answer(Account.sid)
PATH = f"/2010-04-01/Accounts/{Account.sid}/Messages.json"
ASKED = tuple(WANTED.items())


@pytest.mark.parametrize(
    ("exchange", "fault"),
    [
        (Exchange("POST", PATH, ASKED, 201, GOOD), None),
        (Exchange("POST", PATH, ASKED, 400, {"code": 21610}), None),
        (Exchange("POST", PATH, ASKED, 0, {}), None),
        (Exchange("POST", PATH, ASKED[1:], 201, GOOD), "$: required"),
        (Exchange("POST", PATH, (*ASKED, ("Text", "x")), 201, GOOD), "$: additionalProperties"),
        (Exchange("POST", PATH, (*ASKED, ("ValidityPeriod", "1.5")), 201, GOOD), "$.Validity"),
        (Exchange("POST", PATH, (("To", "Rose"),), 201, GOOD), "$.To: format"),
        (Exchange("POST", PATH, ASKED, 200, GOOD), "no such answer"),
        (Exchange("POST", PATH, ASKED, 201, GOOD | {"sid": "SM1"}), "$.sid"),
        (Exchange("POST", PATH, ASKED, 201, GOOD | {"status": "lost"}), "$.status: enum"),
        (Exchange("POST", PATH, ASKED, 201, GOOD | {"date_created": "now"}), "$.date_created"),
        (Exchange("POST", PATH, ASKED, 201, GOOD | {"mood": "good"}), "$: additionalProperties"),
        (Exchange("GET", PATH, (("Since", "x"),), 200, {"messages": [GOOD]}), "$: additional"),
        (Exchange("GET", PATH, (), 200, {"messages": [{"sid": 1}]}), "$.messages[0].sid"),
        (Exchange("PUT", PATH, (), 200, {}), "no such request"),
    ],
)
def test_the_description_finds_what_twilio_would_never_say(
    exchange: Exchange, fault: str | None
) -> None:
    spec = twilio_spec.load()
    if spec is None:
        pytest.skip("../shared/specs is not beside this checkout: spec checks alone are left out")
    faults = spec.faults([exchange])
    assert not faults if fault is None else any(said.startswith(fault) for said in faults)
