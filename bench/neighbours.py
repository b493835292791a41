"""Invented people who have just been asked how their week was, and what they text back."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from bot.channels import Inbound
from store.communities import Community
from store.conversations import conversation
from store.messages import message
from store.nudges import nudge
from store.pairings import pairing
from store.people import address, person, role
from store.senders import sender

OURS = "+447700900999"
PEOPLE = 20_000
VISITED_BY = 200  # befrienders, each with a hundred people
QUESTION = "Hello, it's Mill Lane. How was your week? Text 1 for good, 2 for so-so or 3 for low."
ANSWERS = ("1", "good", "fine thanks", "Very good!", "2", "ok", "So-so, thanks", "3", "a bit low")
DUPLICATES = 0.01


def number(nth: int) -> str:
    """A number nobody can have: 06 is not in use in Britain (the ranges for drama are too few)."""
    return f"+446{nth:09d}"


def move_in(conn: sa.Connection, community: Community, people: int, now: datetime) -> None:
    """People 1 to `people`, each with an open hello, a befriender and the next hello planned."""
    ours = {"community_id": community.id}
    everybody = range(1, people + 1)
    tables: list[tuple[sa.Table, list[dict[str, Any]]]] = [
        (person, [{**ours, "id": nth, **_person(nth, now)} for nth in everybody]),
        (role, [{**ours, "person_id": n, "role": "resident", "since": now} for n in everybody]),
        (address, [{**ours, "person_id": nth, **_address(nth, now)} for nth in everybody]),
        (pairing, [{**ours, **_pairing(nth, now)} for nth in everybody if nth > VISITED_BY]),
        (conversation, [{**ours, "person_id": nth, **_hello(now)} for nth in everybody]),
        (nudge, [{**ours, "person_id": nth, **_next(now)} for nth in everybody]),
        (message, [{**ours, "person_id": nth, **_asked(nth, now)} for nth in everybody]),
    ]
    for table, rows in tables:
        if rows:
            conn.execute(sa.insert(table), rows)
    _never_send(conn, community, now)


def _never_send(conn: sa.Connection, community: Community, now: datetime) -> None:
    """Our number may speak in a day: what is measured is taking in, not sending."""
    row = {"community_id": community.id, "channel": "sms", "value": OURS, "code": ""}
    conn.execute(sa.insert(sender), [{**row, "free_at": now + timedelta(days=1)}])


def _person(nth: int, now: datetime) -> dict[str, Any]:
    name = f"Rose {nth}"
    return {"name": name, "zone": "Europe/London", "joined_at": now, "created_at": now,
            "hello_weekday": nth % 7, "hello_at": time(10, 0)}  # fmt: skip


def _address(nth: int, now: datetime) -> dict[str, Any]:
    return {"channel": "sms", "value": number(nth), "preferred": True, "created_at": now,
            "confirmed_at": now}  # fmt: skip


def _pairing(nth: int, now: datetime) -> dict[str, Any]:
    return {"resident_id": nth, "befriender_id": nth % VISITED_BY + 1, "started_at": now}


def _hello(now: datetime) -> dict[str, Any]:
    return {"flow": "weekly_hello", "step": "mood", "answers": {}, "said": {},
            "started_at": now, "silent_at": now + timedelta(days=2)}  # fmt: skip


def _next(now: datetime) -> dict[str, Any]:
    return {"purpose": "hello", "due_at": now + timedelta(days=7), "late_by": 43_200}


def _asked(nth: int, now: datetime) -> dict[str, Any]:
    return {"direction": "out", "channel": "sms", "text": QUESTION, "state": "delivered",
            "at": now, "key": "weekly_hello.mood", "starts": True, "priority": 2,
            "due_at": now, "claimed_at": now, "sent_at": now, "sender": OURS, "attempts": 1,
            "provider_id": f"SM{nth:032x}", "choices": ["1", "2", "3"]}  # fmt: skip


def texts(people: int, count: int) -> Iterator[Inbound]:
    """What they text back, in the order it arrives: `count` texts, and one in a hundred twice."""
    chance = random.Random(7)
    now = datetime.now(UTC)
    senders = list(range(1, people + 1))
    chance.shuffle(senders)
    for nth in range(count):
        who = number(senders[nth % people])
        text = Inbound("sms", f"SMin{nth:028x}", who, chance.choice(ANSWERS), now)
        yield text
        if chance.random() < DUPLICATES:
            yield text
