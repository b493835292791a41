"""Facts of introductions, chats and groups."""

from typing import Any

import sqlalchemy as sa

from flows.facts.chats import (
    ChatGoesOn,
    ChatJoined,
    ChatLeft,
    ChatSaid,
    GroupNamed,
    HandOverAnswered,
    IntroductionAnswered,
    IntroductionAsked,
)
from store import chat_words, groups, introductions
from store.remembering.decided import Decided, Keep, Several, row_of


def _row(each: Decided, **more: Any) -> dict[str, Any]:
    return {"chat": each.fact.chat, "person": each.person_id, **more}


def introduction_asked(conn: sa.Connection, several: Several) -> None:
    """They have really been asked."""
    introductions.asked(conn, [_row(each) for each in several], several[0].at)


def introduction_answered(conn: sa.Connection, several: Several) -> None:
    """A yes or a no to being put in touch, and what follows from it."""
    rows = [_row(each, answer=each.fact.answer) for each in several]
    introductions.answered(conn, rows, several[0].at)


def chat_joined(conn: sa.Connection, several: Several) -> None:
    """They know of their chat, and have heard what waited for them."""
    for each in several:
        chat_words.heard(conn, each.person_id, each.fact.chat, each.fact.heard)
    introductions.joined(conn, [_row(each) for each in several], several[0].at)


def chat_said(conn: sa.Connection, several: Several) -> None:
    """What they said. Whoever is busy hears it as soon as they are back."""
    now = several[0].at
    for each in several:
        fact = each.fact
        row = {"introduction_id": fact.chat, "words": fact.words, "state": fact.state, "at": now}
        chat_words.add(conn, row_of(each, **row), fact.waits_for)
        if fact.waits_for:
            introductions.ask(conn, each.community_id, fact.chat, fact.waits_for, "chat", now)
    introductions.spoke(conn, [each.fact.chat for each in several], now)


def chat_left(conn: sa.Connection, several: Several) -> None:
    """They said BYE."""
    for each in several:
        introductions.leave(conn, [each.person_id], each.at, only=each.fact.chat)


def chat_goes_on(conn: sa.Connection, several: Several) -> None:
    """They would like more."""
    introductions.go_on(conn, [each.fact.chat for each in several], several[0].at)


def group_named(conn: sa.Connection, several: Several) -> None:
    """What it is called."""
    for each in several:
        groups.name(conn, each.fact.chat, each.fact.name)


def hand_over_answered(conn: sa.Connection, several: Several) -> None:
    """Who looks after it, and who may be rung."""
    rows = [
        _row(each, keeps=each.fact.keeps, shares=each.fact.shares, way=each.fact.way)
        for each in several
    ]
    groups.hand_over_answered(conn, rows, several[0].at)


KEEPS: dict[type, Keep] = {
    IntroductionAsked: introduction_asked,
    IntroductionAnswered: introduction_answered,
    ChatJoined: chat_joined,
    ChatSaid: chat_said,
    ChatGoesOn: chat_goes_on,
    GroupNamed: group_named,
    HandOverAnswered: hand_over_answered,
    ChatLeft: chat_left,
}
