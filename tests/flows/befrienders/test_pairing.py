"""What a befriender is asked of a pair, and what they say: every branch, on one phone."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from flows.facts import NudgePlanned
from flows.facts.pairs import BackOn, EasedOff, PairAnswered, PairEnded, RhythmSuggested, WentAway
from flows.world import Neighbour as Other
from flows.world.outings import AskedAlong
from flows.world.pairs import Befriending, OfferSeen, Paired
from tests.flows.neighbour import Neighbour, team
from tests.flows.transcript import happens, play

ROSE, BETTY = Other(5, "Rose"), Other(6, "Betty")
OFFER = OfferSeen(7, Other(2, "Sam"), ROSE, True, "Ana", " Rose likes roses.", 1)
PAIR = Paired(9, ROSE, True)


def sam(**sees: Any) -> Neighbour:
    return team(sees=sees)


def visits(*pairs: Paired, **more: bool) -> Neighbour:
    return sam(my_pairs=Befriending(pairs, **more))


# ── would you visit ─────────────────────────────────────────────────────────────────────────

WOULD_YOU = """
    (would_you_visit 7 due)
    bot: Ana thinks you and Rose would get on. Rose likes roses. Would you like to visit Rose? YES \
or NO
"""


@pytest.mark.parametrize(
    ("text", "answer", "bot"),
    [
        ("yes", "yes", "Lovely, thank you. We'll ask Rose now, and tell you."),
        ("I'd love to", "yes", "Lovely, thank you. We'll ask Rose now, and tell you."),
        (
            "no",
            "no",
            "That's quite all right, and thank you for telling us. We won't ask you that again.",
        ),
        (
            "not just now",
            "later",
            "That's quite all right. There's no hurry at all. Thank you for telling us.",
        ),
    ],
)
def test_any_answer_is_a_good_answer(text: str, answer: str, bot: str) -> None:
    them = play(sam(pair_offer=OFFER), f"{WOULD_YOU}\nsam: {text}\nbot: {bot}")
    assert them.decided(PairAnswered) == [PairAnswered(7, answer)]


def test_silence_is_kept_and_nothing_is_said() -> None:
    them = play(sam(pair_offer=OFFER), f"{WOULD_YOU}\n(silence)")
    assert them.decided(PairAnswered) == [PairAnswered(7, "silent")]


def test_unclear_is_asked_once_more_and_then_a_person_looks() -> None:
    them = play(
        sam(pair_offer=OFFER),
        WOULD_YOU
        + """
        sam: my cat is called Rose
        bot: I could not quite follow. Would you like to visit Rose? Just YES or NO. Both are fine.
        sam: the cat is ginger
        bot: Thank you. Someone from Mill Lane will read this and be in touch.
        > ana: Sam answered and I could not follow: "my cat is called Rose / the cat is ginger" \
Please see to them on +447700900001. Text DONE once you have.
        """,
    )
    assert them.decided(PairAnswered) == [PairAnswered(7, "unclear")]


def test_who_visits_three_hears_so_that_a_no_is_easy() -> None:
    play(sam(pair_offer=replace(OFFER, visits=3)), """
        (would_you_visit 7 due)
        bot: Ana thinks you'd like Rose. Rose likes roses. You visit 3 people now, so a no is \
fine. \
Would you visit? YES or NO
    """)  # fmt: skip


def test_nobody_is_asked_what_is_settled() -> None:
    play(sam(pair_offer=replace(OFFER, wanted=False)), "(would_you_visit 7 due)")
    play(sam(), "(would_you_visit 7 due)")


def test_a_yes_that_comes_too_late_is_thanked() -> None:
    them = play(sam(pair_offer=OFFER), WOULD_YOU)
    them.sees["pair_offer"] = replace(OFFER, wanted=False)
    play(them, """
        sam: yes
        bot: Thank you for saying so. This has been settled meanwhile, so there's nothing more to \
do.
    """)  # fmt: skip
    assert them.decided(PairAnswered) == []


# ── when suits ──────────────────────────────────────────────────────────────────────────────

WHEN = """
    (when_suits 9 due)
    bot: Rose would love you to visit. Which day and time would suit you? Something like: Tuesdays \
at 2pm, or every other Friday at 11am.
"""


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Tuesdays 2pm", (7, 1, time(14))),
        ("tues at 2", (7, 1, time(14))),
        ("every other friday at 11", (14, 4, time(11))),
        ("fortnightly on wednesdays, half past ten", (14, 2, time(10, 30))),
        ("once a month on a monday at 3pm", (28, 0, time(15))),
        ("every three weeks thursday 14.30", (21, 3, time(14, 30))),
        ("I could do saturday mornings at 10", (7, 5, time(10))),
    ],
)
def test_a_day_is_heard(text: str, slot: tuple[int, int, time]) -> None:
    them = play(visits(PAIR), WHEN)
    them.who = "sam"
    happens(them, f"sam: {text}")
    assert them.decided(RhythmSuggested) == [RhythmSuggested(9, *slot)]


def test_what_is_missing_is_asked_one_thing_at_a_time() -> None:
    them = play(visits(PAIR), WHEN + """
        sam: mornings are best
        bot: I could not quite follow. Which one day, and what time? Something like: Tuesdays at \
2pm.
        sam: a wednesday morning
        > ana: Sam texted: "mornings are best" Please see if they need an answer on +447700900001. \
Text DONE once you have.
        bot: And at what time? Something like 2pm.
        sam: 10
        bot: Thank you. We'll ask Rose if Wednesdays at 10am would suit.
    """)  # fmt: skip
    assert them.decided(RhythmSuggested) == [RhythmSuggested(9, 7, 2, time(10))]


def test_a_time_alone_is_asked_its_day() -> None:
    play(visits(PAIR), WHEN + """
        sam: 2pm
        bot: And which day would suit for Rose? Just one, please: something like Tuesdays, or \
every \
other Friday.
        sam: mon or tue
        bot: I could not quite follow. Which one day? Something like: Tuesdays.
        sam: tuesdays
        > ana: Sam texted: "mon or tue" Please see if they need an answer on +447700900001. Text \
DONE once you have.
        bot: Thank you. We'll ask Rose if Tuesdays at 2pm would suit.
    """)  # fmt: skip


def test_who_is_not_sure_is_helped_by_a_person() -> None:
    them = play(visits(PAIR), WHEN + """
        sam: not sure yet
        bot: That's quite all right. Someone from Mill Lane will help the two of you find a day.
        > ana: Sam and Rose need help to find a visit day. They said: "not sure yet" Please help \
on \
+447700900001. Text DONE after.
    """)  # fmt: skip
    assert them.needed == ["visit_day_open"]


def test_silence_about_the_day_is_told_to_one_person() -> None:
    them = play(visits(PAIR), WHEN + """
        (silence)
        > ana: Sam has not said which day would suit for visits with Rose. Please ask them on \
+447700900001. Text DONE once you have.
    """)  # fmt: skip
    assert them.needed == ["visit_day_silent"]


def test_who_has_agreed_a_day_is_not_asked() -> None:
    play(visits(replace(PAIR, every_days=7, at=time(14))), "(when_suits 9 due)")
    play(visits(), "(when_suits 9 due)")


# ── another day ─────────────────────────────────────────────────────────────────────────────


def test_of_several_it_is_asked_whose_day() -> None:
    agreed = replace(PAIR, every_days=14, weekday=1, at=time(14))
    them = play(visits(agreed, Paired(10, BETTY, True)), """
        sam: VISIT DAY
        bot: Whose visits is it about? Text a number: 1 Rose 2 Betty
        sam: Rose
        bot: Which day and time would suit you for visits with Rose? Something like: Fridays at 2pm.
        sam: wednesdays
        bot: Thank you. We'll ask Rose if every other Wednesday at 2pm would suit. All stays as it \
is until then.
    """)  # fmt: skip
    assert them.decided(RhythmSuggested) == [RhythmSuggested(9, 14, 2, time(14))]


def test_a_name_and_a_day_at_once_are_heard() -> None:
    agreed = replace(PAIR, every_days=7, weekday=1, at=time(14))
    them = play(visits(agreed, Paired(10, BETTY, True)), """
        sam: VISIT DAY Rose to Thursdays at 3
        bot: Thank you. We'll ask Rose if Thursdays at 3pm would suit. All stays as it is until \
then.
    """)  # fmt: skip
    assert them.decided(RhythmSuggested) == [RhythmSuggested(9, 7, 3, time(15))]


def test_who_visits_nobody_hears_so() -> None:
    play(visits(), """
        sam: VISIT DAY
        bot: Thank you. You have no visits with us just now, so there's no day to change. Text \
PERSON if you'd like a word.
    """)  # fmt: skip


# ── ease off ────────────────────────────────────────────────────────────────────────────────

HOW_LONG = (
    "bot: Thank you for saying so. You do a lot. How long shall we go easy? 1 two weeks, "
    "2 a month, 3 till you say"
)
WITH_VISITS = (
    "bot: We can rest your visits to Rose too, and ask somebody to step in. Would that help? YES, "
    "or NO if you'd like to go on with visits."
)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1", 7), ("two weeks", 7), ("a fortnight", 7), ("2", 23), ("a month please", 23),
        ("3 weeks", 14), ("3", None), ("till I say", None), ("don't know", None),
    ],
)  # fmt: skip
def test_how_long_is_theirs_to_say(said: str, day: int | None) -> None:
    them = play(visits(), f"sam: EASE OFF\n{HOW_LONG}")
    happens(them, f"sam: {said}")
    [eased] = them.decided(EasedOff)
    assert isinstance(eased, EasedOff) and not eased.visits_rest
    assert (eased.until.day if eased.until else None) == day
    over = [each for each in them.decided(NudgePlanned) if each.purpose == "eased_over"]  # type: ignore[attr-defined]
    assert bool(over) == bool(day)


def test_ease_off_with_the_length_at_once() -> None:
    them = play(visits(PAIR), f"""
        sam: ease off for a month
        {WITH_VISITS}
        sam: yes
        bot: That's done, till Wednesday 23 December. We'll tell Rose kindly. Rest well, and thank \
you for all you do. Text BACK ON any time.
    """)  # fmt: skip
    assert them.decided(EasedOff) == [EasedOff(datetime(2026, 12, 23, 10, tzinfo=UTC), True)]


@pytest.mark.parametrize("said", ["no", "not sure"])
def test_visits_can_go_on(said: str) -> None:
    them = play(visits(PAIR), f"""
        sam: EASE OFF 3
        {WITH_VISITS}
        sam: {said}
        bot: That's done. We'll ask nothing new of you till you text BACK ON. Thank you for all \
you \
do. Text BACK ON any time.
    """)  # fmt: skip
    assert them.decided(EasedOff) == [EasedOff(None, False)]


def test_silence_eases_off_all_the_same_and_visits_go_on() -> None:
    them = play(visits(PAIR), f"sam: EASE OFF 2\n{WITH_VISITS}\n(silence)")
    assert [each.visits_rest for each in them.decided(EasedOff)] == [False]  # type: ignore[attr-defined]


def test_a_no_to_easing_off_is_fine() -> None:
    them = play(visits(PAIR), f"""
        sam: EASE OFF
        {HOW_LONG}
        sam: no, I'm fine really
        bot: That's fine. All stays as it is. Text EASE OFF any time it gets a bit much.
    """)  # fmt: skip
    assert them.decided(EasedOff) == []


def test_it_ends_by_itself_and_they_may_have_more() -> None:
    play(visits(PAIR, was_eased=True), """
        (eased_over due)
        bot: Hello Sam, it's Mill Lane. Your easy spell is over. Would you like more of it? Just \
text EASE OFF. It's good to have you with us.
    """)  # fmt: skip
    play(visits(PAIR), "(eased_over due)")


def test_back_on() -> None:
    them = play(visits(PAIR, eased=True), """
        sam: BACK ON
        bot: Welcome back. It's good to have you with us. Text EASE OFF any time it gets a bit much.
    """)  # fmt: skip
    assert them.decided(BackOn) == [BackOn()]
    them = play(visits(PAIR), """
        sam: back on
        bot: Thank you. You are on already, so there's nothing to change.
    """)  # fmt: skip
    assert them.decided(BackOn) == []


# ── away, and a kind end ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("AWAY till 20 December", None, (12, 20)),
        ("away for two weeks", None, (12, 7)),
        ("I'm away from 1 December to 14 December", (12, 1), (12, 15)),
        ("I'm on holiday next week", (11, 30), (12, 7)),
        ("AWAY 5 December", None, (12, 5)),
    ],
)
def test_a_holiday_is_heard(
    text: str, since: tuple[int, int] | None, until: tuple[int, int]
) -> None:
    them = visits(PAIR)
    happens(them, f"sam: {text}")
    starts = datetime(2026, *since, tzinfo=UTC) if since else None
    assert them.decided(WentAway) == [WentAway(starts, datetime(2026, *until, tzinfo=UTC))]


def test_dates_that_are_over_are_asked_again() -> None:
    play(visits(PAIR), """
        sam: AWAY
        bot: Have a lovely time. Till when are you away? Something like 20 June.
        sam: sometime
        bot: I could not follow the dates. Till when are you away? Something like: till 20 June.
        sam: who knows
        bot: I'm sorry, I could not follow the dates. Text AWAY and till when, something like AWAY \
TILL 20 JUNE.
    """)  # fmt: skip


def test_whom_to_stop_visiting_is_asked_where_there_are_several() -> None:
    them = play(visits(PAIR, Paired(10, BETTY, True)), """
        sam: stop visiting
        bot: Whom is it about? Text a number: 1 Rose 2 Betty
        sam: 2
        bot: Would you like your visits to Betty to come to an end? YES, and we'll tell Betty \
kindly. NO, and all stays as it is.
        sam: yes
        bot: Thank you for all the time you gave Betty. We'll tell them kindly, and someone from \
Mill Lane will see who can visit next.
    """)  # fmt: skip
    assert them.decided(PairEnded) == [PairEnded(10, "befriender")]


def test_a_second_thought_changes_nothing() -> None:
    them = play(visits(PAIR), """
        sam: stop visiting Rose
        bot: Would you like your visits to Rose to come to an end? YES, and we'll tell Rose \
kindly. \
NO, and all stays as it is.
        sam: no
        bot: That's fine. All stays as it is. Text PERSON any time you'd like a word.
    """)  # fmt: skip
    assert them.decided(PairEnded) == []


def test_who_eases_off_is_not_asked_to_go_along_and_it_is_said_kindly() -> None:
    asked = AskedAlong(3, "Tea dance", ROSE, None, True)
    them = sam(asked_along=asked, my_pairs=Befriending((PAIR,), eased=True))
    them.others = {5: "Rose"}
    play(them, """
        (go_along 3 due)
        > rose: Hello Rose, it's Mill Lane. Sam can't go along to Tea dance, one day soon. You are \
welcome to go all the same.
    """)  # fmt: skip
