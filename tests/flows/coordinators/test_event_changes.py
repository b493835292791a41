"""CHANGE and CALL OFF, on a coordinator's phone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.flows.coordinators.tea_dance import BINGO, DANCE, FOUR_TOLD, WAITS, ana, ordered
from tests.flows.transcript import play

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


# ── what she did not say plainly ────────────────────────────────────────────────────────────


def test_a_change_to_a_day_that_is_none_is_asked_about() -> None:
    play(
        ana(DANCE),
        f"""
        ana: CHANGE tea dance to Sat 27 Nov
        bot: That day and that date do not fit. When is Tea dance now? Like this: Fri 27 Nov. \
NO drops it.
        ana: Sat 28 Nov
        bot: They get: Hello Ana, it's Mill Lane. A change: Tea dance is now Sat 28 Nov, 2pm at \
Swathling Centre. Can you still come? Text COMING or NO.
        bot: {FOUR_TOLD} {WAITS}Only YES does it. NO drops it.
    """,
    )


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("CHANGE tea dance, now at the Hut not Swathling Centre", "Fri 27 Nov, 2pm at the Hut."),
        ("CHANGE tea dance 2.30 instead of 2", "Fri 27 Nov, 2.30pm at Swathling Centre."),
        ("CHANGE tea dance its thursday now same time", "Thu 26 Nov, 2pm at Swathling Centre."),
        ("CHANGE tea dance from 2pm to 3pm", "Fri 27 Nov, 3pm at Swathling Centre."),
        ("CHANGE tea dance from Fri to Thurs", "Thu 26 Nov, 2pm at Swathling Centre."),
        ("CHANGE tea dance 3pm to 4.30", "Fri 27 Nov, 3pm to 4.30pm at Swathling Centre."),
        ("CHANGE tea dance in 6 days", "Sun 29 Nov, 2pm at Swathling Centre."),
    ],
)  # fmt: skip
def test_what_was_so_before_is_no_news(said: str, text: str) -> None:
    play(
        ana(DANCE),
        f"""
        ana: {said}
        bot: They get: Hello Ana, it's Mill Lane. A change: Tea dance is now {text} Can you \
still come? Text COMING or NO.
        bot: {FOUR_TOLD} {WAITS}Only YES does it. NO drops it.
    """,
    )


def test_a_new_time_reads_as_a_change_whatever_is_said_besides() -> None:
    play(
        ana(DANCE),
        f"""
        ana: CHANGE tea dance to 3pm, please bring a cup
        bot: They get: Hello Ana, it's Mill Lane. A change: Tea dance is now Fri 27 Nov, 3pm at \
Swathling Centre. Bring a cup. Can you still come? Text COMING or NO.
        bot: {FOUR_TOLD} {WAITS}Only YES does it. NO drops it.
    """,
    )


def test_what_is_to_be_said_besides_is_told_too() -> None:
    first = "Hello {name}. You are invited: Tea dance at Swathling Centre, Fri 27 Nov, 2pm to 4pm. \
It costs £3. Text COMING, MAYBE or NO. NO EVENTS: no more of these."
    one = replace(DANCE, broadcast=replace(DANCE.broadcast, texts={"en": first}))
    them = play(
        ana(one),
        f"""
        ana: CHANGE tea dance: now £4, please bring a friend
        bot: They get: Hello Ana, it's Mill Lane. News of Tea dance: Fri 27 Nov, 2pm at Swathling \
Centre. It costs £4. Bring a friend. Can you still come? Text COMING or NO.
        bot: {FOUR_TOLD} {WAITS}They get it with the change. Only YES does it. NO drops it.
        ana: yes
        bot: Tea dance is now Fri 27 Nov, 2pm. I tell 4 people. PROGRESS says who still comes.
    """,
    )
    [sent] = ordered(them)
    assert (
        sent.first["en"]
        == "Hello {name}. You are invited: Tea dance at Swathling Centre, \
Fri 27 Nov, 2pm to 4pm. It costs £4. Bring a friend. Text COMING, MAYBE or NO. NO EVENTS: no more \
of these."
    )


def test_what_she_names_and_nobody_knows_is_not_called_off() -> None:
    play(
        ana(DANCE),
        """
        ana: CALL OFF knitting
        bot: Which one? 1 Tea dance, Fri 27 Nov. Text its number. NO drops it.
        ana: no
        bot: That's fine. Tea dance is on as it was, and nobody was told.
    """,
    )


def test_call_off_by_itself_asks_which() -> None:
    play(
        ana(DANCE),
        f"""
        ana: CALL OFF
        bot: Which event is off? Like this: CALL OFF tea dance.
        ana: the tea dance
        {OFF}
    """,
    )
