"""KILL, HOLD, GO ON, PROGRESS, CHANGE and CALL OFF, on a coordinator's phone."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from flows.facts.broadcasts import BroadcastAgreed, BroadcastOrdered, BroadcastTurned
from flows.world.broadcasts import (
    DONE,
    KILLED,
    PAUSED,
    SENDING,
    WAITING,
    Audience,
    AudienceCount,
    Broadcast,
    InLanguage,
    Tally,
)
from flows.world.events import Drafting, KnownEvent
from tests.flows.neighbour import Neighbour, team
from tests.flows.transcript import play

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)
TOLD = AudienceCount(4, {}, 4, 16.0, {"en": InLanguage(4, 4, 1, "")})
DANCE = KnownEvent(
    Broadcast(7, "Tea dance", FRIDAY, "Swathling Centre", SENDING, by=2, texts={"en": "Come!"},
              audience=Audience(area="SO16")),
    Tally(planned=43, queued=3, sent=33, skipped={"stop": 2, "not asked": 5}, coming=3, maybe=1),
    {"coming": ("Rose", "Joan", "Bet"), "maybe": ("Mala",)},
    concerned=TOLD,
)  # fmt: skip
BINGO = replace(DANCE, broadcast=replace(DANCE.broadcast, id=8, title="Bingo", place="Mill Hall"))


def ana(*known: KnownEvent, **more: Any) -> Neighbour:
    sees = {"known_events": Drafting(known=known, **more)}
    return team("coordinator", who="ana", name="Ana", sees=sees)


def at(state: str, one: KnownEvent = DANCE) -> KnownEvent:
    return replace(one, broadcast=replace(one.broadcast, state=state))


def turned(them: Neighbour) -> list[tuple[int, str]]:
    found = them.decided(BroadcastTurned)
    return [(each.broadcast, each.to) for each in found if isinstance(each, BroadcastTurned)]


def ordered(them: Neighbour) -> list[BroadcastOrdered]:
    return [e for e in them.decided(BroadcastOrdered) if isinstance(e, BroadcastOrdered)]


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
         "Tea dance was stopped. Of 5: 2 sent, 3 you stopped it. 0 coming, 0 maybe, 0 no."),
        ("over", Tally(planned=5, sent=2, uncertain=1, expired={"too late": 1, "week full": 1}),
         "Tea dance has begun. Of 5: 2 sent, 1 not sure, 1 too late, 1 week was full. "
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


# ── a change, and what is off ───────────────────────────────────────────────────────────────

CHANGED = """
    bot: They get: Hello Ana, it's Mill Lane. A change: Tea dance is now Fri 27 Nov, 3pm at \
Swathling Centre. Can you still come? Text COMING or NO.
    bot: 4 people would be told. 1 part each, 4 in all, about 16p. 3 have not had the first text. \
Only YES does it. NO drops it.
"""


@pytest.mark.parametrize(
    "said", ["CHANGE tea dance to 3pm", "change the tea dance to 3", "CHANGE to 3pm"]
)
def test_a_change_goes_out_with_a_yes(said: str) -> None:
    them = play(
        ana(DANCE),
        f"""
        ana: {said}
        {CHANGED}
        ana: yes
        bot: Tea dance is now Fri 27 Nov, 3pm. I tell 4 people. PROGRESS says who still comes.
    """,
    )
    [sent] = ordered(them)
    assert (sent.kind, sent.of, sent.at.hour, sent.place) == ("change", 7, 15, "Swathling Centre")
    assert "NO EVENTS" not in sent.texts["en"]


def test_what_is_new_is_asked_for() -> None:
    play(
        ana(BINGO, DANCE),
        f"""
        ana: CHANGE the time
        bot: Which one? 1 Bingo, Fri 27 Nov. 2 Tea dance, Fri 27 Nov. Text its number. NO drops it.
        ana: 2
        bot: What is new about Tea dance? Like this: 3pm, or at the library. NO drops it.
        ana: 3pm
        {CHANGED}
        ana: ok
        bot: That's fine. Nothing has changed, and nobody was told.
    """,
    )


def test_a_change_to_what_has_gone_by_is_asked_about() -> None:
    play(
        ana(DANCE),
        f"""
        ana: CHANGE tea dance to yesterday
        bot: That day or time has gone by. When is Tea dance now? NO drops it.
        ana: Friday 3pm
        {CHANGED}
    """,
    )


def test_a_change_nobody_said_yes_to_changes_nothing() -> None:
    them = play(
        ana(DANCE),
        f"""
        ana: CHANGE tea dance to 3pm
        {CHANGED}
        (silence)
        bot: I did not hear a YES, so nothing has changed. Text CHANGE to begin again.
    """,
    )
    assert ordered(them) == []


OFF = """
    bot: They get: Hello Ana, it's Mill Lane. Sorry, Tea dance on Fri 27 Nov, 2pm is off. \
We hope to see you another time.
    bot: 4 people would be told. 1 part each, 4 in all, about 16p. 3 have not had the first text. \
Only YES calls it off. NO drops it.
"""


@pytest.mark.parametrize(
    "said", ["CALL OFF tea dance", "call off the tea dance", "cancel the tea dance"]
)
def test_it_is_called_off_with_a_yes(said: str) -> None:
    them = play(
        ana(BINGO, DANCE),
        f"""
        ana: {said}
        {OFF}
        ana: yes
        bot: Tea dance is called off. I tell 4 people. What still waited does not go out.
    """,
    )
    [sent] = ordered(them)
    assert (sent.kind, sent.of, sent.second) == ("called_off", 7, False)


@pytest.mark.parametrize("said", ["ok", "no", "yes but"])
def test_it_is_on_where_there_was_no_yes(said: str) -> None:
    them = play(
        ana(DANCE),
        f"""
        ana: CALL OFF tea dance
        {OFF}
        ana: {said}
        bot: That's fine. Tea dance is on as it was, and nobody was told.
    """,
    )
    assert ordered(them) == []


def test_what_is_about_to_begin_is_too_soon_for_texts() -> None:
    soon = replace(DANCE.broadcast, at=datetime(2026, 11, 23, 10, 10, tzinfo=UTC))
    play(
        ana(replace(DANCE, broadcast=soon)),
        """
        ana: CALL OFF tea dance
        bot: That is too soon for texts, or it has begun. Nobody has been told. Please ring people.
    """,
    )


def test_nothing_that_is_off_is_called_off_again() -> None:
    play(
        ana(replace(DANCE, called_off=True)),
        """
        ana: CALL OFF tea dance
        bot: There is no event coming up to call off.
    """,
    )


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
