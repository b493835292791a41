"""TELL and NOTE: one text in a coordinator's own name, and what the team keeps about somebody."""

from datetime import UTC, datetime

import sqlalchemy as sa

from store import notes, pairings
from store.database import Database
from store.people import person
from tests.story import Story, story

CAST = """
    Ana; coordinator; SO16 2AB
    Sam; befriender; SO16 1AA
    Rose; resident; SO16 3EH; roses
    Betty; resident; SO17 1AB
"""


async def a_story(database: Database, cast: str = CAST) -> Story:
    """Sam visits Rose."""
    told = await story(database, cast)
    community, now = told.parts.community.id, told.parts.now()

    def paired(conn: sa.Connection) -> None:
        ids = {row.name: row.id for row in conn.execute(sa.select(person.c.name, person.c.id))}
        pairings.pair(conn, community, ids["Rose"], ids["Sam"], now)

    await told.parts.database.write(paired)
    return told


async def test_it_is_told_and_what_they_say_to_it_comes_back(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        ana: TELL Rose the lift is fixed
        bot to ana: I have told Rose. What they say to it in the next two days comes to you.
        bot to rose: Ana from Mill Lane: the lift is fixed
        rose: about time too
        bot to ana: Rose: about time too
        bot to rose: Thank you. I have passed that on to Ana.
        """
    )


async def test_thanks_for_it_go_there_too_and_need_no_answer(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        ana: TELL Rose the lift is fixed
        bot to ana: I have told Rose. What they say to it in the next two days comes to you.
        bot to rose: Ana from Mill Lane: the lift is fixed
        rose: thank you dear
        bot to ana: Rose: thank you dear
        """
    )


async def test_in_other_words_too(database: Database) -> None:
    told = await a_story(database)
    for said in ("let Rose know the lift is fixed", "please tell rose the lift is fixed"):
        shown = await told._happens(f"ana: {said}")
        assert "bot to rose: Ana from Mill Lane: the lift is fixed" in shown


async def test_a_name_that_is_not_quite_theirs_is_shown_first(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        ana: TELL Bety the lift is fixed
        bot to ana: Do you mean Betty? I'd tell them: "the lift is fixed" YES or NO
        ana: yes
        bot to ana: I have told Betty. What they say to it in the next two days comes to you.
        bot to betty: Ana from Mill Lane: the lift is fixed
        """
    )


async def test_a_number_names_somebody_and_is_not_passed_on(database: Database) -> None:
    told = await story(database, CAST)
    await told.play(f"""
        ana: tell {told.phones["rose"]} the lift is fixed
        bot to ana: I have told Rose. ...
        bot to rose: Ana from Mill Lane: the lift is fixed
    """)


async def test_which_of_two_is_asked(database: Database) -> None:
    told = await story(
        database,
        """
        Ana; coordinator; SO16 2AB
        Rose Okafor; resident; SO16 3EH
        Rose Ames; resident; SO17 1AB
        """,
    )
    await told.play(
        """
        ana: TELL Rose the lift is fixed
        bot to ana: Which Rose? 1 Rose Okafor (SO16) 2 Rose Ames (SO17)
        ana: 2
        bot to ana: I have told Rose Ames. What they say to it in the next two days comes to you.
        bot to rose ames: Ana from Mill Lane: the lift is fixed
        """
    )


async def test_the_word_alone_asks_whom(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        ana: TELL
        bot to ana: Who shall I tell, and what? For instance: TELL Rose the lift is fixed. Or ...
        ana: rose the lift is fixed
        bot to ana: I have told Rose. What they say to it in the next two days comes to you.
        bot to rose: Ana from Mill Lane: the lift is fixed
        """
    )


async def test_a_name_nobody_has_tells_nobody(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        ana: TELL Xavier the lift is fixed
        bot to ana: I know nobody of that name here. Try the full name, or their number, as in: ...
        """
    )


async def test_who_said_stop_is_told_nothing(database: Database) -> None:
    told = await a_story(database)
    await told._happens("rose: STOP")
    await told.play(
        """
        ana: TELL Rose the lift is fixed
        bot to ana: Rose has said STOP, so I text them nothing. Please ring them, or knock.
        """
    )


async def test_after_two_days_what_they_say_goes_to_whoever_is_told_as_ever(
    database: Database,
) -> None:
    told = await a_story(database)
    await told._happens("ana: TELL Betty the lift is fixed")
    await told.parts.change(sa.update(person).values(told_until=told.parts.now()))
    shown = await told._happens("betty: about time too")
    assert "bot to ana: Betty: about time too" not in shown


async def test_a_note_is_kept_and_who_may_read_it_is_said_once(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        ana: NOTE Rose loves budgies
        bot to ana: Thank you. I have kept that about Rose. No other neighbour sees it. Rose may ...
        ana: note that rose is away in July
        bot to ana: Thank you. I have kept that about Rose.
        sam: NOTE Rose likes her tea strong
        bot to sam: Thank you. I have kept that about Rose. No other neighbour sees it. Rose may ...
        """
    )
    assert await kept(told) == ["likes her tea strong", "is away in July", "loves budgies"]


async def kept(told: Story) -> list[str]:
    """What is noted about Rose, the latest first."""
    rose = sa.select(person.c.id).where(person.c.name == "Rose")

    def read(conn: sa.Connection) -> list[str]:
        return [row.words for row in notes.about(conn, conn.execute(rose).scalar_one())]

    return await told.parts.database.read(read)


async def test_befrienders_note_only_whom_they_visit(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        sam: NOTE Betty loves budgies
        bot to sam: I know nobody of that name here, so I have kept nothing. Try the full name, ...
        """
    )


async def test_a_danger_that_is_noted_is_one_of_whom_it_is_about(database: Database) -> None:
    told = await a_story(database)
    shown = await told._happens("sam: NOTE Rose has fallen and can't get up")
    assert any("whoever is on duty" in each for each in shown if each.startswith("bot to sam"))
    assert any("URGENT" in each and "Rose" in each for each in shown)
    assert not any(each.startswith("bot to rose") for each in shown)


async def test_to_residents_these_are_words_like_others(database: Database) -> None:
    told = await a_story(database)
    for said in ("TELL Betty the lift is fixed", "NOTE Betty loves budgies", "TAKE OVER Betty"):
        shown = await told._happens(f"rose: {said}")
        assert not any(each.startswith("bot to betty") for each in shown)
    assert await kept(told) == []


async def test_late_in_the_evening_it_waits_and_the_coordinator_is_told_so(
    database: Database,
) -> None:
    told = await story(database, CAST, at=datetime(2026, 6, 1, 19, 10, tzinfo=UTC))
    await told.play(
        """
        ana: TELL Rose the lift is fixed
        bot to ana: It is late, so Rose gets this in the morning. What they say to it in the ...
        """
    )
    assert "bot to rose: Ana from Mill Lane: the lift is fixed" in await told._happens(
        "(12 hours later)"
    )
