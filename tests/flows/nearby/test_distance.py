"""How far it is on foot: straight on, or round by the bridges of whatever lies between."""

import math

import pytest

from flows.nearby.distance import (
    Barrier,
    Crossing,
    Point,
    Way,
    distance_words,
    metres,
    straight,
    way,
)

HOME = Point(50.93, -1.41)


def east(metres_away: float, north: float = 0) -> Point:
    """A point so many metres from home."""
    along = metres_away / (111_195 * math.cos(math.radians(HOME.lat)))
    return Point(HOME.lat + north / 111_195, HOME.lon + along)


def line(name: str, along: float, *bridges: tuple[str, float]) -> Barrier:
    """A barrier from south to north, so far east of home, with bridges so far north."""
    ends = (east(along, -20_000), east(along, 20_000))
    return Barrier(name, ends, tuple(Crossing(each, east(along, at)) for each, at in bridges))


RIVER = line("the river", 500, ("Mill Bridge", 2_000), ("the ferry", -5_000))
RAILWAY = line("the railway", 800, ("the underpass", -1_000))


def test_with_nothing_between_it_is_straight_on() -> None:
    assert metres(HOME, east(400), [RIVER]) == pytest.approx(400, rel=1e-3)
    assert way(HOME, east(400), [RIVER]).over == ()


def test_a_river_with_one_bridge_makes_what_looks_near_far() -> None:
    found = way(HOME, east(1_000), [RIVER])
    assert found.metres == pytest.approx(2 * math.hypot(500, 2_000), rel=1e-3)
    assert found.over == ("Mill Bridge",)


def test_the_way_goes_by_the_best_crossing() -> None:
    assert way(HOME, east(1_000, -9_000), [RIVER]).over == ("the ferry",)


def test_two_barriers_are_crossed_one_after_the_other() -> None:
    found = way(HOME, east(1_000), [RAILWAY, RIVER])
    assert found.over == ("Mill Bridge", "the underpass")
    legs = math.hypot(500, 2_000) + math.hypot(300, 3_000) + math.hypot(200, 1_000)
    assert found.metres == pytest.approx(legs, rel=1e-3)


def test_two_bridges_of_one_river_may_be_the_way_round_another_barrier() -> None:
    """A wall on our side, from here to the far north: over the river, along it, and back."""
    wall = Barrier("the wall", (east(-9_000, 1_000), east(499, 1_000)))
    river = line("the river", 500, ("south bridge", 500), ("north bridge", 1_500))
    found = way(HOME, east(0, 2_000), [wall, river])
    assert found.over == ("south bridge", "north bridge")


def test_without_a_crossing_there_is_no_way() -> None:
    sea = line("the sea", 500)
    assert metres(HOME, east(1_000), [sea]) == math.inf
    assert metres(HOME, east(400), [sea]) < math.inf


def test_a_bend_that_is_crossed_twice_parts_nobody() -> None:
    bend = Barrier("a bend", (east(300, -900), east(300, 200), east(600, 200), east(600, -900)))
    assert metres(HOME, east(1_000), [bend]) == pytest.approx(1_000, rel=1e-3)


def test_a_corner_that_is_met_exactly_counts_once() -> None:
    bent = Barrier("bent", (east(500, -900), east(500, 0), east(500, 900)), ())
    assert metres(HOME, east(1_000), [bent]) == math.inf


def test_there_is_as_far_as_back() -> None:
    there, here = east(1_000, 321), east(-200, -55)
    barriers = [RIVER, RAILWAY]
    assert metres(here, there, barriers) == pytest.approx(metres(there, here, barriers))


def test_the_straight_line_is_right_to_a_thousandth() -> None:
    """Southampton to Winchester: 18.37 km on the ellipsoid."""
    assert straight(Point(50.9097, -1.4044), Point(51.0632, -1.3080)) == pytest.approx(18_370, 1e-3)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Way(30), "5 minutes on foot"),
        (Way(301), "10 minutes on foot"),
        (Way(1_100, ("Mill Bridge",)), "20 minutes on foot, by Mill Bridge"),
        (Way(2_100), "a mile and a half away"),
        (Way(1_609 * 2), "2 miles away"),
        (Way(1_609 * 2.5, ("the ferry", "the underpass")),
         "2 and a half miles away, by the ferry and the underpass"),
        (Way(math.inf), ""),
        (None, ""),
    ],
)  # fmt: skip
def test_a_distance_is_said_as_people_say_it(found: Way | None, words: str) -> None:
    assert distance_words(found) == words
