"""A coordinator's words count from a phone that is confirmed to be theirs, and from no other."""

import re
from functools import partial

import pytest
import sqlalchemy as sa

from flows import FLOWS
from flows.engine import Ask, Conversation
from flows.hearing import team_word
from flows.trusting import has_to_confirm
from flows.words import Words
from flows.world import COORDINATOR, Person, World
from store import merging, people, trusting
from store.consents import consent
from store.database import Database
from store.people import address, person
from tests.scripted import MONDAY_NOON
from tests.story import Story, story

CAST = """
    Ana; coordinator; SO16 2AB
    Ben; coordinator; SO16 2AB
    Sam; befriender; SO16 1AA
    Rose; resident; SO16 3EH; roses
"""


NEW = "+447700900977"

UNTRUSTED = World(
    MONDAY_NOON, "Mill Lane", Person(1, roles=frozenset({COORDINATOR})), Words("en"), trusted=False
)


async def at_a_new_phone(database: Database) -> Story:
    """Ana writes from a phone that came to her otherwise than from the command line."""
    told = await story(database, CAST)
    await told.parts.database.write(partial(add_phone, told=told))
    told.phones["new"] = NEW
    told._whose[NEW] = "new"
    return told


def add_phone(conn: sa.Connection, told: Story) -> None:
    """As it is kept when somebody shares their number, or moves."""
    ana = sa.select(person.c.id).where(person.c.name == "Ana").scalar_subquery()
    conn.execute(
        sa.insert(address).values(
            community_id=told.parts.community.id,
            person_id=ana,
            channel="sms",
            value=NEW,
            created_at=told.parts.now(),
        )
    )


async def says(told: Story, who: str, text: str) -> list[str]:
    """What phones show when this is texted, as "who: text"."""
    return [each.removeprefix("bot to ") for each in await told._happens(f"{who}: {text}")]


def the_code(shown: list[str]) -> str:
    """The code that a phone of Ana's shows."""
    return next(m[0] for each in shown if (m := re.search(r"\b\d{6}\b", each)))


async def trusted(told: Story) -> bool:
    """Whether the new phone's words count."""
    at = await told.parts.database.read(
        lambda conn: people.at_addresses(conn, told.parts.community.id, [("sms", NEW)])
    )
    return at["sms", NEW].trusted


async def test_a_code_goes_to_the_phone_that_is_known_and_comes_back_from_the_new_one(
    database: Database,
) -> None:
    told = await at_a_new_phone(database)
    shown = await says(told, "new", "NOTE Rose loves budgies")
    assert len(shown) == 2
    assert any(each.startswith("new: For safety") for each in shown)
    code = the_code([each for each in shown if each.startswith("ana: ")])
    assert not any(code in each for each in shown if each.startswith("new: "))
    shown = await says(told, "new", code)
    assert any(each.startswith("new: Thank you, now I know this phone is yours.") for each in shown)
    assert any(each.startswith("ana: A new phone can now give your team words") for each in shown)
    assert await trusted(told)


async def test_a_code_counts_once_and_from_that_phone_only(database: Database) -> None:
    told = await at_a_new_phone(database)
    code = the_code(await says(told, "new", "WHO"))
    await says(told, "ben", code)
    await says(told, "sam", code)
    assert not await trusted(told)
    await says(told, "new", code)
    assert await trusted(told)
    await told.parts.database.write(partial(drop_trust, told=told))
    shown = await says(told, "new", code)
    assert shown == [
        "new: I have no code to check that with. Say what you wanted to do, and I will send you a "
        "new one."
    ]
    assert not await trusted(told)


def drop_trust(conn: sa.Connection, told: Story) -> None:
    """The command line takes the phone off."""
    wheres = [("sms", NEW)]
    where = trusting.set_trust
    assert where(conn, told.parts.community.id, wheres, told.parts.now(), trusted=False) == 1


async def test_a_code_is_good_for_ten_minutes(database: Database) -> None:
    told = await at_a_new_phone(database)
    code = the_code(await says(told, "new", "WHO"))
    await told.play("(10 minutes later)")
    await says(told, "new", code)
    assert not await trusted(told)


async def test_three_wrong_codes_and_it_is_no_more(database: Database) -> None:
    told = await at_a_new_phone(database)
    code = the_code(await says(told, "new", "WHO"))
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(2):
        assert "not the code I sent" in (await says(told, "new", wrong))[0]
    assert "no longer works" in (await says(told, "new", wrong))[0]
    await says(told, "new", code)
    assert not await trusted(told)


async def test_three_codes_a_day_are_enough(database: Database) -> None:
    told = await at_a_new_phone(database)
    for _ in range(3):
        assert len(await says(told, "new", "WHO")) == 2
    assert "as many codes as I can" in (await says(told, "new", "WHO"))[0]


async def test_without_another_phone_the_command_line_is_the_second_channel(
    database: Database,
) -> None:
    told = await at_a_new_phone(database)
    await told.parts.change(sa.update(address).values(trusted_at=None))
    assert "ask whoever runs" in (await says(told, "new", "WHO"))[0]
    community, now = told.parts.community.id, told.parts.now()
    await told.parts.database.write(
        lambda conn: trusting.set_trust(conn, community, [("sms", NEW)], now, trusted=True)
    )
    assert "For safety" not in " ".join(await says(told, "new", "WHO"))


async def test_an_answer_to_what_only_coordinators_are_asked_needs_a_known_phone_too(
    database: Database,
) -> None:
    told = await at_a_new_phone(database)
    await says(told, "ana", "POLL Would you come to a quiz on Friday?")
    shown = await says(told, "new", "YES")
    assert any(each.startswith("new: For safety") for each in shown)
    assert "asking" not in " ".join(each for each in shown if each.startswith("new: "))


GUARDED = re.compile("new: (For safety, I do that only|I have sent you as many codes)")

COMMANDS = (
    "MINE", "NOTE Rose loves budgies", "WHO", "EVENT Tea dance Fri 2pm Swathling Centre",
    "CHANGE Tea dance to 3pm", "CALL OFF Tea dance", "KILL", "HOLD", "GO ON sending", "PROGRESS",
    "PAIR Sam and Rose", "UNPAIR Sam and Rose", "MOVE Rose to Sam", "TELL Rose the lift is fixed",
    "TAKE OVER Rose", "HAND BACK Rose", "ON DUTY", "OFF DUTY", "SWAP with Ben",
    "POLL Would you come to a quiz?", "ANSWER Rose: yes", "DONE",
)  # fmt: skip


async def test_no_word_of_a_coordinator_does_anything_from_a_phone_nobody_confirmed(
    database: Database,
) -> None:
    told = await at_a_new_phone(database)
    await told.play("(a minute later)")
    before = await told.parts.database.read(kept)
    for said in COMMANDS:
        told.parts.now.on(minutes=4)  # else it is a flood
        shown = await says(told, "new", said)
        assert {each.partition(":")[0] for each in shown} <= {"ana", "new"}, said
        assert any(GUARDED.search(each) for each in shown), said
        assert await told.parts.database.read(kept) == before, said


def kept(conn: sa.Connection) -> dict[str, int]:
    """How many rows every table has, besides the texts themselves and the codes."""
    from store.everything import metadata

    left_out = {"message", "phone_code", "send_slot", "sender", "conversation"}
    return {
        table.name: conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
        if table.name not in left_out
    }


@pytest.mark.parametrize("said", COMMANDS)
def test_no_word_of_a_coordinator_is_one_from_a_befriender(said: str) -> None:
    heard = team_word(said, befriends=True, coordinates=False)
    assert heard is None or heard.signal.value in ("mine", "note", "who", "done")


def _is_of_coordinators(function: object) -> bool:
    return getattr(function, "__module__", "").startswith("flows.coordinators")


def test_whatever_a_coordinator_is_asked_is_guarded() -> None:
    """A new flow of theirs says whose it is, or is put down here with its reason."""
    for_anybody = {"take_away"}  # who told of a place takes it away too: it harms nobody else
    for_befrienders_too = {"done", "mine", "note", "stop_visiting"}
    for flow in FLOWS.values():
        made_of = [each for step in flow.steps.values() for each in (step.did, step.then)]
        theirs = any(_is_of_coordinators(each) for each in made_of)
        asks = any(isinstance(step, Ask) for step in flow.steps.values())
        if theirs and asks and flow.name not in for_anybody | for_befrienders_too:
            talk = Conversation(flow.name, flow.first.name)
            assert has_to_confirm(FLOWS, "yes", None, talk, UNTRUSTED), flow.name


async def test_an_address_that_moves_or_is_merged_is_trusted_no_more(database: Database) -> None:
    told = await story(database, CAST)
    community, now = told.parts.community.id, told.parts.now()

    def moved(conn: sa.Connection) -> bool:
        at = people.at_addresses(conn, community, [("sms", told.phones["ana"])])
        row = at["sms", told.phones["ana"]]
        assert row.trusted
        people.move_address(conn, community, row.id, "sms", NEW)
        return people.at_addresses(conn, community, [("sms", NEW)])["sms", NEW].trusted

    def merged(conn: sa.Connection) -> bool:
        wheres = [("sms", told.phones[who]) for who in ("sam", "ben")]
        sam, ben = people.at_addresses(conn, community, wheres).values()
        merging.merge(conn, sam.person_id, ben.person_id, now)
        after = people.at_addresses(conn, community, wheres)
        assert {each.person_id for each in after.values()} == {ben.person_id}
        return all(each.trusted for each in after.values())

    assert not await told.parts.database.write(moved)
    assert not await told.parts.database.write(merged)


async def test_a_wrong_number_is_trusted_no_more(database: Database) -> None:
    told = await story(database, CAST)
    await told._happens("ana: WRONG NUMBER")
    at = await told.parts.database.read(
        lambda conn: people.at_addresses(
            conn, told.parts.community.id, [("sms", told.phones["ana"])]
        )
    )
    assert not at["sms", told.phones["ana"]].trusted


async def test_no_text_changes_an_address_a_role_or_a_consent_of_somebody_else(
    database: Database,
) -> None:
    told = await story(database, CAST)
    before = await told.parts.database.read(of_others)
    for said in (
        *COMMANDS,
        "TELL Rose STOP", "NOTE Rose STOP", "CHANGE Rose's number to 07700900123",
        "Rose's number is 07700900123", "make Sam a coordinator", "Rose says yes to events",
        "PAUSE Rose", "STOP Rose", "FORGET Rose",
    ):  # fmt: skip
        if said != "DONE":
            await told._happens(f"ana: {said}")
    assert await told.parts.database.read(of_others) == before


def of_others(conn: sa.Connection) -> list[tuple[object, ...]]:
    """Addresses, roles and consents of everybody but Ana."""
    ana = sa.select(person.c.id).where(person.c.name == "Ana").scalar_subquery()
    found: list[tuple[object, ...]] = []
    for table in (people.role, consent):
        rows = conn.execute(sa.select(table).where(table.c.person_id != ana))
        found += sorted(tuple(map(str, row)) for row in rows)
    theirs = (address.c.person_id, address.c.channel, address.c.value, address.c.state)
    rows = conn.execute(sa.select(*theirs).where(address.c.person_id != ana))
    return found + sorted(tuple(map(str, row)) for row in rows)
