"""Facts of who somebody is: their door, their yes, their name, what they told us."""

import sqlalchemy as sa

from flows import facts
from store import consents, locations, naming, people, skills
from store.database import insert_ignore
from store.people import person
from store.remembering.decided import Keep, Several, change_each, change_people, row_of


def came_in(conn: sa.Connection, several: Several) -> None:
    """The door they came by. The first one counts."""
    for each in several:
        first = (person.c.id == each.person_id, person.c.door == "")
        conn.execute(sa.update(person).where(*first).values(door=each.fact.door))


def consent_answered(conn: sa.Connection, several: Several) -> None:
    """A yes or a no, as it was asked and said."""
    consents.add(
        conn,
        [
            row_of(
                each,
                purpose=each.fact.purpose,
                given=each.fact.given,
                asked=each.fact.asked,
                said=each.fact.said,
                how=each.channel,
                source="",
                at=each.at,
            )
            for each in several
        ],
    )


def joined(conn: sa.Connection, several: Several) -> None:
    """They are residents from now on."""
    change_people(conn, several, joined_at=several[0].at)
    rows = [row_of(each, role="resident", since=each.at) for each in several]
    conn.execute(insert_ignore(people.role, conn), rows)


def named(conn: sa.Connection, several: Several) -> None:
    """What they like to be called."""
    change_each(conn, [{"row_id": each.person_id, "name": each.fact.name} for each in several])
    naming.note(conn, [each.person_id for each in several])


def interests_told(conn: sa.Connection, several: Several) -> None:
    """What they enjoy."""
    rows = [{"row_id": each.person_id, "interests": each.fact.words} for each in several]
    change_each(conn, rows)


def postcode_told(conn: sa.Connection, several: Several) -> None:
    """Where they live, as a postcode and on the map."""
    rows = [{"row_id": each.person_id, "postcode": each.fact.postcode} for each in several]
    change_each(conn, rows)
    locations.place_people(conn, several[0].community_id, [each.person_id for each in several])
    skills.note(conn, {each.person_id for each in several})


KEEPS: dict[type, Keep] = {
    facts.CameIn: came_in,
    facts.ConsentAnswered: consent_answered,
    facts.Joined: joined,
    facts.Named: named,
    facts.InterestsTold: interests_told,
    facts.PostcodeTold: postcode_told,
}
