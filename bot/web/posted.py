"""What we take from a browser: small JSON, and only from our own pages."""

import json
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

MOST_BYTES = 64 * 1024


class Refused(Exception):
    """A request we do not act on: the HTTP status, and one line saying why."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status
        self.line = line


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
    """The body as a JSON object. Raises Refused: 413 over 64 KB, 400 if it is anything else."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise Refused(413, "That is more than 64 KB.")
    try:
        found = json.loads(body)
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
