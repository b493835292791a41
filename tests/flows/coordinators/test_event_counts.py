"""What is said of how many: nobody, one, two and many."""

import re
from dataclasses import replace

import pytest

from flows.coordinators import event_notes
from flows.coordinators.running import progress_in_words
from flows.world.broadcasts import (
    KILLED,
    NEEDS_FIRST,
    NO_ADDRESS,
    PASSED_ON,
    PAUSED,
    SENDING,
    WHY,
    AudienceCount,
    InLanguage,
    Tally,
)
from tests.flows.coordinators.tea_dance import BINGO, DANCE, FOUR_TOLD, ana, at
from tests.flows.transcript import play

# ── how many ────────────────────────────────────────────────────────────────────────────────

AT_THREE = """
    bot: They get: Hello Ana, it's Mill Lane. A change: Tea dance is now Fri 27 Nov, 3pm at \
Swathling Centre. Can you still come? Text COMING or NO.
"""
IS_OFF = """
    bot: They get: Hello Ana, it's Mill Lane. Sorry, Tea dance on Fri 27 Nov, 2pm is off. \
We hope to see you another time.
"""


@pytest.mark.parametrize(
    ("many", "left_out"),
    [
        (0, ""),
        (1, "Left out: 1 with a number from somebody else, 1 in need of something else first, "
            "1 out of reach."),
        (2, "Left out: 2 with a number from somebody else, 2 in need of something else first, "
            "2 out of reach."),
        (4_000, "Left out: 4000 with a number from somebody else, "
                "4000 in need of something else first, 4000 out of reach."),
    ],
)  # fmt: skip
def test_who_is_left_out_is_said_of_one_as_of_many(many: int, left_out: str) -> None:
    skipped = {PASSED_ON: many, NEEDS_FIRST: many, NO_ADDRESS: many}
    assert event_notes.left_out(AudienceCount(skipped=skipped)) == left_out


@pytest.mark.parametrize("why", WHY.values())
def test_each_reason_reads_after_one_and_after_many(why: str) -> None:
    verbs = re.compile(r"\b(?:is|are|was|were|has|have|comes?|rests?|them|their|his|her)\b")
    assert not verbs.search(why), "a verb or a pronoun agrees with one of them only"


@pytest.mark.parametrize(
    ("queued", "sentence"),
    [
        (0, ""),
        (1, "1 has not had the first text. "),
        (2, "2 have not had the first text. "),
        (90, "90 have not had the first text. "),
    ],
)
def test_those_who_still_wait_are_counted(queued: int, sentence: str) -> None:
    one = replace(DANCE, tally=replace(DANCE.tally, queued=queued))
    play(
        ana(one),
        f"""
        ana: CHANGE tea dance to 3pm
        {AT_THREE}
        bot: {FOUR_TOLD} {sentence}Only YES does it. NO drops it.
    """,
    )


@pytest.mark.parametrize(
    ("people", "who", "hears"),
    [
        (0, "Nobody", "Nobody had to be told."),
        (1, "1 person", "I tell 1 person."),
        (2, "2 people", "I tell 2 people."),
        (300, "300 people", "I tell 300 people."),
    ],
)
def test_those_who_are_told_are_counted(people: int, who: str, hears: str) -> None:
    by = {"en": InLanguage(people, 0, 0, "")}  # none of them by SMS
    quiet = replace(DANCE, concerned=AudienceCount(people, {}, 0, 0.0, by), tally=Tally())
    play(
        ana(quiet),
        f"""
        ana: CALL OFF tea dance
        {IS_OFF}
        bot: {who} would be told. No SMS: it costs nothing. Only YES calls it off. NO drops it.
        ana: yes
        bot: Tea dance is called off. {hears} What still waited does not go out.
    """,
    )


@pytest.mark.parametrize("state", [SENDING, PAUSED, KILLED, "over"])
@pytest.mark.parametrize("many", [1, 2, 30])
def test_progress_reads_of_one_as_of_many(state: str, many: int) -> None:
    one = replace(at(state), tally=Tally(planned=many, queued=many))
    words = {SENDING: "still to go", PAUSED: "resting until GO ON", KILLED: "stopped",
             "over": "too late"}  # fmt: skip
    assert progress_in_words(one) == f"Of {many}: {many} {words[state]}."


def test_progress_lists_an_event_once_and_tells_of_its_change() -> None:
    told = replace(DANCE.broadcast, id=9, kind="change", of=7)
    change = replace(DANCE, broadcast=told, tally=Tally(planned=4, queued=1, sent=3), names={})
    play(
        ana(change, BINGO, DANCE),
        """
        ana: PROGRESS
        bot: Which one? 1 Bingo, Fri 27 Nov. 2 Tea dance, Fri 27 Nov. Text its number.
        ana: 2
        bot: Tea dance, Fri 27 Nov, 2pm: Of 43: 33 sent, 3 still to go, 2 said STOP, \
5 not asked about events. 3 coming, 1 maybe, 0 no. Coming: Rose, Joan, Bet. Maybe: Mala. \
The change: Of 4: 3 sent, 1 still to go.
        ana: KILL tea dance
        bot: Which one? 1 Tea dance (its change), Fri 27 Nov. 2 Tea dance, Fri 27 Nov. Text \
its number, or ALL.
    """,
    )
