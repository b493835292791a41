"""Facts of things to do nearby: what was shown, and who goes where."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.facts import nearby as facts
from store import consents, going_together, needs, nudges, outings, pairings, suggestions
from store.people import person
from store.remembering.decided import Decided, Keep, Several, row_of

A_MONTH: Final = timedelta(days=30)
"""How long somebody has been with us before we offer them a thing to do."""

TWO_WEEKS: Final = timedelta(days=14)
"""How long after one offer, or one look at what is on, the next may come."""

LATE_BY: Final[dict[str, timedelta]] = {
    "go_together": timedelta(days=1),
    "go_along": timedelta(days=1),
    "reminder": timedelta(hours=6),
    "afterwards": timedelta(days=3),
    "whats_on": timedelta(days=1),
    "poll_news": timedelta(days=3),
    "poll_closed": timedelta(days=7),
}
"""How late each kind of nudge may still go out."""


def nudge_row(
    community_id: int, person_id: int, purpose: str, subject: int, at: datetime
) -> dict[str, Any]:
    """A nudge of this kind, for `nudges.plan`."""
    return {
        "community_id": community_id,
        "person_id": person_id,
        "purpose": purpose,
        "subject": subject,
        "due_at": at,
        "late_by": int(LATE_BY[purpose].total_seconds()),
    }


# ── what they were shown ────────────────────────────────────────────────────────────────────


def _of(each: Decided, activity_id: int, **more: Any) -> dict[str, Any]:
    return row_of(each, activity_id=activity_id, shown_at=each.at, **more)


def suggestions_shown(conn: sa.Connection, several: Several) -> None:
    """They saw these."""
    suggestions.shown(
        conn, [_of(each, which) for each in several for which in each.fact.activities]
    )


def activity_told(conn: sa.Connection, several: Several) -> None:
    """They heard all of one."""
    suggestions.told(conn, [_of(each, each.fact.activity, told_at=each.at) for each in several])


def suggestion_declined(conn: sa.Connection, several: Several) -> None:
    """It is not for them, and why."""
    suggestions.declined(
        conn,
        [
            _of(each, each.fact.activity, declined_at=each.at, reason=each.fact.reason)
            for each in several
        ],
    )


def good_moment(conn: sa.Connection, several: Several) -> None:
    """A thing to do may be offered, to whoever has been with us for a month and said yes to hearing
    of events; not where something more basic comes first, nor twice within two weeks."""
    now = several[0].at
    heard = consents.latest(conn, [each.person_id for each in several])
    ids = [whose for whose, given in heard.items() if given.get("events")]
    if not ids:
        return
    left_out = needs.needs_first(conn, ids, now) | lately_offered(
        conn, several[0].community_id, ids, now
    )
    here = sa.select(person.c.id).where(
        person.c.id.in_(ids), person.c.joined_at <= now - A_MONTH, person.c.stopped_at.is_(None)
    )
    settled = set(conn.execute(here).scalars())
    rows = [
        nudge_row(each.community_id, each.person_id, "whats_on", facts.OFFERED, each.fact.at)
        for each in several
        if each.person_id in settled - left_out
    ]
    nudges.plan(conn, rows, now)


def lately_offered(
    conn: sa.Connection, community_id: int, ids: Collection[int], now: datetime
) -> set[int]:
    """Those of these who have an offer before them, had one, or looked for themselves lately."""
    offered = sa.select(nudges.nudge.c.person_id).where(
        nudges.nudge.c.community_id == community_id,  # it leads the index
        nudges.nudge.c.person_id.in_(ids),
        nudges.nudge.c.purpose == "whats_on",
        nudges.nudge.c.state.in_(("due", "fired")),
        nudges.nudge.c.due_at > now - TWO_WEEKS,
    )
    looked = sa.select(suggestions.suggestion.c.person_id).where(
        suggestions.suggestion.c.person_id.in_(ids),
        suggestions.suggestion.c.shown_at > now - TWO_WEEKS,
    )
    return set(conn.execute(sa.union(offered, looked)).scalars())


# ── outings ─────────────────────────────────────────────────────────────────────────────────


def outing_planned(conn: sa.Connection, several: Several) -> None:
    """They are put down: a reminder, a question afterwards, and soon one about company."""
    due = []
    for each in several:
        fact = each.fact
        row = row_of(each, activity_id=fact.activity, at=fact.at, regular=fact.regular)
        made = outings.plan(conn, row, each.at)
        moments = {
            "go_together": None if fact.regular else each.at,
            "reminder": fact.remind_at,
            "afterwards": fact.ask_at,
        }
        due += [
            nudge_row(each.community_id, each.person_id, purpose, made, at)
            for purpose, at in moments.items()
            if at is not None
        ]
    nudges.plan(conn, due, several[0].at)


def outing_cancelled(conn: sa.Connection, several: Several) -> None:
    """They can't make it, and hear no more of it. What is regular comes round again."""
    now = several[0].at
    rows = [
        {"row_id": each.fact.outing, "of": each.person_id, "state": outings.CANCELLED}
        for each in several
    ]
    outings.over(conn, rows, now)
    going_together.alone_again(conn, [each.fact.outing for each in several], now)
    people = [each.person_id for each in several]
    outings.forget_nudges(conn, people, [each.fact.outing for each in several], now)


def outing_over(conn: sa.Connection, several: Several) -> None:
    """What came of it."""
    rows = [
        {
            "row_id": each.fact.outing,
            "of": each.person_id,
            "state": each.fact.state,
            "again": each.fact.again,
        }
        for each in several
    ]
    outings.over(conn, rows, several[0].at)


def company_chosen(conn: sa.Connection, several: Several) -> None:
    """Whom they would like to go with. A befriender is asked at once."""
    rows = [
        {
            "row_id": each.fact.outing,
            "of": each.person_id,
            "company": each.fact.company,
            "look": each.fact.look_at,
        }
        for each in several
    ]
    outings.choose_company(conn, rows)
    wish = {each.person_id: each for each in several if each.fact.company == "befriender"}
    asked = [
        nudge_row(wish[who].community_id, friend, "go_along", wish[who].fact.outing, wish[who].at)
        for who, (friend, _) in pairings.befrienders_of(conn, wish).items()
    ]
    nudges.plan(conn, asked, several[0].at)


KEEPS: dict[type, Keep] = {
    facts.SuggestionsShown: suggestions_shown,
    facts.ActivityTold: activity_told,
    facts.SuggestionDeclined: suggestion_declined,
    facts.GoodMoment: good_moment,
    facts.OutingOver: outing_over,
    facts.OutingCancelled: outing_cancelled,
    facts.OutingPlanned: outing_planned,
    facts.CompanyChosen: company_chosen,
}
