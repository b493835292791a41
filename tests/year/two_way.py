"""More that is looked for in a lived year: favours, chats, outings, questions and what comes first.

Each function returns whatever shows a promise broken.
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from tests.year.answers import plain_key
from tests.year.phones import Sent
from tests.year.promises import is_night, started, written_out
from tests.year.year import Year

A_LOOK: Final = timedelta(days=1)
"""How late an affair may be in a year that is looked at a few times a day."""

LONGEST_FAVOUR: Final = timedelta(days=100)
LONGEST_PROPOSED: Final = timedelta(days=30)
LONGEST_ASK: Final = timedelta(days=10)

FAVOUR_OVER: Final = frozenset({"done", "withdrawn", "not_found", "expired", "by_hand"})
CHAT_OVER: Final = frozenset({"ended", "declined", "expired"})


def favours_astray(year: Year) -> list[Any]:
    """Favours that have neither ended nor are on their way to it."""
    return [
        row
        for row in year.rows("favour")
        if not (row.state in FAVOUR_OVER and row.over_at is not None)
        and not (_to_come(row.due_at, year) and row.asked_at > year.ends - LONGEST_FAVOUR)
    ]


def asks_astray(year: Year) -> list[Any]:
    """Neighbours who were asked for a favour longer ago than anybody waits for an answer."""
    return [
        row
        for row in year.rows("favour_ask")
        if row.state == "asked" and row.asked_at < year.ends - LONGEST_ASK
    ]


def chats_astray(year: Year) -> list[Any]:
    """Introductions that have neither ended nor are looked at again."""
    return [
        row
        for row in year.rows("introduction")
        if row.state not in CHAT_OVER and not _to_come(row.due_at, year)
    ]


def left_in_a_chat(year: Year) -> list[Any]:
    """Talks that still pass words on though their chat has long been over."""
    over = {row.id: row.ended_at for row in year.rows("introduction") if row.state in CHAT_OVER}
    return [
        row
        for row in year.rows("conversation")
        if row.flow == "chat"
        and row.ended_at is None
        and (ended := over.get(row.subject))
        and ended < year.ends - A_LOOK
    ]


def chats_at_night(year: Year) -> list[Sent]:
    """A neighbour's words that came in quiet hours."""
    rows = written_out(year)
    return [sent for sent in year.sent if rows[sent.id].key == "chat.words" and is_night(sent.at)]


def groups_proposed_too_often(year: Year) -> list[tuple[int, datetime]]:
    """People who were asked to meet as a group twice within a month. A question that came to
    nothing is asked once more, and is the same question; one of a group that has come to nothing
    is not asked at all.
    """
    groups = {row.id for row in year.rows("introduction") if row.group_id is not None}
    asked = defaultdict(list)
    for row in year.rows("introduction_member"):
        if row.introduction_id in groups and row.asked_at is not None:
            asked[row.person_id].append(row.asked_at)
    return [
        (person, first)
        for person, moments in asked.items()
        for first, second in pairwise(sorted(moments))
        if second - first < timedelta(days=28)
    ]


def groups_astray(year: Year) -> list[Any]:
    """Groups that are neither over, nor handed over to themselves, nor looked at again."""
    return [
        row
        for row in year.rows("neighbour_group")
        if row.state not in ("ended", "handed_over")
        and not _to_come(row.due_at, year)
        and not (row.state == "proposed" and row.proposed_at > year.ends - LONGEST_PROPOSED)
    ]


def outings_astray(year: Year) -> list[Any]:
    """Outings long past of which nobody knows what became of them."""
    return [
        row
        for row in year.rows("outing")
        if row.state == "planned" and (row.at or row.planned_at) < year.ends - timedelta(days=14)
    ]


def _to_come(at: datetime | None, year: Year) -> bool:
    return at is not None and at > year.ends - A_LOOK


# ── nobody twice ────────────────────────────────────────────────────────────────────────────


def same_favour_twice(year: Year) -> list[tuple[int, int]]:
    """People who were asked the same favour more than once. A question that gave way to another of
    ours comes back, and is the same question.
    """
    fired = Counter(
        (row.person_id, row.subject)
        for row in year.rows("nudge")
        if (row.purpose, row.state) == ("favour", "fired")
    )
    begun = {(row.person_id, row.started_at): row.flow for row in year.rows("conversation")}
    gave_way = Counter(
        (row.person_id, row.subject)
        for row in year.rows("conversation")
        if row.flow == "lend_a_hand"
        and begun.get((row.person_id, row.ended_at), row.flow) != row.flow
    )
    return [each for each, many in fired.items() if many - gave_way[each] > 1]


def a_kind_they_refused(year: Year) -> list[Any]:
    """Asks for a kind of favour that somebody had said no to."""
    kinds = {row.id: row.kind for row in year.rows("favour")}
    said_no = {(row.person_id, row.kind): row.at for row in year.rows("refusal")}
    return [
        row
        for row in year.rows("favour_ask")
        if (said := said_no.get((row.person_id, kinds[row.favour_id]))) and said < row.asked_at
    ]


def two_favours_at_once(year: Year) -> list[int]:
    """People who had two favours put to them with neither answered."""
    asks = defaultdict(list)
    for row in year.rows("favour_ask"):
        asks[row.person_id].append((row.asked_at, row.answered_at or year.ends))
    return [
        person
        for person, theirs in asks.items()
        for (_, until), (since, _) in pairwise(sorted(theirs))
        if since < until
    ]


ASKED_ONCE: Final = frozenset({"settling_in", "getting_to_know", "small_ask", "would_you_come"})
"""Flows whose questions of ours nobody is asked twice."""


def same_question_twice(year: Year) -> list[tuple[int, str, str]]:
    """Questions of ours that somebody was asked twice, in the same words."""
    rows = [
        (row.person_id, plain_key(row.key), sent.text)
        for sent, row in started(year)
        if plain_key(row.key).split(".")[0] in ASKED_ONCE and not row.key.startswith("again.")
    ]
    return [each for each, many in Counter(rows).items() if many > 1]


def learned_twice(year: Year) -> list[tuple[int, str]]:
    """Discovery questions that the register has twice for one person."""
    asked = Counter((row.person_id, row.question) for row in year.rows("learned"))
    return [each for each, many in asked.items() if many > 1]


# ── what comes first ────────────────────────────────────────────────────────────────────────

RESTS: Final = frozenset(
    {
        "settling_in",
        "getting_to_know",
        "lend_a_hand",
        "small_ask",
        "would_you_come",
        "meet_as_a_group",
        "story_time",
        "introduction",
        "whats_on",
        "still_on",
    }
)
"""Flows that we begin and that rest while something basic comes first."""

NO_ROOM_FOR: Final = timedelta(days=14)
HOME_FOR: Final = timedelta(days=30)


def in_need(year: Year) -> dict[int, list[tuple[datetime, datetime]]]:
    """When something basic came first, for each person."""
    done = {
        (row.person_id, row.raised_at): row.done_at or year.ends for row in year.rows("concern")
    }
    spans = defaultdict(list)
    for row in year.rows("need"):
        until = done.get((row.person_id, row.heard_at), row.heard_at)
        if row.kind == "no_room":
            until = max(until, row.heard_at + NO_ROOM_FOR)
        spans[row.person_id].append((row.heard_at, until))
    for row in year.rows("hospital_stay"):
        since = row.since or row.home_at
        until = row.home_at + HOME_FOR if row.home_at else year.ends
        spans[row.person_id].append((since, until))
    return spans


def asked_while_in_need(year: Year) -> list[tuple[Sent, str]]:
    """What we asked of people for whom something basic came first."""
    spans = in_need(year)
    return [
        (sent, row.key)
        for sent, row in started(year)
        if plain_key(row.key).split(".")[0] in RESTS
        and any(since < row.at < until for since, until in spans.get(row.person_id, ()))
    ]
