"""The real service as a process of its own, which a test may kill, starve and start again."""

import asyncio
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from types import TracebackType
from typing import Self

import httpx

from tests.bot.commands import surroundings
from tests.peers.twilio_account import Account

PUBLIC = "https://doorstep.test"
STARTS_WITHIN = 30.0  # seconds, on a busy machine


class Service:
    """`python -m bot run` on a database, with Twilio (or Telegram) at the given address.

    It runs as a demo, so that its clock can be moved; its channels may then only be loopback.
    """

    def __init__(self, database_url: str, **more: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log: list[str] = []
        self.kills = 0
        self._readers: list[threading.Thread] = []
        self._process: subprocess.Popen[str] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="doorstep-service-")  # no .env in it
        settings = {
            "DOORSTEP_DATABASE_URL": database_url,
            "DOORSTEP_PORT": str(self.port),
            "DOORSTEP_DEMO": "1",
            "DOORSTEP_PUBLIC_URL": PUBLIC,
            "DOORSTEP_COMMUNITY": "Mill Lane",
            **{f"DOORSTEP_{name}": value for name, value in more.items()},
        }
        self._env = surroundings(settings)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> Self:
        """Start it, and return once it answers."""
        process = self._launch()
        until = time.monotonic() + STARTS_WITHIN
        async with httpx.AsyncClient() as http:
            while time.monotonic() < until:
                assert process.poll() is None, "\n".join(self.log[-20:])
                try:
                    if (await http.get(f"{self.url}/healthz")).status_code == 200:
                        return self
                except httpx.HTTPError:
                    await asyncio.sleep(0.02)
        raise AssertionError("the service did not start: " + "\n".join(self.log[-20:]))

    def _launch(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            env=self._env,
            cwd=self._folder.name,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        reader.start()
        self._readers.append(reader)
        return self._process

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        with process.stderr:
            for line in process.stderr:
                self.log.append(line.rstrip())

    def kill(self) -> None:
        """kill -9: not a word more."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self.kills += 1

    def end(self) -> float:
        """Ask it to stop, as Docker does. Returns the seconds that took."""
        assert self._process is not None
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)
        return time.monotonic() - began

    async def advance(self, by: str) -> None:
        """Move its clock on, and wait until all that fell due has been worked off."""
        async with httpx.AsyncClient(timeout=60) as http:
            answer = await http.post(f"{self.url}/demo/clock", json={"advance": by})
            assert answer.status_code == 200, answer.text

    async def ready(self) -> httpx.Response:
        async with httpx.AsyncClient() as http:
            return await http.get(f"{self.url}/readyz")

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for reader in self._readers:
            reader.join(5)
        self._folder.cleanup()


def with_twilio(database_url: str, account: Account, api_url: str, **more: str) -> Service:
    """The service with this stand-in for Twilio, at a pace that no test has to wait for."""
    settings = {
        "TWILIO_ACCOUNT_SID": account.sid,
        "TWILIO_AUTH_TOKEN": account.token,
        "TWILIO_FROM": account.numbers[0],
        "TWILIO_API_URL": api_url,
        "SMS_PER_SECOND": "1000",
    }
    return Service(database_url, **settings, **more)
