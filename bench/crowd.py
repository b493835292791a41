"""An invented town of a hundred thousand people who could help each other, and what they ask."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.favours.kinds import kinds
from store.communities import Community
from store.consents import consent
from store.favours import favour, favour_ask, refusal
from store.locations import person_place
from store.people import address, person
from store.skills import (
    HELPS,
    IS,
    LOVED,
    NEIGHBOUR,
    NEVER,
    NOWHERE,
    OFFERED,
    helper,
    skill,
    square_of,
)

TOWN: Final = (50.93, -1.40)
WIDE: Final = (0.06, 0.09)  # degrees: most live within some seven kilometres of the middle
LANGUAGES: Final = ("en",) * 92 + ("pl", "bn", "ur", "cy", "ta", "pt", "ar", "ro")
AT_ONCE: Final = 10_000

TAGS: Final = tuple(sorted({tag for kind in kinds().values() for tag in kind.tags}))
OTHER_TAGS: Final = ("cards", "music", "singing", "films", "history", "football", "faith", "birds")


def move_in(conn: sa.Connection, community: Community, people: int, now: datetime) -> None:
    """People 1 to `people`: where they live, what they love and offer, and what they were asked."""
    chance = random.Random(11)
    ours = {"community_id": community.id}
    _insert(conn, person, ({**ours, **_person(chance, nth, now)} for nth in _all(people)))
    _insert(conn, consent, ({**ours, "person_id": nth, **_yes(now)} for nth in _all(people)))
    _insert(conn, address, ({**ours, **_phone(nth, now)} for nth in _all(people)))
    chance = random.Random(12)
    homes = {nth: _home(chance) for nth in _all(people) if chance.random() > 0.05}
    _insert(
        conn,
        person_place,
        (
            {**ours, "person_id": nth, "lat": lat, "lon": lon, "cell": 0}
            for nth, (lat, lon) in homes.items()
        ),
    )
    chance, languages = random.Random(13), random.Random(11)
    _insert(
        conn,
        skill,
        (
            {**ours, "person_id": nth, "language": language, **row}
            for nth in _all(people)
            for language in (_person(languages, nth, now)["language"],)
            for row in _skills(chance, homes.get(nth), now)
        ),
    )
    days = ({**ours, "person_id": nth, "days": "0 2 4", "since": now} for nth in _all(people)[::9])
    _insert(conn, helper, days)
    _history(conn, community, people, now)


def _all(people: int) -> range:
    return range(1, people + 1)


def _insert(conn: sa.Connection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == AT_ONCE:
            conn.execute(sa.insert(table), chunk)
            chunk = []
    if chunk:
        conn.execute(sa.insert(table), chunk)


def _phone(nth: int, now: datetime) -> dict[str, Any]:
    """An open address of theirs; none of these numbers is anybody's."""
    number = f"+44{7_700_000_000 + nth}"
    return {
        "person_id": nth,
        "channel": "sms",
        "value": number,
        "preferred": True,
        "state": "open",
        "code": "",
        "created_at": now,
    }


def _person(chance: random.Random, nth: int, now: datetime) -> dict[str, Any]:
    lately = now - timedelta(days=chance.randrange(900))
    away = chance.random()
    return {
        "id": nth,
        "name": f"Rose {nth}",
        "zone": "Europe/London",
        "language": chance.choice(LANGUAGES),
        "joined_at": lately,
        "created_at": lately,
        "stopped_at": now if away < 0.04 else None,
        "paused_at": now if 0.04 < away < 0.08 else None,
    }


def _yes(now: datetime) -> dict[str, Any]:
    return {"purpose": "visits", "given": True, "asked": "", "said": "yes", "how": "sms", "at": now}


def _home(chance: random.Random) -> tuple[float, float]:
    return TOWN[0] + chance.gauss(0, WIDE[0]), TOWN[1] + chance.gauss(0, WIDE[1])


def _skills(
    chance: random.Random, home: tuple[float, float] | None, now: datetime
) -> Iterator[dict[str, Any]]:
    """What one person loves and offers: four things, and one in five helps with something."""
    tags = dict.fromkeys(chance.choices(TAGS + OTHER_TAGS, k=4), LOVED)
    if chance.random() < 0.2:
        tags |= {chance.choice(TAGS): OFFERED, HELPS: IS}
    tags |= {NEIGHBOUR: IS} if home else {}
    asked = now - timedelta(days=chance.randrange(300)) if chance.random() < 0.3 else NEVER
    square = square_of(*home) if home else NOWHERE
    for tag, how in tags.items():
        yield {"tag": tag, "how": how, "square": square, "asked_at": asked}


def _history(conn: sa.Connection, community: Community, people: int, now: datetime) -> None:
    """One in ten has been asked before; some of those said no, some are being asked just now."""
    chance, ours = random.Random(14), {"community_id": community.id}
    asked = list(_all(people)[::10])
    _insert(conn, favour, ({**ours, **_old(nth, now)} for nth in asked))
    states = {nth: chance.choice(("yes", "no", "later", "silent", "asked")) for nth in asked}
    ids = dict(zip(asked, conn.execute(sa.select(favour.c.id)).scalars(), strict=True))
    _insert(
        conn,
        favour_ask,
        (
            {**ours, "favour_id": ids[nth], "person_id": nth, "state": state, "asked_at": now}
            for nth, state in states.items()
        ),
    )
    noes = (nth for nth, state in states.items() if state == "no")
    row = {**ours, "favour_id": 1, "at": now}
    _insert(conn, refusal, ({**row, "person_id": nth, "kind": "mending"} for nth in noes))


def _old(nth: int, now: datetime) -> dict[str, Any]:
    return {
        "person_id": nth,
        "kind": "mending",
        "words": "mend my tap",
        "state": "done",
        "until": now,
        "asked_at": now,
    }


def ask(conn: sa.Connection, community: Community, people: int, count: int, now: datetime) -> None:
    """So many favours of every kind, by anybody, that wait for somebody."""
    chance = random.Random(15)
    every = [kind for kind in kinds().values() if kind.tags]
    rows = [
        {
            "community_id": community.id,
            "person_id": chance.randint(1, people),
            "kind": kind.name,
            "words": f"help with {kind.says}",
            "about": kind.says,
            "tags": " ".join(sorted(kind.tags)),
            "weekday": chance.choice((None, None, 1, 4)),
            "state": "open",
            "due_at": now,
            "until": now + timedelta(days=14),
            "asked_at": now,
        }
        for kind in (every[nth % len(every)] for nth in range(count))
    ]
    conn.execute(sa.insert(favour), rows)
