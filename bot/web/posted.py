"""What is posted to us: never more than 64 KB, never for ever, and JSON only from our own pages."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 64 * 1024
PATIENCE = 15.0  # seconds for a whole body to arrive; as long as Twilio itself waits for us


class Refused(Exception):
    """A request we do not act on: the HTTP status, one line saying why, and one word for it."""

    def __init__(self, status: int, line: str, why: str = "refused") -> None:
        super().__init__(line)
        self.status, self.line, self.why = status, line, why


async def read_body(request: Request, patience: float = PATIENCE) -> bytes:
    """The body as it came. Raises Refused: 413 over 64 KB, 408 or 400 if it never ends."""
    pieces, length = [], 0
    try:
        async with asyncio.timeout(patience):
            async for piece in request.stream():
                length += len(piece)
                if length > MOST_BYTES:
                    raise Refused(413, "That is more than 64 KB.", "too_long")
                pieces.append(piece)
    except TimeoutError:
        raise Refused(408, "The rest did not come in time.", "too_slow") from None
    except ClientDisconnect:
        raise Refused(400, "The rest did not come.", "cut_off") from None
    return b"".join(pieces)


def check_same_origin(request: Request) -> None:
    """Let our own pages and programs through; raise Refused(403) for any other web page.

    The rule is the one of Go's CrossOriginProtection: Sec-Fetch-Site where the browser sends it,
    else Origin must name the host that was asked. A program sends neither.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        allowed = site in ("same-origin", "none")
    else:
        allowed = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not allowed:
        raise Refused(403, "This came from another web page, so nothing was done.")


async def read_json(request: Request) -> dict[str, Any]:
    """The body as a JSON object. Raises Refused, with 400 if it is anything else."""
    try:
        found = json.loads(await read_body(request))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(400, 'The body must be a JSON object, such as {"advance": "PT1H"}.')
    return found


def read_text(found: dict[str, Any], name: str) -> str:
    """A field that must be text. Half a character (a lone surrogate) becomes U+FFFD."""
    value = found.get(name)
    if not isinstance(value, str):
        raise Refused(400, f'"{name}" is missing, or is not text.')
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
