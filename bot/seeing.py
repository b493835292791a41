"""Who looks at a sight, and about what; the sights themselves are listed in `bot/sights.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.communities import Community


@dataclass(frozen=True, slots=True)
class Seeing:
    """Who looks (their row in `person`), what their talk is about, and their answers so far."""

    person_id: int
    row: sa.Row[Any]
    subject: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """The sights that one person's turn needs, and what it is about."""

    sights: frozenset[str]
    subject: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)


Look = Callable[[sa.Connection, Community, list[Seeing], datetime], Mapping[int, object]]
"""Loads one sight: what each of these people sees, by person id. As many queries for all of them
as for one."""
