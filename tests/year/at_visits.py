"""More that is looked for in a lived year: visits, and who is paired with whom.

Each function returns whatever shows a promise broken.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, Final

from tests.year.phones import Sent
from tests.year.promises import written_out
from tests.year.year import Year

TO_BEFRIENDERS: Final = frozenset({"visit_prompt", "visit_today"})
TO_RESIDENTS: Final = frozenset({"visit_confirm", "visit_tomorrow"})


def prompts_to_the_wrong_person(year: Year) -> list[Any]:
    """Prompts of a visit that went to anybody but the one of the two that they are for."""
    visits = {row.id: row for row in year.rows("visit")}
    return [
        row
        for row in _fired(year, TO_BEFRIENDERS | TO_RESIDENTS | {"visit_offer"})
        if row.person_id != _whose(visits[row.subject], row.purpose)
    ]


def _whose(visit: Any, purpose: str) -> int:
    whose: int = visit.befriender_id if purpose in TO_BEFRIENDERS else visit.resident_id
    return whose


def _fired(year: Year, purposes: frozenset[str]) -> list[Any]:
    return [row for row in year.rows("nudge") if row.purpose in purposes and row.state == "fired"]


NAMED_IN: Final = frozenset(
    {"visit_prompt.can_you", "visit_today.today", "visit_confirm.all_right"}
    | {"visit_tomorrow.tomorrow"}
)


def prompts_that_name_somebody_else(year: Year) -> list[Sent]:
    """Prompts that reached a phone and name nobody whom its owner visits, or is visited by."""
    rows, names = written_out(year), {row.id: row.name for row in year.rows("person")}
    others = defaultdict(set)
    for row in year.rows("visit"):
        others[row.befriender_id].add(names[row.resident_id])
        others[row.resident_id].add(names[row.befriender_id])
    return [
        sent
        for sent in year.sent
        if rows[sent.id].key in NAMED_IN
        and not any(name in sent.text for name in others[year.ids[sent.address]])
    ]


def prompts_of_what_is_off(year: Year) -> list[Any]:
    """Prompts of a visit that had been called off, or of a pair that was one no more. One that came
    to nothing, as it found the visit off, is none.
    """
    visits = {row.id: row for row in year.rows("visit")}
    pairs = {row.id: row for row in year.rows("pairing")}
    said = {(row.person_id, row.key.split(".")[0], row.at) for row in written_out(year).values()}
    broken = []
    for row in _fired(year, TO_BEFRIENDERS | TO_RESIDENTS):
        visit = visits[row.subject]
        ended = pairs[visit.pairing_id].ended_at
        off = visit.over_at if visit.state == "called_off" else None
        too_late = any(at is not None and at < row.done_at for at in (ended, off))
        if too_late and (row.person_id, row.purpose, row.done_at) in said:
            broken.append(row)
    return broken


def visits_astray(year: Year) -> list[Any]:
    """Visits long past of which nobody knows what became of them."""
    return [
        row
        for row in year.rows("visit")
        if row.state == "planned" and row.at < year.ends - timedelta(days=3)
    ]


def alone_and_nobody_told(year: Year) -> list[Any]:
    """Befrienders who went in and never said that they were out, and nobody was told. Who says
    later with whom they are goes on in that visit.
    """
    raised = defaultdict(list)
    named = {(row.befriender_id, row.arrived_at) for row in year.rows("visit") if not row.unsure}
    for row in year.rows("concern"):
        if row.kind in ("not_out", "duress"):
            raised[row.person_id].append(row.raised_at)
    return [
        row
        for row in year.rows("visit")
        if row.arrived_at
        and not (row.unsure and (row.befriender_id, row.over_at) in named)
        and (row.left_at is None or row.left_at > row.ends_at + A_DAY)
        and row.ends_at < year.ends - A_DAY
        and not any(row.ends_at <= at <= row.ends_at + A_DAY for at in raised[row.befriender_id])
    ]


def offers_astray(year: Year) -> list[Any]:
    """Proposals of a pair, or of a day for visits, that nobody waits for and that have no end."""
    return [
        row
        for table in ("pair_offer", "rhythm_offer")
        for row in year.rows(table)
        if row.look_at is not None and row.look_at < year.ends - timedelta(days=1)
    ]


A_DAY: Final = timedelta(hours=20)
"""In a year that is looked at a few times a day; the stories hold the minutes."""


def too_many_to_visit(year: Year, most: int = 3) -> list[int]:
    """Befrienders who were ever paired with more people than they have time for."""
    changes: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for row in year.rows("pairing"):
        changes[row.befriender_id] += [(row.started_at, 1), (row.ended_at or year.ends, -1)]
    broken = []
    for who, theirs in changes.items():
        count = 0
        for _, change in sorted(theirs):
            count += change
            if count > most:
                broken.append(who)
                break
    return broken
