"""Brings a database up to date: a fresh one, or an older one in steps; an unknown one never.

Alembic is only loaded when there is something to do: a service that is up to date starts without
it, and is the smaller for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from store.database import Database, alone

if TYPE_CHECKING:
    from alembic.config import Config

LATEST: Final = "0005"
"""The step this code is written for: the last one in `migrations/versions` (a test holds that)."""

OURS = {"community", "person", "message"}  # there since the first step


class UnknownDatabase(Exception):
    """These tables are not ours, or are newer than this Doorstep. One line saying what to do."""


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


async def migrate(database: Database) -> None:
    """Bring it up to date, one process at a time. UnknownDatabase: then nothing was changed."""
    await database.write(_migrate)


def _migrate(conn: sa.Connection) -> None:
    alone(conn)
    check(conn)
    if version(conn) == LATEST:
        return
    from alembic import command

    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def check(conn: sa.Connection) -> None:
    """Say if this database is one that `migrate` would take. Raises UnknownDatabase."""
    tables = set(sa.inspect(conn).get_table_names())
    if not tables:
        return
    if "alembic_version" not in tables or not tables >= OURS:
        raise UnknownDatabase(
            "this database has tables that are not Doorstep's: "
            "set DOORSTEP_DATABASE_URL to an empty one"
        )
    if version(conn) != LATEST and version(conn) not in _older():
        raise UnknownDatabase(
            "this database was made by another or a newer Doorstep: update Doorstep, or set "
            "DOORSTEP_DATABASE_URL to another database"
        )


def _older() -> list[str]:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config())
    return [revision.revision for revision in script.walk_revisions()]


def version(conn: sa.Connection) -> str | None:
    """The step this database is at, or None if it is empty."""
    if "alembic_version" not in sa.inspect(conn).get_table_names():
        return None
    found: str | None = conn.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found
