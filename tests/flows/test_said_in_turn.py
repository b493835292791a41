"""What can be said in several ways: each has its turn, and never the same twice running."""

from dataclasses import replace

from flows.engine import message
from flows.facts import Worded
from flows.residents.weekly_hello import weekly_hello
from flows.words import Words
from tests.flows.neighbour import Neighbour, resident
from tests.flows.transcript import play

WAYS = Words().ways("weekly_hello.mood")


def test_a_wording_with_one_way_is_said_in_it() -> None:
    assert Words().ways("shared.help") == ("shared.help",)


def test_every_way_has_its_turn_and_then_the_first_again() -> None:
    assert len(WAYS) >= 7
    rose, heard = resident(), []
    for _ in range(len(WAYS) + 1):
        heard.append(said_to(rose))
    assert len(set(heard[:-1])) == len(WAYS)
    assert heard[-1] == heard[0]


def said_to(rose: Neighbour) -> str:
    said = message(rose.world(), "weekly_hello.mood")
    rose.worded = frozenset({f"weekly_hello.mood.{said.wording}"})
    return said.text


def test_how_it_was_said_is_remembered_beside_other_wordings() -> None:
    rose = resident(worded=frozenset({"weekly_hello.mood.2", "weekly_hello.bye.1"}))
    play(
        rose,
        f"""
        (hello)
        bot: {Words().say(WAYS[3], {"name": "Rose", "project": "Mill Lane"})}
    """,
    )
    kept = rose.decided(Worded)
    assert kept == [Worded(frozenset({"weekly_hello.mood.3", "weekly_hello.bye.1"}))]


def test_a_way_that_is_there_no_longer_is_no_trouble() -> None:
    world = resident(worded=frozenset({"weekly_hello.mood.99"})).world()
    assert message(world, "weekly_hello.mood").text


def test_a_community_says_it_in_its_own_one_way() -> None:
    world = resident().world()
    own = Words("en", {("en", "weekly_hello.mood"): "Ay up {name}, how's tha week been?"})
    said = [message(replace(world, words=own), "weekly_hello.mood") for _ in range(2)]
    assert {(each.text, each.wording) for each in said} == {
        ("Ay up Rose, how's tha week been?", "")
    }


def test_the_key_of_a_message_is_the_same_whichever_way_it_is_said() -> None:
    """What waits for an answer, and what was sent last, are looked up by it."""
    assert message(resident().world(), "weekly_hello.mood").key == "weekly_hello.mood"
    assert weekly_hello.first.name == "mood"
