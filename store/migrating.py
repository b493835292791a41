"""Brings a database up to date: a fresh one from empty, an older one step by step, an unknown one never."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from store.database import Database

ALONE = 0x_D0_0257E9  # the advisory lock under which PostgreSQL processes take turns to migrate


class UnknownDatabase(Exception):
    """These tables are not ours, or are newer than this Doorstep. One line saying what to do."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


async def migrate(database: Database) -> None:
    """Bring it up to date, one process at a time. Raises UnknownDatabase, and then changes nothing."""
    await database.write(_migrate)


def _migrate(conn: sa.Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(ALONE)))
    script = ScriptDirectory.from_config(_config())
    _check_known(conn, script)
    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def _check_known(conn: sa.Connection, script: ScriptDirectory) -> None:
    tables = set(sa.inspect(conn).get_table_names())
    if not tables:
        return
    if "alembic_version" not in tables:
        raise UnknownDatabase(
            "this database has tables that are not Doorstep's: set DOORSTEP_DATABASE_URL to an empty one"
        )
    version = conn.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    known = {revision.revision for revision in script.walk_revisions()}
    if version is not None and version not in known:
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
