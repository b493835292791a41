"""Facts of favours: what was asked and offered, who said yes, and what came of it."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from flows.facts import favours as facts
from store import favours, favours_said, hours, skills
from store.database import upsert
from store.remembering.decided import Keep, Several, row_of

LOOKED_FOR_AGAIN: Final = timedelta(days=14)
"""How long somebody else is looked for, where the first helper could not after all."""


def favour_asked(conn: sa.Connection, several: Several) -> None:
    """Something is asked for: somebody is found at once, or a person of the team sees to it."""
    favours.add(
        conn,
        [
            row_of(
                each,
                kind=each.fact.kind,
                words=each.fact.words,
                about=each.fact.about,
                tags=" ".join(each.fact.tags),
                weekday=each.fact.weekday,
                state=favours.BY_HAND if each.fact.by_hand else favours.OPEN,
                why=each.fact.by_hand,
                due_at=None if each.fact.by_hand else each.at,
                until=each.fact.until,
                asked_at=each.at,
                over_at=each.at if each.fact.by_hand else None,
            )
            for each in several
        ],
    )


def favour_withdrawn(conn: sa.Connection, several: Several) -> None:
    """The asker takes it back."""
    for each in sorted(several, key=lambda each: each.fact.favour):
        favours_said.withdraw(conn, each.fact.favour, each.person_id, each.at)


def favour_answered(conn: sa.Connection, several: Several) -> None:
    """Whoever was asked has answered."""
    for each in sorted(several, key=lambda each: each.fact.favour):
        row = {
            "favour": each.fact.favour,
            "person": each.person_id,
            "answer": each.fact.answer,
            "words": each.fact.words,
        }
        favours_said.answered(conn, row, each.at)


def helper_answered(conn: sa.Connection, several: Several) -> None:
    """The asker has heard who would help."""
    for each in sorted(several, key=lambda each: each.fact.favour):
        fact = each.fact
        favours_said.helper_answered(conn, fact.favour, each.person_id, fact.answer, each.at)


def favour_done(conn: sa.Connection, several: Several) -> None:
    """It is over; where the community counts hours, they are counted."""
    for each in sorted(several, key=lambda each: each.fact.favour):
        fact = each.fact
        was = favours_said.done(
            conn, fact.favour, each.person_id, fact.helped, fact.thanks, each.at
        )
        if was is not None and fact.minutes:
            hours.given(conn, was, fact.minutes, each.at)


def favour_wanted_again(conn: sa.Connection, several: Several) -> None:
    """Somebody else, please."""
    for each in sorted(several, key=lambda each: each.fact.favour):
        until = each.at + LOOKED_FOR_AGAIN
        favours_said.again(conn, each.fact.favour, each.person_id, until, each.at)


def help_offered(conn: sa.Connection, several: Several) -> None:
    """They offer to help."""
    rows = [
        row_of(each, tag=tag, words=each.fact.words) for each in several for tag in each.fact.tags
    ]
    skills.offered(conn, rows, several[0].at)


def days_offered(conn: sa.Connection, several: Several) -> None:
    """When they could."""
    for each in several:
        skills.free_on(conn, each.community_id, each.person_id, each.fact.days)


def small_ask_answered(conn: sa.Connection, several: Several) -> None:
    """What came back to a small ask of our own."""
    rows = [
        row_of(
            each,
            name=each.fact.name,
            state=each.fact.answer,
            words=each.fact.words,
            at=each.at,
        )
        for each in several
    ]
    keys = ["community_id", "person_id", "name"]
    conn.execute(upsert(favours.small_ask, conn, keys, ["state", "words", "at"]), rows)


KEEPS: dict[type, Keep] = {
    facts.FavourAsked: favour_asked,
    facts.FavourWithdrawn: favour_withdrawn,
    facts.FavourAnswered: favour_answered,
    facts.HelperAnswered: helper_answered,
    facts.FavourDone: favour_done,
    facts.FavourWantedAgain: favour_wanted_again,
    facts.HelpOffered: help_offered,
    facts.DaysOffered: days_offered,
    facts.SmallAskAnswered: small_ask_answered,
}
