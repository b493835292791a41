"""Facts of the hellos: how each was answered, and when the next is."""

import sqlalchemy as sa

from flows import facts
from flows.facts.hellos import HelloMoved
from store import check_ins, nudges, pair_rests
from store.remembering.decided import Keep, Several, change_each, change_people, row_of


def check_in_answered(conn: sa.Connection, several: Several) -> None:
    """The answer to a hello. Nobody is silent who answers; only a mood changes the last one."""
    check_ins.add(
        conn,
        [row_of(each, mood=each.fact.mood, words=each.fact.words, at=each.at) for each in several],
    )
    change_people(conn, several, quiet_hellos=0)
    told = [each for each in several if each.fact.mood in facts.MOODS]
    rows = [{"row_id": each.person_id, "last_mood": each.fact.mood} for each in told]
    if rows:
        change_each(conn, rows)


def went_quiet(conn: sa.Connection, several: Several) -> None:
    """A hello that nothing came back to."""
    check_ins.add(conn, [row_of(each, mood=facts.QUIET, words="", at=each.at) for each in several])
    rows = [{"row_id": each.person_id, "quiet_hellos": each.fact.running} for each in several]
    change_each(conn, rows)


def paused(conn: sa.Connection, several: Several) -> None:
    """Hellos rest."""
    rows = [
        {"row_id": each.person_id, "paused_at": each.at, "paused_until": each.fact.until}
        for each in several
    ]
    change_each(conn, rows)
    pair_rests.settle(conn, [each.person_id for each in several], several[0].at)


def hello_moved(conn: sa.Connection, several: Several) -> None:
    """On which day and at what hour they would like it."""
    rows = [
        {"row_id": each.person_id, "hello_weekday": each.fact.weekday, "hello_at": each.fact.at}
        for each in several
    ]
    change_each(conn, rows)


def rhythm_changed(conn: sa.Connection, several: Several) -> None:
    """How often they would like a hello."""
    rows = [{"row_id": each.person_id, "every_days": each.fact.every_days} for each in several]
    change_each(conn, rows)


def nudge_planned(conn: sa.Connection, several: Several) -> None:
    """Something falls due."""
    rows = [
        row_of(
            each,
            purpose=each.fact.purpose,
            subject=each.fact.subject,
            due_at=each.fact.at,
            late_by=int(each.fact.late_by.total_seconds()),
        )
        for each in several
    ]
    nudges.plan(conn, rows, several[0].at)


def worded(conn: sa.Connection, several: Several) -> None:
    """How we said what can be said in several ways."""
    change_each(
        conn,
        [
            {"row_id": each.person_id, "last_wording": " ".join(sorted(each.fact.wordings))}
            for each in several
        ],
    )


KEEPS: dict[type, Keep] = {
    facts.CheckInAnswered: check_in_answered,
    facts.WentQuiet: went_quiet,
    facts.Paused: paused,
    facts.RhythmChanged: rhythm_changed,
    HelloMoved: hello_moved,
    facts.NudgePlanned: nudge_planned,
    facts.Worded: worded,
}
