"""Facts of pairs: asked, agreed, at rest, over."""

import sqlalchemy as sa

from flows.facts import pairs as facts
from store import befriending, offers_answered, pair_offers, pair_rests, pairings, rhythm_offers
from store.remembering.decided import Keep, Several
from store.rhythm_offers import Slot


def pair_proposed(conn: sa.Connection, several: Several) -> None:
    """These two are asked, the befriender first."""
    for each in several:
        who = each.fact.befriender, each.fact.resident
        pair_offers.propose(conn, each.community_id, *who, each.at, by=each.person_id)


def pair_answered(conn: sa.Connection, several: Several) -> None:
    """One of the two has answered."""
    for each in sorted(several, key=lambda one: int(one.fact.offer)):
        offers_answered.answered(conn, each.fact.offer, each.person_id, each.fact.answer, each.at)


def rhythm_suggested(conn: sa.Connection, several: Several) -> None:
    """When visits would suit one of the two: the other is asked."""
    for each in sorted(several, key=lambda one: int(one.fact.pairing)):
        slot = Slot(each.fact.every_days, each.fact.weekday, each.fact.at)
        rhythm_offers.suggest(conn, each.fact.pairing, each.person_id, slot, each.at)


def rhythm_agreed(conn: sa.Connection, several: Several) -> None:
    """It suits: the next visit is planned."""
    for each in sorted(several, key=lambda one: int(one.fact.suggestion)):
        fact = each.fact
        rhythm_offers.agree(conn, fact.suggestion, each.person_id, fact.first_on, each.at)


def rhythm_not_agreed(conn: sa.Connection, several: Several) -> None:
    """It came to nothing, and a person has been told."""
    for each in several:
        rhythm_offers.came_to(conn, each.fact.suggestion, each.fact.answer)


def pair_ended(conn: sa.Connection, several: Several) -> None:
    """It is over, and both hear so kindly."""
    for each in sorted(several, key=lambda one: int(one.fact.pairing)):
        pair_rests.end(conn, [each.fact.pairing], each.person_id, each.fact.why, each.at)


def eased_off(conn: sa.Connection, several: Several) -> None:
    """Less for them; and somebody is looked for to stand in, if their visits rest."""
    for each in several:
        fact, whose = each.fact, (each.community_id, each.person_id)
        befriending.ease_off(conn, *whose, fact.until, fact.visits_rest, each.at)
    pair_rests.settle(conn, [each.person_id for each in several], several[0].at)
    tired = [each.person_id for each in several if each.fact.visits_rest]
    pairings.seek(conn, tired, several[0].at)


def went_away(conn: sa.Connection, several: Several) -> None:
    """A holiday."""
    for each in several:
        whose = each.community_id, each.person_id
        befriending.go_away(conn, *whose, each.fact.since, each.fact.until)
    pair_rests.settle(conn, [each.person_id for each in several], several[0].at)


def back_on(conn: sa.Connection, several: Several) -> None:
    """All goes on."""
    for each in several:
        befriending.back_on(conn, each.community_id, each.person_id)
    pair_rests.settle(conn, [each.person_id for each in several], several[0].at)


KEEPS: dict[type, Keep] = {
    facts.PairProposed: pair_proposed,
    facts.PairAnswered: pair_answered,
    facts.RhythmSuggested: rhythm_suggested,
    facts.RhythmAgreed: rhythm_agreed,
    facts.RhythmNotAgreed: rhythm_not_agreed,
    facts.PairEnded: pair_ended,
    facts.EasedOff: eased_off,
    facts.WentAway: went_away,
    facts.BackOn: back_on,
}
