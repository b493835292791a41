"""A simulated year of an invented village, lived through the real inbox, outbox and database.

What every run lives is half a year of a hamlet, through both clock changes.
DOORSTEP_TEST_YEAR=500x52 (residents x weeks) lives the whole year of 500 people. The same seed
gives the same year: DOORSTEP_TEST_SEED. With -s it says what went on.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.databases import now
from tests.year import at_visits, by_the_team, promises, to_many, two_way
from tests.year.tally import tally
from tests.year.year import Year, lived

SIZE = os.environ.get("DOORSTEP_TEST_YEAR", "24x27")
SEED = int(os.environ.get("DOORSTEP_TEST_SEED", "1"))


@pytest.fixture(scope="module")
def year() -> Year:
    """One year, that every promise is looked for in."""
    residents, _, weeks = SIZE.partition("x")
    with rarely_tidied():
        gone = now(lived(SEED, int(residents), int(weeks)))
    print(f"\n{tally(gone)}")  # noqa: T201
    return gone


@contextmanager
def rarely_tidied() -> Iterator[None]:
    """Rings of garbage are seldom looked for: in a year of turns that is a quarter of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def test_it_was_a_year_in_which_things_happened(year: Year) -> None:
    moods = {row.mood for row in year.rows("check_in")}
    assert moods >= {"good", "soso", "low", "quiet"}
    assert any(row.stopped_at for row in year.rows("person"))
    assert len(year.sent) > len(year.residents) * 10


def test_nobody_got_more_than_two_messages_a_day_that_we_start(year: Year) -> None:
    assert not promises.over_the_day(year)


def test_nobody_got_more_than_three_messages_a_week_that_we_start(year: Year) -> None:
    assert not promises.over_the_week(year)


def test_nobody_was_disturbed_in_quiet_hours(year: Year) -> None:
    assert not promises.at_night(year)


def test_nobody_was_texted_after_stop(year: Year) -> None:
    assert not promises.after_stop(year)


def test_every_nudge_is_accounted_for(year: Year) -> None:
    assert not promises.nudges_astray(year)


def test_everybody_who_is_with_us_has_a_hello_to_come(year: Year) -> None:
    assert not promises.without_a_hello(year)


def test_every_message_has_come_to_an_end_or_rightly_waits(year: Year) -> None:
    assert not promises.messages_astray(year)


def test_no_hello_gave_way_to_what_matters_less(year: Year) -> None:
    assert not promises.hellos_crowded_out(year)


def test_nothing_broke_a_turn(year: Year) -> None:
    assert not promises.broken_turns(year)
    assert not year.complaints


def test_nobody_was_asked_two_things_at_once(year: Year) -> None:
    assert not promises.two_at_once(year)


def test_no_hello_came_in_the_words_of_the_last(year: Year) -> None:
    assert not promises.same_words_twice(year)


def test_the_first_month_asked_nothing_but_how_they_are(year: Year) -> None:
    assert not promises.in_the_first_month(year)


def test_each_silence_that_ran_out_brought_a_person(year: Year) -> None:
    assert not promises.quiet_and_nobody_told(year)


# ── favours, chats, outings, questions ──────────────────────────────────────────────────────


def test_every_favour_ends_in_a_known_state(year: Year) -> None:
    assert year.rows("favour")
    assert not two_way.favours_astray(year)


def test_nobody_is_left_waiting_to_answer_a_favour(year: Year) -> None:
    assert not two_way.asks_astray(year)


def test_every_introduction_ends_in_a_known_state(year: Year) -> None:
    assert not two_way.chats_astray(year)


def test_no_chat_goes_on_after_its_end_or_at_night(year: Year) -> None:
    assert not two_way.left_in_a_chat(year)
    assert not two_way.chats_at_night(year)


def test_nobody_was_asked_to_meet_as_a_group_twice_in_a_month(year: Year) -> None:
    assert not two_way.groups_proposed_too_often(year)


def test_every_group_is_looked_after_until_it_looks_after_itself(year: Year) -> None:
    assert not two_way.groups_astray(year)


def test_of_every_outing_it_is_known_what_became_of_it(year: Year) -> None:
    assert not two_way.outings_astray(year)


def test_nobody_was_asked_the_same_favour_twice(year: Year) -> None:
    assert not two_way.same_favour_twice(year)


def test_nobody_was_asked_for_a_kind_of_favour_they_had_said_no_to(year: Year) -> None:
    assert not two_way.a_kind_they_refused(year)


def test_nobody_had_two_favours_put_to_them_at_once(year: Year) -> None:
    assert not two_way.two_favours_at_once(year)


def test_nobody_was_asked_the_same_question_twice(year: Year) -> None:
    assert not two_way.same_question_twice(year)
    assert not two_way.learned_twice(year)


def test_nothing_was_asked_of_those_for_whom_something_else_came_first(year: Year) -> None:
    assert two_way.in_need(year)
    assert not two_way.asked_while_in_need(year)


# ── concerns, visits, news to many ──────────────────────────────────────────────────────────


def test_nothing_urgent_waited_without_somebody_else_being_told(year: Year) -> None:
    assert any(row.level == "urgent" for row in year.rows("concern"))
    assert not by_the_team.urgent_without_escalation(year)


def test_every_concern_has_its_history_and_its_clock(year: Year) -> None:
    assert not by_the_team.without_a_history(year)
    assert not by_the_team.clocks_stopped(year)


def test_whoever_claims_somebody_in_the_second_they_are_told_has_them(year: Year) -> None:
    assert year.at_once
    assert not by_the_team.told_and_answered_in_vain(year)
    assert not by_the_team.claimed_by_two(year)


def test_nothing_came_of_what_a_lost_phone_texted(year: Year) -> None:
    assert any(row.key.startswith("confirm_phone.") for row in year.rows("message"))
    assert not by_the_team.done_from_a_lost_phone(year)


def test_no_prompt_of_a_visit_went_to_the_wrong_person(year: Year) -> None:
    assert {row.state for row in year.rows("visit")} >= {"happened", "called_off"}
    assert not at_visits.prompts_to_the_wrong_person(year)
    assert not at_visits.prompts_that_name_somebody_else(year)
    assert not at_visits.prompts_of_what_is_off(year)


def test_of_every_visit_it_is_known_what_became_of_it(year: Year) -> None:
    assert not at_visits.visits_astray(year)


def test_nobody_was_alone_with_trouble(year: Year) -> None:
    assert not at_visits.alone_and_nobody_told(year)


def test_nobody_visits_more_people_than_they_have_time_for(year: Year) -> None:
    assert not at_visits.too_many_to_visit(year)


def test_every_proposal_of_a_pair_comes_to_an_end(year: Year) -> None:
    assert not at_visits.offers_astray(year)


def test_no_news_of_an_event_came_after_it_began_or_at_night(year: Year) -> None:
    assert to_many.of_broadcasts(year)
    assert not to_many.too_late_or_at_night(year)


def test_nobody_got_the_same_news_twice_or_without_having_said_yes(year: Year) -> None:
    assert not to_many.same_news_twice(year)
    assert not to_many.without_a_yes(year)


def test_every_tally_adds_up_to_its_audience(year: Year) -> None:
    assert not to_many.tallies_that_do_not_add_up(year)
    assert not to_many.told_tallies_that_do_not_add_up(year)
    assert not to_many.people_left_out(year)


def test_the_same_seed_gives_the_same_year() -> None:
    once, again = (now(lived(SEED, 8, 2)) for _ in range(2))
    assert once.sent == again.sent
    assert once.heard == again.heard
