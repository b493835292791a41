"""Audiences: who is in one, who of them gets a broadcast, and why the others do not.

One query says it for a stretch of people: their text, where it goes, and the reason if it goes
nowhere. The preview counts its rows (`audience_counts.py`), and planning inserts them, so that both
say the same. `audience_fits.py` says who fits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.world import RESIDENT
from flows.world.broadcasts import (
    COMING,
    EVENT,
    LISTED,
    MAYBE,
    NEEDS_FIRST,
    NO_ADDRESS,
    NOT_ASKED,
    PASSED_ON,
    PAUSED_NOW,
    SAID_NO,
    STOPPED,
    Audience,
)
from flows.world.number_sources import IMPORTED, passed_on
from store import needs
from store.audience_fits import enjoys, fits
from store.consents import consent
from store.people import address, person, role
from store.replies import broadcast_reply

ENGLISH: Final = "en"
NOBODY_IN_PARTICULAR: Final = "there"
"""What stands for the name of somebody who told us none: "Hello there"."""

EVENTS: Final = "events"
BY_INTEREST: Final = "#"


@dataclass(frozen=True, slots=True)
class Stretch:
    """People with ids above `after` and up to `to`, as they were known by `known_by`."""

    after: int
    to: int
    known_by: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What is said to whom: to an audience, or to those who answered `of`.

    texts: by interest ("#gardening", first come first) or else by language.
    """

    texts: Mapping[str, str]
    audience: Audience
    kind: str = EVENT
    of: int | None = None

    @property
    def promotes(self) -> bool:
        """Whether it is news that nobody has asked for yet, and so needs a yes to events."""
        return self.kind == EVENT

    @property
    def default(self) -> str:
        """The language of those who speak none of its own."""
        return ENGLISH if ENGLISH in self.texts else next(iter(self.texts))

    @property
    def others(self) -> tuple[tuple[str, sa.ColumnElement[bool]], ...]:
        """Every other key of the texts, and for whom that text is: the first that fits counts."""
        tags = [key for key in self.texts if key.startswith(BY_INTEREST)]
        languages = [key for key in self.texts if key not in tags and key != self.default]
        by_interest = [(key, enjoys((key.removeprefix(BY_INTEREST),))) for key in tags]
        return (*by_interest, *((key, person.c.language == key) for key in languages))


def everybody_so_far(conn: sa.Connection, community_id: int) -> int:
    """The last person there is."""
    query = sa.select(sa.func.max(person.c.id)).where(person.c.community_id == community_id)
    return conn.execute(query).scalar() or 0


# ── the one query ───────────────────────────────────────────────────────────────────────────


def recipients(
    conn: sa.Connection, community_id: int, said: Said, stretch: Stretch, now: datetime
) -> sa.CTE:
    """person_id, address_id, channel, language, text and reason ("": gets it) of each of them.

    Worked out once each: whoever uses it asks for a reason more than once.
    """
    source = sa.func.coalesce(sa.func.nullif(consent.c.source, ""), person.c.source)
    not_their_own = _passed_on(conn, community_id, stretch) if said.promotes else []
    no_yes = (
        (consent.c.given.is_(None), NOT_ASKED),
        (consent.c.given.is_(False), SAID_NO),
        ((consent.c.how == IMPORTED) & source.in_(not_their_own), PASSED_ON),
        (needs.come_first(person.c.id, now), NEEDS_FIRST),
        (_paused(now), PAUSED_NOW),
    )
    reasons: list[Any] = [
        (person.c.stopped_at.is_not(None), STOPPED),
        *(no_yes if said.promotes else ()),
        (address.c.id.is_(None), NO_ADDRESS),
    ]
    # that theirs lie in the same stretch, too, is how PostgreSQL reads no more than that of each
    theirs = sa.and_(address.c.id == _first_choice(), *_within(address.c.person_id, stretch))
    joined = person.outerjoin(address, theirs)
    if said.promotes:
        last = sa.and_(consent.c.id == _last_answer(), *_within(consent.c.person_id, stretch))
        joined = joined.outerjoin(consent, last)
    return (
        sa.select(
            person.c.id.label("person_id"),
            address.c.id.label("address_id"),
            sa.func.coalesce(address.c.channel, "").label("channel"),
            _which(said).label("language"),
            _text(said).label("text"),
            sa.case(*reasons, else_="").label("reason"),
        )
        .select_from(joined)
        .where(*_within(person.c.id, stretch), *_in_it(community_id, said, stretch))
        .cte("recipient")
        .prefix_with("MATERIALIZED")
    )


def _within(whose: sa.ColumnElement[int], stretch: Stretch) -> tuple[sa.ColumnElement[bool], ...]:
    return whose > stretch.after, whose <= stretch.to


_CHOICES: Final = address.alias("choices")
_ANSWERS: Final = consent.alias("answers")


def _first_choice() -> sa.ScalarSelect[int]:
    """Where each of them would rather have it, of what is open."""
    return (
        sa.select(_CHOICES.c.id)
        .where(_CHOICES.c.person_id == person.c.id, _CHOICES.c.state == "open")
        .order_by(_CHOICES.c.preferred.desc(), _CHOICES.c.id)
        .limit(1)
        .correlate(person)
        .scalar_subquery()
    )


def _last_answer() -> sa.ScalarSelect[int]:
    """The last that each of them said to hearing of events."""
    return (
        sa.select(sa.func.max(_ANSWERS.c.id))
        .where(_ANSWERS.c.person_id == person.c.id, _ANSWERS.c.purpose == EVENTS)
        .correlate(person)
        .scalar_subquery()
    )


def _passed_on(conn: sa.Connection, community_id: int, stretch: Stretch) -> list[str]:
    """Of all that is written as where a number came from, what names somebody else."""
    mine = consent.c.community_id == community_id
    said = sa.select(consent.c.source).where(
        mine,
        *_within(consent.c.person_id, stretch),
        consent.c.purpose == EVENTS,
        consent.c.how == IMPORTED,
    )
    theirs = sa.select(person.c.source).where(
        person.c.community_id == community_id, *_within(person.c.id, stretch)
    )
    return [each for each in conn.execute(said.union(theirs)).scalars() if passed_on(each)]


def _paused(now: datetime) -> sa.ColumnElement[bool]:
    until = sa.or_(person.c.paused_until.is_(None), person.c.paused_until > now)
    return sa.and_(person.c.paused_at.is_not(None), until)


def _which(said: Said) -> sa.ColumnElement[str]:
    return _by_key(said, {key: sa.literal(key) for key in said.texts})


def _text(said: Said) -> sa.ColumnElement[str]:
    name = sa.case((person.c.name == "", NOBODY_IN_PARTICULAR), else_=person.c.name)
    filled = {key: sa.func.replace(text, "{name}", name) for key, text in said.texts.items()}
    return _by_key(said, filled)


def _by_key(said: Said, values: Mapping[str, sa.ColumnElement[str]]) -> sa.ColumnElement[str]:
    others = [(fits, values[key]) for key, fits in said.others]
    return sa.case(*others, else_=values[said.default]) if others else values[said.default]


# ── who is in it ────────────────────────────────────────────────────────────────────────────


def _in_it(community_id: int, said: Said, stretch: Stretch) -> tuple[sa.ColumnElement[bool], ...]:
    there = (
        person.c.community_id == community_id,
        person.c.merged_into.is_(None),
        person.c.created_at <= stretch.known_by,
    )
    if not said.promotes:
        return (*there, _comes_to(said.of))
    return (*there, *_of_the_role(said.audience.role, stretch), *fits(said.audience))


def _comes_to(broadcast_id: int | None) -> sa.ColumnElement[bool]:
    """They said that they would come, might come, or would if there were room."""
    return sa.exists().where(
        broadcast_reply.c.broadcast_id == broadcast_id,
        broadcast_reply.c.person_id == person.c.id,
        broadcast_reply.c.answer.in_((COMING, MAYBE, LISTED)),
    )


def _of_the_role(name: str, stretch: Stretch) -> tuple[sa.ColumnElement[bool], ...]:
    """A resident is one once they have joined; "" is any role."""
    theirs = (
        role.c.community_id == person.c.community_id,
        role.c.person_id == person.c.id,
        *_within(role.c.person_id, stretch),
    )
    joined = person.c.joined_at <= stretch.known_by
    if name == RESIDENT:
        return (sa.exists().where(*theirs, role.c.role == RESIDENT), joined)
    if name:
        return (sa.exists().where(*theirs, role.c.role == name),)
    works_here = sa.exists().where(*theirs, role.c.role != RESIDENT)
    return (sa.or_(sa.exists().where(*theirs) & joined, works_here),)
