"""The reasons that are heard against something to do are the ones that change the next choice."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.facts.nearby import OTHER, WHY_NOT
from flows.hearing.tables import table
from flows.nearby.access import NEEDED_FOR
from flows.nearby.ranking import Seeker, WhyNot, rank
from flows.nearby.seeking import with_reasons
from flows.world.nearby import Activity, Point, Schedule

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)

HEARD = sorted(set(table("english/outings")["why not"]) - {"never"})


@pytest.mark.parametrize("reason", HEARD)
def test_every_reason_that_is_heard_is_one_we_know(reason: str) -> None:
    assert reason in WHY_NOT or reason in NEEDED_FOR


@pytest.mark.parametrize("reason", [each for each in HEARD if each not in ("time", OTHER)])
def test_every_reason_but_a_time_changes_what_they_look_for(reason: str) -> None:
    """A time changes it too, once it is known what was on then."""
    assert with_reasons(Seeker(), [WhyNot(reason)]) != Seeker()


def test_what_is_as_far_as_what_was_too_far_never_comes_again() -> None:
    home, chapel, hall = Point(50.9, -1.4), Point(50.92, -1.4), Point(50.93, -1.4)
    far, further = activity_at(1, chapel), activity_at(2, hall)
    near = activity_at(3, Point(50.905, -1.4))
    seeker = with_reasons(Seeker(point=home), [WhyNot("far", far)])
    assert [each.activity.id for each in rank(seeker, [far, further, near], NOW)] == [3]


def test_a_plain_no_rests_for_a_month_and_comes_after_all_else_until_then() -> None:
    here = [activity_at(each, None) for each in (1, 2)]
    for days, first in ((2, 2), (31, 1)):
        said = [WhyNot("not now", here[0], NOW - timedelta(days=days))]
        ranked = rank(with_reasons(Seeker(), said, (), NOW), here, NOW)
        assert ranked[0].activity.id == first
        assert len(ranked) == 2


def activity_at(number: int, point: Point | None) -> Activity:
    weekly = Schedule(
        datetime.fromisoformat("2026-11-24T11:00"), "Europe/London", rule="FREQ=WEEKLY;BYDAY=TU"
    )
    return Activity(number, "Tea", weekly, point=point)
