"""Fresh or gone: is it still as we have it? Yes, what has changed, gone, or can't say."""

from dataclasses import replace
from datetime import datetime

import pytest

from flows.engine import scene
from flows.facts.nearby import (
    ActivityChanged,
    ActivityConfirmed,
    ActivityGone,
    ActivityUnsure,
    StillOnAsked,
)
from flows.nearby.changed import new_schedule
from flows.nearby.schedule import when_words
from flows.world.outings import ToConfirm
from tests.flows.neighbour import Neighbour, resident
from tests.flows.things_to_do import WEEKLY
from tests.flows.transcript import play

HELD = ToConfirm(11, "Tea dance", "Fridays 2pm", "Swathling Hall", WEEKLY)
ASKED = """
    (still_on 11 due)
    bot: Is Tea dance still Fridays 2pm at Swathling Hall? YES, or tell me what has changed. \
If you can't say, text SKIP.
"""


def asked(held: ToConfirm | None = HELD, events: bool = True) -> Neighbour:
    return resident(sees={"still_on": held}, consents={"visits": True, "events": events})


def test_a_yes_is_kept_as_a_confirmation() -> None:
    rose = play(asked(), ASKED + "rose: yes it is\nbot: Thank you. That helps everybody.")
    assert rose.so_far == [StillOnAsked(11), ActivityConfirmed(11)]


def test_a_new_day_and_time_go_in_at_once() -> None:
    rose = play(
        asked(),
        ASKED
        + """
        rose: It's Thursdays at 3 now
        bot: Thank you. We have it as Thursdays 3pm from now on.
    """,
    )
    [change] = rose.decided(ActivityChanged)
    assert isinstance(change, ActivityChanged)
    assert change.schedule is not None
    assert change.schedule.rule == "FREQ=WEEKLY;BYDAY=TH"
    assert change.next_at is not None
    assert change.next_at.isoformat() == "2026-11-26T15:00:00+00:00"
    assert rose.needed == []


def test_anything_else_is_for_a_coordinator() -> None:
    words = "it has moved to the church hall, Thursdays"
    rose = play(
        asked(),
        ASKED
        + f"""
        rose: {words}
        bot: Thank you. Someone at Mill Lane will put that right.
        > ana: Rose says of Tea dance: "{words}" Please put it right in the directory. \
Text DONE once you have.
    """,
    )
    assert rose.decided(ActivityChanged) == [ActivityChanged(11, words)]


@pytest.mark.parametrize("said", ["it's finished", "no"])
def test_gone_says_somebody_who_went(said: str) -> None:
    rose = play(
        asked(), ASKED + f"rose: {said}\nbot: Thank you for telling us. We'll look into it."
    )
    assert rose.so_far == [StillOnAsked(11), ActivityGone(11)]


def test_gone_says_whoever_runs_it() -> None:
    joe = asked(replace(HELD, organises=True), events=False)
    play(joe, ASKED + "rose: it's finished\nbot: Thank you for telling us. We'll look into it.")
    assert joe.so_far == [StillOnAsked(11), ActivityGone(11, surely=True)]


@pytest.mark.parametrize("said", ["SKIP", "I don't know"])
def test_who_cannot_say_need_not(said: str) -> None:
    rose = play(
        asked(), ASKED + f"rose: {said}\nbot: That's quite all right. Thank you all the same."
    )
    assert rose.so_far == [StillOnAsked(11), ActivityUnsure(11)]


def test_silence_is_no_confirmation() -> None:
    rose = play(asked(), ASKED + "(silence)")
    assert rose.so_far == [StillOnAsked(11), ActivityUnsure(11)]


def test_stop_in_the_middle() -> None:
    rose = play(asked(), ASKED + "rose: STOP")
    assert rose.stopped


def test_nobody_is_asked_about_what_has_gone() -> None:
    assert play(asked(None), "(still_on 11 due)").so_far == []


def test_nobody_is_asked_without_their_yes_to_events() -> None:
    rose = play(asked(events=False), "(still_on 11 due)")
    assert rose.so_far == [ActivityUnsure(11)]


# ── what is plainly a new day or time ───────────────────────────────────────────────────────

CHANGES = [
    ("it's Thursdays at 3 now", "Thursdays 3pm"),
    ("its on thursdays now at 3", "Thursdays 3pm"),
    ("Thursday 3pm", "Thursdays 3pm"),
    ("now starts at half past 1", "Fridays 1.30pm"),
    ("moved to Wednesdays", "Wednesdays 2pm"),
    ("they've changed it to 2.30", "Fridays 2.30pm"),
    ("moved to the church hall, Thursdays", ""),
    ("2 pounds now", ""),
    ("there's a new lady running it on Thursdays", ""),
    ("Mondays and Thursdays", ""),
    ("Mondays at 9", ""),
    ("different", ""),
]


@pytest.mark.parametrize(("words", "when"), CHANGES)
def test_only_a_plain_new_time_is_put_in(words: str, when: str) -> None:
    new = new_schedule(words, WEEKLY, scene(resident().world()))
    assert (when_words(new) if new else "") == when


def test_what_is_not_weekly_is_for_a_coordinator() -> None:
    monthly = replace(WEEKLY, rule="FREQ=MONTHLY;BYDAY=1FR")
    assert new_schedule("Thursdays at 3", monthly, scene(resident().world())) is None


def test_a_new_time_begins_with_the_next_such_day() -> None:
    new = new_schedule("Tuesdays at 3", WEEKLY, scene(resident().world()))
    assert new is not None
    assert new.start == datetime.fromisoformat("2026-11-24T15:00")
