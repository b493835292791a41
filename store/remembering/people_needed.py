"""Facts of who needs a person, and that one has seen to it."""

import sqlalchemy as sa

from flows import facts
from store import concerns
from store.remembering.decided import Keep, Several, change_people, row_of


def person_needed(conn: sa.Connection, several: Several) -> None:
    """Somebody should look."""
    concerns.add(
        conn,
        [
            row_of(
                each,
                kind=each.fact.kind,
                words=each.fact.words,
                level=each.fact.level,
                raised_at=each.at,
            )
            for each in several
        ],
    )
    if passed_on := [each for each in several if each.fact.kind in (*facts.PASSED_ON, "urgent")]:
        change_people(conn, passed_on, passed_on_at=several[0].at)


def concerns_done(conn: sa.Connection, several: Several) -> None:
    """Whoever was told has seen to it: to all that is open about that person, and nobody else."""
    for each in several:
        concerns.done(conn, [each.fact.about], each.person_id, each.at)


KEEPS: dict[type, Keep] = {
    facts.PersonNeeded: person_needed,
    facts.ConcernsDone: concerns_done,
}
