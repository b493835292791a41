"""Questions of introductions and groups that came to nothing: each is asked once more."""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import introductions
from store.conversations import conversation
from store.nudges import is_due, nudge

ASKED_AT_MOST: Final = 2
"""A question that came to nothing (something else came up, or twice no answer that we could
follow) is asked once more.
"""


def see_to(
    conn: sa.Connection, chat: sa.Row[Any], purpose: str, within: timedelta, now: datetime
) -> bool:
    """Ask those once more whose question came to nothing. Returns whether it is still waited for.

    purpose: the nudge that asks. within: how long the answers are waited for in all.
    """
    last = min(chat.for_at or chat.proposed_at + within, chat.proposed_at + within)
    if now >= last:
        return False
    lost: list[dict[str, Any]] = []
    for each in introductions.members(conn, [chat.id]):
        if each.asked_at is None or each.answer or each.state != introductions.ASKED:
            continue
        if _still_has_it(conn, chat, each.person_id, purpose):
            continue
        if _times_asked(conn, chat, each.person_id, purpose) < ASKED_AT_MOST:
            introductions.ask(conn, chat.community_id, chat.id, [each.person_id], purpose, now)
        else:
            lost.append({"chat": chat.id, "person": each.person_id, "answer": "none"})
    introductions.look_again(conn, chat.id, min(now + introductions.LOOK_AGAIN, last))
    introductions.answered(conn, lost, now)
    return True


def _still_has_it(conn: sa.Connection, chat: sa.Row[Any], person_id: int, purpose: str) -> bool:
    """Whether it is open with them, or will be asked."""
    talk = sa.select(conversation.c.id).where(
        conversation.c.person_id == person_id,
        conversation.c.ended_at.is_(None),
        conversation.c.flow == purpose,
        conversation.c.subject == chat.id,
    )
    planned = _nudges(chat, person_id, purpose).where(is_due)
    return any(conn.execute(query.limit(1)).first() for query in (talk, planned))


def _times_asked(conn: sa.Connection, chat: sa.Row[Any], person_id: int, purpose: str) -> int:
    fired = _nudges(chat, person_id, purpose).where(nudge.c.state == "fired")
    return len(conn.execute(fired).all())


def _nudges(chat: sa.Row[Any], person_id: int, purpose: str) -> sa.Select[Any]:
    return sa.select(nudge.c.id).where(
        nudge.c.community_id == chat.community_id,
        nudge.c.person_id == person_id,
        nudge.c.purpose == purpose,
        nudge.c.subject == chat.id,
    )
