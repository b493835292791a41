"""POLL: a coordinator asks neighbours whether they would come, and says what comes of it."""

import pytest

from flows.facts.nearby import PollConcluded, PollStarted
from flows.world.outings import Poll
from tests.flows.neighbour import Neighbour, resident, team
from tests.flows.transcript import play

WHAT = "Tea dance at Swathling, Friday afternoons"


def ana(poll: Poll | None = None) -> Neighbour:
    return team("coordinator", who="ana", name="Ana", sees={"poll": poll}, consents={})


ASKABLE = Poll(0, "", may_ask=14)
SURE = f"""
    ana: POLL {WHAT}
    bot: I'd ask 14 neighbours: If we put this on, would you come? {WHAT}. \
1 yes, 2 maybe, 3 no. Shall I? YES or NO
"""


def test_a_coordinator_asks() -> None:
    asks = play(
        ana(ASKABLE),
        SURE
        + """
        ana: yes
        bot: Right. I'll tell you once three would come, and how it stands after a week.
    """,
    )
    [started] = asks.so_far
    assert isinstance(started, PollStarted)
    assert started.what == WHAT
    assert "dancing" in started.tags


def test_where_there_is_nobody_to_ask_nothing_is_asked() -> None:
    asks = play(
        ana(Poll(0, "")),
        f"""
        ana: POLL {WHAT}
        bot: I'm sorry, there's nobody I may ask just now. People need to have said yes to \
hearing of things to do.
    """,
    )
    assert asks.so_far == []


@pytest.mark.parametrize("said", ["no", "not now"])
def test_a_coordinator_thinks_better_of_it(said: str) -> None:
    asks = play(ana(ASKABLE), SURE + f"ana: {said}\nbot: Right. Nobody is asked.")
    assert asks.so_far == []


def test_the_word_alone_is_asked_about() -> None:
    play(
        ana(ASKABLE),
        f"""
        ana: POLL
        bot: What would you like to ask people about? Tell me what, where and when. Or text SKIP.
        ana: {WHAT}
        """
        + SURE.split("\n", 2)[2],
    )


def test_a_neighbours_poll_is_passed_on_in_their_words() -> None:
    rose = play(
        resident(),
        f"""
        rose: POLL {WHAT}
        > sam: Rose texted: "POLL {WHAT}" Please see if they need an answer on +447700900001. \
Text DONE once you have.
        bot: Thank you for telling us. Someone at Mill Lane will read this.
    """,
    )
    assert rose.decided(PollStarted) == []


STANDS = Poll(5, WHAT, 12, {"yes": 3, "maybe": 1, "no": 2, "": 6})
RESULT = f"""
    (poll_result 5 due)
    bot: {WHAT}: 3 yes, 1 maybe, 2 no. What shall we tell those who answered? \
Text it in your words, or SKIP.
"""


def test_three_yeses_are_news() -> None:
    play(
        ana(STANDS),
        f"""
        (poll_news 5 due)
        bot: 3 people would come to {WHAT}. So far it's 3 yes, 1 maybe, 2 no.
    """,
    )


def test_a_coordinator_says_what_comes_of_it() -> None:
    asks = play(
        ana(STANDS),
        RESULT
        + """
        ana: It starts on 15 January, 2pm.
        bot: Thank you. Everyone who answered will hear that.
    """,
    )
    assert asks.so_far == [PollConcluded(5, "It starts on 15 January, 2pm.")]


def test_a_coordinator_has_nothing_to_say_yet() -> None:
    asks = play(
        ana(STANDS),
        RESULT
        + """
        ana: SKIP
        bot: Thank you. We'll tell those who answered that nothing has been settled so far.
    """,
    )
    assert asks.so_far == [PollConcluded(5, "")]


def test_where_nobody_could_be_asked_there_is_nothing_to_tell() -> None:
    asks = play(
        ana(Poll(5, WHAT, 0)),
        f"""
        (poll_result 5 due)
        bot: {WHAT}: nobody had room for the question this week, so there is nothing to tell yet. \
Text POLL to try again.
    """,
    )
    assert asks.so_far == [PollConcluded(5, "")]


def test_a_coordinators_silence_closes_it_all_the_same() -> None:
    asks = play(ana(STANDS), RESULT + "(silence)")
    assert asks.so_far == [PollConcluded(5, "")]
