"""Facts of concerns about somebody: raised, claimed, noted, wished, closed."""

import sqlalchemy as sa

from flows.facts import concerns as facts
from store import concerns
from store import handed_on as next_to_tell
from store.remembering.decided import Keep, Several


def raised(conn: sa.Connection, several: Several) -> None:
    """Somebody worries about somebody: nobody has been told yet, and the clock looks at once."""
    concerns.add(
        conn,
        [
            {
                "community_id": each.community_id,
                "person_id": each.fact.about,
                "kind": each.fact.kind,
                "words": each.fact.words,
                "level": each.fact.level,
                "raised_at": each.at,
                "raised_by": each.person_id,
                "step": 0,
            }
            for each in several
        ],
    )


def claimed(conn: sa.Connection, several: Several) -> None:
    """Whoever says so first has it in hand."""
    for each in several:
        concerns.claim(conn, each.fact.concerns, each.person_id, each.at)


def handed_on(conn: sa.Connection, several: Several) -> None:
    """The next is told."""
    for each in several:
        next_to_tell.not_me(conn, each.fact.about, each.person_id, each.at)


def noted(conn: sa.Connection, several: Several) -> None:
    """A note."""
    for each in several:
        concerns.note(conn, each.fact.concerns, each.person_id, each.fact.words, each.at)


def wished(conn: sa.Connection, several: Several) -> None:
    """What the person themself would like."""
    for each in several:
        concerns.wish(conn, each.fact.concerns, each.person_id, each.fact.words, each.at)


def closed(conn: sa.Connection, several: Several) -> None:
    """It is over."""
    for each in several:
        ids, outcome = each.fact.concerns, each.fact.outcome
        concerns.close(conn, ids, each.person_id, outcome, "done", each.at)


def outcome_told(conn: sa.Connection, several: Several) -> None:
    """What came of it, once it was closed."""
    for each in several:
        concerns.told_outcome(conn, each.fact.concerns, each.person_id, each.fact.words, each.at)


def good_news(conn: sa.Connection, several: Several) -> None:
    """They spoke for themselves, and all that was wondered about is answered."""
    for each in several:
        concerns.good_news(conn, each.person_id, each.fact.kinds, each.fact.words, each.at)


KEEPS: dict[type, Keep] = {
    facts.ConcernRaised: raised,
    facts.ConcernClaimed: claimed,
    facts.ConcernHandedOn: handed_on,
    facts.ConcernNoted: noted,
    facts.WishTold: wished,
    facts.ConcernClosed: closed,
    facts.OutcomeTold: outcome_told,
    facts.GoodNews: good_news,
}
