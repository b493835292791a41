"""Their own cup, played on one phone: every answer, and what is made of it."""

from typing import Any

import pytest

from flows.befrienders.cup import Cup
from flows.befrienders.drip import cup_day, lesson_day, quiet_day
from flows.facts.growing import CupAsked, CupPutAway, CupRested, CupSaid
from flows.hearing import hear
from flows.world.growing import Growing
from tests.flows.neighbour import Neighbour, team
from tests.flows.transcript import play

ASK = (
    "bot: Hello Sam. How is your own cup this week? 1 full, 2 half, 3 empty. Or words. "
    "Nobody sees who said what, only how many."
)
OFFER = (
    "bot: Thank you for saying so. What would help? 1 ease off for a while, "
    "2 a ring from a person, 3 nothing just now"
)


def sam(**seen: Any) -> Neighbour:
    return team(sees={"growing": Growing(**seen)})


def said(them: Neighbour) -> list[int]:
    return [each.level for each in them.decided(CupSaid)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("1", "full"), ("full", "full"), ("brimming, thanks", "words"), ("great", "full"),
        ("2", "half"), ("half", "half"), ("so so", "half"), ("half full I'd say", "words"),
        ("3", "empty"), ("empty", "empty"), ("running on empty", "empty"), ("awful", "empty"),
        ("skip", "skip"), ("rather not say", "skip"), ("our Jean is poorly", "words"),
    ],
)  # fmt: skip
def test_what_an_answer_means(text: str, means: str) -> None:
    heard = hear(text, Cup())
    assert heard is not None
    assert heard.outcome == means


def test_a_full_cup() -> None:
    them = play(
        sam(),
        f"(cup due)\n{ASK}\nsam: 1\nbot: That's good to hear. Thank you for all you give.",
    )
    assert said(them) == [1]
    assert len(them.decided(CupPutAway)) == 1
    assert "cup" in them.nudges


def test_a_half_one() -> None:
    them = play(
        sam(),
        f"(cup due)\n{ASK}\nsam: 2\n"
        "bot: Thank you. Half is all right too. Do one small thing for yourself today.",
    )
    assert said(them) == [2]


def test_words_are_answered_and_not_counted() -> None:
    them = play(
        sam(),
        f"(cup due)\n{ASK}\nsam: Mum moves in with us on Friday\n"
        "bot: Thank you. That stays between us. Nobody else reads it. If somebody should, text "
        "PERSON. For a lighter load, text EASE OFF.",
    )
    assert said(them) == [0]
    assert them.needed == []


def test_they_need_not_say() -> None:
    play(sam(), f"(cup due)\n{ASK}\nsam: skip\nbot: That's quite all right. Text us any time.")


def test_an_empty_one_and_a_ring() -> None:
    them = play(
        sam(),
        f"""
        (cup due)
        {ASK}
        sam: 3
        {OFFER}
        sam: 2
        bot: Thank you. Someone at Mill Lane will ring you. If you are in danger, call 999.
        > ana: Sam gives a lot and would like a person to ring them on +447700900001. \
Their own cup is low. Text DONE once you have rung.
    """,
    )
    assert said(them) == [3]
    assert them.needed == ["cup_person"]


def test_an_empty_one_and_a_lighter_load() -> None:
    them = play(
        sam(),
        f"""
        (cup due)
        {ASK}
        sam: 3
        {OFFER}
        sam: 1
        (a minute later)
        bot: Thank you for saying so. You do a lot. How long shall we go easy? 1 two weeks, \
2 a month, 3 till you say
    """,
    )
    assert them.needed == []


@pytest.mark.parametrize("text", ["3", "no thanks", "nothing"])
def test_an_empty_one_and_nothing_more(text: str) -> None:
    them = play(
        sam(),
        f"(cup due)\n{ASK}\nsam: 3\n{OFFER}\nsam: {text}\n"
        "bot: That's all right. Be kind to yourself. Text EASE OFF or PERSON if that changes.",
    )
    assert them.needed == []


def test_words_to_the_offer_go_to_nobody() -> None:
    them = play(
        sam(),
        f"(cup due)\n{ASK}\nsam: 3\n{OFFER}\nsam: it's the dark evenings, really\n"
        "bot: Thank you. That stays between us. For a lighter load text EASE OFF. "
        "For a ring from a person text PERSON.",
    )
    assert them.needed == []


@pytest.mark.parametrize("so_far", ["", f"\nsam: 3\n{OFFER}"])
def test_silence_asks_nothing_more_and_tells_nobody(so_far: str) -> None:
    them = play(sam(), f"(cup due)\n{ASK}{so_far}\n(silence)")
    assert them.needed == []
    assert them.conversation is None


def test_who_rests_is_not_asked_and_is_asked_another_week() -> None:
    them = play(sam(resting=True), "(cup due)")
    assert (them.decided(CupAsked), "cup" in them.nudges) == ([], True)


def test_two_silent_weeks_bring_one_without_the_question() -> None:
    them = play(sam(cup_silent=2), "(cup due)")
    assert (them.decided(CupAsked), len(them.decided(CupRested))) == ([], 1)
    assert "cup" in them.nudges


def test_stop_is_stop() -> None:
    them = play(sam(), f"(cup due)\n{ASK}\nsam: STOP")
    assert (them.stopped, them.nudges) == (True, {})


# ── when ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("visits", "day"), [((), 6), ((1,), 0), ((1, 4), 0), ((0, 2, 4), 6), (range(7), 6)]
)
def test_it_comes_as_long_after_a_visit_as_can_be(visits: tuple[int, ...], day: int) -> None:
    assert quiet_day(visits) == day


@pytest.mark.parametrize("visits", [(), (1,), (1, 4), (6,), (5, 6)])
def test_lessons_and_the_cup_have_days_of_their_own(visits: tuple[int, ...]) -> None:
    days = {cup_day(visits), lesson_day(visits), *visits}
    assert len(days) == 2 + len(visits)
