"""What providers call: the signature first, then the inbox, and 200 only once it is committed."""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import Inbound, Kind, Receive, Status
from bot.channels.numbers import is_a_persons, is_abroad
from bot.channels.twilio_words import (
    MissingField,
    clean,
    inbound_from,
    ring_from,
    status_from,
)
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.web.posted import Refused, read_body
from bot.web.signature import MOST_FIELDS, Form, parse_form, signed
from store.database import Unavailable

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramChannel

log = get_logger(__name__)

NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
NOT_ANSWERED = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>'
RAW_KEPT = 4_000  # characters of something that can't be read

Handler = Callable[[Request], Awaitable[Response]]
Take = Callable[[Request, Form], Awaitable[Response]]


def _careful(take: Handler, metrics: Metrics) -> Handler:
    """Say in one line why something is not taken, and count it. 503: bring it again."""

    async def answer(request: Request) -> Response:
        try:
            return await take(request)
        except Refused as refused:
            status, line, why = refused.status, refused.line, refused.why
        except Unavailable:
            status, line, why = 503, "The database is away. Please send this again.", "unavailable"
        metrics.refused.labels(why).inc()
        log.warning("webhook_refused", why=why, status=status)
        return PlainTextResponse(f"{line}\n", status)

    return answer


def _xml(text: str) -> Response:
    return Response(text, media_type="text/xml")


class TwilioWebhooks:
    """`/sms`, `/sms/status` and `/voice`. `ours` are the numbers we speak from."""

    def __init__(
        self,
        auth_token: str,
        public_url: str,
        ours: tuple[str, ...],
        receive: Receive,
        hear: Callable[[Status], Awaitable[None]],
        now: Callable[[], datetime],
        metrics: Metrics,
    ) -> None:
        self._auth_token, self._public_url, self._ours = auth_token, public_url, ours
        self._receive, self._hear, self._now, self._metrics = receive, hear, now, metrics

    def routes(self) -> list[BaseRoute]:
        """The routes."""
        takes = {"/sms": self._sms, "/sms/status": self._status, "/voice": self._voice}
        return [
            Route(path, _careful(self._signed(take), self._metrics), methods=["POST"])
            for path, take in takes.items()
        ]

    def _signed(self, take: Take) -> Handler:
        async def handler(request: Request) -> Response:
            form = await self._read(request)
            if len(form.multi_items()) > MOST_FIELDS:
                await self._keep_unreadable(form)
                raise Refused(400, "That is more than 64 fields. It is kept.", "too_many_fields")
            return await take(request, form)

        return handler

    async def _read(self, request: Request) -> Form:
        """What Twilio posted. Raises Refused if it was not Twilio."""
        try:
            form = parse_form(await read_body(request))
        except ValueError:
            raise Refused(400, "That is no form of Twilio's.", "too_many_fields") from None
        query = f"?{request.url.query}" if request.url.query else ""
        url = f"{self._public_url}{request.url.path}{query}"
        header = request.headers.get("x-twilio-signature")
        if not signed(url, form, header, self._auth_token):
            line = "The signature does not fit. Is DOORSTEP_PUBLIC_URL the address Twilio calls?"
            raise Refused(403, line, "signature")
        return form

    async def _sms(self, request: Request, form: Form) -> Response:
        try:
            inbound = inbound_from(form, self._now())
        except MissingField as missing:
            await self._keep_unreadable(form)
            line = f"{missing} is missing. The message is kept for a person."
            raise Refused(400, line, "missing_field") from None
        await self._receive(self._from_a_person(inbound) or _unanswered(inbound))
        return _xml(NOTHING_TO_SAY)

    def _from_a_person(self, inbound: Inbound) -> Inbound | None:
        """Our own number and a short code are machines: two of them could talk for ever. None:
        it is no person.
        """
        if not is_a_persons(inbound.address, self._ours):
            return None
        return replace(inbound, welcome=not is_abroad(inbound.address, self._ours))

    async def _keep_unreadable(self, form: Form) -> None:
        """Signed by Twilio, but not what Twilio says it sends: kept word for word for a person."""
        raw = json.dumps(sorted(form.multi_items()))
        digest = hashlib.sha256(raw.encode()).hexdigest()
        known = re.fullmatch(r"\+[1-9][0-9]{6,14}", form.get("From", "").strip())
        address = known[0] if known and is_a_persons(known[0], self._ours) else ""
        text = clean(raw)[:RAW_KEPT]
        unreadable = Inbound(
            "sms", f"unreadable:{digest}", address, text, self._now(), Kind.UNREADABLE
        )
        await self._receive(unreadable)

    async def _status(self, request: Request, form: Form) -> Response:
        try:
            status = status_from(form, request.query_params.get("message", ""))
        except MissingField as missing:
            raise Refused(400, f"{missing} is missing.", "missing_field") from None
        if status is not None:
            await self._hear(status)
        return Response(status_code=204)

    async def _voice(self, request: Request, form: Form) -> Response:
        """A ring is an answer, and costs the caller nothing: it is never picked up."""
        try:
            ring = ring_from(form, self._now())
        except MissingField:
            return _xml(NOT_ANSWERED)
        if at_home := self._from_a_person(ring):
            await self._receive(at_home)
        return _xml(NOT_ANSWERED)


def _unanswered(inbound: Inbound) -> Inbound:
    """Kept with no address, so that nothing can go back to it."""
    kind = Kind.UNREADABLE
    return Inbound("sms", inbound.provider_id, "", inbound.text, inbound.at, kind)


class TelegramWebhook:
    """`/telegram`: the secret first, then the inbox."""

    def __init__(self, channel: "TelegramChannel", receive: Receive, metrics: Metrics) -> None:
        self._channel, self._receive, self._metrics = channel, receive, metrics

    def routes(self) -> list[BaseRoute]:
        """The route."""
        return [Route("/telegram", _careful(self._take, self._metrics), methods=["POST"])]

    async def _take(self, request: Request) -> Response:
        secret = request.headers.get("x-telegram-bot-api-secret-token")
        if not self._channel.webhook_secret_ok(secret):
            raise Refused(403, "The secret does not fit.", "secret")
        try:
            update = json.loads(await read_body(request))
        except (ValueError, RecursionError):
            raise Refused(400, "That is not JSON.", "not_json") from None
        await self._channel.take(update, self._receive)
        return Response(status_code=200)
