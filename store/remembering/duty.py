"""Facts of the duty rota."""

import sqlalchemy as sa

from flows.facts import duty as facts
from store import duty, swaps
from store.remembering.decided import Keep, Several


def taken(conn: sa.Connection, several: Several) -> None:
    """They are on duty."""
    duty.add(
        conn,
        [
            {
                "community_id": each.community_id,
                "person_id": each.person_id,
                "from_at": each.fact.start,
                "until_at": each.fact.until,
                "warn_at": each.fact.warn_at,
                "made_at": each.at,
            }
            for each in several
        ],
    )


def ended(conn: sa.Connection, several: Several) -> None:
    """They are off duty, or will not be on it then."""
    for each in several:
        if each.fact.dropped:
            duty.drop(conn, each.fact.dropped, each.person_id, each.at)
        else:
            duty.off(conn, each.person_id, each.at)


def swap_asked(conn: sa.Connection, several: Several) -> None:
    """Somebody is asked to take a turn."""
    for each in several:
        asked = (each.community_id, each.person_id, each.fact.to, each.fact.shifts)
        swaps.ask(conn, *asked, each.at)


def swap_answered(conn: sa.Connection, several: Several) -> None:
    """They do, or do not."""
    for each in several:
        swaps.answer(conn, each.fact.swap, yes=each.fact.yes, now=each.at)


KEEPS: dict[type, Keep] = {
    facts.DutyEnded: ended,
    facts.DutyTaken: taken,
    facts.SwapAsked: swap_asked,
    facts.SwapAnswered: swap_answered,
}
