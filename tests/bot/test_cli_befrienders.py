"""`doorstep befrienders`: totals that name nobody. `doorstep people role`: a role by hand."""

import csv
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.commands.befrienders import cup_lines, need_lines
from store import communities, cups, declined
from store.database import Database

NOON = datetime(2026, 5, 4, 11, tzinfo=UTC)
MAY = date(2026, 5, 1)


def test_a_week_with_few_answers_is_not_shown() -> None:
    assert cup_lines({date(2026, 5, 4): (3, 2, 1), date(2026, 5, 11): None}) == [
        "week of       full  half  empty",
        "2026-05-04       3     2      1",
        "2026-05-11  fewer than 5 answered: not shown",
    ]


def test_nothing_yet_is_said_plainly() -> None:
    assert cup_lines({}) == ["No befriender has said anything of their cup in this time."]
    assert need_lines([], MAY) == ["Since May 2026 befrienders passed on 0 needs."]


def test_needs_are_told_by_their_kind() -> None:
    found = [(MAY, "money", 2), (MAY, "other", 1), (date(2026, 6, 1), "money", 1)]
    assert need_lines(found, MAY) == [
        "Since May 2026 befrienders passed on 4 needs.",
        "      3 money",
        "      1 something else",
    ]


@pytest.mark.anyio
async def test_counts_are_of_the_week_and_of_this_project(database: Database) -> None:
    house = await _house(database)
    for level in (1, 1, 2, 3, 3, 0):
        row = {"community_id": house, "person_id": 1, "level": level, "said": "x"}
        await database.write(partial(cups.said, rows=[row], now=NOON))
    count = partial(cups.by_week, community_id=house, since=MAY)
    assert await database.read(count) == {date(2026, 5, 4): (2, 1, 2)}
    other = partial(cups.by_week, community_id=house + 1, since=MAY)
    assert await database.read(other) == {}


@pytest.mark.anyio
async def test_needs_are_kept_by_the_month(database: Database) -> None:
    house = await _house(database)
    rows = [{"community_id": house, "kind": kind} for kind in ("money", "keys", "money")]
    await database.write(partial(declined.add, rows=rows, now=NOON))
    count = partial(declined.by_month, community_id=house, since=MAY)
    assert await database.read(count) == [(MAY, "money", 2), (MAY, "keys", 1)]


async def _house(database: Database) -> int:
    found = partial(communities.found, name="Mill Lane", zone="Europe/London", now=NOON)
    return (await database.write(found)).id


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands are typed in an empty folder, with nothing set."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def type_in(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={})


def refused(*words: str) -> str:
    """The one line with which a command failed."""
    done = type_in(*words)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    return done.stderr


def test_the_commands_answer_plainly(folder: Path) -> None:
    assert "No befriender" in type_in("befrienders", "cup").stdout
    assert "0 needs" in type_in("befrienders", "needs").stdout
    assert type_in("befrienders", "needs", "--csv", "needs.csv").exit_code == 0
    table = csv.reader((folder / "needs.csv").read_text().splitlines())
    assert list(table) == [["month", "kind", "how_many"]]
    assert "can't be written" in refused("befrienders", "needs", "--csv", "nowhere/needs.csv")


def test_a_role_is_given_with_their_own_yes_only(folder: Path) -> None:
    people = "name,phone,roles,consent_visits\nRose,07700 900123,resident,yes\n"
    (folder / "people.csv").write_text(people)
    assert type_in("people", "import", "people.csv").exit_code == 0
    role = ("people", "role", "07700 900123")
    assert "have not said yes" in refused(*role, "befriender")
    given = type_in(*role, "befriender", "--agreed")
    assert given.stdout.strip() == "Noted. They are a befriender from now on."
    assert "already" in type_in(*role, "befriender").stdout
    assert "one of these" in refused(*role, "resident")
    assert "import them first" in refused("people", "role", "07700900999", "befriender")
    assert "can't be read" in refused("people", "role", "Rose", "befriender")
