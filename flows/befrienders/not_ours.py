"""What people ask of befrienders that no volunteer should carry: which kind it is, how soon a
person is needed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from flows import pages
from flows.hearing.plain import plain

OTHER: Final = "other"

_TABLE: Final = Path(__file__).parent / "not_ours.yaml"


@dataclass(frozen=True, slots=True)
class NotOurs:
    """One kind. called: as it stands after "a hand with". level: today or look."""

    name: str
    called: str
    level: str
    said: tuple[str, ...]


@cache
def kinds() -> Mapping[str, NotOurs]:
    """Every kind, what is most urgent first."""
    rows = pages.read(_TABLE.read_text("utf-8"))["kinds"]
    return {
        name: NotOurs(name, row["called"], row["level"], tuple(map(plain, row["said"])))
        for name, row in rows.items()
    }


def kind_of(words: str) -> NotOurs:
    """The kind that these words are about; of several, the most urgent."""
    bare = plain(words)
    return next(
        (each for each in kinds().values() if any(_tells(way, bare) for way in each.said)),
        kinds()[OTHER],
    )


def _tells(way: str, bare: str) -> bool:
    return re.search(rf"\b{re.escape(way)}\b", bare) is not None
