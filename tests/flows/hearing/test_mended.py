"""What residents wrote in play and were not heard, or were heard as something else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows import facts
from flows.hearing import (
    Scene,
    Signal,
    SignalHeard,
    StillOn,
    Suits,
    YesOrWhyNot,
    hear,
    signal,
    with_days_mended,
)
from flows.residents.weekly_hello import weekly_hello
from tests.flows.transcript import play

SUNDAY = Scene(datetime(2026, 11, 22, 10, tzinfo=UTC))


def heard(text: str) -> SignalHeard:
    found = signal(text, SUNDAY)
    assert found is not None
    return found


@pytest.mark.parametrize("text", [
    "forget my name", "forget my number", "Forget my postcode please", "please forget my address",
    "can you forget my name", "FORGET my number", "could you forget my birthday",
])  # fmt: skip
def test_to_forget_what_we_know_is_no_stop(text: str) -> None:
    assert (heard(text).signal, heard(text).sure) == (Signal.FORGET, True)


@pytest.mark.parametrize("text", ["forget me", "FORGET ME", "Forget me please", "FORGET me",
                                  "forget all about me"])  # fmt: skip
def test_to_forget_them_altogether_may_be_a_stop_and_is_asked(text: str) -> None:
    assert (heard(text).signal, heard(text).sure) == (Signal.STOP, False)


@pytest.mark.parametrize("text", ["delete my number", "take my number off your list"])
def test_a_number_to_delete_is_a_stop_as_ever(text: str) -> None:
    assert (heard(text).signal, heard(text).sure) == (Signal.STOP, True)


@pytest.mark.parametrize("text", [
    "I'm feeling very low today", "feeling ever so down", "Im so low", "I feel really low",
    "been feeling very down lately", "feeling very low in spirits", "very low today",
    "feeling low all the time",
])  # fmt: skip
def test_who_is_very_low_is_a_concern(text: str) -> None:
    assert (heard(text).signal, heard(text).sure) == (Signal.CONCERN, True)


@pytest.mark.parametrize("text", [
    "low on milk", "feeling a bit low this week", "the sun is very low now", "low", "a bit down",
    "I'm going down to the shops", "my phone is very low on battery", "I'm very low on money",
    "I felt really low when he died but I'm better now",
])  # fmt: skip
def test_an_everyday_low_is_none(text: str) -> None:
    found = signal(text, SUNDAY)
    assert found is None or not found.sure


def test_who_is_very_low_when_asked_how_they_are_has_answered_as_well() -> None:
    rose = play(
        weekly_hello,
        """
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        rose: I'm feeling very low today
        bot: Thank you for telling us. Someone at Mill Lane will be in touch today. \
If you are in danger or very unwell, call 999.
        > ana: Rose may need someone today. They texted: "I'm feeling very low today" \
Please ring them today on +447700900001. Text DONE once you have.
        bot: I'm sorry to hear that. Shall Sam give you a ring? YES or NO
    """,
    )
    answer = facts.CheckInAnswered("low", "I'm feeling very low today")
    assert rose.decided(facts.CheckInAnswered) == [answer]


@pytest.mark.parametrize("text", [
    "yes please ring me", "ok ring me later", "yes ring me on 07700 900123",
    "yes ask her to ring me", "Yes, tell her to ring me on Friday",
])  # fmt: skip
def test_a_yes_with_how_to_be_reached_is_first_of_all_a_yes(text: str) -> None:
    assert (heard(text).signal, heard(text).sure) == (Signal.PERSON, False)


@pytest.mark.parametrize("text", ["ring me on 07700 900123", "yes can I speak to a person"])
def test_who_asks_for_a_person_is_surely_heard(text: str) -> None:
    assert (heard(text).signal, heard(text).sure) == (Signal.PERSON, True)


@pytest.mark.parametrize(("text", "also"), [
    ("I can't come tomorrow", None), ("can't make it im poorly", Signal.CONCERN),
    ("I cant come tomorrow, I'm not well", Signal.CONCERN), ("cant make it today sorry", None),
    ("NOT COMING, feeling rough", Signal.CONCERN), ("cant make it on tuesday", None),
    ("cant come tomorrow got a cold", None),
    ("cant make it on tuesday im not well", Signal.CONCERN),
    ("I can't make it, my daughter is ill", None),
])  # fmt: skip
def test_who_is_not_coming_for_they_are_poorly_is_looked_after(
    text: str, also: Signal | None
) -> None:
    found = heard(text)
    assert (found.signal, found.sure, found.also) == (Signal.NOT_COMING, True, also)


@pytest.mark.parametrize(("text", "words"), [
    ("whats on saturday", "saturday"), ("whats on tuesdys", "tuesdys"), ("Whats on", ""),
    ("WHATS ON with music", "with music"), ("what's on at the hall", "at the hall"),
    ("is there bingo anywhere", "is there bingo anywhere"),
    ("anything with music on", "anything with music on"),
    ("is there a knitting group", "is there a knitting group"), ("WHATS ON BINGO", "BINGO"),
    ("is there a choir", "is there a choir"), ("whats on for christmas", "for christmas"),
])  # fmt: skip
def test_what_they_would_like_to_do_is_kept(text: str, words: str) -> None:
    found = heard(text)
    assert (found.signal, found.sure, found.words) == (Signal.WHATS_ON, True, words)


@pytest.mark.parametrize("text", [
    "whats on tv tonight", "whats on your mind", "whats on the radio", "whats on for tea",
    "is there music on the radio",
])  # fmt: skip
def test_what_is_on_elsewhere_is_none_of_ours(text: str) -> None:
    found = signal(text, SUNDAY)
    assert found is None or not found.sure


@pytest.mark.parametrize(("text", "since", "until"), [
    ("going into hospital on friday till the 20th", "2026-11-27", "2026-12-20"),
    ("I go into hospital on 3 december for a week", "2026-12-03", "2026-12-10"),
    ("going in for my hip on Tuesday", "2026-11-24", None),
    ("going into hospital tomorrow, back on the 12th", "2026-11-23", "2026-12-12"),
    ("I'm in hospital and home on friday", None, "2026-11-27"),
    ("In hospital till the 5th", None, "2026-12-05"), ("I'm in hospital", None, None),
    ("in hospital since monday", None, None),
    ("in hospital on monday, home tuesday", "2026-11-23", "2026-11-24"),
    ("going in hosp fri till 20th", "2026-11-27", "2026-12-20"),
])  # fmt: skip
def test_hospital_has_a_day_in_and_a_day_out(
    text: str, since: str | None, until: str | None
) -> None:
    found = heard(text)
    days = tuple(day and day.isoformat() for day in (found.since, found.until))
    assert (found.signal, found.hospital, days) == (Signal.PAUSE, True, (since, until))


def test_where_nobody_knows_what_day_it_is_no_day_in_is_told() -> None:
    found = signal("going into hospital on friday till the 20th", replace(SUNDAY, now=None))
    assert found is not None
    assert (found.signal, found.since) == (Signal.PAUSE, None)


@pytest.mark.parametrize("text", [
    "dont like going on my own", "I'd be on my own", "wouldn't know a soul",
    "I don't like going on my own", "going in on my own scares me",
])  # fmt: skip
def test_to_be_alone_there_is_a_reason(text: str) -> None:
    for asked in (Suits("Tea dance", "Bingo"), YesOrWhyNot()):
        found = hear(text, asked, SUNDAY)
        assert found is not None
        assert (found.outcome, found.value) == ("reason", "alone")


@pytest.mark.parametrize("text", [
    "I like going on my own", "I live on my own", "yes I'll go on my own", "I can go on my own",
])  # fmt: skip
def test_to_go_alone_and_gladly_is_none(text: str) -> None:
    found = hear(text, YesOrWhyNot(), SUNDAY)
    assert found is None or found.outcome != "reason"


@pytest.mark.parametrize(("text", "outcome"), [
    ("its on thursdays now at 3", "changed"), ("thursdays at 3", "changed"),
    ("It's Thursdays at 3", "changed"), ("yes thursdays at 3", "yes"),
    ("still on, thursdays at 3", "yes"),
])  # fmt: skip
def test_a_plain_new_time_is_a_change(text: str, outcome: str) -> None:
    found = hear(text, StillOn(), SUNDAY)
    assert found is not None
    assert found.outcome == outcome


@pytest.mark.parametrize(("text", "mended"), [
    ("tuesdys 11ish", "tuesdays 11ish"), ("thurday and Fridy", "thursday and Friday"),
    ("mondas", "mondays"), ("wensdays", "wednesdays"), ("sundae", "sundae"), ("Sunday", "Sunday"),
    ("the bench by the canal", "the bench by the canal"),
])  # fmt: skip
def test_a_day_that_is_one_slip_away_is_that_day(text: str, mended: str) -> None:
    assert with_days_mended(text) == mended
