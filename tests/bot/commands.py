"""The `doorstep` command: in this process, or as one of its own.

A process takes a second or two to start, so only what is about the process itself is one:
signals, pipes, what the whole of it logs or leaves behind.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path

import httpx
from typer.testing import CliRunner

from bot.cli import app

ROOT = Path(__file__).parents[2]


def surroundings(env: Mapping[str, str]) -> dict[str, str]:
    """What a process of ours is started with: these settings, and it finds the code anywhere."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **env}


def doorstep(
    *words: str, env: Mapping[str, str] | None = None, folder: Path, typed: str | bytes = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, here. What nobody foresaw is raised."""
    with chdir(folder):
        done = CliRunner().invoke(app, words, input=typed, env=dict(env or {}))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def process(
    *words: str,
    env: Mapping[str, str] | None = None,
    folder: Path,
    typed: str = "",
    program: str = "from bot.cli import main; main()",
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, as a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env=surroundings(env or {}), cwd=folder, input=typed, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


class Running:
    """A command that goes on until it is told to stop. Its log is in `log`."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, log: Path) -> None:
        self.process, self.url, self._log = process, url, log

    @property
    def log(self) -> str:
        return self._log.read_text()

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def ends(self, within: float = 15) -> int:
        """Its exit code. Raises TimeoutExpired."""
        return self.process.wait(within)


@contextmanager
def running(
    *words: str, env: Mapping[str, str], folder: Path, port: int, name: str = "log"
) -> Iterator[Running]:
    """A command that serves on this port, from the moment it answers."""
    log = folder / name
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            env=surroundings({**env, "DOORSTEP_PORT": str(port)}),
            cwd=folder, stdout=said, stderr=said,
        )  # fmt: skip
    command = Running(process, f"http://127.0.0.1:{port}", log)
    try:
        _wait_until_it_answers(command)
        yield command
    finally:
        process.kill()
        process.wait()


def _wait_until_it_answers(command: Running) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if command.process.poll() is not None:
            break
        try:
            httpx.get(f"{command.url}/healthz", timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"it does not answer: {command.log}")
