"""Words that only the team says: what is one, in many forms, and what only looks like it."""

from collections.abc import Iterator
from pathlib import Path

from flows.hearing import team_word
from tests.tables import each_of

TABLE = Path(__file__).parent / "team_words.txt"


def _rows() -> Iterator[list[str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            fields = [field.strip() for field in line.split("|")]
            yield [*fields, ""][:4]


@each_of(list(_rows()))
def test_what_the_team_says(who: str, text: str, wanted: str, words: str) -> None:
    befriends, coordinates = who == "befriender", who == "coordinator"
    heard = team_word(text, befriends=befriends, coordinates=coordinates)
    assert (heard.signal.value if heard else "nothing") == wanted
    if heard and words != "...":
        assert heard.words == words


def test_befrienders_have_no_words_of_coordinators() -> None:
    said = ("TELL Rose hello", "PAIR Sam and Rose", "KILL", "EVENT Tea Fri 2pm", "TAKE OVER Rose")
    for text in said:
        assert team_word(text, befriends=True, coordinates=False) is None
