"""The database: can it be reached and written, is it ours, what time is it there, who is in it?"""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from bot.doctor.findings import Finding, not_set, ok, wrong
from bot.settings import Settings
from store import communities, migrating, people
from store.database import Database, InUse, Unavailable

APART: Final = timedelta(seconds=5)
"""Clocks further apart than this put messages out of order and leases at risk."""

PATIENCE: Final = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look into the database showed."""

    version: str | None
    demo: bool | None
    reachable: frozenset[str]  # the channels on which some coordinator can be told
    coordinators: int
    ahead: timedelta  # of our own clock


class _Undo(Exception):
    """Ends a transaction that was only a trial."""


async def database(settings: Settings) -> AsyncIterator[Finding]:
    """Look into it; nothing is made that was not there, and nothing stays of the trial."""
    try:
        async with asyncio.timeout(PATIENCE):
            finding, seen = await _look(settings)
    except TimeoutError:
        finding, seen = _away("no answer"), None
    except Unavailable as error:
        finding, seen = _away(str(error)), None
    except migrating.UnknownDatabase as error:
        finding, seen = wrong("database", str(error)), None
    if seen is not None and seen.demo not in (None, settings.demo):
        whose = "a demo" if seen.demo else "a real project"
        finding = wrong("database", f"it is {whose}'s: set DOORSTEP_DATABASE_URL to another one")
    yield finding
    if seen is not None:
        yield _clock(seen)
        yield _coordinators(settings, seen)


def _away(why: str) -> Finding:
    return wrong("database", f"it can't be reached or written ({why}): see DOORSTEP_DATABASE_URL")


async def _look(settings: Settings) -> tuple[Finding, Seen | None]:
    found = Database(settings.async_database_url)
    if found.path is not None and not found.path.exists():
        return _not_made_yet(found.path), None
    try:
        await found.open()
        await _try_writing(found)
        seen = await found.read(_see)
        return _how_it_is(settings, seen), seen
    except InUse:
        return ok("database", "SQLite, in use by a running Doorstep"), _see_beside(found)
    finally:
        await found.close()


def _not_made_yet(path: Path) -> Finding:
    folder = path.parent
    if folder.is_dir() and os.access(folder, os.W_OK):
        return ok("database", "SQLite; the first start will make the file")
    return wrong("database", f"{folder} is no folder we may write to: see DOORSTEP_DATABASE_URL")


async def _try_writing(found: Database) -> None:
    """Make a table and take it back: what a migration needs, and a full disk refuses."""
    try:
        await found.write(_trial)
    except _Undo:
        pass
    except sa.exc.DBAPIError as error:
        raise Unavailable(f"{type(error.orig).__name__}: may this user make tables?") from error


def _trial(conn: sa.Connection) -> None:
    conn.execute(sa.text("CREATE TABLE doorstep_doctor (words TEXT)"))
    raise _Undo


def _see(conn: sa.Connection) -> Seen:
    """Raises UnknownDatabase."""
    migrating.check(conn)
    version = migrating.version(conn)
    if version is None:
        return Seen(None, None, frozenset(), 0, _ahead(conn))
    here = communities.community.c
    row = conn.execute(sa.select(here.id, here.demo).order_by(here.id)).first()
    team = people.coordinators(conn, row.id) if row else []
    addresses = people.addresses_of(conn, team) if team else {}
    open_ones = [each for rows in addresses.values() for each in rows if each.state == "open"]
    channels = frozenset(each.channel for each in open_ones)
    return Seen(version, row.demo if row else None, channels, len(team), _ahead(conn))


def _ahead(conn: sa.Connection) -> timedelta:
    """How far our clock is ahead of the database's; SQLite has none of its own."""
    if conn.dialect.name == "sqlite":
        return timedelta(0)
    theirs: datetime = conn.execute(sa.text("SELECT clock_timestamp()")).scalar_one()
    return datetime.now(UTC) - theirs


def _see_beside(found: Database) -> Seen | None:
    """Look at a SQLite file that somebody else writes: read-only, so that nothing can happen."""
    url = f"sqlite:///file:{found.path}?mode=ro&uri=true"
    engine = sa.create_engine(url, hide_parameters=True)
    try:
        with engine.connect() as conn:
            return _see(conn)
    except sa.exc.DBAPIError:
        return None
    finally:
        engine.dispose()


def _how_it_is(settings: Settings, seen: Seen) -> Finding:
    name = "SQLite" if settings.is_sqlite else "PostgreSQL"
    if seen.version is None:
        return ok("database", f"{name}, still empty; the first start will fill it")
    return ok("database", f"{name}, version {seen.version}, can be written")


def _clock(seen: Seen) -> Finding:
    seconds = round(abs(seen.ahead.total_seconds()))
    if abs(seen.ahead) <= APART:
        return ok("clock", "this machine and the database agree")
    where = "ahead of" if seen.ahead > timedelta(0) else "behind"
    says = f"this machine is {seconds} s {where} the database: set both by the network (NTP)"
    return wrong("clock", says)


def _coordinators(settings: Settings, seen: Seen) -> Finding:
    about = "coordinators"
    mend = "doorstep people import FILE.csv, with the role coordinator"
    if not seen.coordinators:
        return not_set(about, f"nobody can be told when a person is needed: {mend}")
    on = {"sms": settings.sms, "telegram": settings.telegram, "phone": settings.demo}
    if not any(on.get(channel) for channel in seen.reachable):
        return wrong(about, f"none can be reached on a channel that is set up: {mend}")
    return ok(about, f"{seen.coordinators} can be told when a person is needed")
