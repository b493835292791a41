"""Where postcodes, people and barriers lie: told, looked up, and guessed from what is near."""

from functools import partial

import pytest
import sqlalchemy as sa

from bot.files import importing
from bot.files.importing import Tally
from flows.facts import PostcodeTold
from flows.world.nearby import Barrier, Crossing, Point
from store import locations, merging
from store.communities import Community
from store.database import Database
from store.locations import person_place
from store.people import person
from store.remembering import Decided, remember
from tests.store.people_of_the_house import NOON, ROSE, founded, met, row_of, rows_of

pytestmark = pytest.mark.anyio

PLACES = [
    ("SO16 2AB", 50.930, -1.430),
    ("SO16 2AD", 50.932, -1.432),
    ("SO16 4EE", 50.940, -1.450),
    ("SO17 1AA", 50.925, -1.390),
]


@pytest.fixture
async def house(database: Database) -> Community:
    found = await founded(database)
    keep = partial(locations.keep_postcodes, community_id=found.id, places=PLACES)
    await database.write(keep)
    return found


async def where(database: Database, house: Community, *postcodes: str) -> dict[str, Point]:
    work = partial(locations.where_is, community_id=house.id, postcodes=postcodes)
    found = await database.read(work)
    return {name: Point(round(at.lat, 4), round(at.lon, 4)) for name, at in found.items()}


async def test_a_postcode_is_where_it_is(database: Database, house: Community) -> None:
    assert await where(database, house, "SO17 1AA") == {"SO17 1AA": Point(50.925, -1.39)}


async def test_one_we_do_not_know_is_in_the_middle_of_its_sector(
    database: Database, house: Community
) -> None:
    assert await where(database, house, "SO16 2ZZ") == {"SO16 2ZZ": Point(50.931, -1.431)}


async def test_one_in_no_sector_we_know_is_in_the_middle_of_its_district(
    database: Database, house: Community
) -> None:
    assert await where(database, house, "SO16 9ZZ") == {"SO16 9ZZ": Point(50.934, -1.4373)}


async def test_one_in_no_district_we_know_is_nowhere(database: Database, house: Community) -> None:
    assert await where(database, house, "BS1 1AA", "", "nonsense") == {}


async def test_postcodes_told_again_are_brought_up_to_date(
    database: Database, house: Community
) -> None:
    again = [("SO17 1AA", 51.0, -1.0)]
    await database.write(partial(locations.keep_postcodes, community_id=house.id, places=again))
    assert await where(database, house, "SO17 1AA") == {"SO17 1AA": Point(51.0, -1.0)}
    assert len(await rows_of(database, locations.postcode_place)) == 4 + 3 + 2


async def test_who_tells_a_postcode_is_put_on_the_map(database: Database, house: Community) -> None:
    [rose] = await met(database, house, ROSE)
    told = Decided(PostcodeTold("SO16 2AB"), house.id, rose, NOON, "sms")
    await database.write(lambda conn: remember(conn, [told]))
    [row] = await rows_of(database, person_place)
    assert (row.person_id, row.lat, row.lon) == (rose, 50.93, -1.43)
    assert row.cell == locations.cell(Point(50.93, -1.43))
    assert await database.read(partial(locations.homes_of, ids=[rose])) == {
        rose: Point(50.93, -1.43)
    }


async def test_who_moves_away_from_all_we_know_is_off_the_map(
    database: Database, house: Community
) -> None:
    [rose] = await met(database, house, ROSE)
    for postcode in ("SO16 2AB", "BS1 1AA"):
        told = Decided(PostcodeTold(postcode), house.id, rose, NOON, "sms")
        await database.write(partial(remember, decided=[told]))
    assert await rows_of(database, person_place) == []
    assert (await row_of(database, person, rose)).postcode == "BS1 1AA"


async def test_everybody_is_put_on_the_map_when_postcodes_come(
    database: Database, house: Community
) -> None:
    ids = await met(database, house, ROSE, ("sms", "+447700900102"), ("sms", "+447700900103"))
    told = sa.update(person).where(person.c.id.in_(ids[:2])).values(postcode="SO16 4EE")
    await database.write(lambda conn: conn.execute(told))
    await database.write(partial(locations.place_everybody, community_id=house.id))
    assert [row.person_id for row in await rows_of(database, person_place)] == ids[:2]


async def test_who_comes_by_a_spreadsheet_is_put_on_the_map(
    database: Database, house: Community
) -> None:
    text = "name,phone,roles,postcode\nRose,+447700900101,resident,SO16 2AB\n"
    rows, _ = importing.read(text)
    write = partial(importing.write, community=house, rows=rows, now=NOON, tally=Tally())
    await database.write(write)
    [row] = await rows_of(database, person_place)
    assert (row.lat, row.lon) == (50.93, -1.43)


@pytest.mark.parametrize(("told_by", "lives_at"), [((0, 1), 50.93), ((1,), 50.94)])
async def test_two_who_are_one_live_where_the_known_one_does(
    database: Database, house: Community, told_by: tuple[int, ...], lives_at: float
) -> None:
    known, new = await met(database, house, ROSE, ("telegram", "700100"))
    postcodes = {known: "SO16 2AB", new: "SO16 4EE"}
    for each in told_by:
        person_id = (known, new)[each]
        told = Decided(PostcodeTold(postcodes[person_id]), house.id, person_id, NOON, "sms")
        await database.write(partial(remember, decided=[told]))
    await database.write(partial(merging.merge, new_id=new, known_id=known, now=NOON))
    [row] = await rows_of(database, person_place)
    assert (row.person_id, row.lat) == (known, lives_at)


async def test_barriers_come_back_as_they_were_told(database: Database, house: Community) -> None:
    river = Barrier(
        "the river",
        (Point(50.9, -1.4), Point(51.0, -1.41)),
        (Crossing("Mill Bridge", Point(50.93, -1.405)),),
    )
    for told in ((Barrier("the railway", ()),), (river,)):
        keep = partial(locations.keep_barriers, community_id=house.id, barriers=told)
        await database.write(keep)
    assert await database.read(partial(locations.barriers_of, community_id=house.id)) == (river,)


def test_cells_around_a_point_hold_all_that_is_near() -> None:
    home = Point(50.93, -1.43)
    cells = set(locations.cells_around(home, 1_500))
    for lat, lon in ((0.0134, 0), (-0.0134, 0), (0, 0.0213), (0, -0.0213), (0.009, 0.014)):
        assert locations.cell(Point(home.lat + lat, home.lon + lon)) in cells
    assert locations.cell(Point(home.lat + 0.05, home.lon)) not in cells
    assert len(cells) < 20
