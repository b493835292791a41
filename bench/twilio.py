"""Signed texts as Twilio posts them, ready to send, and a service that is set up to take them."""

from collections.abc import Iterable
from urllib.parse import urlencode

from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import RequestValidator

from bench.neighbours import OURS
from bot.channels import Inbound

ACCOUNT = "AC" + "0" * 32
TOKEN = "a-token-for-the-benchmarks-alone"
PUBLIC_URL = "https://doorstep.test"
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing is sent, and nobody would take it


def environment(database_url: str, port: int) -> dict[str, str]:
    """A service on SMS that sends next to nothing, so that taking in is all there is to measure."""
    return {
        "DOORSTEP_DATABASE_URL": database_url,
        "DOORSTEP_PORT": str(port),
        "DOORSTEP_PUBLIC_URL": PUBLIC_URL,
        "DOORSTEP_TWILIO_ACCOUNT_SID": ACCOUNT,
        "DOORSTEP_TWILIO_AUTH_TOKEN": TOKEN,
        "DOORSTEP_TWILIO_FROM": OURS,
        "DOORSTEP_TWILIO_API_URL": NOBODY,
        "DOORSTEP_SMS_PER_SECOND": "0.001",
        "DOORSTEP_COMMUNITY": "Mill Lane",
    }


def requests(texts: Iterable[Inbound]) -> list[bytes]:
    """Each text as one whole HTTP request: the 19 fields Twilio sends, blanks and all, signed."""
    validator = RequestValidator(TOKEN)
    return [_request(text, validator) for text in texts]


def _request(text: Inbound, validator: RequestValidator) -> bytes:
    form = _form(text)
    signature = validator.compute_signature(f"{PUBLIC_URL}/sms", ImmutableMultiDict(form.items()))
    body = urlencode(form).encode()
    head = (
        "POST /sms HTTP/1.1\r\n"
        "Host: doorstep.test\r\n"
        "User-Agent: TwilioProxy/1.1\r\n"
        "Accept: */*\r\n"
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Twilio-Signature: {signature}\r\n"
        "\r\n"
    )
    return head.encode() + body


def _form(text: Inbound) -> dict[str, str]:
    blank = dict.fromkeys(("ToState", "ToCity", "ToZip", "FromState", "FromCity", "FromZip"), "")
    sid = text.provider_id
    return {
        "ToCountry": "GB",
        **blank,
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": text.text,
        "FromCountry": "GB",
        "To": OURS,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": text.address,
        "ApiVersion": "2010-04-01",
    }
