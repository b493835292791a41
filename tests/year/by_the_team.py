"""More that is looked for in a lived year: concerns and their clock, visits, news to many.

Each function returns whatever shows a promise broken.
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from tests.year.phones import Sent
from tests.year.promises import FINAL, is_night, written_out
from tests.year.year import PRESSING, Year

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
    return [row for row in year.rows("concern") if row.done_at is None and row.next_at is None]


# ── visits ──────────────────────────────────────────────────────────────────────────────────

TO_BEFRIENDERS: Final = frozenset({"visit_prompt", "visit_today"})
TO_RESIDENTS: Final = frozenset({"visit_confirm"})


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


def prompts_of_what_is_off(year: Year) -> list[Any]:
    """Prompts of a visit that had been called off, or of a pair that was one no more."""
    visits = {row.id: row for row in year.rows("visit")}
    pairs = {row.id: row for row in year.rows("pairing")}
    broken = []
    for row in _fired(year, TO_BEFRIENDERS | TO_RESIDENTS):
        visit = visits[row.subject]
        ended = pairs[visit.pairing_id].ended_at
        off = visit.over_at if visit.state == "called_off" else None
        if any(at is not None and at < row.done_at for at in (ended, off)):
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
    """Befrienders who went in and never said that they were out, and nobody was told."""
    raised = defaultdict(list)
    for row in year.rows("concern"):
        if row.kind in ("not_out", "duress"):
            raised[row.person_id].append(row.raised_at)
    return [
        row
        for row in year.rows("visit")
        if row.arrived_at
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


# ── news to many ────────────────────────────────────────────────────────────────────────────


def of_broadcasts(year: Year) -> list[tuple[Sent, Any, Any]]:
    """What reached a phone of any broadcast, with its message and the broadcast."""
    rows = written_out(year)
    broadcasts = {row.id: row for row in year.rows("broadcast")}
    return [
        (sent, rows[sent.id], broadcasts[rows[sent.id].broadcast_id])
        for sent in year.sent
        if rows[sent.id].broadcast_id is not None
    ]


def too_late_or_at_night(year: Year) -> list[Sent]:
    """News of an event that came once it had begun, or in quiet hours."""
    return [
        sent
        for sent, _, broadcast in of_broadcasts(year)
        if sent.at >= broadcast.at or is_night(sent.at)
    ]


def same_news_twice(year: Year) -> list[tuple[int, int]]:
    """People who were to get one broadcast twice."""
    counted = Counter(
        (row.broadcast_id, row.person_id)
        for row in written_out(year).values()
        if row.broadcast_id is not None
    )
    return [each for each, many in counted.items() if many > 1]


def without_a_yes(year: Year) -> list[tuple[int, int]]:
    """Invitations to people who had not said yes to events, or had said no since."""
    answers = defaultdict(list)
    for row in sorted(year.rows("consent"), key=lambda row: row.id):
        if row.purpose == "events":
            answers[row.person_id].append((row.at, row.given))
    broken = []
    for sent, row, broadcast in of_broadcasts(year):
        said = [given for at, given in answers[row.person_id] if at <= sent.at]
        if broadcast.kind == "event" and not (said and said[-1]):
            broken.append((broadcast.id, row.person_id))
    return broken


ENDED: Final = frozenset({"done", "killed", "over"})


def tallies_that_do_not_add_up(year: Year) -> list[tuple[int, dict[str, int]]]:
    """Broadcasts that have ended though somebody's text has not."""
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for row in written_out(year).values():
        if row.broadcast_id is not None:
            states[row.broadcast_id][row.state] += 1
    return [
        (row.id, dict(states[row.id]))
        for row in year.rows("broadcast")
        if row.state in ENDED and not states[row.id].keys() <= FINAL
    ]
