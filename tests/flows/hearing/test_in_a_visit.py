"""What a befriender says while they are down as on a visit."""

import pytest

from flows.hearing import Signal
from flows.hearing.in_a_visit import in_a_visit

OUT = """
    sorry forgot to text done, all fine
    Left at 3 yesterday sorry
    I left an hour ago
    home
    going home now
    all good, out now
    back in my car
"""
STAYING = """
    still here
    another half hour
    staying a bit longer
    not left yet
    20 more minutes
    yes still with rose
"""
WELL = """
    yes
    yes all well
    all fine thanks
"""
NOTHING = """
    she isnt answering the door
    her husband left her
    out in the garden with her
    off to the shops with her
    I forgot to text you about her tablets
    Rose is out of milk
    didnt say much today
    no
"""


@pytest.mark.parametrize(
    ("texts", "signal"),
    [(OUT, Signal.LEFT), (STAYING, Signal.HERE), (WELL, Signal.HERE), (NOTHING, None)],
)
def test_what_is_said_on_a_visit(texts: str, signal: Signal | None) -> None:
    """In the words that people use. What is not sure to be out leaves the clock running."""
    for text in texts.strip().splitlines():
        heard = in_a_visit(text.strip(), overdue=True)
        assert (heard.signal if heard else None) is signal, text


def test_a_plain_yes_counts_only_where_they_were_asked() -> None:
    """It may be an answer to anything else."""
    assert in_a_visit("yes", overdue=False) is None
