"""Concerns with a clock, on everybody's phones: claimed, not claimed, reminded, gathered."""

import pytest

from store.database import Database
from tests.story import story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
    Bea; coordinator
    Cat; coordinator
"""


async def test_urgent_and_nobody_claims_it(database: Database) -> None:
    """Nobody is on duty: all hear of it, again and again, and it says how long it has waited."""
    told = await story(database, CAST)
    await told.play("""
        rose: help me
        (6 minutes later)
    """)
