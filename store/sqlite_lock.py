"""One process writes a SQLite file: two writers can corrupt its WAL (SQLite before 3.51.3)."""

import fcntl
import os
from pathlib import Path
from typing import IO

from store.failures import InUse, Unavailable


def take(path: Path) -> IO[str]:
    """Lock the file until what is returned is closed. Raises InUse, or Unavailable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = Path(f"{path}.lock").open("a+")  # noqa: SIM115 - held until close
    except OSError as error:
        raise Unavailable(f"cannot write beside {path}: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise InUse(
            f"{path} is in use by a running Doorstep. Stop that one first, "
            "or use PostgreSQL, which several processes can share."
        ) from error
    except OSError as error:
        lock.close()
        raise Unavailable(f"cannot lock {path}: {error.strerror}") from error
    _sign(lock)
    return lock


def _sign(lock: IO[str]) -> None:
    """Whose it is, for whoever looks. A full disk is no reason not to hold it."""
    try:
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
    except OSError:
        return
