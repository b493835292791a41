"""What goes to everybody: another coordinator is asked."""

from dataclasses import replace

import pytest

from flows.facts.broadcasts import BroadcastAgreed
from flows.world.broadcasts import (
    SENDING,
    WAITING,
    AudienceCount,
)
from flows.world.events import Drafting
from tests.flows.coordinators.tea_dance import ana, at
from tests.flows.neighbour import Neighbour
from tests.flows.transcript import play

# ── the second yes ──────────────────────────────────────────────────────────────────────────

ASKED = """
    (second_yes 7 due)
    bot: Ana would like to tell 43 people of Tea dance. They get: Come!
    bot: It goes to everybody, so it needs your yes, too. Shall it go? YES or NO
"""


def bea(state: str = WAITING) -> Neighbour:
    them = ana(at(state), dropped="Ana", count=AudienceCount(43))
    them.who, them.name = "bea", "Bea"
    return them


def agreed(them: Neighbour) -> list[bool]:
    found = them.decided(BroadcastAgreed)
    return [each.yes for each in found if isinstance(each, BroadcastAgreed)]


@pytest.mark.parametrize(
    ("said", "answer", "kept"),
    [
        ("yes", "Thank you. It is on its way. KILL stops it.", True),
        ("no", "That's fine. It has not been sent, and I tell Ana.", False),
        ("ok", "That was no plain YES, so it stays here. Nothing has been sent. Ana is told.",
         False),
    ],
)  # fmt: skip
def test_another_coordinator_says_yes_or_not(said: str, answer: str, kept: bool) -> None:
    them = play(
        bea(),
        f"""
        {ASKED}
        bea: {said}
        bot: {answer}
    """,
    )
    assert agreed(them) == [kept]


def test_what_was_settled_meanwhile_is_settled() -> None:
    them = play(bea(), ASKED)
    them.sees["known_events"] = Drafting(known=(at(SENDING),))
    play(
        them,
        """
        bea: yes
        bot: Thank you. Somebody has settled it already.
    """,
    )
    assert agreed(them) == []


def test_nobody_gives_the_second_yes_to_their_own() -> None:
    them = bea()
    mine = at(WAITING)
    own = replace(mine, broadcast=replace(mine.broadcast, by=1))
    them.sees["known_events"] = Drafting(known=(own,))
    play(them, "(second_yes 7 due)")
