"""Facts of things to do: what was shown, who goes where, what is still on, who would come."""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.facts import nearby as facts
from store import (
    activities,
    consents,
    freshness,
    locations,
    needs,
    nudges,
    outings,
    polls,
    suggestions,
)
from store.people import person
from store.remembering.decided import Decided, Keep, Several, row_of

A_MONTH: Final = timedelta(days=30)
"""How long somebody has been with us before we offer them a thing to do."""

TWO_WEEKS: Final = timedelta(days=14)
"""How long after one offer, or one look at what is on, the next may come."""

LATE_BY: Final[dict[str, timedelta]] = {
    "go_together": timedelta(days=1),
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
    ids = [each.person_id for each in several]
    heard = consents.latest(conn, ids)
    left_out = needs.needs_first(conn, ids, now) | _lately_offered(conn, ids, now)
    here = sa.select(person.c.id).where(
        person.c.id.in_(ids), person.c.joined_at <= now - A_MONTH, person.c.stopped_at.is_(None)
    )
    settled = set(conn.execute(here).scalars())
    rows = [
        nudge_row(each.community_id, each.person_id, "whats_on", facts.OFFERED, each.fact.at)
        for each in several
        if each.person_id in settled - left_out and heard.get(each.person_id, {}).get("events")
    ]
    nudges.plan(conn, rows, now)


def _lately_offered(conn: sa.Connection, ids: list[int], now: datetime) -> set[int]:
    """Those of these who have an offer before them, had one, or looked for themselves lately."""
    offered = sa.select(nudges.nudge.c.person_id).where(
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
    """Whom they would like to go with."""
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


# ── places, and what is still on ────────────────────────────────────────────────────────────


def place_added(conn: sa.Connection, several: Several) -> None:
    """A place, about where whoever told of it lives."""
    homes = locations.homes_of(conn, [each.person_id for each in several])
    for each in several:
        fact = each.fact
        activities.add_place(
            conn, each.community_id, title=fact.where, where="", schedule=fact.schedule,
            said_by=fact.says, who=fact.who, person_id=each.person_id, now=each.at,
            next_at=fact.next_at, tags=fact.tags, point=homes.get(each.person_id),
        )  # fmt: skip


def still_on_asked(conn: sa.Connection, several: Several) -> None:
    """They have really been asked."""
    rows = [{"about": each.fact.activity, "of": each.person_id} for each in several]
    freshness.put(conn, rows, several[0].at)


def activity_confirmed(conn: sa.Connection, several: Several) -> None:
    """It is still so, says this person by name."""
    _answered(conn, several, "yes")
    for each in several:
        _confirm(conn, each)


def activity_changed(conn: sa.Connection, several: Several) -> None:
    """Something has changed. A new time is put in; the rest is a coordinator's."""
    _answered(conn, several, "changed")
    for each in several:
        if each.fact.schedule is not None:
            activities.retime(conn, each.fact.activity, each.fact.schedule, each.fact.next_at)
            _confirm(conn, each)


def activity_gone(conn: sa.Connection, several: Several) -> None:
    """It is no more, say two people, or whoever runs it, or a coordinator."""
    _answered(conn, several, "gone")
    lately = several[0].at - freshness.LATELY
    say_so = freshness.say_gone(conn, [each.fact.activity for each in several], lately)
    for each in several:
        enough = len(say_so.get(each.fact.activity, ())) >= freshness.GONE_BY
        if each.fact.surely or enough:
            activities.take_out(conn, each.fact.activity, "gone")
        else:
            _ask_the_next(conn, each)


def activity_unsure(conn: sa.Connection, several: Several) -> None:
    """They could not say: somebody else is asked."""
    _answered(conn, several, "unsure")
    for each in several:
        _ask_the_next(conn, each)


def _answered(conn: sa.Connection, several: Several, answer: str) -> None:
    rows = [
        row_of(
            each,
            activity_id=each.fact.activity,
            answer=answer,
            words=getattr(each.fact, "words", ""),
        )
        for each in several
    ]
    freshness.answered(conn, rows, several[0].at)


def _confirm(conn: sa.Connection, each: Decided) -> None:
    name = conn.execute(sa.select(person.c.name).where(person.c.id == each.person_id)).scalar()
    by = name or "A neighbour"
    activities.confirm(conn, each.fact.activity, by=by, person_id=each.person_id, at=each.at)


def _ask_the_next(conn: sa.Connection, each: Decided) -> None:
    row = {
        "community_id": each.community_id,
        "activity_id": each.fact.activity,
        "look_at": each.at,
    }
    freshness.look_again(conn, [row])


# ── polls ───────────────────────────────────────────────────────────────────────────────────


def poll_started(conn: sa.Connection, several: Several) -> None:
    """A coordinator asks who would come."""
    for each in several:
        row = {
            "community_id": each.community_id,
            "asked_by": each.person_id,
            "what": each.fact.what,
            "tags": list(each.fact.tags),
        }
        polls.start(conn, row, each.at)


def poll_put(conn: sa.Connection, several: Several) -> None:
    """They have really been asked."""
    rows = [{"about": each.fact.poll, "of": each.person_id} for each in several]
    polls.put(conn, rows, several[0].at)


def poll_answered(conn: sa.Connection, several: Several) -> None:
    """An answer; with the third yes, whoever asked hears of it at once."""
    now = several[0].at
    rows = [
        {"about": each.fact.poll, "of": each.person_id, "said": each.fact.answer}
        for each in several
    ]
    polls.answer(conn, rows, now)
    enough = polls.enough(conn, sorted({each.fact.poll for each in several}), now)
    community_id = several[0].community_id
    nudges.plan(
        conn,
        [nudge_row(community_id, who, "poll_news", about, now) for about, who in enough.items()],
        now,
    )


def poll_concluded(conn: sa.Connection, several: Several) -> None:
    """What came of it. Everybody who answered hears so."""
    now = several[0].at
    for each in several:
        polls.conclude(conn, each.fact.poll, each.fact.outcome, now)
        rows = [
            nudge_row(each.community_id, who, "poll_closed", each.fact.poll, now)
            for who in polls.heard_from(conn, each.fact.poll)
        ]
        nudges.plan(conn, rows, now)


KEEPS: dict[type, Keep] = {
    facts.SuggestionsShown: suggestions_shown,
    facts.ActivityTold: activity_told,
    facts.SuggestionDeclined: suggestion_declined,
    facts.GoodMoment: good_moment,
    facts.OutingOver: outing_over,
    facts.OutingCancelled: outing_cancelled,
    facts.OutingPlanned: outing_planned,
    facts.CompanyChosen: company_chosen,
    facts.PlaceAdded: place_added,
    facts.StillOnAsked: still_on_asked,
    facts.ActivityConfirmed: activity_confirmed,
    facts.ActivityChanged: activity_changed,
    facts.ActivityGone: activity_gone,
    facts.ActivityUnsure: activity_unsure,
    facts.PollStarted: poll_started,
    facts.PollPut: poll_put,
    facts.PollAnswered: poll_answered,
    facts.PollConcluded: poll_concluded,
}
