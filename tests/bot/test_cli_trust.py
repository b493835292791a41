"""`doorstep people trust` and `untrust`: the second channel by which a phone is known."""

import sqlite3
from pathlib import Path

import pytest

from tests.bot.commands import doorstep

PEOPLE = "name,phone,roles\nAna,07700 900201,coordinator\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Ana, as she was imported."""
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert doorstep("people", "import", "people.csv", folder=tmp_path).returncode == 0
    return tmp_path


def trusted(folder: Path) -> list[bool]:
    """Whether each address is trusted."""
    with sqlite3.connect(folder / "doorstep.db") as conn:
        return [bool(at) for (at,) in conn.execute("SELECT trusted_at FROM address")]


def test_a_phone_is_taken_off_and_put_back(project: Path) -> None:
    assert trusted(project) == [True]
    off = doorstep("people", "untrust", "07700 900201", folder=project)
    assert off.stdout == "Noted. No coordinator's word counts from that phone any more.\n"
    assert trusted(project) == [False]
    on = doorstep("people", "trust", "+447700900201", folder=project)
    assert on.stdout == "Noted. The team's words count from that phone now.\n"
    assert trusted(project) == [True]


def test_a_number_nobody_has_is_said_to_be_none(project: Path) -> None:
    refused = doorstep("people", "trust", "07700900999", folder=project)
    assert refused.returncode != 0
    assert "nobody of the project has this number" in refused.stderr
    assert trusted(project) == [True]
