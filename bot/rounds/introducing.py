"""Chats and groups as affairs: what ends by itself, what begins by itself, and who is told so."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from flows.tags import INTEREST, TAGS, kind_of
from flows.world.chats import ChatSeen
from store import asked_again, chat_texts, group_looks, groups, introductions, learned
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing

OF_LATE: Final = timedelta(days=90)


def look_at_chat(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, ChatSeen]:
    """The sight `chat`: the one that each talk is about, as that person sees it."""
    subjects = {each.person_id: each.subject for each in looking if each.subject}
    return chat_texts.seen(conn, subjects, now)


def take_chats(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """Introductions nobody answered, chats that have gone quiet or had their time, groups that
    may begin.
    """
    rows = introductions.claim(conn, ids, now)
    for row in rows:
        if row.state == introductions.OPEN:
            in_group = row.group_id is not None
            introductions.look(conn, row, now, groups.QUIET if in_group else introductions.QUIET)
        elif row.group_id is not None:
            groups.see_to(conn, row, now)
        elif not asked_again.see_to(conn, row, "introduction", introductions.ANSWER_WITHIN, now):
            introductions.expire(conn, row, now)
    return len(rows)


def take_groups(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """Groups that have met for long enough run themselves from now on."""
    return groups.take(conn, ids, now)


def take_looks(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """It is time to look for pairs who share something."""
    for each in ids:
        group_looks.look(conn, each, ties, now)
    return len(ids)


def ties(conn: sa.Connection, ids: Collection[int], now: datetime) -> dict[int, frozenset[str]]:
    """What each of these people enjoys, as tags, and where they have been of late."""
    tags, places = learned.tags_of(conn, ids), group_looks.places(conn, ids, now - OF_LATE)
    return {who: _interests(tags.get(who, ())) | places.get(who, frozenset()) for who in ids}


def _interests(tags: Collection[str]) -> frozenset[str]:
    return frozenset(tag for tag in tags if tag in TAGS and kind_of(tag) == INTEREST)
