"""Server processes of a benchmark: started, waited for, and stopped whatever happens."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.report import Broken

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 30.0  # seconds
STOPS_WITHIN = 20.0
POLL = 0.005


@dataclass(frozen=True, slots=True)
class Server:
    """A process that was started at `began` (time.perf_counter) and listens on a port of ours."""

    port: int
    began: float
    process: asyncio.subprocess.Process

    def memory(self) -> float:
        """Resident memory, in MB. Raises Broken where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError as error:
            raise Broken("this system does not tell a process's memory in /proc") from error
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    async def first_answer(self, request: bytes) -> float:
        """Seconds from its start to its first answer of 200 to this. Raises Broken."""
        while time.perf_counter() - self.began < STARTS_WITHIN:
            with suppress(OSError, asyncio.IncompleteReadError):
                if await _status(self.port, request) == 200:
                    return time.perf_counter() - self.began
            if self.process.returncode is not None:
                raise Broken(f"the server stopped at once: {await _said(self.process)}")
            await asyncio.sleep(POLL)
        raise Broken(f"the server did not answer within {STARTS_WITHIN:.0f} seconds")


async def _status(port: int, request: bytes) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        line = await reader.readuntil(b"\r\n")
    finally:
        writer.close()
    return int(line.split()[1])


async def _said(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    lines = (await process.stderr.read()).decode(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line), "it gave no reason")


@asynccontextmanager
async def server(
    module: str, *arguments: str, env: Mapping[str, str], compiled: Path | None = None
) -> AsyncIterator[Server]:
    """`python -m module` with nothing of Doorstep's in its environment (or a .env) but `env`.

    `compiled`: where Python keeps what it has compiled; None leaves that as it is.
    """
    surroundings = _surroundings(env, compiled)
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments,
        cwd="/", env=surroundings, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        yield Server(int(env["DOORSTEP_PORT"]), began, process)
    finally:
        await _stop(process)


def _surroundings(env: Mapping[str, str], compiled: Path | None) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DOORSTEP_")}
    if compiled is not None:
        clean.pop("PYTHONDONTWRITEBYTECODE", None)
        clean["PYTHONPYCACHEPREFIX"] = str(compiled)
    return {**clean, **env, "PYTHONPATH": str(ROOT)}


async def _stop(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.communicate(), STOPS_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
