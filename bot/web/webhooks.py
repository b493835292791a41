"""What providers call: the signature first, then the inbox, and 200 only once it is committed."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import Inbound, Kind, Receive, Status
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio_words import (
    MissingField,
    clean,
    inbound_from,
    ring_from,
    status_from,
)
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.web.posted import MOST_BYTES
from bot.web.signature import Form, parse_form, signed
from store.database import Unavailable

log = get_logger(__name__)

NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
NOT_ANSWERED = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>'

Handler = Callable[[Request], Awaitable[Response]]


class TooLong(Exception):
    """A body of more than 64 KB."""


async def read_body(request: Request) -> bytes:
    """The body as it came. Raises TooLong, before the rest of it is read."""
    pieces, length = [], 0
    async for piece in request.stream():
        length += len(piece)
        if length > MOST_BYTES:
            raise TooLong
        pieces.append(piece)
    return b"".join(pieces)


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
        return [
            Route("/sms", self._checked(self._sms), methods=["POST"]),
            Route("/sms/status", self._checked(self._status), methods=["POST"]),
            Route("/voice", self._checked(self._voice), methods=["POST"]),
        ]

    def _checked(self, take: Callable[[Request, Form], Awaitable[Response]]) -> Handler:
        async def handler(request: Request) -> Response:
            try:
                form = parse_form(await read_body(request))
            except TooLong:
                return self._refuse(413, "too_long", "That is more than 64 KB.")
            except ValueError:
                return self._refuse(400, "too_many_fields", "That is more than 64 fields.")
            query = f"?{request.url.query}" if request.url.query else ""
            url = f"{self._public_url}{request.url.path}{query}"
            header = request.headers.get("x-twilio-signature")
            if not signed(url, form, header, self._auth_token):
                return self._refuse(
                    403,
                    "signature",
                    "The signature does not fit. Is PUBLIC_URL the address Twilio calls?",
                )
            return await self._kept(request, form, take)

        return handler

    async def _kept(
        self, request: Request, form: Form, take: Callable[[Request, Form], Awaitable[Response]]
    ) -> Response:
        try:
            return await take(request, form)
        except Unavailable:
            return self._refuse(503, "unavailable", "The database is away. Please send this again.")

    def _refuse(self, status: int, why: str, line: str) -> Response:
        self._metrics.refused.labels(why).inc()
        log.warning("webhook_refused", why=why, status=status)
        return PlainTextResponse(line, status)

    async def _sms(self, request: Request, form: Form) -> Response:
        try:
            inbound = inbound_from(form, self._now())
        except MissingField as missing:
            return await self._keep_unreadable(form, str(missing))
        if inbound.address in self._ours or not inbound.address.startswith("+"):
            return await self._keep_unanswered(inbound)
        await self._receive(inbound)
        return _xml(NOTHING_TO_SAY)

    async def _keep_unanswered(self, inbound: Inbound) -> Response:
        """Our own number or a short code: a machine. It is kept, and never answered."""
        kept = Inbound("sms", inbound.provider_id, "", inbound.text, inbound.at, Kind.UNREADABLE)
        await self._receive(kept)
        return _xml(NOTHING_TO_SAY)

    async def _keep_unreadable(self, form: Mapping[str, str], missing: str) -> Response:
        """Signed by Twilio, but not what Twilio says it sends: kept word for word for a person."""
        raw = json.dumps(dict(form), sort_keys=True)
        digest = hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()
        text = clean(raw)[:4000]
        await self._receive(
            Inbound("sms", f"unreadable:{digest}", "", text, self._now(), Kind.UNREADABLE)
        )
        return self._refuse(
            400, "missing_field", f"{missing} is missing. The message is kept for a person."
        )

    async def _status(self, request: Request, form: Form) -> Response:
        try:
            status = status_from(form, request.query_params.get("message", ""))
        except MissingField as missing:
            return self._refuse(400, "missing_field", f"{missing} is missing.")
        if status is not None:
            await self._hear(status)
        return Response(status_code=204)

    async def _voice(self, request: Request, form: Form) -> Response:
        """A ring is an answer, and costs the caller nothing: it is never picked up."""
        try:
            ring = ring_from(form, self._now())
        except MissingField:
            return _xml(NOT_ANSWERED)
        await self._receive(ring)
        return _xml(NOT_ANSWERED)


class TelegramWebhook:
    """`/telegram`: the secret first, then the inbox."""

    def __init__(self, channel: TelegramChannel, receive: Receive, metrics: Metrics) -> None:
        self._channel, self._receive, self._metrics = channel, receive, metrics

    def routes(self) -> list[BaseRoute]:
        """The route."""
        return [Route("/telegram", self._take, methods=["POST"])]

    async def _take(self, request: Request) -> Response:
        secret = request.headers.get("x-telegram-bot-api-secret-token")
        if not self._channel.webhook_secret_ok(secret):
            return self._refuse(403, "secret")
        try:
            update = json.loads(await read_body(request))
        except TooLong:
            return self._refuse(413, "too_long")
        except (ValueError, RecursionError):
            return self._refuse(400, "not_json")
        try:
            await self._channel.take(update, self._receive)
        except Unavailable:
            return self._refuse(503, "unavailable")
        return Response(status_code=200)

    def _refuse(self, status: int, why: str) -> Response:
        self._metrics.refused.labels(why).inc()
        log.warning("webhook_refused", why=why, status=status)
        return PlainTextResponse(why.replace("_", " "), status)
