"""Facts of what comes first, of hospital and home again, and of the circle around somebody."""

from typing import Any

import sqlalchemy as sa

from flows.facts import hellos as facts
from store import circles, homecomings, needs, pair_rests
from store.remembering.decided import Decided, Keep, Several, change_people, row_of


def need_heard(conn: sa.Connection, several: Several) -> None:
    """Hunger, cold, no headspace."""
    needs.add(
        conn,
        [
            row_of(each, kind=each.fact.kind, words=each.fact.words, heard_at=each.at)
            for each in several
        ],
    )


def went_into_hospital(conn: sa.Connection, several: Several) -> None:
    """They are in hospital. The last that was said counts."""
    last = {each.person_id: each for each in several}
    homecomings.went_in(conn, [_stay(each) for each in last.values()], several[0].at)


def _stay(each: Decided) -> dict[str, Any]:
    said = {"words": each.fact.words, "since": each.at, "until": each.fact.until}
    return row_of(each, **said, home_at=None)


def came_home(conn: sa.Connection, several: Several) -> None:
    """They are home, and nothing is paused any more."""
    rows = {each.person_id: row_of(each) for each in several}
    homecomings.came_home(conn, list(rows.values()), several[0].at)
    change_people(conn, several, paused_at=None, paused_until=None)
    pair_rests.settle(conn, [each.person_id for each in several], several[0].at)


def looks_dropped(conn: sa.Connection, several: Several) -> None:
    """No more of the month after hospital, but for what is planned anew."""
    homecomings.drop_looks(conn, [each.person_id for each in several], several[0].at)


def circle_asked(conn: sa.Connection, several: Several) -> None:
    """They were asked, and are not asked again."""
    circles.add(conn, [row_of(each, words="", at=each.at) for each in several])


def circle_told(conn: sa.Connection, several: Several) -> None:
    """Their circle, in their words."""
    circles.add(conn, [row_of(each, words=each.fact.words, at=each.at) for each in several])


KEEPS: dict[type, Keep] = {
    facts.NeedHeard: need_heard,
    facts.WentIntoHospital: went_into_hospital,
    facts.CameHome: came_home,
    facts.LooksDropped: looks_dropped,
    facts.CircleAsked: circle_asked,
    facts.CircleTold: circle_told,
}
