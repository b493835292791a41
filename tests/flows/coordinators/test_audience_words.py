"""Whom an event is for, as a coordinator says it and as it is read back; unsure: she is asked."""

import pytest

from flows.coordinators.audience_words import for_whom, in_words


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        ("SO17 and SO18", "people in SO17 or SO18"),
        ("so14, so15 and so17", "people in SO14, SO15 or SO17"),
        ("SO17, SO18 and people who like cards",
         "people in SO17 or SO18, and people who like cards"),
        ("gardeners and SO16", "people in SO16, and people who like gardening"),
        ("gardeners in SO16", "people in SO16 who like gardening"),
        ("gardeners in SO16 and SO17", "people in SO16 or SO17 who like gardening"),
        ("SO16, gardeners", "people in SO16 who like gardening"),
        ("people who like cards and live in SO17", "people in SO17 who like cards"),
        ("people in SO17 who like cards or chess", "people in SO17 who like cards or chess"),
        ("people who like cards or dominoes", "people who like cards or dominoes"),
        ("people who like an allotment", "people who like allotments"),
        ("card players", "people who like cards"),
        ("Polish speakers and Tamil speakers in SO17", "people in SO17 who speak Polish or Tamil"),
        ("befrienders in SO16 and SO17", "befrienders in SO16 or SO17"),
        ("residents and befrienders", "all residents and the team"),
    ],
)  # fmt: skip
def test_several_are_read_back_as_they_were_said(said: str, read_back: str) -> None:
    found = for_whom(said)
    assert (in_words(found.audience), found.unknown) == (read_back, "")


@pytest.mark.parametrize(
    "said",
    [
        "SO17 and cooks in SO18",
        "cooks in SO18 and card players",
        "SO16 and people in SO17 who like cards",
        "befrienders and people who like cards",
        "the over 60s in SO17",
    ],
)
def test_what_may_mean_two_things_is_asked_about(said: str) -> None:
    assert for_whom(said).unknown
