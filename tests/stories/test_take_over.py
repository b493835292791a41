"""TAKE OVER: a coordinator answers somebody as a person, and both see who is writing."""

from datetime import UTC, datetime

import sqlalchemy as sa

from store.database import Database
from store.people import address
from store.takeovers import takeover
from tests.story import Story, story

CAST = """
    Ana; coordinator; SO16 2AB
    Ben; coordinator; SO16 2AB
    Rose; resident; SO16 3EH; roses
"""

BEGUN = """
    ana: TAKE OVER Rose
    bot to ana: You are with Rose now. What you text goes to them under your name, and theirs ...
    bot to rose: Ana from Mill Lane is here and would like to talk with you. Text back as you ...
"""


async def a_story(database: Database) -> Story:
    return await story(database, CAST)


async def test_each_hears_the_other_under_their_own_name_until_it_is_handed_back(
    database: Database,
) -> None:
    told = await a_story(database)
    await told.play(
        BEGUN
        + """
        rose: the boiler man never came
        bot to ana: Rose: the boiler man never came
        ana: Oh no. I'll ring the landlord now
        bot to rose: Ana: Oh no. I'll ring the landlord now
        ana: no
        bot to rose: Ana: no
        ana: HAND BACK
        bot to ana: Thank you. I talk with Rose again from now on.
        bot to rose: Ana has gone now, and it is Mill Lane's own texts again. Text us any time.
        """
    )


async def test_nobody_is_asked_anything_by_us_meanwhile(database: Database) -> None:
    told = await a_story(database)
    await told.play(BEGUN)
    await told.play("rose: PAUSE\nbot to ana: Rose: PAUSE")
    await told.play("rose: what's on\nbot to ana: Rose: what's on")


async def test_after_a_day_it_is_over_and_both_hear_so(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        BEGUN
        + """
        ana: hello Rose
        bot to rose: Ana: hello Rose
        (25 hours later)
        bot to rose: Your talk with Ana is over for now, and it is Mill Lane's own texts again. ...
        bot to ana: Your talk with Rose is over, so I talk with them again. TAKE OVER ...
        ana: are you there
        bot to ana: That talk is over, so I have not passed this on. TAKE OVER and the name ...
        """
    )


async def test_the_other_words_of_a_coordinator_still_work(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        BEGUN
        + """
        ana: WHO
        bot to ana: Nobody waits for a person just now. Thank you for asking. Nobody is on duty.
        ana: hello love
        bot to rose: Ana: hello love
        ana: NOTE Rose likes marmalade
        bot to ana: Thank you. I have kept that about Rose. No other neighbour sees it. Rose may ...
        ana: are you warm enough?
        bot to rose: Ana: are you warm enough?
        """
    )


async def test_two_coordinators_are_not_with_one_person(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        BEGUN
        + """
        ben: take over rose
        bot to ben: Ana is with Rose already, so I leave it to them.
        ana: TAKE OVER Rose
        bot to ana: You are with Rose already. What you text goes to them. HAND BACK ends it.
        """
    )


async def test_a_coordinators_stop_ends_it_and_the_resident_hears(database: Database) -> None:
    told = await a_story(database)
    await told.play(BEGUN)
    shown = await told._happens("ana: STOP")
    assert any("Your talk with Ana is over for now" in each for each in shown)
    rows = await told.parts.database.read(lambda conn: conn.execute(sa.select(takeover)).all())
    assert [(row.ends_at, row.ended_why) for row in rows] == [(None, "stopped")]


async def test_a_residents_stop_is_a_stop(database: Database) -> None:
    told = await a_story(database)
    await told.play(BEGUN)
    shown = await told._happens("rose: STOP")
    assert any(each.startswith("bot to ana: Your talk with Rose is over") for each in shown)
    shown = await told._happens("ana: are you there")
    assert not any(each.startswith("bot to rose") for each in shown)


async def test_danger_is_heard_as_ever_and_the_coordinator_reads_it_too(database: Database) -> None:
    told = await a_story(database)
    await told.play(BEGUN)
    shown = await told._happens("rose: I've fallen and I can't get up")
    assert "bot to ana: Rose: I've fallen and I can't get up" in shown
    assert any(each.startswith("bot to rose: ") and "999" in each for each in shown)
    assert any("URGENT" in each for each in shown)


async def test_who_has_no_phone_can_not_be_texted(database: Database) -> None:
    told = await a_story(database)
    at = address.c.value == told.phones["rose"]
    await told.parts.change(sa.update(address).where(at).values(state="unreachable"))
    await told.play(
        """
        ana: TAKE OVER Rose
        bot to ana: I have no way to text Rose. Please ring them, or knock.
        """
    )


async def test_nothing_to_hand_back(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        ana: HAND BACK
        bot to ana: You are not with anybody just now. TAKE OVER and a name lets you talk with ...
        """
    )


async def test_what_falls_due_for_them_rests_meanwhile(database: Database) -> None:
    told = await a_story(database)
    await told.play(BEGUN)
    shown = await told._happens("(20 hours later)")
    assert not any(each.startswith("bot to rose") for each in shown)


async def test_alone_it_asks_with_whom(database: Database) -> None:
    told = await a_story(database)
    await told.play(
        """
        ana: TAKE OVER
        bot to ana: Who would you like to talk with yourself? For instance: TAKE OVER Rose. Or ...
        ana: rose
        bot to ana: You are with Rose now. What you text goes to them under your name, and ...
        bot to rose: Ana from Mill Lane is here and would like to talk with you. Text back as ...
        ana: hello Rose
        bot to rose: Ana: hello Rose
        """
    )


EVENING = datetime(2026, 6, 1, 19, 10, tzinfo=UTC)
"""Ten past eight in the evening, where they live: a quiet hour."""


async def test_late_in_the_evening_who_has_just_written_hears_at_once(database: Database) -> None:
    told = await story(database, CAST, at=EVENING)
    shown = await told._happens("rose: is anybody there")
    assert shown
    await told.play(
        BEGUN
        + """
        ana: yes love, I am here
        bot to rose: Ana: yes love, I am here
        """
    )


async def test_who_may_be_asleep_hears_in_the_morning_and_the_coordinator_is_told_once(
    database: Database,
) -> None:
    told = await story(database, CAST, at=EVENING)
    await told.play(
        """
        ana: TAKE OVER Rose
        bot to ana: You are with Rose now. It is late, so they hear from you in the morning, ...
        ana: I'll pop in at ten
        bot to ana: It is late, so they get this in the morning.
        ana: with the paper
        """
    )
    shown = await told._happens("(12 hours later)")
    assert "bot to rose: Ana: I'll pop in at ten" in shown
    assert "bot to rose: Ana: with the paper" in shown


async def test_a_word_of_the_teams_is_never_for_the_resident(database: Database) -> None:
    told = await a_story(database)
    await told.play(BEGUN)
    for said in (
        "note ben has a bad back", "pair sam and rose", "move rose to sam", "tell ben i am late",
        "put Sam with Rose", "let Ben know I am late", "who", "call off the tea dance",
        "take over ben", "who needs someone",
    ):  # fmt: skip
        shown = await told._happens(f"ana: {said}")
        assert not any(each.startswith("bot to rose") for each in shown), said
    shown = await told._happens("ana: no")
    shown = await told._happens("ana: hold on, I'll look")
    assert shown == ["bot to rose: Ana: hold on, I'll look"]


async def test_danger_in_a_coordinators_words_to_them_is_not_hers(database: Database) -> None:
    told = await a_story(database)
    await told.play(BEGUN)
    shown = await told._happens("ana: if you have chest pain ring 999 love")
    assert shown == ["bot to rose: Ana: if you have chest pain ring 999 love"]
