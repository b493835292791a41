"""How soon a person is needed, for each kind of concern (`kinds.yaml`)."""

from functools import cache
from importlib.resources import files
from typing import Final

from flows import pages

URGENT: Final = "urgent"
"""Life or safety now: outside every limit, until somebody has it in hand."""

TODAY: Final = "today"
"""A person should look within the working day."""

LOOK: Final = "look"
"""A person should look; it can wait for a quiet moment."""

LEVELS: Final = (URGENT, TODAY, LOOK)
"""The gravest first."""

NOT_RUNG: Final = frozenset({"duress"})
"""Kinds of which nobody is to ring or text the person: it could give them away."""

WORDLESS: Final = "(no words yet)"
"""Stands where the team reads what was said, and it was a number alone."""

WISHES: Final = frozenset(
    (
        "urgent", "visit_danger", "concern", "visit_worried", "low_again", "home_cold",
        "home_hungry", "home_nobody", "home_help", "noted_danger", "noted_worry",
    )
)  # fmt: skip
"""Kinds after which the team is asked what the person themself would like to happen."""

UNNAMED: Final = "needs a look"


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    """kind -> its level, and what it is in a few words."""
    page = pages.read(files(__package__).joinpath("kinds.yaml").read_text("utf-8"))
    return {kind: (level, label) for level in LEVELS for kind, label in page[level].items()}


def level_of(kind: str) -> str:
    """How soon a person is needed for a concern of this kind."""
    return _kinds().get(kind, (LOOK, UNNAMED))[0]


def in_few_words(kind: str) -> str:
    """What a concern of this kind is, for a list of several."""
    return _kinds().get(kind, (LOOK, UNNAMED))[1]
