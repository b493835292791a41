"""People come from a spreadsheet: bad lines are named and left out, the rest is written down."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot.files import importing
from bot.files.importing import NotATable, Tally
from flows.facts import ConsentAnswered, Stopped
from flows.facts.learned import Forgotten, Learned
from store import consents, learned, nudges, people
from store.communities import Community
from store.consents import consent
from store.database import Database
from store.people import address, person, role
from store.remembering import Decided, remember
from tests.store.people_of_the_house import NOON, ROSE, founded, met, row_of, rows_of

pytestmark = pytest.mark.anyio

ALL = ",".join(importing.COLUMNS)
GOOD = "Rose,+447700900101,,resident,en,SO16 2AB,roses,yes,yes,no,the vet"


def sheet(*lines: str, columns: str = ALL) -> str:
    return "\n".join([columns, *lines, ""])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Rose,,,resident,,,,,,,", "neither a phone nor a telegram_id"),
        ("Rose,12,,resident,,,,,,,", "not a number that can be texted"),
        ("Rose,4.477E+11,,resident,,,,,,,", "not a number that can be texted"),
        ("Rose,+449098790123,,resident,,,,,,,", "a number that charges"),
        ("Rose,+448448790123,,resident,,,,,,,", "a number that charges"),
        ("Rose,+4460777,,resident,,,,,,,", "a short one"),
        ("Rose,+48601234567,,resident,,,,,,,", "abroad, where texts cost more"),
        ("Rose,+48601234567,,resident,,,,,,,", "add --abroad PL"),
        ("Rose,ask her son,,resident,,,,,,,", "not a number that can be texted"),
        ("Rose,,@rose,resident,,,,,,,", "telegram_id must be a number"),
        ("Rose,+447700900101,,,,,,,,,", "no role"),
        ("Rose,+447700900101,,neighbour,,,,,,,", "a role must be"),
        ("Rose,+447700900101,,resident;boss,,,,,,,", "a role must be"),
        ("Rose,+447700900101,,resident,English,,,,,,", "language must be a short code"),
        ("Rose,+447700900101,,resident,,somewhere,,,,,", "postcode is not one"),
        ("Rose,+447700900101,,resident,,,,maybe,,,", "consent_visits must be yes or no"),
        ("Rose,+447700900101,,resident,,,,,x,,", "consent_events must be yes or no"),
        ("Rose,+447700900101,,resident,,,,,,x,", "consent_stories must be yes or no"),
        ("Rose,+447700900101,,resident,,,tea, cake,,,,the vet", "more fields than columns"),
    ],
)
def test_a_bad_line_is_named_and_says_what_to_put(line: str, says: str) -> None:
    rows, problems = importing.read(sheet(GOOD.replace("101", "109"), line))
    assert len(rows) == 1
    [problem] = [each for each in problems if says in each.says]
    assert problem.line == 3


def test_numbers_of_a_country_that_is_named_are_taken() -> None:
    phones = importing.Phones(abroad=("PL",))
    rows, problems = importing.read(sheet("Ola,+48601234567,,resident,,,,,,,"), phones=phones)
    assert [row.addresses for row in rows] == [(("sms", "+48601234567"),)] and not problems


def test_our_own_number_is_nobodys() -> None:
    phones = importing.Phones(ours=("+447700900101",))
    _, [problem] = importing.read(sheet(GOOD), phones=phones)
    assert problem.says == "the phone is one of the project's own numbers"


def test_no_problem_quotes_a_detail_of_anybody() -> None:
    bad = "Hyacinth,070-secret,@hyacinth,boss,Klingon,Nowhere,tea,perhaps,perhaps,perhaps,GP"
    _, problems = importing.read(sheet(bad))
    said = " ".join(each.says for each in problems).lower()
    for detail in ("hyacinth", "secret", "boss", "klingon", "nowhere", "perhaps"):
        assert detail not in said


def test_every_problem_of_a_line_is_told_at_once() -> None:
    _, problems = importing.read(sheet("Rose,12,,boss,,,,,,,"))
    assert [each.line for each in problems] == [2, 2]


def test_a_number_that_is_there_twice_is_left_out_the_second_time() -> None:
    rows, problems = importing.read(sheet(GOOD, "Dilys,07700 900101,,befriender,,,,,,,"))
    assert [row.name for row in rows] == ["Rose"]
    assert [(each.line, each.says) for each in problems] == [(3, "this phone is on line 2 already")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "needs a column called roles"),
        ("name;phone;roles\nRose;+447700900101;resident\n", "semicolons"),
        (sheet(GOOD, columns=ALL.replace("source", "shoe_size")), "unknown name"),
        ("phone,phone,roles\n+447700900101,+447700900102,resident\n", "two columns called phone"),
        (sheet(GOOD, '"Dilys,+447700900102,,resident'), "never closed"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_as_a_whole(text: str, says: str) -> None:
    with pytest.raises(NotATable, match=says):
        importing.read(text)


@pytest.mark.parametrize("change", [
    lambda text: "\ufeff" + text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text + ",,,,,,,,,,\n\n",
    lambda text: text.replace("name,phone", "Name, PHONE "),
])  # fmt: skip
def test_what_spreadsheets_do_to_a_file_does_no_harm(change: Callable[[str], str]) -> None:
    rows, problems = importing.read(change(sheet(GOOD)))
    assert not problems
    [row] = rows
    assert (row.name, row.addresses, row.postcode) == ("Rose", (ROSE,), "SO16 2AB")
    assert row.consents == {"visits": True, "events": True, "stories": False}
    assert row.source == "the vet"


def test_a_quoted_field_may_hold_commas_and_lines() -> None:
    rows, problems = importing.read(
        sheet('"Rose, née Hill",+447700900101,,resident,,,"tea,\ncake",,,,', "Dilys,1,,resident")
    )
    assert (rows[0].name, rows[0].interests) == ("Rose, née Hill", "tea, cake")
    assert [each.line for each in problems] == [4], "lines are counted as an editor shows them"


def test_several_roles_and_both_addresses_are_read() -> None:
    [row], _ = importing.read(sheet("Sam,07700 900102,700100,Befriender; coordinator,,,,,,,"))
    assert row.roles == ("befriender", "coordinator")
    assert row.addresses == (("sms", "+447700900102"), ("telegram", "700100"))


# ── written down ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


async def bring(database: Database, house: Community, *lines: str) -> Tally:
    rows, problems = importing.read(sheet(*lines))
    assert not problems
    tally = Tally()
    for at in range(0, len(rows), importing.AT_ONCE):
        chunk = rows[at : at + importing.AT_ONCE]
        await database.write(
            partial(importing.write, community=house, rows=chunk, now=NOON, tally=tally)
        )
    return tally


async def test_somebody_new_is_written_down_whole(database: Database, house: Community) -> None:
    tally = await bring(database, house, GOOD.replace("resident", "resident;befriender"))
    assert (tally.new, tally.known, tally.no_hello) == (1, 0, 0)
    [row] = await rows_of(database, person)
    assert (row.name, row.postcode, row.interests) == ("Rose", "SO16 2AB", "roses")
    assert (row.joined_at, row.source, row.zone) == (NOON, "the vet", "Europe/London")
    assert [each.role for each in await rows_of(database, role)] == ["befriender", "resident"]
    [at] = await rows_of(database, address)
    assert (at.value, at.preferred, at.confirmed_at) == (ROSE[1], True, NOON)
    answers = await database.read(partial(consents.latest, ids=[row.id]))
    assert answers == {row.id: {"visits": True, "events": True, "stories": False}}
    assert {each.how for each in await rows_of(database, consent)} == {"import"}


async def test_a_resident_gets_a_hello_on_the_next_due_day(
    database: Database, house: Community
) -> None:
    await bring(database, house, GOOD, "Sam,+447700900102,,befriender,,,,,,,")
    ahead = await database.read(partial(nudges.ahead_of, ids=[1, 2]))
    assert {each: its.hello_at for each, its in ahead.items()} == {
        1: NOON + timedelta(days=7, hours=-2)
    }  # ten o'clock British Summer Time


async def test_importing_again_brings_up_to_date_and_doubles_nothing(
    database: Database, house: Community
) -> None:
    await bring(database, house, GOOD)
    tally = await bring(database, house, "Rosie,+447700900101,700100,resident,,,,,no,,")
    assert (tally.new, tally.known) == (0, 1)
    [row] = await rows_of(database, person)
    assert (row.name, row.postcode, row.interests) == ("Rosie", "SO16 2AB", "roses")
    found = (await database.read(partial(people.addresses_of, ids=[row.id])))[row.id]
    assert [(each.channel, each.preferred) for each in found] == [
        ("sms", True),
        ("telegram", False),
    ]
    planned = [row.purpose for row in await rows_of(database, nudges.nudge)]
    assert planned == ["hello", "getting_to_know", "story"]
    assert len(await rows_of(database, consent)) == 3 + 1


async def decide(database: Database, house: Community, person_id: int, fact: Any) -> None:
    decided = [Decided(fact, house.id, person_id, NOON, "sms")]
    await database.write(lambda conn: remember(conn, decided))


async def test_a_stop_survives_an_import(database: Database, house: Community) -> None:
    [rose] = await met(database, house, ROSE)
    await decide(database, house, rose, Stopped("STOP"))
    tally = await bring(database, house, GOOD)
    assert tally.stopped == 1
    assert (await row_of(database, person, rose)).stopped_at == NOON
    assert await rows_of(database, nudges.nudge) == []
    latest = await database.read(partial(consents.latest, ids=[rose]))
    assert latest[rose][consents.TEXTS] is False


async def test_a_spreadsheet_does_not_turn_somebodys_own_no_into_a_yes(
    database: Database, house: Community
) -> None:
    [rose] = await met(database, house, ROSE)
    await decide(database, house, rose, ConsentAnswered("visits", False, "May we?", "no ta"))
    tally = await bring(database, house, GOOD)
    assert tally.no_hello == 1
    latest = await database.read(partial(consents.latest, ids=[rose]))
    assert latest[rose] == {"visits": False, "events": True, "stories": False}


async def test_a_no_in_a_spreadsheet_counts_at_once(database: Database, house: Community) -> None:
    [rose] = await met(database, house, ROSE)
    await decide(database, house, rose, ConsentAnswered("visits", True, "May we?", "yes"))
    await bring(database, house, GOOD.replace("yes,yes,no", "no,,"))
    latest = await database.read(partial(consents.latest, ids=[rose]))
    assert latest == {rose: {"visits": False}}


async def test_two_peoples_addresses_on_one_line_are_left_out(
    database: Database, house: Community
) -> None:
    await met(database, house, ROSE, ("telegram", "700100"))
    tally = await bring(database, house, "Rose,+447700900101,700100,resident,,,,,,,")
    assert [each.line for each in tally.problems] == [2]
    assert (tally.new, tally.known) == (0, 0)
    assert {row.name for row in await rows_of(database, person)} == {""}


async def test_a_resident_without_a_yes_to_visits_is_counted(
    database: Database, house: Community
) -> None:
    assert (await bring(database, house, GOOD.replace("yes,yes,no", ",,"))).no_hello == 1


async def test_three_thousand_people_are_imported(database: Database, house: Community) -> None:
    lines = [f"P{n},+44770090{n:04},,resident,,,,yes,,," for n in range(3000)]
    tally = await bring(database, house, *lines)
    assert (tally.new, tally.no_hello) == (3000, 0)
    count = sa.select(sa.func.count()).where(nudges.nudge.c.purpose == "hello")
    assert await database.read(lambda conn: conn.execute(count).scalar()) == 3000


# ── what they enjoy ─────────────────────────────────────────────────────────────────────────


async def tags(database: Database) -> frozenset[str]:
    return (await database.read(partial(learned.tags_of, ids=[1]))).get(1, frozenset())


async def test_what_they_enjoy_is_tagged(database: Database, house: Community) -> None:
    await bring(database, house, GOOD)
    assert await tags(database) == {"gardening", "flowers"}
    await bring(database, house, GOOD.replace("roses", "chess"))
    assert await tags(database) == {"chess"}


async def test_what_they_told_us_themselves_stands(database: Database, house: Community) -> None:
    await bring(database, house, GOOD)
    await decide(database, house, 1, Learned("loved", "my dog", (("dogs", "interest"),)))
    await bring(database, house, GOOD)
    assert await tags(database) == {"dogs"}


async def test_what_they_had_us_forget_does_not_come_back(
    database: Database, house: Community
) -> None:
    await bring(database, house, GOOD)
    await decide(database, house, 1, Forgotten(frozenset({"loved"})))
    await bring(database, house, GOOD)
    assert await tags(database) == frozenset()
    [row] = await rows_of(database, person)
    assert row.interests == ""


async def test_nobody_is_asked_anything_for_a_month(database: Database, house: Community) -> None:
    await bring(database, house, GOOD)
    planned = {row.purpose: row.due_at for row in await rows_of(database, nudges.nudge)}
    assert planned["getting_to_know"] - NOON > timedelta(days=30)
    assert planned["story"] - NOON > timedelta(days=59)
