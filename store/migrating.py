"""Brings a database up to date: a fresh one, or an older one in steps; an unknown one never."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from store.database import Database, alone

OURS = {"community", "person", "message"}  # there since the first step


class UnknownDatabase(Exception):
    """These tables are not ours, or are newer than this Doorstep. One line saying what to do."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


async def migrate(database: Database) -> None:
    """Bring it up to date, one process at a time. UnknownDatabase: then nothing was changed."""
    await database.write(_migrate)


def _migrate(conn: sa.Connection) -> None:
    alone(conn)
    script = ScriptDirectory.from_config(_config())
    _check_known(conn, script)
    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def _check_known(conn: sa.Connection, script: ScriptDirectory) -> None:
    tables = set(sa.inspect(conn).get_table_names())
    if not tables:
        return
    if "alembic_version" not in tables or not tables >= OURS:
        raise UnknownDatabase(
            "this database has tables that are not Doorstep's: "
            "set DOORSTEP_DATABASE_URL to an empty one"
        )
    known = {revision.revision for revision in script.walk_revisions()}
    if version(conn) not in known:
        raise UnknownDatabase(
            "this database was made by another or a newer Doorstep: update Doorstep, or set "
            "DOORSTEP_DATABASE_URL to another database"
        )


def version(conn: sa.Connection) -> str | None:
    """The step this database is at, or None if it is empty."""
    if "alembic_version" not in sa.inspect(conn).get_table_names():
        return None
    found: str | None = conn.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found


def check(conn: sa.Connection) -> None:
    """Say if this database is one that `migrate` would take. Raises UnknownDatabase."""
    _check_known(conn, ScriptDirectory.from_config(_config()))
