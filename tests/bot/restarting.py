"""A PostgreSQL server that a test can stop and start again, with all that is in it."""

import os
import shlex
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import asyncpg

from tests.databases import now

PATIENCE = 30.0  # seconds, on a busy machine


class Restarting:
    """The server at `url`, in the middle of `postgres_server.running`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._data = Path(now(_ask(url, "SELECT current_setting('data_directory')")))
        self._again: subprocess.Popen[bytes] | None = None

    def strike(self) -> None:
        """Cut every connection, finish nothing, flush nothing; returns when it is gone."""
        self.stop(signal.SIGQUIT)

    def stop(self, how: int = signal.SIGINT) -> None:
        """Stop it, whoever is connected; returns when it is gone. Nothing if it is stopped."""
        pid_file = self._data / "postmaster.pid"
        if not pid_file.exists():
            return
        os.kill(int(pid_file.read_text().split()[0]), how)
        until = time.monotonic() + PATIENCE
        while pid_file.exists() and time.monotonic() < until:
            time.sleep(0.02)
        if self._again is not None:
            self._again.wait()

    def start(self) -> None:
        """Start it as it was started before; returns when it answers."""
        command = shlex.split((self._data / "postmaster.opts").read_text())
        owner = self._data.stat()
        user: dict[str, Any] = (
            {}
            if os.geteuid()
            else {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        )
        quiet = subprocess.DEVNULL
        self._again = subprocess.Popen(
            command, cwd=self._data, stdout=quiet, stderr=quiet, **user,
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                now(_ask(self.url, "SELECT 1"))
            except (OSError, asyncpg.PostgresError):
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("PostgreSQL did not come back")


async def _ask(url: str, sql: str) -> str:
    connection = await asyncpg.connect(url, timeout=PATIENCE)
    try:
        return str(await connection.fetchval(sql))
    finally:
        await connection.close()
