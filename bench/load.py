"""The load on the webhook, a process of its own: raw bytes over connections kept open."""

import asyncio
import json
import struct
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import uvloop


@dataclass(slots=True)
class Told:
    """What the requests came to: seconds in all, seconds each, and how often each status."""

    seconds: float = 0.0
    each: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


async def post(port: int, requests: list[bytes], connections: int) -> Told:
    """Post these, so many at once, each connection one after the other."""
    told, waiting = Told(), iter(requests)
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(connections)]
    began = time.perf_counter()
    await asyncio.gather(*(_connection(*each, waiting, told) for each in opened))
    told.seconds = time.perf_counter() - began
    for _, writer in opened:
        writer.close()
    return told


async def _connection(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    waiting: Iterator[bytes],
    told: Told,
) -> None:
    for request in waiting:
        began = time.perf_counter()
        writer.write(request)
        told.statuses[await answer(reader)] += 1
        told.each.append(time.perf_counter() - began)


async def answer(reader: asyncio.StreamReader) -> int:
    """The status of one whole answer. Ours always say how long they are."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    await reader.readexactly(int(length))
    return int(head.split(maxsplit=2)[1])


def pack(requests: list[bytes]) -> bytes:
    """These as one block: the length of each before it."""
    return b"".join(struct.pack("!I", len(each)) + each for each in requests)


def unpack(block: bytes) -> list[bytes]:
    """What `pack` was given."""
    found, at = [], 0
    while at < len(block):
        (length,) = struct.unpack_from("!I", block, at)
        found.append(block[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def main() -> None:
    """Post what comes on standard input to the port; write down what it came to as JSON."""
    port, connections, warming = (int(word) for word in sys.argv[1:])
    requests = unpack(sys.stdin.buffer.read())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        warm = runner.run(post(port, requests[:warming], connections))
        told = runner.run(post(port, requests[warming:], connections))
    statuses = told.statuses + warm.statuses
    json.dump({"seconds": told.seconds, "each": told.each, "statuses": statuses}, sys.stdout)


if __name__ == "__main__":
    main()
