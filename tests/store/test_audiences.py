"""Whom a broadcast is for, and why somebody in it gets none: the preview and the plan agree."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from flows.world.broadcasts import Audience
from flows.world.nearby import Point
from store.audience_counts import set_pence_per_part
from store.database import Database
from store.homecomings import hospital_stay
from store.learned import learned, person_tag
from store.locations import person_place
from tests.store.broadcasting import DAY, TEXT, Hall
from tests.store.people_of_the_house import NOON

pytestmark = pytest.mark.anyio


@pytest.fixture
async def hall(database: Database) -> Hall:
    return await Hall.opened(database)


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({}, ""),
        ({"stopped_at": NOON}, "stop"),
        ({"said": ""}, "not asked"),
        ({"said": "no"}, "said no"),
        ({"said": "yes no"}, "said no"),
        ({"said": "no yes"}, ""),
        ({"how": "import", "source": "GP"}, "passed on"),
        ({"how": "import", "number_from": "hospital discharge"}, "passed on"),
        ({"how": "import", "source": "tea morning"}, ""),
        ({"how": "import", "source": "tea morning", "number_from": "GP"}, ""),
        ({"number_from": "GP"}, ""),
        ({"paused_at": NOON}, "paused"),
        ({"paused_at": NOON, "paused_until": NOON + DAY}, "paused"),
        ({"paused_at": NOON - DAY, "paused_until": NOON}, ""),
        ({"addresses": ()}, "address"),
        ({"addresses": ("frozen",)}, "address"),
        ({"addresses": ("frozen", "open")}, ""),
        ({"stopped_at": NOON, "said": "", "addresses": ()}, "stop"),
    ],
)
async def test_who_gets_none_is_told_apart_by_the_reason(
    hall: Hall, about: dict[str, Any], why: str
) -> None:
    who = await hall.person(**about)
    counted = await hall.count()
    assert counted.skipped == ({why: 1} if why else {})
    assert counted.people == (not why)
    told = await hall.tell()
    await hall.steps()
    (row,) = await hall.messages(told)
    assert (row.person_id, row.reason) == (who, why)
    assert row.state == ("skipped" if why else "queued")


async def test_whoever_is_in_hospital_is_left_in_peace(hall: Hall) -> None:
    who = await hall.person()
    stay = {"community_id": hall.house.id, "person_id": who, "since": NOON}
    await hall.write(lambda conn: conn.execute(sa.insert(hospital_stay).values(**stay)))
    assert (await hall.count()).skipped == {"needs first": 1}


async def test_a_resident_is_in_it_once_they_have_joined(hall: Hall) -> None:
    await hall.people([{"joined_at": None}, {"merged_into": 1}, {"roles": ()}])
    assert (await hall.count()).audience == 0


async def test_a_person_of_two_roles_is_in_it_once(hall: Hall) -> None:
    await hall.person(roles=("resident", "befriender", "coordinator"))
    assert (await hall.count(role="")).audience == (await hall.count()).audience == 1


async def test_an_audience_can_be_those_of_another_role(hall: Hall) -> None:
    await hall.people([{"roles": ("befriender",), "joined_at": None}, {}])
    assert (await hall.count(role="befriender")).people == 1
    assert (await hall.count(role="")).people == 2


@pytest.mark.parametrize(
    ("area", "people"),
    [("SO16", 2), ("so16 2", 1), ("SO16 2AB", 1), ("SO", 3), ("SO1", 1), ("S", 0), ("SW", 0)],
)
async def test_an_area_is_a_postcode_or_the_beginning_of_one(
    hall: Hall, area: str, people: int
) -> None:
    codes = ("SO16 2AB", "SO16 3CD", "SO1 1AA", "")
    await hall.people([{"postcode": code} for code in codes])
    assert (await hall.count(areas=(area,))).audience == people


@pytest.mark.parametrize(
    ("of", "people"),
    [
        ({"areas": ("SO16", "SO17")}, 3),
        ({"areas": ("SO16",), "interests": ("cards",)}, 1),
        ({"areas": ("SO16", "SO17"), "interests": ("cards",), "either": True}, 4),
        ({"interests": ("cards",), "either": True}, 2),
        ({"either": True}, 5),
    ],
)
async def test_several_areas_and_interests_are_counted_each_person_once(
    hall: Hall, of: dict[str, Any], people: int
) -> None:
    """Two in SO16, one of whom likes cards; one in SO17; another who likes cards; one besides."""
    first, *_, other, _besides = await hall.people(
        [{"postcode": each} for each in ("SO16 1AA", "SO16 2BB", "SO17 1AA", "SO19 1AA", "ZE1 0AA")]
    )
    for who in (first, other):
        await _enjoys(hall, who, "cards")
    assert (await hall.count(**of)).audience == people


async def test_an_area_is_so_far_around_a_place(hall: Hall) -> None:
    near, far, _ = await hall.people([{}, {}, {}])
    rows = [
        {"community_id": hall.house.id, "person_id": who, "lat": lat, "lon": -1.4, "cell": 0}
        for who, lat in ((near, 50.91), (far, 50.95))
    ]
    await hall.write(lambda conn: conn.execute(sa.insert(person_place), rows))
    at = Point(50.9, -1.4)
    assert (await hall.count(near=at, km=2)).people == 1
    assert (await hall.count(near=at, km=6)).people == 2


async def _enjoys(hall: Hall, who: int, tag: str) -> None:
    ours = {"community_id": hall.house.id, "person_id": who}

    def write(conn: sa.Connection) -> None:
        adding = sa.insert(learned).values(**ours, question=tag, asked_at=NOON, words=tag)
        of = conn.execute(adding.returning(learned.c.id)).scalar_one()
        row = {**ours, "tag": tag, "learned_id": of, "kind": "interest", "said_at": NOON}
        conn.execute(sa.insert(person_tag).values(**row))

    await hall.write(write)


async def test_an_audience_can_be_those_who_enjoy_it(hall: Hall) -> None:
    dances, gardens, _ = await hall.people([{}, {}, {}])
    await _enjoys(hall, dances, "dancing")
    await _enjoys(hall, gardens, "gardening")
    assert (await hall.count(interests=("dancing",))).people == 1
    assert (await hall.count(interests=("dancing", "gardening"))).people == 2
    assert (await hall.count(interests=("dancing",), everyone=True)).people == 3


async def test_each_reads_it_in_their_language_or_in_english(hall: Hall) -> None:
    await hall.people([{"language": "cy", "name": "Siân"}, {"language": "pl"}, {}])
    texts = {"en": TEXT, "cy": "Helo {name}"}
    counted = await hall.count(texts)
    assert {key: each.people for key, each in counted.by_language.items()} == {"en": 2, "cy": 1}
    told = await hall.tell(texts=texts)
    await hall.steps()
    first, *_ = await hall.messages(told)
    assert first.text == "Helo Siân"
    assert (await hall.count(texts, languages=("cy",))).people == 1


async def test_a_group_can_have_a_text_of_its_own(hall: Hall) -> None:
    gardener, _ = await hall.people([{"language": "cy"}, {"name": ""}])
    await _enjoys(hall, gardener, "gardening")
    texts = {"en": "Hi {name}", "cy": "Helo", "#gardening": "Bring your gloves, {name}"}
    told = await hall.tell(texts=texts)
    await hall.steps()
    said = [row.text for row in await hall.messages(told)]
    assert said == ["Bring your gloves, Rose", "Hi there"]


async def test_the_price_is_of_the_very_texts_with_every_name(hall: Hall) -> None:
    await hall.people([{"name": "Rose"}, {"name": "Rose" * 20}, {"said": "no"}])
    counted = await hall.count()
    assert (counted.people, counted.parts, counted.pence) == (2, 3, 12.0)
    assert counted.by_language["en"].most == 2
    await hall.write(lambda conn: set_pence_per_part(conn, hall.house.id, 3.5))
    assert (await hall.count()).pence == 10.5


@pytest.mark.parametrize(
    ("audience", "everybody"),
    [
        (Audience(), True),
        (Audience(everyone=True, areas=("SO16",)), True),
        (Audience(role="befriender"), True),
        (Audience(areas=("SO16",)), False),
        (Audience(interests=("dancing",)), False),
    ],
)
def test_what_narrows_nothing_down_needs_a_second_yes(audience: Audience, everybody: bool) -> None:
    assert audience.is_all_of_them is everybody


async def test_an_empty_audience_costs_nothing(hall: Hall) -> None:
    counted = await hall.count(areas=("ZE1",))
    assert (counted.audience, counted.parts, counted.pence) == (0, 0, 0)
    told = await hall.tell(audience=Audience(areas=("ZE1",)))
    await hall.steps(NOON + timedelta(minutes=2))
    assert (await hall.get(told)).state == "done"
