"""Needs come first: hunger and cold reach a person, and are kept as what comes first."""

import pytest

from flows.facts.hellos import COLD, HUNGER, NeedHeard
from tests.flows.neighbour import asked, resident
from tests.flows.transcript import happens


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("there's no food in till Thursday", HUNGER),
        ("cupboards are bare", HUNGER),
        ("no money for the meter", HUNGER),
        ("the boiler is broken", COLD),
        ("it's freezing in here", COLD),
        ("can't afford to put the heating on", COLD),
    ],
)
def test_a_basic_need_is_kept_and_a_person_looks_today(said: str, kind: str) -> None:
    rose = resident()
    lines = happens(rose, f"rose: {said}")
    assert rose.decided(NeedHeard) == [NeedHeard(kind, said)]
    assert rose.needed == ["concern"]
    assert lines[-1].startswith(f'> ana: Rose may need someone today. They texted: "{said}"')


def test_it_is_kept_in_the_middle_of_a_hello_too() -> None:
    rose = asked("weekly_hello", "mood")
    happens(rose, "rose: 3, no heating since Sunday")
    assert [each for each in rose.so_far if isinstance(each, NeedHeard)] == [
        NeedHeard(COLD, "3, no heating since Sunday")
    ]


@pytest.mark.parametrize("said", ["a man on the phone wants my bank details", "I've fallen!"])
def test_another_worry_is_no_basic_need(said: str) -> None:
    rose = resident()
    happens(rose, f"rose: {said}")
    assert rose.needed
    assert rose.decided(NeedHeard) == []
