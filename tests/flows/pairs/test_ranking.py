"""Which befriender is asked: near, with something shared, with little on."""

from dataclasses import replace

from flows.pairs.ranking import Candidate, best_first
from flows.world.nearby import Barrier, Crossing, Point

HOME = Point(50.9, -1.4)
NEAR, FURTHER, TOO_FAR = Point(50.901, -1.4), Point(50.94, -1.4), Point(51.2, -1.4)
SAM = Candidate(1, 0, home=NEAR)


def order(*candidates: Candidate, tags: frozenset[str] = frozenset()) -> list[int]:
    return [each.id for each in best_first(candidates, HOME, tags, "en")]


def test_who_lives_nearer_is_asked_first() -> None:
    assert order(replace(SAM, id=2, home=FURTHER), SAM) == [1, 2]


def test_who_visits_fewer_is_asked_first() -> None:
    assert order(replace(SAM, id=2, visits=2), replace(SAM, id=3, visits=1), SAM) == [1, 3, 2]


def test_something_shared_counts() -> None:
    roses = frozenset({"gardening"})
    assert order(SAM, replace(SAM, id=2, tags=roses), tags=roses) == [2, 1]


def test_the_language_they_speak_best_counts_most() -> None:
    polish = replace(SAM, id=2, language="pl", tags=frozenset({"cards"}))
    assert [each.id for each in best_first([SAM, polish], HOME, frozenset(), "pl")] == [2, 1]


def test_nobody_is_asked_to_travel_too_far_if_it_is_known() -> None:
    assert order(replace(SAM, home=TOO_FAR), replace(SAM, id=2, home=None)) == [2]


def test_of_equals_who_was_here_first() -> None:
    assert order(replace(SAM, id=9), replace(SAM, id=3)) == [3, 9]


def test_a_river_between_makes_it_far() -> None:
    river = Barrier("the river", (Point(50.9005, -2.0), Point(50.9005, -1.0)),
                    (Crossing("the bridge", Point(50.9005, -1.0)),))  # fmt: skip
    other_side, this_side = SAM, replace(SAM, id=2, home=Point(50.89, -1.4))
    ranked = best_first([other_side, this_side], HOME, frozenset(), "en", [river])
    assert [each.id for each in ranked] == [2]
