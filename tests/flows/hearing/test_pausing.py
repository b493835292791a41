"""PAUSE: quiet for a while, and the day from which we may say hello again."""

from datetime import UTC, date, datetime

import pytest

from flows.hearing.pausing import pause
from flows.hearing.plain import said
from flows.hearing.scene import ANYWHERE, Scene
from flows.hearing.signal_names import Signal
from flows.hearing.signals import signal
from flows.hearing.stopping import stop

TUESDAY = Scene(datetime(2026, 11, 24, 10, tzinfo=UTC))


def heard(text: str) -> str | None:
    """The day from which we may text again, "some day" where they did not say, or None."""
    found = pause(said(text), TUESDAY)
    if found is None:
        return None
    return found.until.isoformat() if found.until else "some day"


@pytest.mark.parametrize("text", [
    "pause", "Pause please", "PAUSE HELLOS", "pause the texts please", "snooze", "take a break",
    "put it on hold please", "suspend the texts please", "can we pause this", "stop for now",
    "leave it for now", "leave it for a bit please", "give it a rest for a bit",
    "stop them for now", "stop for a while please", "I need a break from these texts",
    "I'm in hospital", "Don't text while I'm away", "I'm back in hospital",
    "I am in hospital again love", "I've been taken into hospital",
    "going in for my hip on Tuesday", "I'm going into hospital on Thursday for my cataract",
    "I'm having my knee done next Tuesday", "having an operation on Monday",
    "text me when I'm back", "not until after my operation", "please don't text me till I'm home",
    "leave off texting till I'm better",
])  # fmt: skip
def test_a_pause_may_have_no_end(text: str) -> None:
    assert heard(text) == "some day"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("pause a week", "2026-12-01"), ("pause week", "2026-12-01"),
        ("Pause 3 days", "2026-11-27"), ("pause for two weeks", "2026-12-08"),
        ("pause for a fortnight", "2026-12-08"), ("please pause for a month", "2026-12-24"),
        ("pause 2 weeks.", "2026-12-08"), ("pause 0 days", "2026-11-25"),
        ("pause for six months please", "2027-05-24"),
        ("can we have a pause for a couple of weeks", "2026-12-08"),
        ("can you hold off for a month", "2026-12-24"),
        ("I'd like a rest from the messages for a few weeks", "2026-12-15"),
        ("stop texting me for a few weeks", "2026-12-15"),
        ("on holiday for a fortnight", "2026-12-08"),
        ("we're off to Spain for a fortnight", "2026-12-08"),
        ("I'm going away on Friday for a week", "2026-12-04"),
    ],
)  # fmt: skip
def test_a_pause_may_last_so_long(text: str, until: str) -> None:
    assert heard(text) == until


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("pause until Monday", "2026-11-30"), ("stop till Monday", "2026-11-30"),
        ("no texts till after Christmas", "2026-12-26"), ("hold off till next week", "2026-11-30"),
        ("put the texts on hold till February", "2027-02-01"),
        ("can you leave it till next month", "2026-12-01"), ("I'm away till the 5th", "2026-12-05"),
        ("im away til the 5th", "2026-12-05"), ("I'm in hospital till the 12th", "2026-12-12"),
        ("In hospital until Friday", "2026-11-27"),
        ("I'm at my daughter's till Sunday", "2026-11-29"),
        ("stopping at our Jean's till Sunday", "2026-11-29"),
        ("visiting my sister in Canada until January", "2027-01-01"),
        ("out of the country till March", "2027-03-01"),
        ("I'm away from the 3rd to the 10th", "2026-12-10"),
        ("I'm away, back on the 5th", "2026-12-05"), ("back on Monday", "2026-11-30"),
        ("off to Cornwall till Saturday", "2026-11-28"),
        ("I'm not here until the 9th", "2026-12-09"),
        ("I won't be here till Thursday", "2026-11-26"),
        ("I'm in respite till the 8th", "2026-12-08"),
        ("could you leave me be till Tuesday", "2026-12-01"), ("text me next week", "2026-11-30"),
        ("text me again after Christmas", "2026-12-26"),
        ("Please stop texting me until the new year", "2027-01-01"),
    ],
)  # fmt: skip
def test_a_pause_may_last_until_a_day(text: str, until: str) -> None:
    assert heard(text) == until


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("not this week", "2026-11-30"), ("not this week thank you dear", "2026-11-30"),
        ("no more texts this week please", "2026-11-30"), ("don't text me this week", "2026-11-30"),
        ("skip this week", "2026-11-30"), ("give this week a miss", "2026-11-30"),
        ("away this weekend", "2026-11-30"), ("We're on holiday next week", "2026-12-07"),
        ("no hellos this month", "2026-12-01"), ("too poorly for texts this week", "2026-11-30"),
        ("no texts over Christmas please", "2026-12-27"), ("no texts today please", "2026-11-25"),
    ],
)  # fmt: skip
def test_a_pause_may_be_a_week_or_a_feast(text: str, until: str) -> None:
    assert heard(text) == until


@pytest.mark.parametrize("text", [
    "paws", "I was in hospital last year", "my sister is in hospital till Friday",
    "I've been in hospital", "visiting my husband in hospital till Friday",
    "came out of hospital on Friday", "I hate hospitals", "hospital appointment on Tuesday at 2",
    "He's away till the 5th", "my son is on holiday for a fortnight",
    "I'm going to the shops for a bit", "I'm out till teatime", "I'm at bingo till 10",
    "busy until 3", "on holiday last year we went to Wales", "pause the song",
    "pause for ten seconds", "pause for thought", "leave it with me", "no texts please", "STOP",
    "please don't text me again", "I'm back", "back pain", "my back on Monday was awful",
    "see you on Tuesday", "I'm staying in till it stops raining", "till Monday", "not today",
    "not now", "Monday", "next week", "I'm having my hair done on Tuesday", "I'm busy this week",
    "having a break from baking", "the cat's in hospital at the vet's", "I'm away with the fairies",
    "go away", "I'm going to the dance on Friday for a couple of hours", "wait till you hear this",
    "hold the line", "for a while I thought it was you", "I've had a cold for a week",
    "I'm on antibiotics for a week", "been waiting for two weeks for the doctor", "",
    "pause" + " for" * 2000,
])  # fmt: skip
def test_what_only_sounds_like_a_pause_is_none(text: str) -> None:
    assert heard(text) is None


@pytest.mark.parametrize("text", [
    "I have asked you for two weeks to stop texting me", "stop texting me for good",
    "I've had four texts this week, take me off your list",
])  # fmt: skip
def test_how_long_it_has_been_is_no_pause(text: str) -> None:
    assert heard(text) is None
    assert stop(said(text), TUESDAY)


def test_without_a_moment_a_pause_has_no_end() -> None:
    found = pause(said("I'm away till the 5th"), ANYWHERE)
    assert found is not None
    assert found.until is None


def test_the_day_is_the_one_where_they_live() -> None:
    midnight = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    found = pause(said("pause for a week"), Scene(midnight, "Asia/Dhaka"))
    assert found is not None
    assert str(found.until) == "2026-12-01"


@pytest.mark.parametrize(("text", "until"), [
    ("I'm in hospital till the 12th", date(2026, 12, 12)), ("I'm in hospital", None),
    ("in hospital", None), ("going into hospital on Monday", None),
    ("I'm going into hospital tomorrow", None), ("I go into hospital next week", None),
    ("I'm going into hospital tomorrow, back on the 12th I hope", date(2026, 12, 12)),
    ("in hospital for two weeks", date(2026, 12, 6)), ("having my hip done on Tuesday", None),
    ("I've been taken into hospital", None), ("not till I'm out of hospital", None),
    ("home on Friday, in hospital now", date(2026, 11, 27)),
    ("I'm in the infirmary until Friday love", date(2026, 11, 27)),
])  # fmt: skip
def test_a_pause_in_hospital_is_known_for_one(text: str, until: date | None) -> None:
    """The day they go in is not the day they are back."""
    found = signal(text, Scene(datetime(2026, 11, 22, 9, 30, tzinfo=UTC)))
    assert found is not None
    assert (found.signal, found.sure, found.hospital) == (Signal.PAUSE, True, True)
    assert found.until == until


@pytest.mark.parametrize("text", [
    "not this week", "no texts till Friday, my sister is in hospital", "I'm away till the 12th",
    "on holiday for two weeks", "PAUSE", "visiting my son in hospital, no texts till Friday",
])  # fmt: skip
def test_other_pauses_are_not_in_hospital(text: str) -> None:
    found = signal(text, Scene(datetime(2026, 11, 22, 9, 30, tzinfo=UTC)))
    assert found is not None
    assert (found.signal, found.hospital) == (Signal.PAUSE, False)


@pytest.mark.parametrize("text", [
    "I'm home from hospital", "they've let me out", "discharged yesterday", "out of hospital now",
])  # fmt: skip
def test_home_from_hospital_is_no_pause(text: str) -> None:
    found = signal(text, Scene(datetime(2026, 11, 22, 9, 30, tzinfo=UTC)))
    assert found is not None
    assert found.signal is Signal.HOME
