"""GONE: what a neighbour told us of is taken off the list."""

import pytest

from flows.facts.nearby import ActivityGone
from flows.world.outings import Listed
from tests.flows.neighbour import resident, team
from tests.flows.transcript import play

LISTED = (Listed(31, "the bench by the canal", "Rose"), Listed(32, "the duck pond", "Len"))
WHICH = """
    ana: GONE
    bot: Which one shall we take off the list? 1 the bench by the.... 2 the duck pond. \
Text a number, or NO.
"""


def coordinator(listed: tuple[Listed, ...] = LISTED) -> object:
    return team("coordinator", who="ana", name="Ana", sees={"listed": listed})


@pytest.mark.parametrize("said", ["1", "the bench"])
def test_a_coordinator_takes_a_place_away(said: str) -> None:
    ana = play(
        coordinator(),  # type: ignore[arg-type]
        WHICH + f"ana: {said}\nbot: Thank you. The bench by the... is off the list.",
    )
    assert ana.decided(ActivityGone) == [ActivityGone(31, surely=True)]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("none", "Nothing is taken off. Thank you."),
        ("1 and 2", "One at a time, please. Text GONE again and pick one."),
    ],
)
def test_nothing_is_taken_away_by_mistake(said: str, answer: str) -> None:
    ana = play(coordinator(), WHICH + f"ana: {said}\nbot: {answer}")  # type: ignore[arg-type]
    assert ana.decided(ActivityGone) == []


def test_where_nothing_is_listed_there_is_nothing_to_take_away() -> None:
    play(
        coordinator(()),  # type: ignore[arg-type]
        "ana: GONE\nbot: There is nothing on the list that a neighbour told us of.",
    )


def test_a_neighbours_gone_is_for_a_coordinator_to_look_into() -> None:
    rose = play(
        resident(sees={"listed": LISTED}),
        """
        rose: GONE
        bot: Thank you for telling us. Someone at Mill Lane will look into it.
        > ana: Rose texted GONE. Something on our list may be no more. \
Please ask them what it is on +447700900001. Text DONE once you have.
    """,
    )
    assert rose.decided(ActivityGone) == []


OWN = (Listed(32, "the duck pond", "Rose", theirs=True), LISTED[0])
OWN_GONE = """
    rose: GONE
    bot: Which one shall we take off the list? 1 the duck pond. Text a number, or NO.
"""


def test_who_told_of_a_place_takes_it_away_by_themself() -> None:
    rose = play(
        resident(sees={"listed": OWN}),
        OWN_GONE + "rose: 1\nbot: Thank you. The duck pond is off the list.",
    )
    assert rose.decided(ActivityGone) == [ActivityGone(32, surely=True)]


def test_a_neighbour_who_means_another_place_is_read_by_a_person() -> None:
    rose = play(
        resident(sees={"listed": OWN}),
        OWN_GONE
        + """
        rose: no
        bot: Thank you for telling us. Someone at Mill Lane will look into it.
        > ana: Rose texted GONE. Something on our list may be no more. \
Please ask them what it is on +447700900001. Text DONE once you have.
    """,
    )
    assert rose.decided(ActivityGone) == []
