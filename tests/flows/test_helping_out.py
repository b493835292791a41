"""Helping out, and small asks of our own, as they are heard."""

from datetime import timedelta
from typing import Any

import pytest

from flows import facts
from flows.facts.favours import DaysOffered, HelpOffered, SmallAskAnswered
from flows.favours.small_asks import small_asks
from flows.world.favours import FavourSeen
from tests.flows.neighbour import MONDAY, Neighbour, resident
from tests.flows.transcript import play

DAYS = (
    "bot: Thank you! Which days would suit you best? For example, Mondays and Fridays. Or ANY DAY"
)
THANKS = (
    "bot: Wonderful, thank you. I'll ask you for something small within the week. "
    "You can always say no."
)
SOUP = """
    (small_ask due)
    bot: Hello Rose, it's Mill Lane. We'd love a good soup recipe to share. Have you got one? \
Text us an answer, or NO
"""


def rose(**seen: Any) -> Neighbour:
    return resident(sees={"favour": FavourSeen(**seen)})


def cook(**more: Any) -> Neighbour:
    return rose(tags=frozenset({"cooking"}), **more)


def answered(them: Neighbour) -> list[tuple[str, str, str]]:
    small = them.decided(SmallAskAnswered)
    every = [(each.name, each.answer, each.words) for each in small]  # type: ignore[attr-defined]
    return [each for each in every if each[1] != "asked"]


# ── HELP OUT ────────────────────────────────────────────────────────────────────────────────


def test_what_they_offer_and_when_and_a_first_task_inside_a_week() -> None:
    them = play(
        rose(),
        f"""
        rose: HELP OUT
        bot: How lovely! What could you offer, or what do you love doing? \
Listening, lifts, baking, mending, a chat. Any words will do.
        rose: I'm a good listener and I bake
        {DAYS}
        rose: tuesdays and fridays
        {THANKS}
    """,
    )
    [offered] = them.decided(HelpOffered)
    assert isinstance(offered, HelpOffered)
    assert set(offered.tags) == {"listening", "baking"}
    assert offered.words == "I'm a good listener and I bake"
    assert them.decided(DaysOffered) == [DaysOffered("1 4")]
    [planned] = them.decided(facts.NudgePlanned)
    assert isinstance(planned, facts.NudgePlanned)
    assert planned.purpose == "small_ask"
    assert planned.at + planned.late_by <= MONDAY + timedelta(days=7)


def test_an_offer_along_with_the_keyword() -> None:
    them = play(rose(), f"rose: HELP OUT I can give lifts\n{DAYS}\nrose: any day\n{THANKS}")
    [offered] = them.decided(HelpOffered)
    assert isinstance(offered, HelpOffered)
    assert offered.tags == ("lifts",)
    assert them.decided(DaysOffered) == [DaysOffered("0 1 2 3 4 5 6")]


def test_days_may_be_skipped_unclear_or_left_unanswered() -> None:
    start = f"rose: HELP OUT I can give lifts\n{DAYS}\n"
    for end in (
        f"rose: skip\n{THANKS}",
        "(silence)",
        "rose: it depends on my hip\nbot: Sorry, I couldn't read that. Which days? "
        f"For example, Tuesdays. Or ANY DAY\nrose: my hip\n{THANKS}",
    ):
        them = play(rose(), start + end)
        assert len(them.decided(HelpOffered)) == 1
        assert them.decided(DaysOffered) == []


def test_an_offer_of_help_without_saying_with_what_is_asked_about() -> None:
    them = play(
        rose(),
        f"""
        rose: HELP OUT I would like to
        bot: Thank you, that is kind. What do you love doing, or what are you good at? \
Or text ANYTHING
        rose: I used to be a nurse
        {DAYS}
    """,
    )
    assert [each.tags for each in them.decided(HelpOffered)] == [("anything",), ("caring",)]  # type: ignore[attr-defined]


def test_anything_is_an_offer() -> None:
    for text in ("anything", "I don't mind what"):
        them = play(rose(), f"rose: HELP OUT {text}\n{DAYS}")
        assert [each.tags for each in them.decided(HelpOffered)] == [("anything",)]  # type: ignore[attr-defined]


def test_nothing_after_all() -> None:
    them = play(
        rose(),
        """
        rose: HELP OUT
        bot: How lovely! What could you offer, or what do you love doing? \
Listening, lifts, baking, mending, a chat. Any words will do.
        rose: never mind
        bot: That's quite all right. Text HELP OUT whenever you feel like it.
    """,
    )
    assert them.so_far == []


def test_stop_in_the_middle_is_final() -> None:
    them = play(rose(), f"rose: HELP OUT I can give lifts\n{DAYS}\nrose: STOP")
    assert (them.stopped, them.nudges) == (True, {})


# ── something small ─────────────────────────────────────────────────────────────────────────


def test_an_answer_at_once() -> None:
    them = play(
        cook(),
        SOUP
        + """
        rose: Leek and potato, with plenty of butter
        bot: Thank you so much! I've passed that on. It's good to have you here.
        > ana: Rose helped us! We asked: "We'd love a good soup recipe to share. \
Have you got one?" They said: "Leek and potato, with plenty of butter" \
Text DONE once it is put to use.
    """,
    )
    assert answered(them) == [("soup_recipe", "yes", "Leek and potato, with plenty of butter")]
    assert them.nudges["small_ask"] == MONDAY + timedelta(days=28)


def test_yes_and_the_answer_after_it() -> None:
    them = play(
        cook(),
        SOUP
        + """
        rose: yes I have
        bot: Thank you! Just text it to us in your own words, whenever you like.
        rose: Leeks, potatoes, butter
        bot: Thank you so much! I've passed that on. It's good to have you here.
        > ana: Rose helped us! We asked: "We'd love a good soup recipe to share. \
Have you got one?" They said: "yes I have / Leeks, potatoes, butter" \
Text DONE once it is put to use.
    """,
    )
    assert answered(them) == [("soup_recipe", "yes", "Leeks, potatoes, butter")]


def test_no_is_thanked_and_there_are_no_more() -> None:
    them = play(
        cook(),
        SOUP
        + """
        rose: no sorry
        bot: That's quite all right, and thank you for saying so. \
We won't ask you for such things again.
    """,
    )
    assert answered(them) == [("soup_recipe", "no", "no sorry")]
    assert "small_ask" not in them.nudges


def test_later_is_something_else_next_month() -> None:
    them = play(
        cook(),
        SOUP
        + """
        rose: maybe later
        bot: No trouble at all. Another time, perhaps. Thank you.
    """,
    )
    assert answered(them) == [("soup_recipe", "later", "maybe later")]
    assert "small_ask" in them.nudges


def test_silence_says_nothing_and_asks_nothing_more() -> None:
    yes = "rose: yes\nbot: Thank you! Just text it to us in your own words, whenever you like.\n"
    for script in (SOUP, SOUP + yes):
        them = play(cook(), script + "(silence)")
        assert [each[1] for each in answered(them)] == ["silent"]
        assert "small_ask" not in them.nudges


def test_what_was_asked_counts_as_asked_even_where_nothing_came_back() -> None:
    """They texted something else, or it was lost: it is not asked a second time."""
    them = play(cook(), SOUP)
    assert them.decided(SmallAskAnswered) == [SmallAskAnswered("soup_recipe", "asked")]


def test_a_neighbours_favour_goes_first() -> None:
    them = play(cook(asked_lately=True), "(small_ask due)")
    assert answered(them) == []
    assert them.nudges["small_ask"] == MONDAY + timedelta(days=28)


def test_who_has_had_them_all_is_asked_no_more() -> None:
    them = play(cook(small_asked=frozenset(small_asks())), "(small_ask due)")
    assert (them.so_far, them.nudges.get("small_ask")) == ([], None)


@pytest.mark.parametrize("text", ["STOP", "stop"])
def test_stop_ends_small_asks_too(text: str) -> None:
    them = play(cook(), SOUP + f"rose: {text}")
    assert (them.stopped, answered(them)) == (True, [])
