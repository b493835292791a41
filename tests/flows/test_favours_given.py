"""Being asked a favour, as it is heard: yes, no, later, silence; and everything is thanked."""

from dataclasses import replace
from typing import Any

import pytest

from flows.facts.favours import FavourAnswered
from flows.world import Neighbour as Other
from flows.world.favours import FavourSeen
from tests.flows.neighbour import Neighbour, asked, resident
from tests.flows.transcript import play

ROSE = Other(7, "Rose")
TAP = FavourSeen(
    id=4, state="asking", kind="mending", words="mend my kitchen tap", asker=ROSE, ask="asked"
)
ASKED = """
    (favour 4 due)
    bot: Hello Betty. Rose asks: "mend my kitchen tap" Could you help? \
YES, NO or LATER are all fine.
"""


def betty(seen: FavourSeen = TAP, **known: Any) -> Neighbour:
    return resident(who="betty", name="Betty", sees={"favour": seen}, **known)


def answers(them: Neighbour) -> list[tuple[int, str, str]]:
    facts = them.decided(FavourAnswered)
    return [(each.favour, each.answer, each.words) for each in facts]  # type: ignore[attr-defined]


def test_yes() -> None:
    them = play(
        betty(),
        ASKED
        + """
        betty: oh I'd love to
        bot: Wonderful, thank you! I'll tell them, and text you again when they have answered.
    """,
    )
    assert answers(them) == [(4, "yes", "oh I'd love to")]
    assert them.conversation is None


def test_no_is_thanked_and_never_asked_again_for_that_kind() -> None:
    them = play(
        betty(),
        ASKED
        + """
        betty: no sorry
        bot: That's quite all right, and thank you for saying so. \
I won't ask you for that kind of thing again.
    """,
    )
    assert answers(them) == [(4, "no", "no sorry")]
    assert them.needed == []


@pytest.mark.parametrize("text", ["later", "LATER", "not this week", "maybe another time"])
def test_later_is_no_no(text: str) -> None:
    them = play(
        betty(),
        ASKED
        + f"""
        betty: {text}
        bot: No trouble at all. I'll ask someone else this time. Thank you.
    """,
    )
    assert answers(them) == [(4, "later", text)]


def test_silence_is_let_go_without_a_word() -> None:
    them = play(betty(), ASKED + "(silence)")
    assert answers(them) == [(4, "silent", "")]
    assert (them.needed, them.conversation) == ([], None)


def test_unclear_is_asked_once_more_and_then_somebody_reads_it() -> None:
    them = play(
        betty(),
        ASKED
        + """
        betty: my son has a spanner
        bot: Sorry, I didn't follow. Rose asks: "mend my kitchen tap" Could you help? \
YES, NO or LATER
        betty: a big one
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
        > ana: Betty was asked to lend a hand and I could not follow: \
"my son has a spanner / a big one" Please see what they meant on +447700900001. \
Text DONE once you have.
    """,
    )
    assert answers(them) == [(4, "later", "my son has a spanner / a big one")]


def test_stop_in_the_middle_ends_everything() -> None:
    them = play(betty(), ASKED + "betty: STOP")
    assert them.stopped
    assert answers(them) == []


@pytest.mark.parametrize(
    "gone",
    [
        replace(TAP, state="withdrawn", ask="withdrawn"),
        replace(TAP, state="expired", ask="withdrawn"),
        replace(TAP, ask="silent"),
        FavourSeen(),
    ],
)
def test_what_is_not_wanted_any_more_is_not_asked(gone: FavourSeen) -> None:
    them = play(betty(gone), "(favour 4 due)")
    assert (answers(them), them.conversation) == ([], None)


def test_a_yes_to_what_was_taken_back_meanwhile_is_thanked_all_the_same() -> None:
    them = play(betty(), ASKED)
    them.sees = {"favour": replace(TAP, state="withdrawn", ask="withdrawn")}
    play(
        them,
        """
        betty: yes
        bot: That's so kind. They have found another way since then. Thank you all the same!
    """,
    )
    assert answers(them) == [(4, "yes", "yes")]


def test_nobody_is_asked_in_the_middle_of_another_question() -> None:
    them = play(
        asked("weekly_hello", "offer", who="betty", sees={"favour": TAP}),
        """
        (favour 4 due)
        (skipped: another question is open)
    """,
    )
    assert (answers(them), "favour" in them.nudges) == ([], True)


def test_without_a_yes_to_visits_nobody_is_asked() -> None:
    play(
        betty(consents={}),
        """
        (favour 4 due)
        (skipped: no consent)
    """,
    )


def test_in_a_pause_nobody_is_asked_and_it_is_tried_again() -> None:
    them = play(
        betty(paused=True),
        """
        (favour 4 due)
        (skipped: paused)
    """,
    )
    assert "favour" in them.nudges


def test_an_asker_without_a_name_is_a_neighbour() -> None:
    play(
        betty(replace(TAP, asker=Other(7, ""))),
        """
        (favour 4 due)
        bot: Hello Betty. A neighbour asks: "mend my kitchen tap" Could you help? \
YES, NO or LATER are all fine.
    """,
    )


def test_a_step_that_is_gone_ends_kindly() -> None:
    them = play(betty(), ASKED)
    them.saved = them.saved.replace('"ask"', '"once_asked"', 1)
    lost = them.world().words.say("shared.lost", {"project": "Mill Lane"})
    play(
        them,
        f"""
        betty: yes
        > ana: I lost my place in a talk with Betty. Please see if they need anything, \
and ring them on +447700900001. Text DONE once you have.
        bot: {lost}
    """,
    )
    assert them.conversation is None
