"""A demo's people are never texted for real, and real people's data is never played with."""

from datetime import UTC, datetime
from functools import partial

import pytest
import sqlalchemy as sa

from bot.belonging import WrongDatabase, claimed, found
from bot.settings import Settings, load_settings
from store.communities import community
from store.database import Database
from store.people import address, meet

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SMS = ("sms", "+447700900123")
TWILIO = {
    "DOORSTEP_TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "DOORSTEP_TWILIO_AUTH_TOKEN": "0" * 32,
    "DOORSTEP_TWILIO_FROM": "+447700900000",
    "DOORSTEP_TWILIO_API_URL": "http://127.0.0.1:9",
    "DOORSTEP_PUBLIC_URL": "http://127.0.0.1:8",
}


def settings(**env: str) -> Settings:
    return load_settings(env, env_file=None)


REAL = settings(DOORSTEP_COMMUNITY="Mill Lane")
DEMO = settings(DOORSTEP_DEMO="1", DOORSTEP_COMMUNITY="Pretend Lane")


@pytest.mark.parametrize(("first", "then"), [(REAL, DEMO), (DEMO, REAL)])
async def test_what_one_kind_has_run_on_the_other_may_not_touch(
    database: Database, first: Settings, then: Settings
) -> None:
    await database.write(partial(claimed, settings=first, now=NOW))
    for work in (found, claimed):
        with pytest.raises(WrongDatabase):
            await database.write(partial(work, settings=then, now=NOW))
    name = await database.read(lambda conn: conn.execute(sa.select(community.c.name)).scalar_one())
    assert name == first.community, "a refusal changes nothing"


async def test_a_command_does_not_say_which_kind_it_is(database: Database) -> None:
    """Bringing people in before the first run leaves that open."""
    await database.write(partial(found, settings=REAL, now=NOW))
    assert (await database.write(partial(claimed, settings=DEMO, now=NOW))).demo is None
    assert (await database.write(partial(found, settings=DEMO, now=NOW))).demo is True


async def test_a_command_without_settings_gives_the_project_no_other_name(
    database: Database,
) -> None:
    await database.write(partial(claimed, settings=REAL, now=NOW))
    unnamed = await database.write(partial(found, settings=settings(), now=NOW))
    assert unnamed.name == "Mill Lane"


@pytest.mark.parametrize(("twilio", "channel"), [({}, "phone"), (TWILIO, "sms")])
async def test_in_a_demo_without_twilio_practice_phones_stand_for_everybodys(
    database: Database, twilio: dict[str, str], channel: str
) -> None:
    ours = await database.write(partial(found, settings=DEMO, now=NOW))
    await database.write(partial(meet, community_id=ours.id, wheres=[SMS], zone=ours.zone, now=NOW))
    await database.write(partial(claimed, settings=settings(DOORSTEP_DEMO="1", **twilio), now=NOW))
    rows = await database.read(lambda conn: conn.execute(sa.select(address)).all())
    assert [(row.channel, row.value) for row in rows] == [(channel, SMS[1])]
