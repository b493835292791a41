"""What a resident is asked of a visitor, and what they say: every branch, on one phone."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from flows.facts.pairs import PairAnswered, RhythmAgreed, RhythmNotAgreed, RhythmSuggested
from flows.world import Neighbour as Other
from flows.world.pairs import Befriending, OfferSeen, Paired, PairNews, SuggestionSeen
from tests.flows.neighbour import Neighbour, resident, team
from tests.flows.transcript import happens, play

OFFER = OfferSeen(7, Other(2, "Sam"), Other(5, "Rose"), True, "Ana", " Sam likes football.")
TUESDAYS = SuggestionSeen(4, 9, "Sam", False, 7, 1, time(14), "Europe/London", True)


def rose(**sees: Any) -> Neighbour:
    return resident(sees=sees)


# ── would you like a visitor ────────────────────────────────────────────────────────────────

WOULD_YOU = """
    (meet_a_visitor 7 due)
    bot: Hello Rose. Sam from Mill Lane would love to visit you. Sam likes football. Shall we \
arrange it? YES or NO
"""


@pytest.mark.parametrize(
    ("text", "answer", "bot"),
    [
        ("oh that would be nice", "yes", "Lovely. We'll ask Sam which day would suit, and then "
         "ask you."),
        ("No thank you dear", "no", "That's quite all right, and thank you for telling us. We "
         "won't ask you that again."),
        ("maybe later", "later", "That's quite all right. There's no hurry at all. Thank you for "
         "telling us."),
    ],
)  # fmt: skip
def test_any_answer_is_a_good_answer(text: str, answer: str, bot: str) -> None:
    them = play(rose(pair_offer=OFFER), f"{WOULD_YOU}\nrose: {text}\nbot: {bot}")
    assert them.decided(PairAnswered) == [PairAnswered(7, answer)]


def test_silence_is_no_alarm() -> None:
    them = play(rose(pair_offer=OFFER), f"{WOULD_YOU}\n(silence)")
    assert them.decided(PairAnswered) == [PairAnswered(7, "silent")]
    assert them.needed == []


def test_who_has_not_said_yes_to_visits_is_never_asked() -> None:
    them = rose(pair_offer=OFFER)
    them.consents = {}
    play(them, "(meet_a_visitor 7 due)\n(skipped: no consent)")


def test_somebody_who_stands_in_is_named_as_that() -> None:
    play(rose(pair_offer=replace(OFFER, regular="Pat")), """
        (meet_a_visitor 7 due)
        bot: Hello Rose. Sam could visit while Pat has a rest. Sam likes football. Would you like \
that? YES or NO
    """)  # fmt: skip


# ── does it suit ────────────────────────────────────────────────────────────────────────────

SUITS = """
    (suits_you 4 due)
    bot: Sam could visit you Tuesdays at 2pm. Would that suit? YES, NO, or text a day and time \
that you'd like better.
"""


@pytest.mark.parametrize(
    "text", ["yes", "that suits me", "tuesday is fine", "2pm is lovely", "ok then", "tuesdays at 2"]
)
def test_a_yes_in_many_words(text: str) -> None:
    them = play(rose(suggestion=TUESDAYS), SUITS)
    happens(them, f"rose: {text}")
    assert them.decided(RhythmAgreed) == [RhythmAgreed(4, date(2026, 12, 1))]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("wednesdays please", (7, 2, time(14))),
        ("3 o'clock would be better", (7, 1, time(15))),
        ("no, could he do fridays at 11", (7, 4, time(11))),
        ("tuesdays is my hair, thursday?", (7, 3, time(14))),
        ("every other tuesday", (14, 1, time(14))),
    ],
)
def test_another_time_goes_back(text: str, slot: tuple[int, int, time]) -> None:
    them = play(rose(suggestion=TUESDAYS), SUITS)
    happens(them, f"rose: {text}")
    assert them.decided(RhythmSuggested) == [RhythmSuggested(9, *slot)]


def test_a_no_is_asked_what_would_suit_better() -> None:
    them = play(rose(suggestion=TUESDAYS), SUITS + """
        rose: no
        bot: That's fine. Which day and time would suit you better? Something like: Fridays at 2pm.
        rose: in the morning
        bot: I could not quite follow. Which one day, and what time? Something like: Tuesdays at \
2pm.
        rose: mondays 10.30
        > sam: Rose texted: "in the morning" Please see if they need an answer on +447700900001. \
Text DONE once you have.
        bot: Thank you. We'll ask Sam if Mondays at 10.30am would suit, and tell you.
    """)  # fmt: skip
    assert them.decided(RhythmSuggested) == [RhythmSuggested(9, 7, 0, time(10, 30))]


def test_another_part_of_the_day_is_asked_its_time() -> None:
    them = play(rose(suggestion=TUESDAYS), SUITS + """
        rose: wednesday mornings would be better
        bot: And at what time would suit you? Something like 2pm.
        rose: 11
        bot: Thank you. We'll ask Sam if Wednesdays at 11am would suit, and tell you.
    """)  # fmt: skip
    assert them.decided(RhythmSuggested) == [RhythmSuggested(9, 7, 2, time(11))]


def test_two_noes_bring_a_person() -> None:
    them = play(rose(suggestion=TUESDAYS), SUITS + """
        rose: no
        bot: That's fine. Which day and time would suit you better? Something like: Fridays at 2pm.
    """)  # fmt: skip
    happens(them, "rose: no")
    assert them.needed == ["visit_day_open"]
    assert them.decided(RhythmNotAgreed) == [RhythmNotAgreed(4, "no")]


def test_after_three_rounds_a_person_helps() -> None:
    them = play(rose(suggestion=replace(TUESDAYS, round=3)), SUITS)
    happens(them, "rose: wednesdays")
    assert them.needed == ["visit_day_open"]
    assert them.decided(RhythmSuggested) == []


def test_silence_is_told_to_one_person() -> None:
    them = play(rose(suggestion=TUESDAYS), f"""
        {SUITS}
        (silence)
        > ana: Rose has not said which day would suit for visits with Sam. Please ask them on \
+447700900001. Text DONE once you have.
    """)  # fmt: skip
    assert them.decided(RhythmNotAgreed) == [RhythmNotAgreed(4, "silent")]


def test_what_was_settled_is_not_asked() -> None:
    play(rose(suggestion=replace(TUESDAYS, wanted=False)), "(suits_you 4 due)")


def test_a_residents_visit_day_is_asked_of_the_visitor() -> None:
    seen = Befriending((Paired(9, Other(2, "Sam"), False, 7, 1, time(14)),))
    them = play(rose(my_pairs=seen), """
        rose: visit day
        bot: Which day and time would suit you for visits with Sam? Something like: Fridays at 2pm.
        rose: friday
        bot: Thank you. We'll ask Sam if Fridays at 2pm would suit. All stays as it is until then.
    """)  # fmt: skip
    assert them.decided(RhythmSuggested) == [RhythmSuggested(9, 7, 4, time(14))]


@pytest.mark.parametrize("text", ["visit day was lovely", "I had a visit day before yesterday"])
def test_visits_in_passing_change_no_day(text: str) -> None:
    them = rose()
    happens(them, f"rose: {text}")
    assert them.saved == ""


# ── news ────────────────────────────────────────────────────────────────────────────────────


def test_news_that_nobody_knows_of_any_more_says_nothing() -> None:
    play(rose(), "(pair_news due)")
    play(rose(pair_news=PairNews("unheard_of", "Rose", "Sam")), "(pair_news due)")


def test_news_leaves_an_open_question_open() -> None:
    them = play(rose(suggestion=TUESDAYS, pair_news=PairNews("goes_on_resident", "Rose", "Sam")),
                SUITS + """
        (pair_news due)
        bot: Hello Rose, it's Mill Lane. Your visits with Sam go on now. We'll text you before the \
next one.
        rose: yes
        bot: Lovely. That's Tuesdays at 2pm, from Tue 1 Dec. We'll text you before each visit.
    """)  # fmt: skip
    assert them.decided(RhythmAgreed)


def test_a_rest_without_an_end_is_for_now() -> None:
    play(team(sees={"pair_news": PairNews("rests_resident", "Rose", "Sam")}), """
        (pair_news due)
        bot: Hello Sam. Rose is having a rest from visits for now. So we've let the visits go \
meanwhile. We'll tell you once they go on.
    """)  # fmt: skip
