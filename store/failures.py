"""What can go wrong with a database, told apart: away or full, in use, or a defect of ours."""

from typing import Final

import sqlalchemy as sa

AWAY: Final = ("08", "53", "57", "58")  # SQLSTATE classes: connection, resources, operator, system
READ_ONLY: Final = "25006"  # a standby has not taken over yet
LOST: Final = ("40P01", "40001")  # deadlock, serialization
DISK_FULL: Final = "53100"

SQLITE_AWAY: Final = {
    5: "it is locked",
    6: "it is locked",
    7: "out of memory",
    8: "it is read-only",
    9: "it was interrupted",
    10: "the disk failed",
    11: "the file is damaged",
    13: "the disk is full",
    14: "the file cannot be opened",
    15: "the disk failed",
    26: "the file is not a database",
}
"""SQLite's primary result codes that are no fault of what was asked (sqlite.org/rescode.html)."""


class Unavailable(Exception):
    """The database can't be reached or can't write just now. Try again later.

    Nothing was changed, unless the line was cut during the commit itself: then nobody knows, and
    whoever tries again must not mind if it was.
    """


class InUse(Exception):
    """Another process has this SQLite file open. The text says what to do."""


def unavailable(error: Exception) -> Unavailable | None:
    """What to raise instead of this error; None if it is a defect, which stays what it is."""
    why = _why_away(error)
    return None if why is None else Unavailable(why)


def lost_to_another(error: sa.exc.DBAPIError) -> bool:
    """Whether another transaction won: the same work may be tried again at once."""
    return _sqlstate(error) in LOST


def _why_away(error: Exception) -> str | None:
    if isinstance(error, OSError | TimeoutError | sa.exc.TimeoutError):
        return type(error).__name__
    if not isinstance(error, sa.exc.DBAPIError):  # asyncpg raises some past SQLAlchemy
        return type(error).__name__ if type(error).__module__.startswith("asyncpg") else None
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE_AWAY.get(code & 0xFF)
    state = _sqlstate(error)
    if state == DISK_FULL:
        return "the disk is full"
    if error.connection_invalidated or state[:2] in AWAY or state == READ_ONLY:
        return type(error.orig).__name__
    return None


def _sqlstate(error: sa.exc.DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")
