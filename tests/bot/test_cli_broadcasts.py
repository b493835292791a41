"""`doorstep broadcasts`: what was told to many, and stopping one from the command line."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.broadcasts import lines
from flows.world.broadcasts import Broadcast, Tally
from store.database import Database
from tests.bot.commands import doorstep
from tests.store.broadcasting import Hall

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 6, 5, 13, tzinfo=UTC)
DANCE = Broadcast(7, "Tea dance", FRIDAY, state="sending")


def test_it_says_where_everybodys_text_has_got_to() -> None:
    tally = Tally(
        planned=1_212, delivered=1_100, sent=80, queued=20, failed=1,
        skipped={"said no": 4, "passed on": 5}, expired={"week full": 2}, coming=9, maybe=2, no=1,
    )  # fmt: skip
    assert lines(DANCE, tally, LONDON) == [
        "7  Tea dance, Fri 05 Jun 2026 14:00: going out",
        "     1,212 people: 1,100 delivered, 80 sent, 20 wait, 1 failed",
        "     5 not sent: with a number from somebody else",
        "     4 not sent: said no to events",
        "     2 too late: with a full week",
        "     9 coming, 2 maybe, 1 no",
    ]


def test_one_that_nobody_has_agreed_to_yet_has_no_numbers() -> None:
    waiting = Broadcast(8, "Tea dance", FRIDAY, state="waiting")
    assert lines(waiting, Tally(), LONDON) == [
        "8  Tea dance, Fri 05 Jun 2026 14:00: waits for a second yes"
    ]


async def _told(url: str) -> int:
    database = Database(url)
    await database.open()
    hall = await Hall.opened(database)
    await hall.people([{}] * 3)
    told = await hall.tell(at=datetime(2126, 6, 5, 13, tzinfo=UTC))
    await hall.steps()
    await database.close()
    return told


def test_one_can_be_paused_and_let_go_on_and_stopped(database_url: str, tmp_path: Path) -> None:
    told = str(asyncio.run(_told(database_url)))
    env = {"DOORSTEP_DATABASE_URL": database_url}
    for word, says in (("pause", "Paused"), ("resume", "goes on"), ("kill", "for good")):
        done = doorstep("broadcasts", word, told, env=env, folder=tmp_path)
        assert (done.returncode, says in done.stdout) == (0, True), done.stderr
    done = doorstep("broadcasts", "resume", told, env=env, folder=tmp_path)
    assert done.returncode == 1
    assert "can't be changed like that: stopped for good" in done.stderr
    listed = doorstep("broadcasts", "list", env=env, folder=tmp_path).stdout
    assert "Tea dance, Wed 05 Jun 2126 14:00: stopped for good" in listed


def test_one_that_is_not_there_is_said_to_be_so(sqlite_url: str, tmp_path: Path) -> None:
    env = {"DOORSTEP_DATABASE_URL": sqlite_url}
    done = doorstep("broadcasts", "kill", "99", env=env, folder=tmp_path)
    assert (done.returncode, "there is no broadcast 99" in done.stderr) == (1, True)
    listed = doorstep("broadcasts", "list", env=env, folder=tmp_path)
    assert "Nothing has been told" in listed.stdout


def test_a_part_costs_what_the_project_says(sqlite_url: str, tmp_path: Path) -> None:
    env = {"DOORSTEP_DATABASE_URL": sqlite_url}
    done = doorstep("broadcasts", "price", "4.2", env=env, folder=tmp_path)
    assert done.stdout == "A part of a text costs 4.2p from now on.\n"
    done = doorstep("broadcasts", "price", "free", env=env, folder=tmp_path)
    assert done.returncode == 2
