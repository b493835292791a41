"""A line to one of the team that is no turn of theirs: it goes straight to the outbox."""

from datetime import datetime
from typing import Any

from flows.pacing import TOLD_WITHIN
from flows.world import Priority
from store.communities import Community
from store.people import AddressRow


def line(
    community: Community,
    to: tuple[int, AddressRow | None],
    key: str,
    text: str,
    priority: Priority,
    now: datetime,
    about: int | None = None,
) -> dict[str, Any]:
    """A row of the outbox. Danger has no end; anything else is worth it over a long weekend."""
    person_id, at = to
    assert at is not None, "only whoever can be reached is told"
    return {
        "community_id": community.id,
        "person_id": person_id,
        "address_id": at.id,
        "about_id": about,
        "direction": "out",
        "channel": at.channel,
        "text": text,
        "state": "queued",
        "at": now,
        "key": key,
        "choices": [],
        "priority": int(priority),
        "due_at": now,
        "expires_at": None if priority == Priority.DANGER else now + TOLD_WITHIN,
    }
