"""Texts through Twilio: sent once, with a time-out that works, and looked for when in doubt.

Twilio has no idempotency key, so a lost answer means that nobody knows whether the text went
out. What is certain to have gone nowhere is `Undeliverable`; all else is `OutcomeUnknown`, and
`find` asks Twilio's own list afterwards. What Twilio posts to us is read in `twilio_words`.
"""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.channels import (
    Found,
    OutcomeUnknown,
    Outgoing,
    Pace,
    Receipt,
    Receive,
    State,
    Undeliverable,
)
from bot.channels.numbers import is_a_persons
from bot.channels.twilio_words import STATES, refusal
from flows.words import parts

TWILIO = "https://api.twilio.com"
LONGEST_WAIT = 36_000  # seconds a text may wait in Twilio's queue; also what Twilio assumes
CONNECT = 5.0  # seconds to reach Twilio; a line that never stood carried nothing
BEFORE, AFTER = timedelta(seconds=60), timedelta(hours=1)  # around the claim, where `find` looks
NOBODYS = 21614  # what Twilio says of a number that no text can be sent to
TRIAL = "Sent from your Twilio trial account - "  # Twilio puts this before a trial's texts


class SmsChannel:
    """Texts from one or several numbers of one Twilio account.

    `public_url` is where Twilio reaches us, `per_second` the parts a second that each sender
    may send, `timeout` the seconds after which a send is given up as unknown. `now` tells the
    time that `expires_at` is measured by.
    """

    name = "sms"

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        senders: tuple[str, ...],
        *,
        public_url: str,
        api_url: str = TWILIO,
        per_second: float = 1.0,
        timeout: float = 15.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if not senders:
            raise ValueError("an SMS channel needs a number to send from")
        self.senders = senders
        self.pace = Pace(per_second=per_second)
        self._callback = public_url.rstrip("/") + "/sms/status?message="
        self._line = _Line(api_url, timeout)
        self._messages = Client(account_sid, auth_token, http_client=self._line).messages
        self._now = now

    async def start(self, receive: Receive) -> None:
        """Do nothing: Twilio posts to us by itself."""

    async def stop(self) -> None:
        """Let go of the connections to Twilio."""
        await self._line.close()

    def parts(self, text: str) -> int:
        """Return how many billed parts the text takes as it will be sent."""
        return parts.count(parts.fold(text)).parts

    def explain(self, code: str) -> Undeliverable:
        """Return what the ErrorCode of a status callback means."""
        return refusal(int(code)) if code.isdecimal() else refusal(30008)

    async def send(self, message: Outgoing) -> Receipt:
        """Hand the text to Twilio, once. Raises Undeliverable or OutcomeUnknown.

        Twilio's own smart encoding stays off: the text is folded here, so that what was
        counted, what is sent and what `find` looks for are the same letters.
        """
        if not is_a_persons(message.address, self.senders):
            raise refusal(NOBODYS)
        wanted: dict[str, Any] = {
            "to": message.address,
            "from_": message.sender,
            "body": parts.fold(message.text),
            "status_callback": f"{self._callback}{message.message_id}",
        }
        if message.expires_at is not None:
            wanted["validity_period"] = _validity(message.expires_at - self._now())
        return _receipt(await self._hand_over(wanted))

    async def _hand_over(self, wanted: dict[str, Any]) -> Any:
        """Post one message. Twilio's own exceptions quote the request, so none of them is kept."""
        try:
            return await self._messages.create_async(**wanted)
        except (Undeliverable, OutcomeUnknown):
            raise
        except Exception as error:  # an answer that came but can't be read proves nothing
            trouble = type(error).__name__
            status, code = getattr(error, "status", 0), getattr(error, "code", 0)
        if not 400 <= status < 500:
            raise OutcomeUnknown(trouble)
        raise refusal(code if isinstance(code, int) else status)

    async def find(self, message: Outgoing) -> Receipt | Found:
        """Look for the text in Twilio's list of what it took from this sender for this number.

        The list shows no message id of ours: the same words around the same time are the same
        message. Give Twilio a minute before believing `NOT_THERE`.
        """
        try:
            # What still waits in Twilio's queue has no sent date, and the filter may drop it:
            # so look again without one before saying that a message is not there.
            return (
                _nearest(await self._list(message, 1000, message.claimed_at - BEFORE), message)
                or _nearest(await self._list(message, 200), message)
                or Found.NOT_THERE
            )
        except Exception:  # only a list that was read proves anything
            return Found.CANNOT_TELL

    async def check(self) -> None:
        """See that Twilio knows us: ask for one message. Raises Undeliverable, OutcomeUnknown."""
        try:
            await self._messages.list_async(limit=1)
        except (Undeliverable, OutcomeUnknown):
            raise
        except Exception as error:
            trouble = type(error).__name__
            status = getattr(error.args[-1] if error.args else None, "status_code", 0)
        else:
            return
        # where it lists, the client hands on the answer as it came, and no code of Twilio's
        raise refusal(status) if 400 <= status < 500 else OutcomeUnknown(trouble)

    async def _list(
        self, message: Outgoing, limit: int, since: datetime | None = None
    ) -> list[Any]:
        wanted: dict[str, Any] = {"to": message.address, "from_": message.sender}
        if since is not None:
            wanted["date_sent_after"] = since.astimezone(UTC)  # the client drops the zone
        return list(await self._messages.list_async(**wanted, limit=limit, page_size=200))


def _validity(left: timedelta) -> int:
    seconds = int(left.total_seconds())
    if seconds < 1:
        raise Undeliverable("expired", permanent=True)
    return min(seconds, LONGEST_WAIT)


def _nearest(rows: list[Any], message: Outgoing) -> Receipt | None:
    """Return the row with these words that was made nearest to the claim, if there is one."""
    body, claimed = parts.fold(message.text).strip(), message.claimed_at
    same = [
        row
        for row in rows
        if -BEFORE <= row.date_created - claimed <= AFTER
        and str(row.body).removeprefix(TRIAL).strip() == body
        and row.sid not in message.others
    ]
    return _receipt(min(same, key=lambda row: abs(row.date_created - claimed))) if same else None


def _receipt(row: Any) -> Receipt:
    if not row.sid:
        raise OutcomeUnknown("unreadable")
    return Receipt(row.sid, STATES.get(str(row.status), State.SENT), str(row.error_code or ""))


def _authorization(auth: tuple[str, str] | None) -> dict[str, str]:
    secret = base64.b64encode(":".join(auth).encode()).decode() if auth else ""
    return {"Authorization": f"Basic {secret}"} if secret else {}


class _Line(AsyncHttpClient):  # type: ignore[misc]  # twilio ships no types
    """The way to Twilio: one pool of connections, one total time-out, no repeats.

    Twilio's own async client ignores its time-out and can repeat a POST; its sync one counts
    the time-out anew with every byte, and both log numbers in URLs.
    """

    def __init__(self, base_url: str, timeout: float) -> None:
        super().__init__(None, True, timeout)
        self._base = base_url.rstrip("/")
        self._limits = aiohttp.ClientTimeout(total=timeout, sock_connect=CONNECT)
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str,
        url: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Ask Twilio. Raises Undeliverable where nothing was said, OutcomeUnknown after that."""
        try:
            async with self._pool().request(
                method,
                self._base + urlsplit(url)._replace(scheme="", netloc="").geturl(),
                params=params,
                data=data,
                headers={**(headers or {}), **_authorization(auth)},
                allow_redirects=False,
            ) as answer:
                status, waits = answer.status, answer.headers.get("Retry-After", "")
                text = await answer.text()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
            unsaid, trouble = True, "no connection"
        except TimeoutError:
            unsaid, trouble = False, "timeout"
        except (aiohttp.ClientError, OSError, ValueError):
            unsaid, trouble = False, "cut"
        else:
            if status == 429:
                raise refusal(429, timedelta(seconds=int(waits)) if waits.isdecimal() else None)
            if status >= 500 or status == 408:
                raise OutcomeUnknown(str(status))
            return Response(status, text, answer.headers)
        raise Undeliverable(trouble, permanent=False) if unsaid else OutcomeUnknown(trouble)

    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=self._limits)
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
