"""Facts of what we got to know of somebody, and of what they said of the project."""

import sqlalchemy as sa

from flows.facts import learned as facts
from store import learned, locations, sayings, skills
from store.remembering.decided import Keep, Several, change_people, row_of


def discovery_asked(conn: sa.Connection, several: Several) -> None:
    """A question that is never asked again."""
    rows = [row_of(each, question=each.fact.question, asked_at=each.at) for each in several]
    learned.ask(conn, rows)


def was_learned(conn: sa.Connection, several: Several) -> None:
    """What they told us. Of several answers to one question the last counts."""
    rows = {
        (each.person_id, each.fact.question): row_of(
            each,
            question=each.fact.question,
            words=each.fact.words,
            tags=each.fact.tags,
            at=each.at,
            how=each.channel,
        )
        for each in several
    }
    learned.answer(conn, list(rows.values()))
    skills.note(conn, {each.person_id for each in several})


def forgotten(conn: sa.Connection, several: Several) -> None:
    """What they would have us forget."""
    for each in several:
        which = None if each.fact.everything else each.fact.questions
        learned.forget(conn, each.person_id, which, each.at)
    skills.note(conn, {each.person_id for each in several})


def postcode_forgotten(conn: sa.Connection, several: Several) -> None:
    """Where they live, and what was worked out from it."""
    change_people(conn, several, postcode="")
    ids = [each.person_id for each in several]
    locations.place_people(conn, several[0].community_id, ids)
    skills.note(conn, ids)


def saying_kept(conn: sa.Connection, several: Several) -> None:
    """A thought for the project."""
    sayings.keep(conn, [row_of(each, words=each.fact.words, said_at=each.at) for each in several])


def saying_forgotten(conn: sa.Connection, several: Several) -> None:
    """They wish they had not said it."""
    for each in several:
        sayings.forget(conn, each.person_id, each.fact.saying, each.at)


def saying_answered(conn: sa.Connection, several: Several) -> None:
    """Somebody of the team has answered one."""
    for each in several:
        sayings.answer(conn, each.fact.saying, each.person_id, each.fact.words, each.at)


KEEPS: dict[type, Keep] = {
    facts.DiscoveryAsked: discovery_asked,
    facts.Learned: was_learned,
    facts.Forgotten: forgotten,
    facts.PostcodeForgotten: postcode_forgotten,
    facts.SayingKept: saying_kept,
    facts.SayingForgotten: saying_forgotten,
    facts.SayingAnswered: saying_answered,
}
