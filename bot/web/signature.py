"""Whether a webhook really comes from Twilio, and what its form says.

The signature is an HMAC over the URL that Twilio was told and every field it sent
(https://www.twilio.com/docs/usage/security). The URL comes from our configuration: the Host
header and the proxy's own are whatever a stranger writes there.
"""

import hmac
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlsplit

from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import RequestValidator

Form = ImmutableMultiDict[str, str]

MOST_FIELDS = 64  # Twilio sends about 20; what has more is kept, and not acted on
READ_FIELDS = 1_000  # more than that is not even read
DEFAULT_PORT = {"http": 80, "https": 443}


def parse_form(body: bytes) -> Form:
    """Return the fields of a form-encoded body: duplicates and blanks kept, for they are signed.

    Raises ValueError for more than 1,000 fields. Bytes that are no UTF-8 become U+FFFD.
    """
    text = body.decode("utf-8", "replace")
    pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=READ_FIELDS)
    return ImmutableMultiDict(pairs)


def signed(url: str, params: Form, header: str | None, auth_token: str) -> bool:
    """Say whether `header` is the signature of `params`, posted to `url` by our Twilio account.

    `url` is the configured public URL with path and query as they came; connection overrides
    (`#rc=3…`) are not part of what is signed. Twilio may sign with or without the port.
    """
    if not header or not auth_token:
        return False
    validator = RequestValidator(auth_token)
    given = header.encode("utf-8", "replace")
    try:
        return any(
            hmac.compare_digest(validator.compute_signature(spelling, params).encode(), given)
            for spelling in _spellings(url)
        )
    except UnicodeEncodeError:  # half a surrogate pair: Twilio signs UTF-8, so it never sent this
        return False


def _spellings(url: str) -> Iterator[str]:
    parts = urlsplit(url)._replace(fragment="")
    yield parts.geturl()
    if parts.port is None:
        yield _at_port(parts, f":{DEFAULT_PORT.get(parts.scheme, 80)}")
    else:
        yield _at_port(parts, "")


def _at_port(parts: SplitResult, port: str) -> str:
    host = parts.netloc
    if parts.port is not None:
        host = host.removesuffix(f":{parts.port}")
    return parts._replace(netloc=host + port).geturl()
