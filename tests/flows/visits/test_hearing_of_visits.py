"""What befrienders say of visits: how one was, for how long, at which other time."""

from datetime import UTC, datetime

import pytest

from flows.hearing import hear
from flows.visits.hearing import HowWasIt, another_time, minutes_in
from flows.world import Neighbour
from flows.world.visits import Visit

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
VISIT = Visit(
    1, 1, Neighbour(2, "Rose"), Neighbour(3, "Sam"), datetime(2026, 11, 24, 14, tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("said", "outcome", "words"),
    [
        ("1", "fine", ""),
        ("1 she showed me her roses", "fine", "she showed me her roses"),
        ("2. tap is dripping", "small", "tap is dripping"),
        ("3", "worried", ""),
        ("3 - she has bruises", "worried", "she has bruises"),
        ("fine thanks", "fine", ""),
        ("all good", "fine", ""),
        ("lovely", "fine", ""),
        ("yes", "fine", ""),
        ("no", "skip", ""),
        ("skip", "skip", ""),
        ("we did the crossword and had tea", "words", "we did the crossword and had tea"),
        ("1 but she said she wants to die", "worried", "but she said she wants to die"),
        ("I think somebody is hitting her", "worried", "I think somebody is hitting her"),
    ],
)
def test_how_it_was(said: str, outcome: str, words: str) -> None:
    heard = hear(said, HowWasIt())
    assert heard is not None
    assert (heard.outcome, heard.value) == (outcome, words)


@pytest.mark.parametrize("said", ["no", "no she was out", "didn't happen", "not today"])
def test_where_we_do_not_know_that_they_met_a_no_is_that_they_did_not(said: str) -> None:
    heard = hear(said, HowWasIt(met=False))
    assert heard is not None
    assert heard.outcome == "none"


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("90", 90),
        ("90 mins", 90),
        ("for 2 hours", 120),
        ("for an hour and a half", 90),
        ("", None),
        ("at Rose's", None),
        ("3", None),
        ("100000", None),
        ("with Rose at number 12 till 4pm", None),
    ],
)
def test_how_long(said: str, minutes: int | None) -> None:
    assert minutes_in(said) == minutes


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-11-26T15:00:00", "2026-11-26T15:00:00+00:00"),
        ("2026-11-26", "2026-11-26T14:00:00+00:00"),
        ("16:00:00", "2026-11-24T16:00:00+00:00"),
        ("2026-11-26T14:00:00/2026-11-26T16:00:00", "2026-11-26T14:00:00+00:00"),
        ("2026-11-26/2026-11-28", "2026-11-26T14:00:00+00:00"),
        ("../2026-11-26", "2026-11-26T14:00:00+00:00"),
        ("nonsense", None),
    ],
)
def test_another_time(said: str, meant: str | None) -> None:
    found = another_time(said, VISIT, NOW)
    assert (found and found.isoformat()) == meant
