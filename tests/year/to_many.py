"""More that is looked for in a lived year: news of events to many at once.

Each function returns whatever shows a promise broken.
"""

import re
from collections import Counter, defaultdict
from typing import Any, Final

from tests.year.phones import Sent
from tests.year.promises import FINAL, is_night, written_out
from tests.year.year import Year


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


def people_left_out(year: Year) -> list[tuple[int, set[int]]]:
    """Broadcasts for a whole area, or for everybody, and who of it has no row in their tally, or
    has one and should not.
    """
    rows = defaultdict(set)
    for row in written_out(year).values():
        rows[row.broadcast_id].add(row.person_id)
    return [
        (row.id, rows[row.id] ^ audience)
        for row in year.rows("broadcast")
        if row.state in ENDED
        and row.last_person is not None
        and (audience := _audience(row, year)) is not None
        and rows[row.id] != audience
    ]


NARROWED: Final = ("near", "interests", "languages", "access", "either")


def _audience(broadcast: Any, year: Year) -> set[int] | None:
    """Whom it is for, counted by hand; None where more than an area narrows it down."""
    of = broadcast.audience
    if broadcast.kind != "event" or any(of.get(each) for each in NARROWED):
        return None
    theirs = {row.person_id for row in year.rows("role") if row.role == of["role"]}
    areas = () if of["everyone"] else tuple(of["areas"])
    return {
        row.id
        for row in year.rows("person")
        if row.id in theirs
        and row.id <= broadcast.last_person
        and (not areas or row.postcode.startswith(areas))
    }


_TALLY: Final = re.compile(r"Of (\d+): ([^.]*)\.")


def told_tallies_that_do_not_add_up(year: Year) -> list[str]:
    """What coordinators read of how it went, where the numbers do not come to the whole."""
    return [
        row.text
        for row in written_out(year).values()
        for whole, places in _TALLY.findall(row.text)
        if int(whole) != sum(int(many) for many in re.findall(r"\d+", places))
    ]
