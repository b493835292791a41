"""What is looked for in a lived year: each function returns those who show a promise broken."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from flows import FLOWS
from tests.year.answers import asks, plain_key
from tests.year.phones import Sent
from tests.year.year import Year

LONDON: Final = ZoneInfo("Europe/London")
QUIET_FROM, QUIET_TO = time(20), time(8)
A_MONTH: Final = timedelta(days=28)
FIRST_MONTH: Final = frozenset({"joining", "weekly_hello", "welcome_home"}) | frozenset(
    {"afterwards", "go_together", "favour_found", "how_was_it", "chat_more"}
    | {"visit_confirm", "visit_tomorrow", "visit_offer", "visit_nice", "event_reply", "place_free"}
)
"""What may be asked in somebody's first month: whether they would like hellos, how they are; and
what follows from something they have asked for, or said yes to, such as WHAT'S ON or visits."""


def written_out(year: Year) -> dict[int, Any]:
    """Every outgoing message by its id."""
    return {row.id: row for row in year.rows("message") if row.direction == "out"}


def started(year: Year) -> list[tuple[Sent, Any]]:
    """What reached a phone that we started, with its row."""
    rows = written_out(year)
    return [(sent, rows[sent.id]) for sent in year.sent if rows[sent.id].starts]


def by_person(pairs: Iterable[tuple[Sent, Any]]) -> dict[int, list[tuple[Sent, Any]]]:
    """The same, a list a person, in the order of time."""
    found = defaultdict(list)
    for sent, row in sorted(pairs, key=lambda pair: (pair[0].at, pair[0].id)):
        found[row.person_id].append((sent, row))
    return found


# ── budget and hours ────────────────────────────────────────────────────────────────────────


def over_the_day(year: Year, most: int = 2) -> list[tuple[int, Any]]:
    """People with whom we started more than so many messages on one local day."""
    count: dict[tuple[int, Any], int] = defaultdict(int)
    for sent, row in started(year):
        count[row.person_id, sent.at.astimezone(LONDON).date()] += 1
    return [each for each, many in count.items() if many > most]


def over_the_week(year: Year, most: int = 3) -> list[tuple[int, datetime]]:
    """People with whom we started more than so many messages within any seven days."""
    broken = []
    for person, pairs in by_person(started(year)).items():
        at = [sent.at for sent, _ in pairs]
        for first, last in zip(at, at[most:], strict=False):
            if last - first < timedelta(days=7):
                broken.append((person, first))
    return broken


def at_night(year: Year) -> list[Sent]:
    """What came in quiet hours though nobody was waiting for it and nobody was in danger."""
    rows = written_out(year)
    return [
        sent
        for sent in year.sent
        if (rows[sent.id].starts or rows[sent.id].priority > 1) and is_night(sent.at)
    ]


def is_night(at: datetime) -> bool:
    """Whether that is a quiet hour for people here."""
    return not QUIET_TO <= at.astimezone(LONDON).time() < QUIET_FROM


# ── STOP ────────────────────────────────────────────────────────────────────────────────────


def after_stop(year: Year) -> list[tuple[Sent, datetime]]:
    """What reached somebody between their STOP and their START."""
    gone: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
    for row in sorted(year.rows("consent"), key=lambda row: row.id):
        if row.purpose == "texts":
            gone[row.person_id].append((row.at, row.given))
    broken = []
    for sent in year.sent:
        answers = [each for each in gone.get(year.ids[sent.address], ()) if each[0] <= sent.at]
        if answers and not answers[-1][1]:
            broken.append((sent, answers[-1][0]))
    return broken


# ── nothing lost ────────────────────────────────────────────────────────────────────────────


def nudges_astray(year: Year) -> list[Any]:
    """Nudges that ended neither fired, nor skipped with a reason, nor are still to come."""
    return [row for row in year.rows("nudge") if not _accounted_for(row, year.ends)]


def _accounted_for(nudge: Any, now: datetime) -> bool:
    if nudge.state == "due":
        return bool(nudge.due_at > now)
    return bool(nudge.state == "fired" or (nudge.state == "skipped" and nudge.reason))


def without_a_hello(year: Year) -> list[int]:
    """People who joined, have not said STOP, and for whom no hello is planned."""
    due = {row.person_id for row in year.rows("nudge") if (row.state, row.purpose) == DUE_HELLO}
    return [
        row.id
        for row in year.rows("person")
        if row.joined_at and not row.stopped_at and row.id not in due and not row.merged_into
    ]


DUE_HELLO: Final = ("due", "hello")

FINAL: Final = frozenset({"delivered", "undelivered", "failed", "skipped", "expired"})


def messages_astray(year: Year) -> list[Any]:
    """Outgoing messages that have come to no end and do not rightly wait for a later moment."""
    return [
        row
        for row in written_out(year).values()
        if row.state not in FINAL
        and not (row.state == "queued" and row.due_at > year.ends - timedelta(hours=1))
    ]


def hellos_crowded_out(year: Year) -> list[Any]:
    """Hellos that waited in vain for room in somebody's budget, though their phone was on."""
    rarely_on = {year.ids.get(one.address) for one in year.residents if one.kind.phone != "on"}
    return [
        row
        for row in written_out(year).values()
        if row.key == "weekly_hello.mood"
        and row.state == "expired"
        and row.person_id not in rarely_on
    ]


def broken_turns(year: Year) -> list[Any]:
    """Whatever was quarantined, and every concern that says a turn broke or a place was lost."""
    return [
        *(row for row in year.rows("message") if row.state == "quarantined"),
        *(row for row in year.rows("nudge") if row.state == "quarantined"),
        *(row for row in year.rows("concern") if row.kind in ("quarantined", "lost")),
    ]


# ── one question at a time ──────────────────────────────────────────────────────────────────


def two_at_once(year: Year) -> list[tuple[int, int]]:
    """Conversations of one person that were open at the same time."""
    talks = defaultdict(list)
    for row in year.rows("conversation"):
        talks[row.person_id].append(row)
    broken = []
    for theirs in talks.values():
        theirs.sort(key=lambda row: (row.started_at, row.id))
        for before, after in pairwise(theirs):
            if before.ended_at is None or before.ended_at > after.started_at:
                broken.append((before.id, after.id))
    return broken


def same_words_twice(year: Year, flow: str = "weekly_hello", step: str = "mood") -> list[Sent]:
    """Hellos in the very words of the one before, to the same person."""
    broken = []
    for pairs in by_person(started(year)).values():
        hellos = [pair for pair in pairs if plain_key(pair[1].key) == f"{flow}.{step}"]
        broken += [sent for (before, _), (sent, _) in pairwise(hellos) if before.text == sent.text]
    return broken


def in_the_first_month(year: Year) -> list[tuple[Sent, str]]:
    """Talks we begin within a month of joining, other than to ask how they are.

    Who has said HELP OUT has asked for something to do.
    """
    joined = {row.id: row.joined_at for row in year.rows("person")}
    helpers = {row.person_id for row in year.rows("helper")}
    return [
        (sent, row.key)
        for sent, row in started(year)
        if asks(row.key)
        and begun_by_us(row.key)
        and plain_key(row.key).split(".")[0] not in FIRST_MONTH
        and joined[row.person_id]
        and sent.at < joined[row.person_id] + A_MONTH
        and not (row.key == "small_ask.ask" and row.person_id in helpers)
    ]


def begun_by_us(key: str) -> bool:
    """Whether the flow of this wording is one that we begin."""
    flow = FLOWS.get(plain_key(key).split(".")[0])
    return flow is not None and flow.due is not None


# ── silence ─────────────────────────────────────────────────────────────────────────────────


A_WHILE: Final = timedelta(days=9)


def quiet_and_nobody_told(year: Year) -> list[Any]:
    """Second silences running without a person being told.

    One silence is normal, and who has texted anything meanwhile is not silent.
    """
    texted = defaultdict(list)
    for row in year.rows("message"):
        if row.direction == "in":
            texted[row.person_id].append(row.at)
    told = {
        (row.about_id, row.at)
        for row in written_out(year).values()
        if row.key.startswith("tell.") and row.key.endswith("quiet")
    }
    raised = {
        (row.person_id, row.raised_at) for row in year.rows("concern") if row.kind.endswith("quiet")
    }
    check_ins = defaultdict(list)
    for row in sorted(year.rows("check_in"), key=lambda row: (row.at, row.id)):
        check_ins[row.person_id].append(row)
    return [
        after
        for theirs in check_ins.values()
        for before, after in pairwise(theirs)
        if before.mood == after.mood == "quiet"
        and not any(after.at - A_WHILE <= at <= after.at for at in texted[after.person_id])
        and not {(row.person_id, row.at) for row in (before, after)} & told & raised
    ]
