"""The reasons that are heard against something to do are the ones that change the next choice."""

import pytest

from flows.facts.nearby import OTHER, WHY_NOT
from flows.hearing.tables import table
from flows.nearby.access import NEEDED_FOR
from flows.nearby.ranking import Seeker, WhyNot
from flows.nearby.seeking import with_reasons

HEARD = sorted(set(table("english/outings")["why not"]) - {"never"})


@pytest.mark.parametrize("reason", HEARD)
def test_every_reason_that_is_heard_is_one_we_know(reason: str) -> None:
    assert reason in WHY_NOT or reason in NEEDED_FOR


@pytest.mark.parametrize("reason", [each for each in HEARD if each not in ("time", OTHER)])
def test_every_reason_but_a_time_changes_what_they_look_for(reason: str) -> None:
    """A time changes it too, once it is known what was on then."""
    assert with_reasons(Seeker(), [WhyNot(reason)]) != Seeker()
