"""A stand-in for the provider: takes every text at once and notes when, at next to no cost."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs


@dataclass(slots=True)
class StandIn:
    """What it took: whom each text was for, its words, and the moment (time.perf_counter)."""

    port: int = 0
    taken: list[tuple[str, str, float]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, for as long as it is kept."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
                form = parse_qs((await reader.readexactly(int(length))).decode())
                self.taken.append((form["To"][0], form["Body"][0], time.perf_counter()))
                writer.write(_answer(len(self.taken)))
        writer.close()


def _answer(nth: int) -> bytes:
    body = json.dumps({"sid": f"SM{nth:032x}", "status": "queued", "error_code": None}).encode()
    head = f"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


@asynccontextmanager
async def stand_in() -> AsyncIterator[StandIn]:
    """One that listens on a port of its own, until then."""
    made = StandIn()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
