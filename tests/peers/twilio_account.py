"""What the stand-in for Twilio knows: the messages it took, who opted out, what goes wrong next."""

import base64
import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

VERSION = "2010-04-01"
E164 = re.compile(r"\+[1-9]\d{6,14}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one request, or with each that `to` and `method` pick out.

    `status` is answered instead of the truth, with Twilio's `code`; `accept` takes the message
    all the same. `before` and `after` are seconds of silence on either side of taking it, and
    `cut` breaks the line instead of answering.
    """

    status: int = 0
    code: int = 0
    accept: bool = False
    before: float = 0
    after: float = 0
    cut: bool = False
    retry_after: int | None = None
    to: str = ""
    method: str = "POST"

    @property
    def takes(self) -> bool:
        """Whether the message is taken although something goes wrong."""
        return self.accept or not (self.status or self.cut)


@dataclass(slots=True)
class Message:
    """A message that was taken: Twilio's row of it."""

    sid: str
    to: str
    from_: str
    body: str
    created: datetime
    callback: str = ""
    validity: int = 36000
    status: str = "queued"
    sent: datetime | None = None
    code: int | None = None

    def move(self, status: str, code: int | None, at: datetime) -> None:
        """Put the message in a later state. Whatever was tried with a network has a sent date."""
        self.status, self.code = status, code
        if status not in {"queued", "accepted", "sending"}:
            self.sent = self.sent or at

    def answer(self, account_sid: str) -> dict[str, Any]:
        """Return the message in the shape of Twilio's specification."""
        uri = f"/{VERSION}/Accounts/{account_sid}/Messages/{self.sid}"
        return {
            "account_sid": account_sid,
            "api_version": VERSION,
            "body": self.body,
            "date_created": format_datetime(self.created),
            "date_sent": format_datetime(self.sent) if self.sent else None,
            "date_updated": format_datetime(self.sent or self.created),
            "direction": "outbound-api",
            "error_code": self.code,
            "error_message": "An error" if self.code else None,
            "from": self.from_,
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": str(1 + len(self.body) // 154),  # near enough: nothing is billed here
            "price": None,
            "price_unit": "GBP",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """Twilio's answer to a request that it does not take."""

    status: int
    code: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what was answered (status 0: the line was cut), for checks afterwards."""

    method: str
    path: str
    params: tuple[tuple[str, str], ...]
    status: int
    answer: dict[str, Any]


@dataclass
class Account:
    """One Twilio account. With `state`, every message taken is also a line in that file."""

    sid: str = "AC" + "0" * 32
    token: str = "stand-in-token"
    numbers: tuple[str, ...] = ("+447700900999",)
    state: Path | None = None
    skew: timedelta = timedelta(0)
    messages: list[Message] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    always: list[Fault] = field(default_factory=list)
    opted_out: set[str] = field(default_factory=set)
    exchanges: deque[Exchange] = field(default_factory=lambda: deque(maxlen=5000))
    posts: int = 0

    def __post_init__(self) -> None:
        self.by_sid: dict[str, Message] = {}
        self.by_number: defaultdict[str, list[Message]] = defaultdict(list)
        basic = base64.b64encode(f"{self.sid}:{self.token}".encode()).decode()
        self.authorization = f"Basic {basic}"
        if self.state and self.state.exists():
            for line in self.state.read_text().splitlines():
                self._remember(_read(json.loads(line)))
        self._file = self.state.open("a") if self.state else None

    def close(self) -> None:
        """Let go of the state file."""
        if self._file:
            self._file.close()

    def now(self) -> datetime:
        """Return this account's time: the real one, moved on by `skew` (for a demo's clock)."""
        return datetime.now(UTC) + self.skew

    def fail(self, fault: Fault, times: int | None = 1) -> None:
        """Let `fault` happen to the next `times` requests that it picks out; None: to each."""
        if times is None:
            self.always.append(fault)
        self.faults.extend([fault] * (times or 0))

    def next_fault(self, method: str, to: str) -> Fault:
        """Take up the fault meant for this request; an empty Fault where there is none."""
        for fault in [*self.faults, *self.always]:
            if fault.method == method and fault.to in ("", to):
                if fault in self.faults:
                    self.faults.remove(fault)
                return fault
        return Fault()

    def take(self, form: Mapping[str, str]) -> Message:
        """Take a message, for good. Raises Refused."""
        if code := self._wrong(form):
            raise Refused(400, code)
        message = Message(
            sid="SM" + uuid4().hex,
            to=form["To"],
            from_=form["From"],
            body=form["Body"],
            created=self.now(),
            callback=form.get("StatusCallback", ""),
            validity=int(form.get("ValidityPeriod", "36000")),
        )
        self._remember(message)
        if self._file:
            self._file.write(json.dumps(_written(message)) + "\n")
            self._file.flush()
        return message

    def _wrong(self, form: Mapping[str, str]) -> int:
        """Return Twilio's error code for what is wrong with a request to send, or 0."""
        validity = form.get("ValidityPeriod", "36000")
        wrong = {
            21604: not form.get("To"),
            21211: not E164.fullmatch(form.get("To", "")),
            21603: not form.get("From"),
            21606: form.get("From") not in self.numbers,
            21602: not form.get("Body"),
            21617: len(form.get("Body", "")) > 1600,
            21609: not form.get("StatusCallback", "http://").startswith(("http://", "https://")),
            20001: not (validity.isdigit() and 1 <= int(validity) <= 36000),
            21610: form.get("To") in self.opted_out,
        }
        return next((code for code, so in wrong.items() if so), 0)

    def _remember(self, message: Message) -> None:
        self.messages.append(message)
        self.by_sid[message.sid] = message
        self.by_number[message.to].append(message)

    def page(self, query: Mapping[str, str]) -> dict[str, Any]:
        """Return one page of the message list, newest first, with Twilio's filters applied."""
        found = list(self._matching(query))
        number, size = int(query.get("Page", 0)), int(query.get("PageSize", 50))
        shown = found[number * size : (number + 1) * size]
        more = len(found) > (number + 1) * size
        return {
            "end": max(0, number * size + len(shown) - 1),
            "first_page_uri": self._uri(query, 0),
            "messages": [message.answer(self.sid) for message in shown],
            "next_page_uri": self._uri(query, number + 1) if more else None,
            "page": number,
            "page_size": size,
            "previous_page_uri": self._uri(query, number - 1) if number else None,
            "start": number * size,
            "uri": self._uri(query, number),
        }

    def _matching(self, query: Mapping[str, str]) -> Iterator[Message]:
        """Yield what a list asks for. A filter by sent date leaves out what was never sent."""
        rows = self.by_number[query["To"]] if "To" in query else self.messages
        for message in reversed(rows):
            if query.get("From", message.from_) == message.from_ and _dated(message, query):
                yield message

    def _uri(self, query: Mapping[str, str], page: int) -> str:
        wanted = {**query, "Page": str(page)}
        if page:
            wanted["PageToken"] = f"PASM{page}"
        return f"/{VERSION}/Accounts/{self.sid}/Messages.json?{urlencode(wanted)}"


def _dated(message: Message, query: Mapping[str, str]) -> bool:
    earliest, latest = query.get("DateSent>"), query.get("DateSent<")
    if not (earliest or latest):
        return True
    if message.sent is None:
        return False
    sent = message.sent.replace(microsecond=0)
    return (not earliest or sent >= _moment(earliest)) and (not latest or sent <= _moment(latest))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _written(message: Message) -> dict[str, Any]:
    row = asdict(message)
    return {**row, "created": message.created.isoformat(), "sent": None}


def _read(row: dict[str, Any]) -> Message:
    return Message(**{**row, "created": datetime.fromisoformat(row["created"])})
