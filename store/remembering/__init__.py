"""Applies what conversations decided: one function a fact, taking every such fact of a batch.

Each file here keeps the facts of one theme, in the order of its `KEEPS`.
"""

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from store.remembering import (
    addresses,
    asked_around,
    broadcasts,
    chats,
    concerns,
    duty,
    favours,
    growing,
    hellos,
    joining,
    learned,
    nearby,
    needs,
    pairs,
    people_needed,
    stopping,
    stories,
    team_words,
    trusting,
    visits,
)
from store.remembering.decided import Decided, Keep, Several

__all__ = ["Decided", "remember"]

REMEMBER: Final[dict[type, Keep]] = {
    **joining.KEEPS,
    **addresses.KEEPS,
    **needs.KEEPS,  # what is dropped goes before what is planned
    **hellos.KEEPS,
    **people_needed.KEEPS,
    **visits.KEEPS,
    **concerns.KEEPS,
    **duty.KEEPS,
    **chats.KEEPS,
    **favours.KEEPS,
    **learned.KEEPS,
    **stories.KEEPS,
    **nearby.KEEPS,
    **asked_around.KEEPS,
    **broadcasts.KEEPS,
    **growing.KEEPS,
    **pairs.KEEPS,
    **team_words.KEEPS,
    **trusting.KEEPS,
    **stopping.KEEPS,
}
"""What keeps each kind of fact, in the order in which a turn's facts are written down."""


def remember(conn: sa.Connection, decided: Iterable[Decided]) -> None:
    """Write down all that was decided. Raises KeyError for a fact nobody knows how to keep."""
    by_kind: dict[type, Several] = {}
    for each in decided:
        by_kind.setdefault(type(each.fact), []).append(each)
    for kind in by_kind.keys() - REMEMBER.keys():
        raise KeyError(f"nothing in store/remembering keeps {kind.__name__}")
    for kind, keep in REMEMBER.items():
        if kind in by_kind:
            keep(conn, by_kind[kind])
