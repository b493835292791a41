"""Facts of what the team does by text: tell, note, take over, hand back."""

import sqlalchemy as sa

from flows.facts import team_words as facts
from store import notes, takeovers
from store.remembering.decided import Keep, Several


def noted(conn: sa.Connection, several: Several) -> None:
    """A note about somebody."""
    for each in several:
        fact = each.fact
        notes.keep(conn, each.community_id, fact.about, each.person_id, fact.words, each.at)


def told(conn: sa.Connection, several: Several) -> None:
    """What they say to it goes to who told them."""
    for each in several:
        takeovers.told(conn, each.fact.to, each.person_id, each.at)


def taken_over(conn: sa.Connection, several: Several) -> None:
    """A person answers them."""
    for each in several:
        takeovers.begin(conn, each.community_id, each.fact.resident, each.person_id, each.at)


def handed_back(conn: sa.Connection, several: Several) -> None:
    """We answer them again."""
    for each in several:
        takeovers.end(conn, [each.fact.takeover], takeovers.BY_HAND, each.at)


KEEPS: dict[type, Keep] = {
    facts.NoteKept: noted,
    facts.ToldByHand: told,
    facts.TakenOverByHand: taken_over,
    facts.HandedBack: handed_back,
}
