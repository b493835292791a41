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


async def test_try(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: on duty
        rose: help me
        ana: mine
        ana: done she is fine, slipped in the bath
        ana: she would like a rail
        bea: who
        rose: help me
        (6 minutes later)
        (6 minutes later)
        (1 hour later)
        bea: I've got it
        bea: WHO
        (an hour later)
        bea: DONE
        bea: her son is there now
        bea: to see him more
        ana: swap with Bea
        bea: yes
        ana: off duty
        bea: off duty
        cat: on duty mon to fri 9 to 5
        cat: who
        (2 days later)
    """)
