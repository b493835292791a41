"""Databases full of invented people, and a fresh copy of one for every round."""

import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

import asyncpg

from bench import neighbours, postgres
from store import communities, migrating
from store.communities import Community
from store.database import Database

NAME = "Mill Lane"
ZONE = "Europe/London"


@dataclass(slots=True)
class Neighbourhoods:
    """One kind of database. `copy` gives the URL of a fresh copy of the seeded one."""

    kind: str
    says: str
    base: str
    _made: int = field(default=0)

    @property
    def seeded(self) -> str:
        """The URL of the one that is copied; nobody may be connected to it."""
        return self._url("seeded")

    def _url(self, name: str) -> str:
        if self.kind == "sqlite":
            return f"sqlite:///{self.base}/{name}.db"
        return f"{self.base}/{self._database(name)}"

    def _database(self, name: str) -> str:
        return f"doorstep_bench_{os.getpid()}_{name}"

    async def seed(self, people: int) -> None:
        """Migrate an empty database and let the people move in."""
        if self.kind == "postgresql":
            await self._tell(f"CREATE DATABASE {self._database('seeded')}")
        database, community = await opened(self.seeded)
        work = partial(neighbours.move_in, community=community, people=people, now=_now())
        await database.write(work)
        await database.close()
        if self.kind == "postgresql":  # as a database is that has been running for a while
            await self._tell("VACUUM ANALYZE", self.seeded)

    async def copy(self) -> str:
        """A fresh copy's URL."""
        self._made += 1
        name = f"copy{self._made}"
        if self.kind == "sqlite":
            shutil.copy(Path(self.base) / "seeded.db", Path(self.base) / f"{name}.db")
        else:
            template = self._database("seeded")
            await self._tell(f"CREATE DATABASE {self._database(name)} TEMPLATE {template}")
        return self._url(name)

    async def empty(self) -> str:
        """The URL of a database with nothing in it."""
        self._made += 1
        name = f"empty{self._made}"
        if self.kind == "postgresql":
            await self._tell(f"CREATE DATABASE {self._database(name)}")
        return self._url(name)

    async def drop(self, url: str) -> None:
        """Away with a copy."""
        if self.kind == "sqlite":
            _delete(url.removeprefix("sqlite:///"))
        else:
            await self._tell(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    async def _tell(self, statement: str, url: str = "") -> None:
        connection = await asyncpg.connect(url or f"{self.base}/postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def fsync(self) -> str:
        """How long the disk takes to say that something is kept: it decides most comparisons."""
        place = self.base if self.kind == "sqlite" else tempfile.gettempdir()
        return f"fsync takes {_fsync_takes(place):,.0f} µs there"

    async def clear(self) -> None:
        """Away with the one that was copied, too."""
        if self.kind == "postgresql":
            await self.drop(self.seeded)


@asynccontextmanager
async def neighbourhoods(kind: str) -> AsyncIterator[Neighbourhoods]:
    """A place for databases of this kind, away again afterwards."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as place:
            yield Neighbourhoods(
                kind, "SQLite: WAL, synchronous=FULL, in the temporary directory", place
            )
        return
    async with postgres.server() as (base, says):
        made = Neighbourhoods(kind, says, base)
        try:
            yield made
        finally:
            await made.clear()


async def opened(url: str) -> tuple[Database, Community]:
    """The service's own database, migrated, and its community."""
    database = Database(url)
    await database.open()
    await migrating.migrate(database)
    found = partial(communities.found, name=NAME, zone=ZONE, now=_now())
    return database, await database.write(found)


def _delete(path: str) -> None:
    for ending in ("", "-wal", "-shm", ".lock"):
        Path(path + ending).unlink(missing_ok=True)


def _fsync_takes(place: str) -> float:
    taken = []
    with tempfile.TemporaryFile(dir=place) as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - began)
    return median(taken) * 1e6


def _now() -> datetime:
    return datetime.now(UTC)
