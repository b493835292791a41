"""The doctor names what is wrong and how to mend it, and tells nobody a secret."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.doctor import Verdict
from store.database import Database
from tests.bot.examined import finding, findings
from tests.bot.live import SECRET, environment, live, settings_for
from tests.peers.twilio import TwilioPeer

pytestmark = pytest.mark.anyio


def found_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


# ── settings ────────────────────────────────────────────────────────────────────────────────


async def test_with_nothing_set_nothing_is_wrong(bare_sqlite_url: str, tmp_path: Path) -> None:
    found = await findings({"DOORSTEP_DATABASE_URL": bare_sqlite_url})
    assert {finding.verdict for finding in found.values()} == {Verdict.OK, Verdict.NOT_SET}
    assert found["Twilio"].verdict == found["Telegram"].verdict == Verdict.NOT_SET
    assert not any(found_in(tmp_path))


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({"DOORSTEP_TWILIO_FROM": "DOORSTEP"}, "DOORSTEP_TWILIO_FROM"),
        ({"DOORSTEP_TELEGRAM_SECRET": SECRET}, "DOORSTEP_TELEGRAM_TOKEN"),
        ({"DOORSTEP_TIMEZONE": "Europe/Londno"}, "DOORSTEP_TIMEZONE"),
        ({"DOORSTEP_PUBLIC_URL": "http://doorstep.test"}, "DOORSTEP_PUBLIC_URL"),
    ],
)
async def test_settings_that_stop_the_start_are_named(env: dict[str, str], names: str) -> None:
    [(about, finding)] = (await findings(env)).items()
    assert (about, finding.verdict) == ("settings", Verdict.WRONG)
    assert names in finding.says


async def test_a_demo_is_not_live(bare_sqlite_url: str) -> None:
    found = await finding("settings", environment(bare_sqlite_url, demo="1"))
    assert found.verdict is Verdict.WRONG


# ── the database ────────────────────────────────────────────────────────────────────────────


async def test_a_database_of_ours_is_fine_and_left_as_it_was(database_url: str) -> None:
    for _ in range(2):
        found = await findings(environment(database_url))
        assert found["database"].verdict is Verdict.OK
        assert "version" in found["database"].says
        assert found["clock"].verdict is Verdict.OK
        assert found["coordinators"].verdict is Verdict.NOT_SET


async def test_an_empty_database_is_fine_and_stays_empty(bare_postgres_url: str) -> None:
    for _ in range(2):
        found = await finding("database", environment(bare_postgres_url))
        assert (found.verdict, "empty" in found.says) == (Verdict.OK, True)


async def test_a_database_of_somebody_elses_is_named(bare_database_url: str) -> None:
    database = Database(settings_for(bare_database_url).async_database_url)
    await database.open()
    await database.write(lambda conn: conn.execute(sa.text("CREATE TABLE theirs (n INT)")))
    await database.close()
    found = await finding("database", environment(bare_database_url))
    assert (found.verdict, "DOORSTEP_DATABASE_URL" in found.says) == (Verdict.WRONG, True)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://rose:s3cret@127.0.0.1:9/doorstep",
        "sqlite:////proc/nowhere/doorstep.db",
        "sqlite:////dev/null/doorstep.db",
    ],
)
async def test_a_database_that_is_not_there_is_named(url: str) -> None:
    found = await finding("database", environment(url))
    assert (found.verdict, "DOORSTEP_DATABASE_URL" in found.says) == (Verdict.WRONG, True)


async def test_beside_a_running_service_it_only_looks(
    twilio: TwilioPeer, database_url: str
) -> None:
    async with live(settings_for(database_url, twilio), twilio) as service:
        await service.join()
        found = await findings(environment(database_url, twilio))
        assert found["database"].verdict is Verdict.OK
        assert found["coordinators"].verdict is Verdict.NOT_SET
        assert (await service.text("HELP")).status_code == 200


async def test_a_demos_database_is_not_for_a_real_project(sqlite_url: str) -> None:
    async with live(settings_for(sqlite_url, demo="1")):
        pass
    found = await finding("database", environment(sqlite_url))
    assert (found.verdict, "demo" in found.says) == (Verdict.WRONG, True)


@pytest.mark.parametrize(("channel", "verdict"), [("sms", Verdict.OK), ("telegram", Verdict.WRONG)])
async def test_a_coordinator_must_be_reachable_on_a_channel_that_is_set_up(
    twilio: TwilioPeer, sqlite_url: str, channel: str, verdict: Verdict
) -> None:
    async with live(settings_for(sqlite_url, twilio), twilio) as service:
        await service.join()
        await service.doorstep.database.write(lambda conn: _make_coordinator(conn, channel))
    assert (await finding("coordinators", environment(sqlite_url, twilio))).verdict is verdict


def _make_coordinator(conn: sa.Connection, channel: str) -> None:
    conn.execute(sa.text("UPDATE role SET role = 'coordinator'"))
    conn.execute(sa.text("UPDATE address SET channel = :channel"), {"channel": channel})
