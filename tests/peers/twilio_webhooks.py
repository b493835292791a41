"""What Twilio sends to a service: texts, rings and news of messages, signed as Twilio signs."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

import httpx
from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import RequestValidator

from tests.peers.twilio_account import Account, Message

STOPS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
STARTS = {"START", "UNSTOP"}
FAILURES = {"failed", "undelivered"}

Pairs = Iterable[tuple[str, str]]


def signature(token: str, url: str, params: Pairs) -> str:
    """Return what Twilio puts in X-Twilio-Signature. A `#…` is no part of what it signs."""
    signed = RequestValidator(token).compute_signature(
        url.partition("#")[0], ImmutableMultiDict(list(params))
    )
    return str(signed)


@dataclass
class Webhooks:
    """Twilio's side of the webhooks: signs for `public`, but posts to `service`.

    `transport` lets an in-process application stand in for the network.
    """

    account: Account
    service: str
    public: str
    transport: httpx.AsyncBaseTransport | None = None

    def inbound(self, from_: str, body: str, *, sid: str = "", to: str = "") -> dict[str, str]:
        """Return the form of a text as Twilio sends one from a British mobile, blanks and all."""
        sid = sid or "SM" + uuid4().hex
        form = {
            "ToCountry": "GB",
            "ToState": "",
            "SmsMessageSid": sid,
            "NumMedia": "0",
            "ToCity": "",
            "FromZip": "",
            "SmsSid": sid,
            "FromState": "",
            "SmsStatus": "received",
            "FromCity": "",
            "Body": body,
            "FromCountry": "GB",
            "To": to or self.account.numbers[0],
            "ToZip": "",
            "NumSegments": "1",
            "MessageSid": sid,
            "AccountSid": self.account.sid,
            "From": from_,
            "ApiVersion": "2010-04-01",
        }
        return form | self._opting(from_, body)

    def _opting(self, person: str, body: str) -> dict[str, str]:
        """Do with STOP and START what Twilio does by itself before it tells anyone."""
        word = body.strip().upper()
        if word in STOPS:
            self.account.opted_out.add(person)
            return {"OptOutType": "STOP"}
        if word in STARTS:
            self.account.opted_out.discard(person)
            return {"OptOutType": "START"}
        return {}

    async def text(
        self, from_: str, body: str, *, sid: str = "", to: str = "", **more: str
    ) -> httpx.Response:
        """Deliver a text. Give the `sid` of an earlier one to deliver that one again."""
        form = self.inbound(from_, body, sid=sid, to=to) | more
        return await self.post("/sms", form.items())

    async def ring(self, from_: str, *, sid: str = "") -> httpx.Response:
        """Let somebody ring the number."""
        form = {
            "CallSid": sid or "CA" + uuid4().hex,
            "AccountSid": self.account.sid,
            "From": from_,
            "To": self.account.numbers[0],
            "CallStatus": "ringing",
            "ApiVersion": "2010-04-01",
            "Direction": "inbound",
        }
        return await self.post("/voice", form.items())

    async def status(
        self, message: Message, status: str, *, code: int | None = None, times: int = 1
    ) -> httpx.Response:
        """Tell the service how a message fares, `times` over, in whatever order one calls this."""
        message.move(status, code, self.account.now())
        form = {
            "AccountSid": self.account.sid,
            "ApiVersion": "2010-04-01",
            "MessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "From": message.from_,
            "To": message.to,
        }
        if code is not None and status in FAILURES:
            form["ErrorCode"] = str(code)
        path = message.callback.removeprefix(self.public)
        for _ in range(times - 1):
            await self.post(path, form.items())
        return await self.post(path, form.items())

    def headers(self, path: str, params: Pairs) -> dict[str, str]:
        """Return the headers Twilio would send with `params` to `path` of the public URL."""
        return {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "I-Twilio-Idempotency-Token": str(uuid4()),
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": signature(self.account.token, self.public + path, params),
        }

    async def post(
        self, path: str, params: Pairs, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Post any form to the service, signed unless other `headers` are given."""
        pairs = list(params)
        async with httpx.AsyncClient(transport=self.transport, verify=False, timeout=15) as http:
            return await http.post(
                self.service + path.partition("#")[0],
                content=urlencode(pairs),
                headers=self.headers(path, pairs) if headers is None else headers,
            )
