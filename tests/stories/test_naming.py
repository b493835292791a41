"""Whom the words of the team name, among the people of a project."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from bot.rounds import naming as looking_for
from bot.seeing import Seeing
from flows.coordinators.naming import Whom, in_words, whom
from flows.world import BEFRIENDER
from flows.world.naming import Named
from store import naming, pairings
from store.database import Database
from store.people import person
from tests.story import Story, story

CAST = """
    Ana; coordinator; SO16 2AB
    Sam Bridges; befriender; SO16 1AA
    Rose Okafor; resident; SO16 3EH
    Rose A; resident; SO17 1AB
    José Álvarez; resident; SO16 4EF
    Mary O'Brien; resident; SO15 1AA
    Will; resident; SO15 1AB
    Zoe; resident; SO15 1AD
"""


async def project(database: Database) -> Story:
    """Everybody, and Sam visits Rose Okafor."""
    told = await story(database, CAST)
    ids = await ids_of(told)
    now = told.parts.now()
    community = told.parts.community.id
    await told.parts.database.write(
        lambda conn: pairings.pair(conn, community, ids["Rose Okafor"], ids["Sam Bridges"], now)
    )
    return told


async def ids_of(told: Story) -> dict[str, int]:
    """Everybody's number."""
    rows = await told.parts.database.read(
        lambda conn: conn.execute(sa.select(person.c.name, person.c.id)).all()
    )
    return {row.name: row.id for row in rows}


async def named(told: Story, who: str, words: str) -> Named:
    """Whom these words of theirs name."""
    ids = await ids_of(told)

    def seen(conn: sa.Connection) -> Named:
        row = conn.execute(sa.select(person).where(person.c.id == ids[who])).one()
        looking = [Seeing(ids[who], row, answers={"asked": words})]
        found = looking_for.look(conn, told.parts.community, looking, told.parts.now())
        return found[ids[who]]

    return await told.parts.database.read(seen)


async def heard(told: Story, words: str, role: str = "", who: str = "Ana") -> Whom:
    """Whom these words of theirs mean."""
    return whom(words, await named(told, who, words), role)


def names(found: Whom) -> list[str]:
    """Who they are."""
    return [each.name for each in found.people]


async def test_forms_of_a_name_that_mean_one(database: Database) -> None:
    told = await project(database)
    ids = await ids_of(told)
    for words, meant, rest in (
        ("Rose Okafor the lift is fixed", "Rose Okafor", "the lift is fixed"),
        ("rose okafor's lift is fixed", "Rose Okafor", "lift is fixed"),
        ("ROSE O: THE LIFT IS FIXED", "Rose Okafor", "THE LIFT IS FIXED"),
        ("Mrs Okafor that I will come", "Rose Okafor", "that I will come"),
        ("mrs. okafor, the lift is fixed", "Rose Okafor", "the lift is fixed"),
        ("Okofor the lift is fixed", "Rose Okafor", "the lift is fixed"),
        ("jose the lift is fixed", "José Álvarez", "the lift is fixed"),
        ("alvarez", "José Álvarez", ""),
        ("Mary OBrien will come", "Mary O'Brien", "will come"),
        ("Mary O'Brien's cat is well", "Mary O'Brien", "cat is well"),
        ("Zoë: hello", "Zoe", "hello"),
        ("Will I am on my way", "Will", "I am on my way"),
        ("the lift is fixed for Zoe", "Zoe", "the lift is fixed for"),
        (f"p{ids['Zoe']} the lift is fixed", "Zoe", "the lift is fixed"),
        (f"{told.phones['zoe']} the lift is fixed", "Zoe", ""),
    ):
        found = await heard(told, words)
        assert (found.one.name if found.one else found.people) == meant, words
        assert rest in found.rest, words


async def test_ordinary_words_name_nobody(database: Database) -> None:
    told = await project(database)
    for words in ("the lift is fixed and I will come", "", "somebody else", "p999"):
        assert names(await heard(told, words)) == [], words


async def test_two_of_one_name_are_told_apart(database: Database) -> None:
    told = await project(database)
    found = await heard(told, "Rose the lift is fixed")
    assert found.several
    assert found.one is None
    shown = in_words(found)["which"]
    assert shown == "1 Rose Okafor (SO16, visited by Sam) 2 Rose A (SO17)"


async def test_who_is_named_first_is_meant_and_others_follow(database: Database) -> None:
    told = await project(database)
    found = await heard(told, "sam with rose okafor")
    assert names(found) == ["Sam Bridges"]
    assert [each.name for each in found.others] == ["Rose Okafor"]
    found = await heard(told, "rose okafor with sam bridges", BEFRIENDER)
    assert names(found) == ["Sam Bridges"]
    assert found.rest == "rose okafor with"


async def test_no_such_befriender_says_who_is_none(database: Database) -> None:
    found = await heard(await project(database), "zoe", BEFRIENDER)
    assert not found.people
    assert [each.name for each in found.wrong_role] == ["Zoe"]


async def test_befrienders_name_only_whom_they_visit(database: Database) -> None:
    told = await project(database)
    assert names(await heard(told, "Rose loves budgies", who="Sam Bridges")) == ["Rose Okafor"]
    assert names(await heard(told, "Roze loves budgies", who="Sam Bridges")) == ["Rose Okafor"]
    assert names(await heard(told, "Zoe loves budgies", who="Sam Bridges")) == []
    phone = told.phones["zoe"]
    assert names(await heard(told, f"{phone} loves budgies", who="Sam Bridges")) == []


async def test_residents_name_nobody(database: Database) -> None:
    assert names(await heard(await project(database), "Rose", who="Zoe")) == []


async def test_a_new_name_is_found_and_the_old_one_is_not(database: Database) -> None:
    told = await project(database)
    ids = await ids_of(told)

    def rename(conn: sa.Connection) -> None:
        conn.execute(sa.update(person).where(person.c.id == ids["Zoe"]).values(name="Dot"))
        naming.note(conn, [ids["Zoe"]])

    await told.parts.database.write(rename)
    assert names(await heard(told, "Dot")) == ["Dot"]
    assert names(await heard(told, "Zoe")) == []


async def test_among_very_many_only_a_few_are_loaded(database: Database) -> None:
    """Three hundred of one name: a few are shown, and the surname tells."""
    told = await project(database)
    await told.parts.database.write(partial(many, told=told))
    found = await heard(told, "Rose")
    assert 4 < len(found.people) <= naming.MOST_OF_A_NAME
    assert "and more" in in_words(found)["which"]
    assert names(await heard(told, "Rose Number217s")) == ["Rose Number217"]


def many(conn: sa.Connection, told: Story, count: int = 300) -> None:
    """Write down many people of one first name."""
    row = {"community_id": told.parts.community.id, "zone": "Europe/London"}
    rows = [
        {**row, "name": f"Rose Number{nth}", "created_at": told.parts.now() - timedelta(days=1)}
        for nth in range(count)
    ]
    conn.execute(sa.insert(person), rows)
    naming.note_everybody(conn)
