"""What is known of access is said; what is not known is said to be, and is never a no."""

import pytest

from flows.nearby.access import NEEDED_FOR, NO, UNKNOWN, YES, access_of, access_words, needs_of
from flows.world.nearby import ACCESS_FACTS, Access


def test_every_fact_has_its_words_and_its_place() -> None:
    assert set(YES) == set(NO) == set(UNKNOWN) == set(ACCESS_FACTS)
    assert ACCESS_FACTS[:8] == (
        "step_free", "wheelchair", "toilet", "hearing_loop", "seating", "quiet", "parking",
        "autism_hour",
    ), "kept as bits by their place: only ever add at the end"  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "needs", "words"),
    [
        ({}, [], "access not known"),
        ({"step_free": "yes"}, [], "step-free; toilet, seats not known"),
        ({"step_free": "no"}, [], "has steps; toilet, seats not known"),
        ({"step_free": "unknown"}, [], "access not known"),
        ({"step_free": "yes", "toilet": "yes", "seating": "yes"}, [], "step-free, toilet, seats"),
        ({"step_free": "yes", "toilet": "no", "seating": "yes"}, [], "step-free, seats, no toilet"),
        ({"dogs": "yes"}, [], "dogs welcome; steps, toilet, seats not known"),
        ({}, ["hearing_loop"], "hearing loop, steps, toilet, seats not known"),
        (
            {"hearing_loop": "yes", "toilet": "yes"},
            ["hearing_loop"],
            "hearing loop, toilet; steps, seats not known",
        ),
        ({"wheelchair": "no", "step_free": "yes"}, ["wheelchair"],
         "step-free, no wheelchairs; toilet, seats not known"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_said_as_not_known(
    facts: dict[str, str], needs: list[str], words: str
) -> None:
    assert access_words(access_of(facts), frozenset(needs)) == words


def test_an_answer_that_is_not_one_is_refused() -> None:
    with pytest.raises(ValueError, match="toilet must be yes, no or unknown"):
        access_of({"toilet": "maybe"})
    with pytest.raises(ValueError, match="no access fact"):
        access_of({"sauna": "yes"})


def test_unknown_is_neither_yes_nor_no() -> None:
    access = access_of({"toilet": "yes", "quiet": "no", "parking": "unknown"})
    assert access == Access(frozenset({"toilet"}), frozenset({"quiet"}))
    assert access.unknown(frozenset({"toilet", "quiet", "parking"})) == {"parking"}


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        (["steps"], {"step_free"}),
        (["wheelchair", "hearing_loop"], {"step_free", "wheelchair", "hearing_loop"}),
        (["far", "other", ""], set()),
    ],
)
def test_what_people_say_tells_what_they_need(said: list[str], needs: set[str]) -> None:
    assert needs_of(said) == needs
    assert all(facts <= set(ACCESS_FACTS) for facts in NEEDED_FOR.values())
