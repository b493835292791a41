"""`doorstep stories`: only what may be shared, as its teller wishes."""

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from flows import facts
from flows.facts.stories import StoryShared, StoryTold
from store import communities, people
from store.database import Database
from store.migrating import migrate
from store.remembering import Decided, remember
from tests.bot.commands import doorstep

NOON = datetime(2026, 5, 4, 11, tzinfo=UTC)
NUMBERS = {"Rose": "+447700900101", "Betty": "+447700900102", "Dilys": "+447700900103"}
TOLD = {
    "Rose": (StoryTold("We danced at the Palais."), StoryShared("named")),
    "Betty": (StoryTold("I kept hens."), StoryShared("unnamed")),
    "Dilys": (StoryTold("Nobody knows this."), StoryShared("private")),
}


async def _told(url: str) -> None:
    database = Database(url)
    await database.open()
    await migrate(database)
    house = await database.write(
        lambda conn: communities.found(conn, "Mill Lane", "Europe/London", NOON)
    )

    def tell(conn: sa.Connection) -> None:
        wheres = {name: ("sms", number) for name, number in NUMBERS.items()}
        met = people.meet(conn, house.id, list(wheres.values()), house.zone, NOON)
        for name, several in TOLD.items():
            decide = partial(Decided, community_id=house.id, person_id=met[wheres[name]].person_id)
            remember(conn, [decide(fact, at=NOON) for fact in (facts.Named(name), *several)])

    await database.write(tell)
    await database.close()


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A folder with a database in which three stories have been told."""
    asyncio.run(_told(f"sqlite:///{tmp_path / 'doorstep.db'}"))
    return tmp_path


def test_shared_stories_are_listed_and_private_ones_are_not(told: Path) -> None:
    done = doorstep("stories", folder=told)
    assert done.returncode == 0
    assert "told by Rose on 04 May 2026:\nWe danced at the Palais." in done.stdout
    assert "told by a neighbour on 04 May 2026:\nI kept hens." in done.stdout
    assert "Betty" not in done.stdout
    assert "Nobody knows this" not in done.stdout


def test_the_team_takes_one_back_for_its_teller(told: Path) -> None:
    assert doorstep("stories", "--take-back", "1", folder=told).returncode == 0
    assert "Palais" not in doorstep("stories", folder=told).stdout
    again = doorstep("stories", "--take-back", "1", folder=told)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)


def test_where_there_is_none_it_says_so(told: Path) -> None:
    for number in ("1", "2"):
        doorstep("stories", "--take-back", number, folder=told)
    assert doorstep("stories", folder=told).stdout == "No story may be shared yet.\n"
