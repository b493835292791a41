"""Applies what conversations decided: one function a fact, taking every such fact of a batch."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from flows import facts
from store import (
    check_ins,
    concerns,
    consents,
    conversations,
    merging,
    messages,
    nudges,
    people,
)
from store.database import insert_ignore
from store.people import address, person


@dataclass(frozen=True, slots=True)
class Decided:
    """A fact about a person, and where and when it came about."""

    fact: Any
    community_id: int
    person_id: int
    at: datetime
    channel: str = ""
    address_id: int | None = None


Several = list[Decided]


def remember(conn: sa.Connection, decided: Iterable[Decided]) -> None:
    """Write down all that was decided. Raises KeyError for a fact nobody knows how to keep."""
    by_kind: dict[type, Several] = {}
    for each in decided:
        by_kind.setdefault(type(each.fact), []).append(each)
    for kind in by_kind.keys() - REMEMBER.keys():
        raise KeyError(f"nothing in remembering.py keeps {kind.__name__}")
    for kind, keep in REMEMBER.items():
        if kind in by_kind:
            keep(conn, by_kind[kind])


def _row(each: Decided, **more: Any) -> dict[str, Any]:
    return {"community_id": each.community_id, "person_id": each.person_id, **more}


def _change_people(conn: sa.Connection, several: Several, **values: Any) -> None:
    """The same change to all of these people."""
    ids = [each.person_id for each in several]
    conn.execute(sa.update(person).where(person.c.id.in_(ids)).values(**values))


def _change_each(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """A change of its own to each person (`row_id`)."""
    names = [name for name in rows[0] if name != "row_id"]
    conn.execute(
        sa.update(person)
        .where(person.c.id == sa.bindparam("row_id"))
        .values({name: sa.bindparam(f"new_{name}", type_=person.c[name].type) for name in names}),
        [{"row_id": row["row_id"], **{f"new_{name}": row[name] for name in names}} for row in rows],
    )


def came_in(conn: sa.Connection, several: Several) -> None:
    """The door they came by. The first one counts."""
    for each in several:
        first = (person.c.id == each.person_id, person.c.door == "")
        conn.execute(sa.update(person).where(*first).values(door=each.fact.door))


def consent_answered(conn: sa.Connection, several: Several) -> None:
    """A yes or a no, as it was asked and said."""
    consents.add(
        conn,
        [
            _row(
                each,
                purpose=each.fact.purpose,
                given=each.fact.given,
                asked=each.fact.asked,
                said=each.fact.said,
                how=each.channel,
                source="",
                at=each.at,
            )
            for each in several
        ],
    )


def joined(conn: sa.Connection, several: Several) -> None:
    """They are residents from now on."""
    _change_people(conn, several, joined_at=several[0].at)
    rows = [_row(each, role="resident", since=each.at) for each in several]
    conn.execute(insert_ignore(people.role, conn), rows)


def named(conn: sa.Connection, several: Several) -> None:
    """What they like to be called."""
    _change_each(conn, [{"row_id": each.person_id, "name": each.fact.name} for each in several])


def interests_told(conn: sa.Connection, several: Several) -> None:
    """What they enjoy."""
    rows = [{"row_id": each.person_id, "interests": each.fact.words} for each in several]
    _change_each(conn, rows)


def postcode_told(conn: sa.Connection, several: Several) -> None:
    """Where they live."""
    rows = [{"row_id": each.person_id, "postcode": each.fact.postcode} for each in several]
    _change_each(conn, rows)


def check_in_answered(conn: sa.Connection, several: Several) -> None:
    """The answer to a hello."""
    check_ins.add(
        conn,
        [_row(each, mood=each.fact.mood, words=each.fact.words, at=each.at) for each in several],
    )
    rows = [{"row_id": each.person_id, "last_mood": each.fact.mood} for each in several]
    _change_each(conn, rows)


def went_quiet(conn: sa.Connection, several: Several) -> None:
    """A hello that nothing came back to."""
    check_ins.add(conn, [_row(each, mood=facts.QUIET, words="", at=each.at) for each in several])
    _change_people(conn, several, last_mood=facts.QUIET)


def person_needed(conn: sa.Connection, several: Several) -> None:
    """Somebody should look."""
    concerns.add(
        conn,
        [
            _row(each, kind=each.fact.kind, words=each.fact.words, raised_at=each.at)
            for each in several
        ],
    )
    if passed_on := [each for each in several if each.fact.kind in facts.PASSED_ON]:
        _change_people(conn, passed_on, passed_on_at=several[0].at)


def concerns_done(conn: sa.Connection, several: Several) -> None:
    """Whoever was told has seen to it: to all that is open about that person, and nobody else."""
    for each in several:
        concerns.done(conn, [each.fact.about], each.person_id, each.at)


def stopped(conn: sa.Connection, several: Several) -> None:
    """STOP: kept as a consent withdrawn, and nothing that was planned or queued goes out."""
    now = several[0].at
    consents.add(conn, [_texts(each, given=False) for each in several])
    _change_people(conn, several, stopped_at=now)
    ids = [each.person_id for each in several]
    nudges.cancel(conn, ids, "stopped", now)
    messages.drop_queued(conn, ids, "stop")
    open_ones = conversations.open_with(conn, ids).values()
    conversations.end(conn, [talk.id for talk in open_ones], now)


def restarted(conn: sa.Connection, several: Several) -> None:
    """START: their own yes to hearing from us again, at the address they said it from."""
    consents.add(conn, [_texts(each, given=True) for each in several])
    _change_people(conn, several, stopped_at=None, paused_at=None, paused_until=None)
    said_at = [each.address_id for each in several if each.address_id is not None]
    reopened = sa.update(address).where(address.c.id.in_(said_at))
    conn.execute(reopened.values(state="open", code=""))


def _texts(each: Decided, *, given: bool) -> dict[str, Any]:
    return _row(
        each,
        purpose=consents.TEXTS,
        given=given,
        asked="",
        said=each.fact.words,
        how=each.channel,
        source="",
        at=each.at,
    )


def paused(conn: sa.Connection, several: Several) -> None:
    """Hellos rest."""
    rows = [
        {"row_id": each.person_id, "paused_at": each.at, "paused_until": each.fact.until}
        for each in several
    ]
    _change_each(conn, rows)


def rhythm_changed(conn: sa.Connection, several: Several) -> None:
    """How often they would like a hello."""
    rows = [{"row_id": each.person_id, "every_days": each.fact.every_days} for each in several]
    _change_each(conn, rows)


def nudge_planned(conn: sa.Connection, several: Several) -> None:
    """Something falls due."""
    rows = [
        _row(
            each,
            purpose=each.fact.purpose,
            due_at=each.fact.at,
            late_by=int(each.fact.late_by.total_seconds()),
        )
        for each in several
    ]
    nudges.plan(conn, rows, several[0].at)


def channel_preferred(conn: sa.Connection, several: Several) -> None:
    """Where they would rather be reached."""
    for each in several:
        people.prefer(conn, each.person_id, each.fact.channel)


def address_lost(conn: sa.Connection, several: Several) -> None:
    """They can't be reached there any more."""
    for each in several:
        if each.address_id is not None:
            people.set_address_state(conn, each.address_id, "unreachable", "blocked")


def number_wrong(conn: sa.Connection, several: Several) -> None:
    """Somebody else has that address: it is frozen until whoever is there says START."""
    for each in several:
        if each.address_id is not None:
            people.set_address_state(conn, each.address_id, "frozen", "wrong number")


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
            _row(
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


Keep = Callable[[sa.Connection, Several], None]

REMEMBER: dict[type, Keep] = {
    facts.CameIn: came_in,
    facts.NumberShared: number_shared,
    facts.ConsentAnswered: consent_answered,
    facts.Joined: joined,
    facts.Named: named,
    facts.InterestsTold: interests_told,
    facts.PostcodeTold: postcode_told,
    facts.CheckInAnswered: check_in_answered,
    facts.WentQuiet: went_quiet,
    facts.PersonNeeded: person_needed,
    facts.ConcernsDone: concerns_done,
    facts.Stopped: stopped,
    facts.Restarted: restarted,
    facts.Paused: paused,
    facts.RhythmChanged: rhythm_changed,
    facts.NudgePlanned: nudge_planned,
    facts.ChannelPreferred: channel_preferred,
    facts.AddressLost: address_lost,
    facts.NumberWrong: number_wrong,
    facts.AddressMoved: address_moved,
}
"""What keeps each kind of fact, in the order in which a turn's facts are written down."""
