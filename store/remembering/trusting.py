"""Facts of whether a phone is confirmed to be somebody's."""

import sqlalchemy as sa

from flows.facts import trusting as facts
from store import trusting
from store.remembering.decided import Keep, Several, row_of


def code_sent(conn: sa.Connection, several: Several) -> None:
    """A code is out for the address they wrote from."""
    for each in several:
        if each.address_id is not None:
            row = row_of(each, address_id=each.address_id, hashed=each.fact.hashed)
            trusting.made(conn, row, each.at)


def code_tried(conn: sa.Connection, several: Several) -> None:
    """It was not that."""
    for each in several:
        trusting.tried(conn, each.fact.code)


def trusted(conn: sa.Connection, several: Several) -> None:
    """The code came back from there."""
    for each in several:
        if each.address_id is not None:
            trusting.used(conn, each.fact.code, each.at)
            trusting.trust_one(conn, each.address_id, each.at)


KEEPS: dict[type, Keep] = {
    facts.PhoneCodeSent: code_sent,
    facts.PhoneCodeTried: code_tried,
    facts.PhoneTrusted: trusted,
}
