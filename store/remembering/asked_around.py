"""Facts of what people tell and are asked: places, what is still on, and who would come."""

import sqlalchemy as sa

from flows.facts import nearby as facts
from store import activities, concerns, freshness, locations, nudges, polls
from store.people import person
from store.remembering.decided import Decided, Keep, Several, row_of
from store.remembering.nearby import nudge_row


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
            told_by = activities.take_out(conn, each.fact.activity, "gone")
            if told_by is not None:  # nobody need look any more at what they told us
                concerns.seen_to(conn, told_by, ["place_added"], each.person_id, "", each.at)
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
