"""What a suggestion says: what it costs, who says so, how old that is. Honest, and short."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.nearby.distance import Point
from flows.nearby.ranking import Seeker, choose, rank
from flows.nearby.telling import cost_words, source_words, suggestion
from flows.world.nearby import Access, Activity, Schedule

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
DAY = timedelta(days=1)
TEA = Activity(
    id=1,
    title="Tea and a natter",
    schedule=Schedule(
        datetime.fromisoformat("2026-03-03 11:00"), "Europe/London", 90, "FREQ=WEEKLY"
    ),
    place="the Hub",
    point=Point(50.93, -1.41),
    access=Access(frozenset({"step_free"})),
    cost_pence=0,
    travel="Bus 7 to Mill Lane",
    who_meets="Pat by the urn",
    source="Pat",
    source_place="Mill Lane",
    checked_at=NOW - DAY,
    confirm_by=NOW + 90 * DAY,
)


@pytest.mark.parametrize(
    ("pence", "own", "words"),
    [
        (None, "", "cost not known"),
        (0, "", "free"),
        (50, "", "50p"),
        (200, "", "£2"),
        (250, "", "£2.50"),
        (1205, "", "£12.05"),
        (400, "£4, pudding too", "£4, pudding too"),
    ],
)
def test_what_it_costs_is_said_and_unknown_is_not_free(
    pence: int | None, own: str, words: str
) -> None:
    assert cost_words(replace(TEA, cost_pence=pence, cost_words=own)) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Pat from Mill Lane says, checked 3 May"),
        ({"source_place": ""}, "Pat says, checked 3 May"),
        ({"source": ""}, "checked 3 May"),
        ({"checked_at": None}, "Pat from Mill Lane says"),
        ({"checked_at": NOW - 300 * DAY}, "Pat from Mill Lane says, checked 8 July 2025"),
        ({"confirm_by": NOW - DAY}, "Pat from Mill Lane said, not checked since 3 May"),
        ({"confirm_by": NOW - DAY, "source": ""}, "not checked since 3 May"),
        ({"confirm_by": NOW - DAY, "checked_at": None, "source": ""}, "not checked yet"),
        ({"source": "", "checked_at": None}, ""),
    ],
)
def test_who_says_so_and_when_it_was_checked_is_said(change: dict[str, object], words: str) -> None:
    assert source_words(replace(TEA, **change), NOW) == words  # type: ignore[arg-type]


def test_a_suggestion_says_all_that_matters_in_words() -> None:
    seeker = Seeker(point=Point(50.93, -1.416), tags=frozenset({"cards"}))
    [best] = choose(rank(seeker, [replace(TEA, tags=frozenset({"cards"}))], NOW))
    said = suggestion(best, seeker, NOW)
    assert (said.title, said.when_words, said.next_words, said.place) == (
        "Tea and a natter", "Tuesdays 11am", "Tue 5 May 11am", "the Hub",
    )  # fmt: skip
    assert (said.cost_words, said.access_words) == ("free", "step-free; toilet, seats not known")
    assert (said.distance_m, said.distance_words) == (420, "10 minutes on foot")
    assert (said.travel_line, said.who_meets) == ("Bus 7 to Mill Lane", "Pat by the urn")
    assert said.why[0] == "likes:cards" and not said.stale
    assert said.next_at == datetime(2026, 5, 5, 10, tzinfo=UTC)


def test_a_way_that_is_not_known_is_not_made_up() -> None:
    [best] = rank(Seeker(), [TEA], NOW)
    said = suggestion(best, Seeker(), NOW)
    assert (said.distance_m, said.distance_words) == (None, "")
