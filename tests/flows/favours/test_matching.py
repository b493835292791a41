"""Who is asked next: readable tables of a favour and the people it might suit."""

from dataclasses import replace
from typing import Any

import pytest

from flows.favours.asking import much_the_same
from flows.favours.matching import named_in, next_to_ask, speaks_of, suits, why_not
from flows.world.favours import Giver, Wanted

TAP = Wanted(
    1, asker=1, kind="mending", tags=frozenset({"mending"}), near=5_000, weekday=3, who="helpers"
)
CHAT = Wanted(
    2, asker=1, kind="listening", tags=frozenset({"listening", "company"}), who="neighbours"
)
BETTY = Giver(2, offered=frozenset({"mending"}), metres=400)


def giver(nth: int, words: str, **more: Any) -> Giver:
    """A giver as a table says it: "offers mending, loves cards, 300 m, asked 2"."""
    them = replace(Giver(nth), **more)
    for part in filter(None, words.split(", ")):
        match part.split():
            case ["offers", tag]:
                them = replace(them, offered=them.offered | {tag})
            case ["loves", tag]:
                them = replace(them, loves=them.loves | {tag})
            case [far, "m"]:
                them = replace(them, metres=float(far))
            case ["helps"]:
                them = replace(them, helps=True)
            case ["lives", "near"]:
                them = replace(them, neighbour=True)
            case ["asked", count]:
                them = replace(them, asked=int(count))
            case ["given", count]:
                them = replace(them, given=int(count))
    return them


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (BETTY, ""),
        (replace(BETTY, id=1), "their own favour"),
        (replace(BETTY, stopped=True), "stopped"),
        (replace(BETTY, paused=True), "resting"),
        (replace(BETTY, needs_first=True), "needs come first"),
        (replace(BETTY, consents=False), "no consent"),
        (replace(BETTY, new_here=True), "first month"),
        (replace(BETTY, asked_for_this=True), "asked before"),
        (replace(BETTY, ask_open=True), "an ask is open"),
        (replace(BETTY, said_no=frozenset({"mending"})), "said no to this kind"),
        (replace(BETTY, said_no=frozenset({"lift"})), ""),
        (replace(BETTY, asked=3), ""),
        (replace(BETTY, asked=4), "asked a lot"),
        (replace(BETTY, given=2), ""),
        (replace(BETTY, given=3), "gives a lot"),
        (replace(BETTY, language="cy"), "no language in common"),
        (replace(BETTY, metres=5_000), ""),
        (replace(BETTY, metres=5_001), "too far"),
        (replace(BETTY, metres=None), ""),
        (replace(BETTY, days=frozenset({3})), ""),
        (replace(BETTY, days=frozenset({0, 1})), "not free that day"),
        (replace(BETTY, offered=frozenset({"baking"})), "nothing in common"),
        (replace(BETTY, offered=frozenset({"baking"}), helps=True), ""),
        (replace(BETTY, offered=frozenset(), neighbour=True), "nothing in common"),
        (replace(BETTY, offered=frozenset(), loves=frozenset({"mending"})), ""),
    ],
)
def test_who_may_be_asked_to_mend_a_tap_on_thursday(who: Giver, why: str) -> None:
    assert why_not(TAP, who) == why


def test_who_lives_near_is_asked_only_for_what_takes_no_skill() -> None:
    near = Giver(2, neighbour=True)
    assert why_not(CHAT, near) == ""
    assert why_not(replace(CHAT, who="helpers"), near) == "nothing in common"
    assert why_not(replace(CHAT, who=""), Giver(2, helps=True)) == "nothing in common"


@pytest.mark.parametrize(
    ("favour", "first", "second"),
    [
        # what they offered goes before what they love, and that before an offer of whatever comes
        (TAP, "offers mending, 3000 m", "loves mending, 400 m"),
        (CHAT, "loves listening", "offers anything"),
        # care is a skill like any other
        (CHAT, "offers listening", "loves company"),
        (CHAT, "offers listening, offers company", "offers listening"),
        # next door before across town; where it is not known, half-way
        (TAP, "offers mending, 300 m", "offers mending, 4000 m"),
        (TAP, "offers mending, 300 m", "offers mending"),
        (TAP, "offers mending", "offers mending, 4900 m"),
        # whoever has had less asked of them
        (TAP, "offers mending, 900 m", "offers mending, 300 m, asked 1"),
        (TAP, "offers mending, 900 m", "offers mending, 300 m, given 1"),
        # but not at any price
        (TAP, "offers mending, 100 m, asked 1", "offers mending, 4900 m"),
    ],
)
def test_whom_it_suits_better(favour: Wanted, first: str, second: str) -> None:
    one, other = giver(2, first), giver(3, second)
    assert suits(favour, one) > suits(favour, other)
    assert next_to_ask(favour, [one, other]) == one
    assert next_to_ask(favour, [other, one]) == one


def test_nobody_is_found_where_nobody_may_be_asked() -> None:
    assert next_to_ask(TAP, []) is None
    assert next_to_ask(TAP, [replace(BETTY, paused=True)]) is None


def test_whoever_may_not_be_asked_is_passed_over_however_well_it_would_suit() -> None:
    best = giver(2, "offers mending, 10 m", ask_open=True)
    assert next_to_ask(TAP, [best, giver(3, "loves mending, 4000 m")]) == giver(
        3, "loves mending, 4000 m"
    )


def test_of_equals_it_is_not_always_the_same_one() -> None:
    equals = [giver(nth, "offers mending, 500 m") for nth in range(2, 12)]
    first = {next_to_ask(replace(TAP, id=nth), equals).id for nth in range(40)}  # type: ignore[union-attr]
    assert len(first) > 3


def test_the_same_people_in_any_order_give_the_same_one() -> None:
    people = [giver(nth, f"offers mending, {nth * 100} m, asked {nth % 3}") for nth in range(2, 30)]
    assert next_to_ask(TAP, people) == next_to_ask(TAP, reversed(people))


# ── of whom an ask speaks, whom it names, and what is the same ask ──────────────────────────


@pytest.mark.parametrize(
    ("words", "name", "so"),
    [
        ("Rose's tomatoes: what is she doing wrong?", "Rose Hill", True),
        ("a birthday card for Rose", "Rose", True),
        ("prune my rose by the door", "Rose", False),
        ("ROSES THAT WONT FLOWER", "Rose", False),
        ("a lift to chapel", "", False),
    ],
)
def test_of_whom_an_ask_plainly_speaks(words: str, name: str, so: bool) -> None:
    assert speaks_of(words, name) is so


def test_nobody_is_asked_for_what_is_about_them() -> None:
    assert why_not(TAP, replace(BETTY, spoken_of=True)) == "it is about them"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Rose if she would share her recipe", "rose"),
        ("rose, could you bake a cake", "rose"),
        ("a soup recipe", ""),
    ],
)
def test_whom_the_team_asks_by_name(words: str, name: str) -> None:
    assert named_in(words) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("mend my tap", "could someone mend my tap please", True),
        ("a lift to chapel on Sunday", "a lift to chapel on Thursday", False),
        ("a lift to chapel on Sunday", "lift to chapel", True),
        ("someone to show me baking", "someone to walk the dog", False),
    ],
)
def test_what_is_the_same_ask_in_other_words(one: str, other: str, same: bool) -> None:
    assert much_the_same(one, other) is same
