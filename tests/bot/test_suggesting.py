"""What one person is offered, out of a whole directory: exactly what a full ranking would find."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bench import directory
from bot.rounds import suggesting
from bot.seeing import Seeing
from flows.nearby import ranking
from flows.world.nearby import Near
from store import activities, locations, suggestions
from store.activities import activity
from store.communities import Community
from store.database import Database
from store.people import person
from tests.store.people_of_the_house import NOON, ROSE, founded, met, row_of

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


async def stock(database: Database, house: Community, count: int, **change: Any) -> None:
    rows = directory.activities(house, count, NOON)
    await database.write(
        partial(activities.keep, rows=[({**row, **change}, tags) for row, tags in rows])
    )


async def test_it_is_what_a_ranking_of_everything_finds(
    database: Database, house: Community
) -> None:
    await stock(database, house, 500)
    everything = await database.read(partial(activities.everything, community_id=house.id))
    barriers = (directory.RIVER,)
    for seeker in directory.seekers(40):
        choose = partial(suggesting.choose, community_id=house.id, seeker=seeker)
        full = ranking.choose(ranking.rank(seeker, everything, NOON, barriers))
        for large in (True, False):
            look = partial(choose, now=NOON, barriers=barriers, large=large)
            found = [each.activity.id for each in await database.read(look)]
            assert found == [each.activity.id for each in full], seeker


async def test_equal_ones_are_the_same_ones(database: Database, house: Community) -> None:
    """Where nothing tells hundreds apart, it is still the same three: the sooner, the older."""
    await stock(
        database, house, 300, lat=None, lon=None, cost_pence=0, access_yes=0, access_no=0,
        language="", who_meets="", source="", confirm_by=NOON + DAY,
    )  # fmt: skip
    everything = await database.read(partial(activities.everything, community_id=house.id))
    seeker = ranking.Seeker()
    choose = partial(suggesting.choose, community_id=house.id, seeker=seeker, now=NOON)
    found = await database.read(choose)
    full = ranking.choose(ranking.rank(seeker, everything, NOON))
    assert [each.activity.id for each in found] == [each.activity.id for each in full]


def test_the_invented_people_are_of_many_kinds() -> None:
    """Else comparing them would show little."""
    people = directory.seekers(60)
    for kind in ("needs", "refused", "unsuited", "company", "tags", "point"):
        assert {bool(getattr(each, kind)) for each in people} == {True, False}


# ── the sight ───────────────────────────────────────────────────────────────────────────────

HOME = directory.TOWN


async def rose_at_home(database: Database, house: Community, **more: Any) -> int:
    """Rose, who lives in the middle of the town."""
    [rose] = await met(database, house, ROSE)
    place = [("SO16 2AB", HOME.lat, HOME.lon)]
    told = sa.update(person).where(person.c.id == rose).values(postcode="SO16 2AB", **more)
    await database.write(partial(locations.keep_postcodes, community_id=house.id, places=place))
    await database.write(lambda conn: conn.execute(told))
    await database.write(partial(locations.place_everybody, community_id=house.id))
    return rose


async def near(
    database: Database,
    house: Community,
    person_id: int,
    shown: Iterable[int] = (),
    subject: int = 0,
) -> Near:
    row = await row_of(database, person, person_id)
    answers = {"shown": ",".join(map(str, shown))}
    seeing = [Seeing(person_id, row, subject, answers)]
    look = partial(suggesting.look, community=house, looking=seeing, now=NOON)
    return (await database.read(look))[person_id]


def ids(found: Near) -> list[int]:
    return [each.activity_id for each in found.suggestions]


async def test_more_shows_what_was_not_shown_before(database: Database, house: Community) -> None:
    await stock(database, house, 60)
    rose = await rose_at_home(database, house)
    first = await near(database, house, rose)
    more = await near(database, house, rose, shown=ids(first))
    assert len(ids(first)) == len(ids(more)) == 3
    assert not set(ids(first)) & set(ids(more))
    assert [each.activity_id for each in more.shown] == ids(first), "in the order they were shown"


async def test_what_the_talk_is_about_is_seen_whatever_became_of_it(
    database: Database, house: Community
) -> None:
    await stock(database, house, 5, state="gone")
    rose = await rose_at_home(database, house)
    found = await near(database, house, rose, subject=4)
    assert found.suggestions == ()
    assert found.subject is not None and (found.subject.activity_id, found.subject.state) == (
        4,
        "gone",
    )
    assert found.of(4) is found.subject
    assert (await near(database, house, rose, shown=[99], subject=98)).subject is None


async def test_a_reason_given_before_counts(database: Database, house: Community) -> None:
    await stock(database, house, 40, access_yes=0, access_no=0)
    rose = await rose_at_home(database, house)
    [first, *_] = ids(await near(database, house, rose))
    steps = activities.access_bits(["step_free"])
    some = sa.update(activity).where(activity.c.id % 2 == 0).values(access_no=steps)
    await database.write(lambda conn: conn.execute(some))
    said = {"community_id": house.id, "person_id": rose, "activity_id": first, "shown_at": NOON}
    said |= {"declined_at": NOON, "reason": "steps"}
    await database.write(partial(suggestions.declined, rows=[said]))
    found = await near(database, house, rose, shown=[])
    assert first not in ids(found)
    assert all(each % 2 for each in ids(found)), "what has steps is for others"
    assert "steps" in found.suggestions[0].access_words


async def test_nobody_is_offered_what_they_run_or_told_us_of(
    database: Database, house: Community
) -> None:
    rose = await rose_at_home(database, house)
    await stock(database, house, 2, next_at=NOON + DAY)
    own = sa.update(activity).where(activity.c.id == 1).values(source_id=rose)
    await database.write(lambda conn: conn.execute(own))
    assert ids(await near(database, house, rose)) == [2]


async def test_it_says_how_far_by_the_bridge_and_how_old(
    database: Database, house: Community
) -> None:
    rose = await rose_at_home(database, house)
    over = HOME.lon + 0.03
    await stock(
        database, house, 1, lat=HOME.lat, lon=over, next_at=NOON + DAY, source="Pat",
        source_place="Mill Lane", checked_at=datetime(2025, 12, 3, tzinfo=UTC), confirm_by=NOON,
    )  # fmt: skip
    river = replace(directory.RIVER, crossings=directory.RIVER.crossings[:1])
    keep = partial(locations.keep_barriers, community_id=house.id, barriers=[river])
    await database.write(keep)
    [found] = (await near(database, house, rose)).suggestions
    assert found.distance_words.endswith("by Mill Bridge")
    assert found.distance_m is not None and found.distance_m > 2_000
    assert found.stale is False, "today is the day it is to be confirmed by"
    assert found.source_words == "Pat from Mill Lane says, checked 3 Dec 2025"
    late = sa.update(activity).values(confirm_by=NOON - DAY)
    await database.write(lambda conn: conn.execute(late))
    [found] = (await near(database, house, rose)).suggestions
    assert found.stale
    assert found.source_words == "Pat from Mill Lane said, not checked since 3 Dec 2025"


async def test_a_wave_takes_as_many_queries_for_what_is_known_of_all(
    database: Database, house: Community
) -> None:
    """Only choosing is done for each: two queries where the first look is enough."""
    await stock(database, house, 60)
    people = await met(database, house, *[("sms", f"+4477009001{n:02}") for n in range(8)])
    rows = [await row_of(database, person, each) for each in people]
    seen: list[str] = []

    def look(conn: sa.Connection, many: int) -> int:
        seen.clear()
        sa.event.listen(conn, "before_cursor_execute", _note(seen))
        suggesting.look(conn, house, [Seeing(row.id, row) for row in rows[:many]], NOON)
        return len([each for each in seen if "activity_tag" not in each and "promise" not in each])

    one = await database.read(partial(look, many=1))
    eight = await database.read(partial(look, many=8))
    assert eight - one <= 7, "one query more for each: the activities that are ranked"


def _note(seen: list[str]) -> Any:
    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    return note
