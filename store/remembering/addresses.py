"""Facts of where somebody can be reached."""

import sqlalchemy as sa

from flows import facts
from flows.facts.numbers import NumberAsked, NumberRight
from store import introductions, leaving, merging, people, trusting
from store.database import insert_ignore
from store.people import address
from store.remembering.decided import Decided, Keep, Several, row_of


def channel_preferred(conn: sa.Connection, several: Several) -> None:
    """Where they would rather be reached."""
    for each in several:
        people.prefer(conn, each.person_id, each.fact.channel)


def address_lost(conn: sa.Connection, several: Several) -> None:
    """They can't be reached there any more."""
    for each in several:
        if each.address_id is not None:
            people.set_address_state(conn, each.address_id, "unreachable", "blocked")
        leaving.gone_if_lost(conn, [each.person_id], each.at)


def number_wrong(conn: sa.Connection, several: Several) -> None:
    """Somebody else has that address: it is frozen until whoever is there says START."""
    for each in several:
        if each.address_id is not None:
            people.set_address_state(conn, each.address_id, "frozen", people.WRONG)
            trusting.untrust(conn, [each.address_id])
        introductions.leave(conn, [each.person_id], each.at)
        leaving.gone_if_lost(conn, [each.person_id], each.at)


def number_asked(conn: sa.Connection, several: Several) -> None:
    """Every number of theirs may be somebody else's."""
    addresses = people.addresses_of(conn, {each.person_id for each in several})
    numbers = [
        row.id
        for rows in addresses.values()
        for row in rows
        if row.channel != "telegram" and row.state == "open"
    ]
    people.asked_whose(conn, numbers, several[0].at)


def number_right(conn: sa.Connection, several: Several) -> None:
    """The number they answered from is theirs."""
    ids = [each.address_id for each in several if each.address_id is not None]
    people.is_theirs(conn, ids, several[0].at)


def address_moved(conn: sa.Connection, several: Several) -> None:
    """The same person, at another address of the channel."""
    for each in several:
        if each.address_id is not None:
            people.move_address(
                conn, each.community_id, each.address_id, each.channel, each.fact.address
            )


def number_shared(conn: sa.Connection, several: Several) -> None:
    """The person at this address is the one at that number: one person, two addresses."""
    for each in several:
        known = people.at_addresses(conn, each.community_id, [("sms", each.fact.number)])
        row = known.get(("sms", each.fact.number))
        if row is None:
            _add_number(conn, each)
        elif row.person_id != each.person_id:
            merging.merge(conn, each.person_id, row.person_id, each.at)
            people.prefer(conn, row.person_id, each.channel)
        else:
            people.prefer(conn, each.person_id, each.channel)


def _add_number(conn: sa.Connection, each: Decided) -> None:
    conn.execute(
        insert_ignore(address, conn),
        [
            row_of(
                each,
                channel="sms",
                value=each.fact.number,
                preferred=False,
                state="open",
                code="",
                confirmed_at=each.at,
                created_at=each.at,
            )
        ],
    )


KEEPS: dict[type, Keep] = {
    facts.NumberShared: number_shared,
    facts.ChannelPreferred: channel_preferred,
    facts.AddressLost: address_lost,
    facts.NumberWrong: number_wrong,
    NumberAsked: number_asked,
    NumberRight: number_right,
    facts.AddressMoved: address_moved,
}
