"""Facts of visits: confirmed, off, moved, begun, left, reported; and safe words."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from flows.facts import visits as facts
from flows.facts.concerns import GoodNews
from flows.world.visits import CALLED_OFF, HAPPENED, PLANNED
from store import (
    nudges,
    safe_words,
    standing_in,
    visit_nudges,
    visit_planning,
    visiting,
    visits_off,
)
from store.remembering import concerns
from store.remembering.decided import Decided, Keep, Several
from store.visit_nudges import CONFIRM, OFFER, nudge_row
from store.visits import GRACE, visit

OFFER_LATE_BY: Final = timedelta(hours=20)
SOME_TIME: Final = timedelta(minutes=30)
"""How late somebody is taken to be who does not say by how much."""


def confirmed(conn: sa.Connection, several: Several) -> None:
    """The resident is glad of these."""
    for each in several:
        mine = visit.c.id == each.fact.visit, visit.c.resident_id == each.person_id
        conn.execute(sa.update(visit).where(*mine).values(confirmed="yes"))


def asked_about(conn: sa.Connection, several: Several) -> None:
    """The resident knows of these."""
    for each in several:
        mine = visit.c.id == each.fact.visit, visit.c.resident_id == each.person_id
        conn.execute(sa.update(visit).where(*mine).values(told_at=each.at))


def called_off(conn: sa.Connection, several: Several) -> None:
    """These are off, and the next of their rhythm is planned."""
    for each in several:
        pairs = visits_off.call_off(
            conn, [each.fact.visit], each.fact.by, each.fact.why[:500], each.at
        )
        visit_planning.plan_next(conn, pairs, each.at)


def offered(conn: sa.Connection, several: Several) -> None:
    """The befriender could come at another time: the resident is asked."""
    rows = []
    for each in several:
        found = visits_off.offer(conn, each.fact.visit, each.person_id, each.fact.at, each.at)
        if found is not None:
            late_by = max((each.fact.at or each.at) - each.at, OFFER_LATE_BY)
            community = each.community_id
            rows.append(nudge_row(community, found, OFFER, each.fact.visit, each.at, late_by))
    nudges.plan(conn, rows, several[0].at)


def offer_over(conn: sa.Connection, several: Several) -> None:
    """The resident has said no to these times: nobody waits for an answer any more."""
    for each in several:
        visits_off.offer_over(conn, [each.fact.visit])


def moved(conn: sa.Connection, several: Several) -> None:
    """These are at another time. The resident is asked at once, unless they have agreed to it."""
    asked = []
    for each in several:
        yes = "yes" if each.fact.agreed else ""
        made = visits_off.move_to(conn, each.fact.visit, each.fact.at, yes, each.at)
        row = conn.execute(sa.select(visit).where(visit.c.id == made)).one()
        visit_nudges.plan_nudges(conn, [row.pairing_id], each.at)
        if not each.fact.agreed:
            late_by = max(each.fact.at - each.at, timedelta(hours=1))
            who, at = row.resident_id, each.at
            asked.append(nudge_row(each.community_id, who, CONFIRM, made, at, late_by))
    nudges.plan(conn, asked, several[0].at)


def late(conn: sa.Connection, several: Several) -> None:
    """They run late, or are on the way; whoever waits hears so. The clock moves with it."""
    for each in several:
        mine = visit.c.id == each.fact.visit, visit.c.befriender_id == each.person_id
        row = conn.execute(sa.select(visit).where(*mine, visit.c.state == PLANNED)).first()
        if row is None:
            continue
        comes = each.fact.at or row.late_at
        begins = comes or max(row.at, each.at) + SOME_TIME
        over = begins + timedelta(minutes=row.minutes) + GRACE
        now = {"late_at": comes, "late_told_at": each.at, "look_at": over}
        conn.execute(sa.update(visit).where(*mine).values(**now))


def began(conn: sa.Connection, several: Several) -> None:
    """They have arrived; the clock that keeps them safe runs. The next visit is planned, and nobody
    wonders any more how late they are.
    """
    for each in several:
        row = {
            "befriender_id": each.person_id,
            "visit_id": each.fact.visit,
            "pairing_id": each.fact.pairing,
            "minutes": each.fact.minutes,
        }
        if each.fact.unsure:
            visiting.begin_unsure(conn, row, each.at)
            continue
        begun = visiting.begin(conn, row, each.at)
        if begun is None:
            continue
        visit_planning.plan_next(conn, [each.fact.pairing], each.at)
        resident = conn.execute(sa.select(visit.c.resident_id).where(visit.c.id == begun)).scalar()
        news = GoodNews(("visit_very_late",), "Their visitor is there.")
        concerns.good_news(conn, [Decided(news, each.community_id, int(resident or 0), each.at)])


def left(conn: sa.Connection, several: Several) -> None:
    """They are out, and well."""
    for each in several:
        mine = sa.select(visit.c.id).where(
            visit.c.id == each.fact.visit, visit.c.befriender_id == each.person_id
        )
        ids = list(conn.execute(mine).scalars())
        visiting.leave(conn, ids, each.at, asked=each.fact.asked)


def reported(conn: sa.Connection, several: Several) -> None:
    """How these were, or that they were not."""
    for each in several:
        fact = each.fact
        row = {
            "visit_id": fact.visit,
            "befriender_id": each.person_id,
            "state": HAPPENED if fact.happened else CALLED_OFF,
            "how": fact.how,
            "note": fact.note[:2000],
            "why": fact.why[:500],
        }
        visiting.report(conn, row, each.at)


def stand_in_wanted(conn: sa.Connection, several: Several) -> None:
    """The resident would like somebody else, this once: whoever looks for one hears of it."""
    standing_in.seek(conn, [each.fact.visit for each in several], several[0].at)


def stand_in_found(conn: sa.Connection, several: Several) -> None:
    """They make it, this once: the first who says so."""
    for each in several:
        resident = standing_in.found(conn, each.fact.visit, each.person_id, each.at)
        if resident is not None:  # what a coordinator may have seen is off is on again
            news = GoodNews(("visit_off",), "Somebody else goes, this once.")
            about = Decided(news, each.community_id, resident, each.at)
            concerns.good_news(conn, [about])


def safe_word_chosen(conn: sa.Connection, several: Several) -> None:
    """Kept so that nobody can read it; and they are not asked for one any more."""
    for each in several:
        safe_words.choose(conn, each.community_id, each.person_id, each.fact.word, each.at)
    whose = {each.person_id for each in several}
    nudges.drop(conn, whose, ("safe_word", "choose_safe_word"), "chosen", several[0].at)


def safe_word_said(conn: sa.Connection, several: Several) -> None:
    """A person has it in hand: nothing of ours reminds them of this visit any more."""
    visiting.unseen(conn, {each.person_id for each in several}, several[0].at)


KEEPS: dict[type, Keep] = {
    facts.VisitLeft: left,  # who is out can say how it was
    facts.VisitReported: reported,
    facts.VisitBegan: began,
    facts.VisitAskedAbout: asked_about,
    facts.VisitLate: late,
    facts.VisitConfirmed: confirmed,
    facts.VisitCalledOff: called_off,
    facts.VisitMoved: moved,
    facts.VisitOffered: offered,
    facts.OfferOver: offer_over,
    facts.StandInWanted: stand_in_wanted,
    facts.StandInFound: stand_in_found,
    facts.SafeWordChosen: safe_word_chosen,
    facts.SafeWordSaid: safe_word_said,
}
