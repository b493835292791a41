"""docs/team.md teaches words: each example of it is heard, from whom it is meant for."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from flows.hearing import Scene, signal
from flows.hearing.on_the_way import on_the_way
from flows.hearing.team_words import team_word
from flows.visits.in_passing import cant

PAGE: Final = Path(__file__).parents[3] / "docs" / "team.md"
SCENE: Final = Scene(datetime(2026, 6, 1, 11, tzinfo=UTC), "Europe/London")
BEFRIENDER, COORDINATOR = "If you visit people", "If you coordinate"


def examples(heading: str) -> list[str]:
    """The texts in the second column of the table under a heading."""
    part = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[2] for line in part.splitlines() if line.startswith("| ")]
    return [text for cell in rows for text in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize(
    ("role", "text"),
    [(role, text) for role in (BEFRIENDER, COORDINATOR) for text in examples(role)],
)
def test_what_the_page_teaches_is_heard(role: str, text: str) -> None:
    ours = team_word(text, befriends=role == BEFRIENDER, coordinates=role == COORDINATOR)
    found = ours or signal(text, SCENE) or on_the_way(text, near=True)
    if role == BEFRIENDER and cant(text):  # said of the visit that is near
        return
    assert found is not None
    assert found.sure
    assert found.signal != "stop"
