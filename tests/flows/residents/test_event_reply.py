"""Coming, maybe or no: an invitation is answered in people's own words, at any moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.facts import ConsentAnswered
from flows.facts.broadcasts import EventAnswered
from flows.facts.nearby import OutingCancelled, OutingPlanned
from flows.router import Arrival, arrived
from flows.world.events import Invitation, Invited
from tests.flows.neighbour import Neighbour, asked, resident
from tests.flows.transcript import play

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)
DANCE = Invitation(7, "Tea dance", FRIDAY, "Swathling Centre", activity=70)
BINGO = Invitation(8, "Bingo", FRIDAY + timedelta(days=1), "Mill Hall", activity=80)
DOWN = """
    bot: Lovely. You are down for Tea dance at Swathling Centre, Friday at 2pm. \
We'll text you the day before. Can't make it? Text NOT COMING.
"""
MAYBE = "bot: That's fine. Tea dance is on Friday at 2pm. If you find you can come, text COMING."
NO = "bot: That's quite all right. Thank you for telling us."


def rose(*events: Invitation, **known: Any) -> Neighbour:
    return resident(sees={"invited": Invited(events)}, **known)


def answers(them: Neighbour) -> list[tuple[int, str]]:
    found = them.decided(EventAnswered)
    return [(each.broadcast, each.answer) for each in found if isinstance(each, EventAnswered)]


@pytest.mark.parametrize(
    "said",
    ["COMING", "yes please", "I'd love to come", "count me in", "oh go on then", "yes",
     "put me down for the tea dance", "I'll be there", "ooh yes, I'll come"],
)  # fmt: skip
def test_who_comes_is_put_down(said: str) -> None:
    them = play(
        rose(DANCE),
        f"""
        rose: {said}
        {DOWN}
    """,
    )
    assert answers(them) == [(7, "coming")]
    [planned] = them.decided(OutingPlanned)
    assert isinstance(planned, OutingPlanned)
    assert (planned.activity, planned.at) == (70, FRIDAY)


@pytest.mark.parametrize("said", ["maybe", "I might come", "depends on my knee", "not sure yet"])
def test_a_maybe_is_fine(said: str) -> None:
    them = play(
        rose(DANCE),
        f"""
        rose: {said}
        {MAYBE}
    """,
    )
    assert answers(them) == [(7, "maybe")]


@pytest.mark.parametrize(
    "said", ["no", "no thank you love", "can't come to the tea dance", "not for me thanks",
             "NOT COMING"]
)  # fmt: skip
def test_a_no_is_thanked(said: str) -> None:
    them = play(
        rose(DANCE),
        f"""
        rose: {said}
        {NO}
    """,
    )
    assert answers(them) == [(7, "no")]


def test_who_is_down_can_say_that_they_cannot_come_after_all() -> None:
    down = replace(DANCE, answer="coming", outing=5)
    them = play(
        rose(down),
        """
        rose: sorry I can't come to the tea dance
        bot: That's quite all right. Thank you for telling us.
    """,
    )
    assert answers(them) == [(7, "no")]
    assert them.decided(OutingCancelled) == [OutingCancelled(5)]


def test_a_yes_said_twice_is_one_yes() -> None:
    them = play(
        rose(replace(DANCE, answer="coming")),
        """
        rose: I'm coming
        bot: You are down for Tea dance, Friday at 2pm. See you there. \
Can't make it? Text NOT COMING.
    """,
    )
    assert answers(them) == [(7, "coming")]
    assert them.decided(OutingPlanned) == []


def test_a_bare_no_after_a_change_is_about_that() -> None:
    them = play(
        rose(replace(DANCE, answer="coming", outing=5, changed=True)),
        """
        rose: no
        bot: That's quite all right, and thank you for telling us. \
Somebody else may have your place.
    """,
    )
    assert answers(them) == [(7, "no")]


def test_a_bare_no_to_nothing_is_not_about_what_they_go_to() -> None:
    them = rose(replace(DANCE, answer="coming", outing=5))
    them.take(arrived(them.flows, Arrival("text", "no"), None, them.world()))
    assert answers(them) == []


def test_a_full_event_keeps_a_line() -> None:
    full = replace(DANCE, room=0, in_line=2)
    them = play(
        rose(full),
        """
        rose: COMING
        bot: Tea dance is full just now. You are third in line, and we'll text you if there is \
room. If you'd rather not wait, text NO.
    """,
    )
    assert answers(them) == [(7, "listed")]


def test_who_waits_in_line_may_leave_it() -> None:
    them = play(
        rose(replace(DANCE, room=0, in_line=1, answer="listed")),
        """
        rose: COMING
        bot: Tea dance is still full. You are first in line. We'll text you if there is room.
        rose: no
        bot: That's quite all right, and thank you for telling us. \
Somebody else may have your place.
    """,
    )
    assert answers(them) == [(7, "no")]


def test_of_two_the_one_that_is_named_is_meant() -> None:
    them = play(
        rose(BINGO, DANCE),
        f"""
        rose: I'll come to the tea dance
        {DOWN}
    """,
    )
    assert answers(them) == [(7, "coming")]


def test_of_two_we_ask_which() -> None:
    them = play(
        rose(BINGO, DANCE),
        f"""
        rose: yes please
        bot: Which one do you mean? 1 Bingo, Sat 28 Nov. 2 Tea dance, Fri 27 Nov. Text its number.
        rose: the dance
        {DOWN}
    """,
    )
    assert answers(them) == [(7, "coming")]


def test_of_two_one_that_is_answered_is_not_asked_about() -> None:
    them = play(
        rose(BINGO, replace(DANCE, answer="no")),
        """
        rose: yes
        bot: Lovely. You are down for Bingo at Mill Hall, Saturday at 2pm. \
We'll text you the day before. Can't make it? Text NOT COMING.
    """,
    )
    assert answers(them) == [(8, "coming")]


def test_what_is_off_is_off() -> None:
    them = play(
        rose(replace(DANCE, called_off=True)),
        """
        rose: I'm coming to the tea dance
        bot: I'm sorry, Tea dance on Friday at 2pm has been called off. \
We hope to see you another time.
    """,
    )
    assert answers(them) == []


def test_what_has_begun_has_begun() -> None:
    begun = replace(DANCE, at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    them = play(
        rose(begun),
        """
        rose: I'll come to the tea dance
        bot: Thank you. Tea dance has begun by now. We hope to see you another time.
    """,
    )
    assert answers(them) == []


def test_a_bare_yes_to_an_open_question_is_its_answer() -> None:
    them = asked("go_together", "neighbours", sees={"invited": Invited((DANCE,))})
    play(
        them,
        """
        rose: yes
        bot: Lovely. If a neighbour would like company for it too, we'll put you in touch. \
Only first names are shared.
    """,
    )
    assert answers(them) == []


def test_coming_is_heard_beside_an_open_hello_which_stays_open() -> None:
    them = asked("weekly_hello", "mood", sees={"invited": Invited((DANCE,))})
    play(
        them,
        f"""
        rose: COMING
        {DOWN}
    """,
    )
    assert answers(them) == [(7, "coming")]
    assert them.conversation is not None
    assert them.conversation.flow == "weekly_hello"


def test_coming_without_any_invitation_goes_to_a_person() -> None:
    them = play(
        rose(),
        """
        rose: COMING
        bot: Thank you. I'm not sure which event you mean, so somebody from Mill Lane will \
have a look.
        > ana: Rose texted: "COMING" Please see if they need an answer on +447700900001. \
Text DONE once you have.
    """,
    )
    assert answers(them) == []


@pytest.mark.parametrize("said", ["thank you", "lovely weather", "is it step free", "3"])
def test_what_is_no_answer_is_none(said: str) -> None:
    them = rose(DANCE)
    them.take(arrived(them.flows, Arrival("text", said), None, them.world()))
    assert answers(them) == []


# ── there is room again; and no more of these ───────────────────────────────────────────────

LISTED = replace(DANCE, answer="listed", room=1, in_line=1)
ASKED = """
    (place_free 7 due)
    bot: Hello Rose. Good news: there is now room at Tea dance, Friday at 2pm. \
Would you still like to come? YES or NO
"""


def waiting(one: Invitation = LISTED) -> Neighbour:
    return resident(sees={"invited": Invited((one,), subject=one)})


def test_who_is_first_in_line_is_asked_when_there_is_room() -> None:
    them = play(
        waiting(),
        f"""
        {ASKED}
        rose: yes please
        bot: Lovely. You are down for Tea dance, Friday at 2pm. Can't make it? Text NOT COMING.
    """,
    )
    assert answers(them) == [(7, "coming")]


def test_a_place_that_has_gone_meanwhile_is_kindly_said() -> None:
    them = play(waiting(), ASKED)
    full = replace(LISTED, room=0)
    them.sees["invited"] = Invited((full,), subject=full)
    play(
        them,
        """
        rose: yes
        bot: Sorry, the place went just before you. You are still in line, and we'll text you \
if there is room.
    """,
    )
    assert answers(them) == []


@pytest.mark.parametrize(("said", "kept"), [("rose: no thanks", "no"), ("(silence)", "maybe")])
def test_who_does_not_want_the_place_leaves_it_to_the_next(said: str, kept: str) -> None:
    left = NO if kept == "no" else ""
    them = play(
        waiting(),
        f"""
        {ASKED}
        {said}
        {left}
    """,
    )
    assert answers(them) == [(7, kept)]


def test_nobody_is_asked_for_a_place_that_is_not_there() -> None:
    play(waiting(replace(LISTED, room=0)), "(place_free 7 due)")


@pytest.mark.parametrize(
    "said", ["NO EVENTS", "no more events please", "Please stop sending me events"]
)
def test_no_events_takes_back_only_that_yes(said: str) -> None:
    them = play(
        rose(DANCE),
        f"""
        rose: {said}
        bot: That's fine, and thank you for telling us. We'll send you no more news of events. \
All the rest stays as it was.
    """,
    )
    [consent] = them.decided(ConsentAnswered)
    assert isinstance(consent, ConsentAnswered)
    assert (consent.purpose, consent.given, consent.said) == ("events", False, said)
    assert not them.stopped


def test_the_word_of_an_invitation_answers_no_other_question() -> None:
    them = asked("favour_found", "found", sees={"invited": Invited((DANCE,))})
    play(them, f"rose: COMING{DOWN}")
    assert answers(them) == [(7, "coming")]
    assert them.conversation is not None and them.conversation.flow == "favour_found"
