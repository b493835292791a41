"""Go together: company offered once, the reminder with the way there, and "not coming"."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.engine import Conversation, Turn
from flows.facts import NudgePlanned
from flows.facts.nearby import CompanyChosen, OutingCancelled, OutingPlanned
from tests.flows.neighbour import MONDAY
from tests.flows.things_to_do import A_WEEK, BETTY, DANCE, FRIDAY, LEN, going
from tests.flows.transcript import LATE_BY, play

ASKED = """
    (go_together due)
    bot: Tea dance: would you like company? 1 ask Sam, 2 a neighbour who's going too, 3 no need
"""
ALONE = """
    bot: Right you are. Pat will meet you at the door. \
Text PERSON if you'd like a word with someone first.
"""
TUESDAY = FRIDAY - timedelta(days=3)
REMINDED = """
    (reminder due)
    bot: Hello Rose. Just a reminder: Tea dance, Friday at 2pm at Swathling Hall. \
Bus 7 from Mill Lane at 1.25pm. Pat will meet you at the door. Can't make it? Text NOT COMING.
"""
NEVER_MIND = """
    bot: That's quite all right, and thank you for telling us. There's always another time.
"""


@pytest.mark.parametrize("said", ["1", "Sam please"])
def test_their_befriender_is_asked(said: str) -> None:
    rose = play(
        going(),
        ASKED
        + f"""
        rose: {said}
        bot: We've asked Sam about Friday at 2pm, and we'll tell you what they say.
    """,
    )
    assert rose.decided(CompanyChosen) == [CompanyChosen(21, "befriender")]


@pytest.mark.parametrize("said", ["2", "a neighbour would be nice"])
def test_a_neighbour_is_looked_for_in_good_time(said: str) -> None:
    rose = play(
        going(),
        ASKED
        + f"""
        rose: {said}
        bot: Lovely. If a neighbour would like company for it too, we'll put you in touch. \
Only first names are shared.
    """,
    )
    assert rose.decided(CompanyChosen) == [CompanyChosen(21, "neighbours", TUESDAY)]


@pytest.mark.parametrize("said", ["3", "no thanks", "no need"])
def test_going_alone_is_fine(said: str) -> None:
    rose = play(going(), ASKED + f"rose: {said}" + ALONE)
    assert rose.decided(CompanyChosen) == [CompanyChosen(21, "alone")]


NO_BEFRIENDER = """
    (go_together due)
    bot: Tea dance: would you like company? If a neighbour who's going would too, \
we'll put you in touch. YES or NO
"""


def test_who_has_no_befriender_may_have_a_neighbour() -> None:
    rose = play(
        going(befriender=""),
        NO_BEFRIENDER
        + """
        rose: yes
        bot: Lovely. If a neighbour would like company for it too, we'll put you in touch. \
Only first names are shared.
    """,
    )
    assert rose.decided(CompanyChosen) == [CompanyChosen(21, "neighbours", TUESDAY)]


@pytest.mark.parametrize("said", ["no", "not now"])
def test_who_has_no_befriender_may_go_alone(said: str) -> None:
    play(going(befriender=""), NO_BEFRIENDER + f"rose: {said}" + ALONE)


def test_both_is_asked_again() -> None:
    play(
        going(),
        ASKED
        + """
        rose: 1 and 2
        bot: Sorry, I didn't follow. Shall I ask 1 Sam, or 2 a neighbour, or 3 nobody? \
Text a number.
        rose: 2
        > sam: Rose texted: "1 and 2" Please see if they need an answer on +447700900001. \
Text DONE once you have.
        bot: Lovely. If a neighbour would like company for it too, we'll put you in touch. \
Only first names are shared.
    """,
    )


def test_silence_leaves_it_as_it_is() -> None:
    rose = play(going(), ASKED + "(silence)")
    assert rose.decided(CompanyChosen) == []
    assert rose.needed == []


def test_stop_in_the_middle() -> None:
    assert play(going(), ASKED + "rose: STOP").stopped


@pytest.mark.parametrize(
    "outing",
    [
        None,
        replace(DANCE, state="cancelled"),
        replace(DANCE, company="alone"),
    ],
    ids=["no outing", "called off", "asked before"],
)
def test_nobody_is_asked_for_nothing(outing: object) -> None:
    play(going(outing), "(go_together due)")  # type: ignore[arg-type]


def test_another_question_comes_first_and_this_one_later() -> None:
    rose = play(going(), "(hello)\nbot: Hello Rose, it's Mill Lane. " + _hello())
    before = rose.now
    play(rose, "(go_together 21 due)\n(skipped: another question is open)")
    assert rose.nudges["go_together"] == before + timedelta(hours=3)


def _hello() -> str:
    """The rest of the first hello's words."""
    from flows.words import Words

    words = Words().say("weekly_hello.mood", {"name": "Rose", "project": "Mill Lane"})
    return words.removeprefix("Hello Rose, it's Mill Lane. ")


# ── the reminder ────────────────────────────────────────────────────────────────────────────


def test_a_reminder_has_the_way_there() -> None:
    rose = play(going(), REMINDED)
    assert rose.conversation is None


def test_a_reminder_leaves_an_open_question_open() -> None:
    rose = play(going(), ASKED + REMINDED + "rose: 3" + ALONE)
    assert rose.decided(CompanyChosen) == [CompanyChosen(21, "alone")]


def test_a_reminder_names_who_goes_along() -> None:
    play(
        going(replace(DANCE, going_with=(BETTY, LEN))),
        """
        (reminder due)
        bot: Hello Rose. Just a reminder: Tea dance, Friday at 2pm at Swathling Hall. \
Bus 7 from Mill Lane at 1.25pm. Betty and Len would like to go with you. \
Can't make it? Text NOT COMING.
    """,
    )


@pytest.mark.parametrize("outing", [None, replace(DANCE, state="cancelled")])
def test_nobody_is_reminded_of_what_is_off(outing: object) -> None:
    play(going(outing), "(reminder due)")  # type: ignore[arg-type]


def test_nobody_is_sent_to_what_is_no_longer_on() -> None:
    rose = play(
        going(replace(DANCE, gone=True)),
        """
        (reminder due)
        bot: Hello Rose. We hear that Tea dance is no longer on, and I'm sorry. \
Text WHATS ON for others.
    """,
    )
    assert rose.decided(OutingCancelled) == [OutingCancelled(21)]


def test_nobody_is_sent_at_the_wrong_time() -> None:
    rose = play(
        going(replace(DANCE, moved_to="Thursdays 3pm")),
        """
        (reminder due)
        bot: Hello Rose. We hear that Tea dance is now Thursdays 3pm, so we have let the old \
time go. Text WHATS ON if that suits you.
    """,
    )
    assert rose.decided(OutingCancelled) == [OutingCancelled(21)]


REGULAR = replace(DANCE, regular=True)
NEXT = OutingPlanned(
    11, FRIDAY + A_WEEK, FRIDAY + A_WEEK - timedelta(days=1, hours=4), None, regular=True
)


def test_a_regular_reminder_comes_round_again() -> None:
    rose = play(going(REGULAR), REMINDED)
    assert rose.decided(OutingPlanned) == [NEXT]


def test_a_regular_one_missed_once_comes_round_again() -> None:
    rose = play(going(replace(REGULAR, state="cancelled", skipped=1)), "(reminder due)")
    assert rose.decided(OutingPlanned) == [NEXT]


def test_a_regular_one_missed_twice_running_rests() -> None:
    rose = play(going(replace(REGULAR, state="cancelled", skipped=2)), "(reminder due)")
    assert rose.decided(OutingPlanned) == []


def test_a_regular_one_rests_when_they_have_long_been_quiet() -> None:
    rose = going(REGULAR, last_heard="yes", last_heard_at=MONDAY - timedelta(days=29))
    assert play(rose, REMINDED).decided(OutingPlanned) == []


def test_what_comes_no_more_is_not_planned_again() -> None:
    rose = play(going(replace(REGULAR, next_at=None)), REMINDED)
    assert rose.decided(OutingPlanned) == []


def test_a_regular_one_that_a_pause_kept_back_comes_round_again_without_a_word() -> None:
    over = replace(REGULAR, at=MONDAY - timedelta(days=3), next_at=FRIDAY)
    rose = play(going(over), "(reminder due)")
    remind = FRIDAY - timedelta(days=1, hours=4)
    assert rose.decided(OutingPlanned) == [OutingPlanned(11, FRIDAY, remind, None, regular=True)]


def test_nobody_is_reminded_of_what_is_over() -> None:
    over = replace(DANCE, at=MONDAY - timedelta(hours=3))
    assert play(going(over), "(reminder due)").so_far == []


def test_a_reminder_waits_for_the_end_of_a_pause() -> None:
    rose = play(going(REGULAR, paused=True), "(reminder due)\n(skipped: paused)")
    again = MONDAY + timedelta(days=1)
    assert rose.decided(NudgePlanned) == [NudgePlanned("reminder", again, LATE_BY)]


def test_company_is_not_offered_for_what_is_over() -> None:
    over = replace(DANCE, at=MONDAY - timedelta(hours=3))
    assert play(going(over), "(go_together due)").so_far == []


# ── not coming ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("said", ["NOT COMING", "not coming", "sorry I can't make it tomorrow"])
def test_not_coming_is_all_right(said: str) -> None:
    rose = play(going(), REMINDED + f"rose: {said}" + NEVER_MIND)
    assert rose.decided(OutingCancelled) == [OutingCancelled(21)]
    assert rose.needed == []


def test_whoever_goes_along_hears_of_it() -> None:
    play(
        going(replace(DANCE, going_with=(BETTY,))),
        "rose: NOT COMING"
        + NEVER_MIND
        + """
        > betty: Hello Betty, it's Mill Lane. Rose can't make it to Tea dance \
Friday at 2pm after all. You are welcome to go all the same.
    """,
    )


def test_a_befriender_who_goes_along_hears_of_it() -> None:
    play(
        going(replace(DANCE, company="befriender")),
        "rose: NOT COMING"
        + NEVER_MIND
        + """
        > sam: Rose can't make it to Tea dance, Friday at 2pm after all. \
Text DONE so I know you have seen it.
    """,
    )


def test_who_is_down_for_nothing_calls_nothing_off() -> None:
    rose = play(
        going(None),
        """
        rose: NOT COMING
        bot: Thank you. You aren't down for anything just now, so there's nothing to call off.
    """,
    )
    assert rose.decided(OutingCancelled) == []


def test_a_step_that_is_not_known_ends_kindly() -> None:
    rose = going()
    rose.take(Turn(Conversation("go_together", "company", subject=21, silent_at=MONDAY)))
    play(
        rose,
        """
        rose: yes
        > ana: I lost my place in a talk with Rose. Please see if they need anything, \
and ring them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """,
    )
