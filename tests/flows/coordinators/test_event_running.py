"""KILL, HOLD, GO ON and PROGRESS, on a coordinator's phone; and the tally at the end."""

from dataclasses import replace

import pytest

from flows.world.broadcasts import (
    DONE,
    KILLED,
    PAUSED,
    SENDING,
    WAITING,
    Tally,
)
from flows.world.events import Drafting, KnownEvent
from tests.flows.coordinators.tea_dance import BINGO, DANCE, ana, at, turned
from tests.flows.transcript import play

# ── the brake ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "state", "answer", "to"),
    [
        ("KILL", SENDING, "Stopped: Tea dance. Nothing more of it goes out.", "kill"),
        ("KILL", WAITING, "Stopped: Tea dance. Nothing more of it goes out.", "kill"),
        ("HOLD", SENDING, "Tea dance rests. GO ON lets it go on. KILL stops it for good.", "hold"),
        ("GO ON", PAUSED, "Tea dance goes on.", "go_on"),
    ],
)
def test_one_word_is_enough_where_there_is_one(said: str, state: str, answer: str, to: str) -> None:
    them = play(
        ana(at(state)),
        f"""
        ana: {said}
        bot: {answer}
    """,
    )
    assert turned(them) == [(7, to)]


@pytest.mark.parametrize(
    ("said", "state", "answer"),
    [
        ("KILL", DONE, "There is nothing to stop just now."),
        ("HOLD", PAUSED, "Nothing is going out just now."),
        ("GO ON", SENDING, "Nothing is resting just now."),
    ],
)
def test_where_there_is_nothing_to_do_it_says_so(said: str, state: str, answer: str) -> None:
    them = play(
        ana(at(state)),
        f"""
        ana: {said}
        bot: {answer}
    """,
    )
    assert turned(them) == []


def test_of_several_she_is_asked_which() -> None:
    them = play(
        ana(BINGO, DANCE),
        """
        ana: KILL
        bot: Which one? 1 Bingo, Fri 27 Nov. 2 Tea dance, Fri 27 Nov. Text its number, or ALL.
        ana: 2
        bot: Stopped: Tea dance. Nothing more of it goes out.
    """,
    )
    assert turned(them) == [(7, "kill")]


def test_all_are_stopped_with_all() -> None:
    them = play(
        ana(BINGO, DANCE),
        """
        ana: KILL
        bot: Which one? 1 Bingo, Fri 27 Nov. 2 Tea dance, Fri 27 Nov. Text its number, or ALL.
        ana: ALL
        bot: Stopped: Bingo and Tea dance. Nothing more of it goes out.
    """,
    )
    assert turned(them) == [(8, "kill"), (7, "kill")]


def test_the_one_she_names_is_stopped_at_once() -> None:
    them = play(
        ana(BINGO, DANCE),
        """
        ana: KILL the bingo
        bot: Stopped: Bingo. Nothing more of it goes out.
    """,
    )
    assert turned(them) == [(8, "kill")]


def test_progress_adds_up_and_names_who_comes() -> None:
    play(
        ana(DANCE),
        """
        ana: who's coming
        bot: Tea dance, Fri 27 Nov, 2pm: Of 43: 33 sent, 3 still to go, 2 said STOP, \
5 not asked about events. 3 coming, 1 maybe, 0 no. Coming: Rose, Joan, Bet. Maybe: Mala.
    """,
    )


def test_with_nothing_coming_up_progress_says_how_to_begin() -> None:
    play(
        ana(),
        """
        ana: PROGRESS
        bot: There is nothing coming up. Text EVENT and what it is, when and where.
    """,
    )


# ── the tally ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("state", "tally", "said"),
    [
        (DONE, Tally(planned=5, sent=1, delivered=2, failed=1, skipped={"stop": 1}, coming=2, no=1),
         "Tea dance has gone out. Of 5: 3 sent, 1 did not arrive, 1 said STOP. "
         "2 coming, 0 maybe, 1 no."),
        (KILLED, Tally(planned=5, sent=2, skipped={"killed": 3}),
         "Tea dance was stopped. Of 5: 2 sent, 3 stopped by you. 0 coming, 0 maybe, 0 no."),
        ("over", Tally(planned=5, sent=2, uncertain=1, expired={"too late": 1, "week full": 1}),
         "Tea dance has begun. Of 5: 2 sent, 1 not sure, 1 too late, 1 with a full week. "
         "0 coming, 0 maybe, 0 no."),
    ],
)  # fmt: skip
def test_the_tally_at_the_end_adds_up(state: str, tally: Tally, said: str) -> None:
    one = replace(at(state), tally=tally, names={})
    assert tally.adds_up
    play(
        ana(one),
        f"""
        (broadcast_tally 7 due)
        bot: {said}
    """,
    )


# ── which one she means ─────────────────────────────────────────────────────────────────────


def named(title: str, nth: int) -> KnownEvent:
    return replace(DANCE, broadcast=replace(DANCE.broadcast, id=nth, title=title), names={})


MANY = [named(f"Walk {nth}", 20 + nth) for nth in range(1, 6)]
FILM, LUNCH = named("Film club", 12), named("Lunch club", 11)


def test_one_that_is_not_among_the_newest_is_found_by_its_name() -> None:
    them = play(
        ana(*MANY, FILM, LUNCH),
        """
        ana: KILL lunch club
        bot: Stopped: Lunch club. Nothing more of it goes out.
    """,
    )
    assert turned(them) == [(11, "kill")]


def test_a_word_that_many_events_share_stops_no_other() -> None:
    them = play(
        ana(FILM, DANCE),
        """
        ana: KILL lunch club
        bot: Which one? 1 Film club, Fri 27 Nov. 2 Tea dance, Fri 27 Nov. Text its number, or ALL.
    """,
    )
    assert turned(them) == []


def test_a_number_means_what_she_was_shown() -> None:
    them = play(
        ana(FILM, LUNCH),
        """
        ana: KILL
        bot: Which one? 1 Film club, Fri 27 Nov. 2 Lunch club, Fri 27 Nov. Text its number, or ALL.
    """,
    )
    them.sees["known_events"] = Drafting(known=(DANCE, FILM, LUNCH))  # another's, meanwhile
    play(
        them,
        """
        ana: 2
        bot: Stopped: Lunch club. Nothing more of it goes out.
    """,
    )
    assert turned(them) == [(11, "kill")]


def test_all_stops_those_too_that_were_not_shown() -> None:
    them = play(
        ana(*MANY),
        """
        ana: KILL all
        bot: Stopped: Walk 1 and 4 more. Nothing more of it goes out.
    """,
    )
    assert len(turned(them)) == len(MANY)
