"""A PostgreSQL server that a test can stop and start again, with all that is in it."""

import os
import signal
import subprocess
import time
from pathlib import Path

import asyncpg
import sqlalchemy as sa

from tests import postgres_server
from tests.databases import now


class Restarting:
    """The server at `url`, in the middle of `postgres_server.running`."""

    def __init__(self, url: str, programs: Path) -> None:
        self.url, self._programs = url, programs
        told = now(_ask(url, "SELECT current_setting('data_directory')"))
        self._data = Path(told)
        self._again: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """Stop it at once, whoever is connected; returns when it is gone."""
        pid = int((self._data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGINT)
        until = time.monotonic() + 30
        while (self._data / "postmaster.pid").exists() and time.monotonic() < until:
            time.sleep(0.02)

    def start(self) -> None:
        """Start it where it was; returns when it answers."""
        programs = postgres_server._reachable(self._programs, self._data.parent)
        port = sa.make_url(self.url).port
        assert port is not None
        user = postgres_server._unprivileged()
        self._again = postgres_server._start(programs, self._data, port, user)
        assert postgres_server._is_ready(self._data.parent)


async def _ask(url: str, sql: str) -> str:
    connection = await asyncpg.connect(url, timeout=30)
    try:
        return str(await connection.fetchval(sql))
    finally:
        await connection.close()
