"""More that is looked for in a lived year: concerns and their clock, and a phone that was lost.

Each function returns whatever shows a promise broken.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from store.concerns import OWN_REMINDERS
from tests.year.living import PRESSING
from tests.year.promises import written_out
from tests.year.year import Year

# ── concerns ────────────────────────────────────────────────────────────────────────────────

TELLING: Final = frozenset({"raised", "told", "escalated", "reminded", "nobody"})
FIRST, LATER, A_LOOK = timedelta(minutes=5), timedelta(minutes=30), PRESSING * 2
"""How long an urgent concern may wait before somebody else is told, at first and then again."""


def urgent_without_escalation(year: Year) -> list[tuple[int, datetime]]:
    """Urgent concerns that nobody had in hand, and of which nobody was told again in time."""
    told, taken = defaultdict(set), dict[int, datetime]()
    for row in year.rows("concern_event"):
        if row.kind in TELLING:
            told[row.concern_id].add(row.at)
        if row.kind == "claimed":
            taken.setdefault(row.concern_id, row.at)
    broken = []
    for row in year.rows("concern"):
        if row.level != "urgent" or _waits_behind(row, year):
            continue
        until = min(filter(None, (taken.get(row.id), row.done_at, year.ends)))
        moments = [at for at in sorted({row.raised_at, *told[row.id]}) if at <= until]
        for nth, (before, after) in enumerate(pairwise([*moments, until])):
            if after - before > (FIRST if nth < 2 else LATER) + A_LOOK:
                broken.append((row.id, before))
    return broken


def _waits_behind(row: Any, year: Year) -> bool:
    """Whether an older cry about the same person was open already: whoever sees to that one sees to
    both, and the clock of the older one runs for both.
    """
    return any(
        each.level == "urgent"
        and each.person_id == row.person_id
        and each.id < row.id
        and (each.done_at is None or each.done_at > row.raised_at)
        for each in year.rows("concern")
    )


def without_a_history(year: Year) -> list[int]:
    """Concerns whose history does not say when they were raised, and closed if they are."""
    kinds = defaultdict(set)
    for row in year.rows("concern_event"):
        kinds[row.concern_id].add(row.kind)
    return [
        row.id
        for row in year.rows("concern")
        if "raised" not in kinds[row.id]
        or ((row.done_at is not None) != ("closed" in kinds[row.id]))
    ]


def clocks_stopped(year: Year) -> list[Any]:
    """Concerns that nobody has closed and no clock looks after."""
    return [
        row
        for row in year.rows("concern")
        if row.done_at is None and row.next_at is None and row.kind not in OWN_REMINDERS
    ]


def claimed_by_two(year: Year) -> list[Any]:
    """Coordinators who read that they have somebody in hand, and somebody else was first."""
    at = defaultdict(set)
    for row in year.rows("concern_event"):
        at[row.kind].add((row.who_id, row.at))
    return [
        row
        for row in written_out(year).values()
        if row.key.startswith("mine.taken")
        and (row.person_id, row.at) in at["too_late"] - at["claimed"]
    ]


NOTHING_OPEN: Final = frozenset({"mine.nothing", "done.nothing"})


def told_and_answered_in_vain(year: Year) -> list[Any]:
    """Whoever answered in the very second in which they were told of somebody, and read that
    nothing was open though it was.
    """
    said = {(year.ids[heard.address], heard.at) for heard in year.at_once}
    return [
        row
        for row in written_out(year).values()
        if row.key in NOTHING_OPEN
        and (row.person_id, row.at) in said
        and any(
            each.raised_at <= row.at and (each.done_at is None or each.done_at > row.at)
            for each in _told_just_then(year, row)
        )
    ]


def _told_just_then(year: Year, answer: Any) -> list[Any]:
    """The concerns about whoever this one of the team was told of at that moment."""
    about = {
        row.about_id
        for row in written_out(year).values()
        if row.key.startswith("tell.") and (row.person_id, row.at) == (answer.person_id, answer.at)
    }
    return [row for row in year.rows("concern") if row.person_id in about]


# ── a lost phone ────────────────────────────────────────────────────────────────────────────

DECIDES: Final = frozenset({"claimed", "noted", "outcome", "wish", "closed"})


def done_from_a_lost_phone(year: Year) -> list[Any]:
    """What came of the words that a coordinator's lost phone sent while it was lost."""
    whose, lost = year.ids[year.lost.address], year.lost
    by_them = [
        *((row.by_person, row.created_at, row) for row in year.rows("broadcast")),
        *((row.stopped_by, row.ended_at, row) for row in year.rows("broadcast")),
        *((row.coordinator_id, row.began_at, row) for row in year.rows("takeover")),
        *((row.proposed_by, row.proposed_at, row) for row in year.rows("pair_offer")),
        *((row.ended_by, row.ended_at, row) for row in year.rows("pairing")),
        *(
            (row.who_id, row.at, row)
            for row in year.rows("concern_event")
            if row.kind in DECIDES
        ),
        *(
            (row.about_id, row.at, row)
            for row in written_out(year).values()
            if row.key in ("tell_somebody.from_us", "take_over.from_coordinator")
        ),
    ]  # fmt: skip
    return [
        row for who, at, row in by_them if who == whose and at and lost.since <= at < lost.until
    ]
