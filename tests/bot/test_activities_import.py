"""Activities, postcodes and barriers come from files: as a whole, or not at all."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.files import activity_sheet, mapping
from bot.files.activity_sheet import ActivityRow
from bot.files.spreadsheet import NotATable
from bot.mill_lane import directory
from flows.nearby.schedule import when_words
from flows.world.nearby import Access
from store import activities, locations
from store.activities import activity
from store.database import Database
from tests.bot.commands import doorstep
from tests.store.people_of_the_house import NOON, founded, rows_of

ZONE = "Europe/London"
TEA = "Tea,Tuesday,11:00"


def sheet(*lines: str, columns: str = "title,weekday,time") -> str:
    return "\n".join([columns, *lines, ""])


def read(*lines: str, columns: str = "title,weekday,time") -> tuple[list[ActivityRow], list[str]]:
    rows, problems = activity_sheet.read(sheet(*lines, columns=columns), ZONE, NOON)
    return rows, [f"{each.line}: {each.says}" for each in problems]


def one(**fields: str) -> ActivityRow:
    """The row these fields make, beside what every row needs."""
    full = {"title": "Tea", "weekday": "Tuesday", "time": "11:00", **fields}
    quoted = ",".join(f'"{value}"' for value in full.values())
    rows, problems = read(quoted, columns=",".join(full))
    assert not problems
    return rows[0]


def test_a_title_a_weekday_and_a_time_are_enough() -> None:
    [row], problems = read(TEA)
    assert not problems
    assert (row.title, when_words(row.schedule)) == ("Tea", "Tuesdays 11am")
    assert (row.access, row.cost_pence, row.checked) == (Access(), None, None), "all unknown"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "there is no title"),
        ({"weekday": "Tuesdy"}, "the weekday must be one such as Tuesday"),
        ({"weekday": ""}, "say when: a weekday such as Tuesday, or the first day"),
        ({"time": "elevenish"}, "the time must be one such as 14:30"),
        ({"minutes": "long"}, "minutes must be a number"),
        ({"rule": "FREQ=HOURLY"}, "DAILY, WEEKLY, MONTHLY or YEARLY"),
        ({"first": "2026-05-06"}, "not on that weekday"),
        ({"weekday": "", "first": "2026-05-03"}, "it is over"),
        ({"first": "5/5/26"}, "first must be a date such as 2026-05-03"),
        ({"not_on": "Christmas"}, "not_on must be dates"),
        ({"kind": "party"}, "kind must be activity or place"),
        ({"roughly": "ish"}, "roughly must be yes or no"),
        ({"cost": "-3"}, "the cost can't be right"),
        ({"toilet": "downstairs"}, "toilet must be yes, no or unknown"),
        ({"tags": "zzxq"}, "a tag is not known"),
        ({"postcode": "somewhere"}, "the postcode is not one"),
        ({"lat": "50.9"}, "lat and lon go together"),
        ({"lat": "500", "lon": "0"}, "lat must be degrees"),
        ({"language": "Polish"}, "the language must be a short code"),
        ({"organiser_phone": "ask Pat"}, "the organiser_phone can't be texted"),
        ({"checked": "last week"}, "checked must be a date such as 2026-05-03"),
    ],
)
def test_a_bad_line_is_named_and_says_what_to_put(fields: dict[str, str], says: str) -> None:
    full = {"title": "Tea", "weekday": "Tuesday", "time": "11:00", **fields}
    rows, problems = read(",".join(full.values()), columns=",".join(full))
    assert not rows
    assert len([each for each in problems if each.startswith("2: ") and says in each]) == 1


def test_every_problem_of_a_line_is_told_at_once() -> None:
    _, problems = read(",Tuesdy,late")
    assert len(problems) >= 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "needs a column called title"),
        ("title;weekday;time\nTea;Tuesday;11:00\n", "semicolons"),
        (sheet("Tea,Tuesday,11:00,42", columns="title,weekday,time,size"), "unknown name"),
        (sheet(TEA, columns="title,title,time"), "two columns called title"),
        (sheet(TEA, '"Tea,Tuesday,11:00'), "never closed"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_as_a_whole(text: str, says: str) -> None:
    with pytest.raises(NotATable, match=says):
        activity_sheet.read(text, ZONE, NOON)


def test_the_same_thing_twice_is_a_problem_of_the_second_line() -> None:
    _, problems = read(TEA, TEA)
    assert problems == ["3: this is on line 2 already: give each a ref of its own"]


@pytest.mark.parametrize(
    ("cost", "pence", "words"),
    [
        ("free", 0, ""),
        ("£0", 0, ""),
        ("2.50", 250, ""),
        ("£3", 300, ""),
        ("4, pudding too", 400, "£4, pudding too"),
        ("ask at the door", None, "ask at the door"),
        ("unknown", None, ""),
        ("", None, ""),
    ],
)
def test_what_it_costs_is_read_as_it_is_written(cost: str, pence: int | None, words: str) -> None:
    row = one(cost=cost)
    assert (row.cost_pence, row.cost_words) == (pence, words)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"time": "14.30"}, "Tuesdays 2.30pm"),
        ({"roughly": "yes"}, "Tuesdays about 11am"),
        ({"weekday": "friday", "rule": "FREQ=WEEKLY;INTERVAL=2"}, "every other Friday 11am"),
        ({"weekday": "", "first": "2026-05-11", "rule": "FREQ=MONTHLY;BYDAY=2MO"},
         "second Monday of the month 11am"),
        ({"weekday": "", "first": "2026-06-06"}, "Sat 6 June 11am"),
        ({"weekday": "", "first": "in 5 days"}, "Sat 9 May 11am"),
    ],
)  # fmt: skip
def test_when_it_is_on_is_read_as_it_is_written(fields: dict[str, str], words: str) -> None:
    assert when_words(one(**fields).schedule) == words


def test_unknown_is_not_no() -> None:
    row = one(step_free="yes", toilet="no", seating="unknown", quiet="")
    assert row.access == Access(frozenset({"step_free"}), frozenset({"toilet"}))


def test_what_it_is_about_is_read_from_its_words_where_no_tag_is_given() -> None:
    assert one(about="cards and a cuppa").tags >= {"cards"}
    assert one(tags="knitting; playing chess").tags == {"knitting", "chess"}


# ── postcodes and barriers ──────────────────────────────────────────────────────────────────

ONSPD = "pcd,pcds,doterm,lat,long\n"


def test_the_ons_directory_is_read_as_it_comes() -> None:
    lines = (ONSPD + "SO162AB,SO16 2AB,,50.93,-1.41\nBT1 1AA,BT1 1AA,,54.6,-5.9\n"
             "GY1 1AA,GY1 1AA,,99.999999,0.0\n").splitlines()  # fmt: skip
    assert list(mapping.postcodes(lines)) == [
        ("SO16 2AB", 50.93, -1.41), ("BT1 1AA", 54.6, -5.9),
    ], "a postcode without a place is left out"  # fmt: skip
    assert list(mapping.postcodes(lines, only=["so"])) == [("SO16 2AB", 50.93, -1.41)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,lat,long\n", "needs a column called pcds or pcd or postcode"),
        ("pcd,lat\n", "needs a column called long"),
        ("pcd,lat,long\nSO162AB,x,1\n", "line 2: lat and long must be numbers"),
        ("pcd,lat,long\nnowhere at all,50,1\n", "line 2 is no postcode"),
    ],
)
def test_a_bad_file_of_postcodes_is_refused(text: str, says: str) -> None:
    with pytest.raises(NotATable, match=says):
        list(mapping.postcodes(text.splitlines()))


RIVER = "barrier,crossing,lat,lon\nthe river,,50.9,-1.4\nthe river,,51,-1.4\n"


def test_a_barrier_is_its_points_and_its_crossings() -> None:
    [river] = mapping.barriers((RIVER + "the river,Mill Bridge,50.95,-1.4\n").splitlines())
    assert (river.name, len(river.line), river.crossings[0].name) == ("the river", 2, "Mill Bridge")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,lat,lon\n", "first line must be"),
        (RIVER + "the river,,north,0\n", "line 4: lat and lon must be degrees"),
        (RIVER + ",,50,0\n", "line 4 does not say which barrier"),
        (RIVER + "the road,A bridge,50,0\n", "the road needs two points"),
    ],
)
def test_a_bad_file_of_barriers_is_refused(text: str, says: str) -> None:
    with pytest.raises(NotATable, match=says):
        mapping.barriers(text.splitlines())


# ── the commands ────────────────────────────────────────────────────────────────────────────


def run(folder: Path, *words: str) -> tuple[int, str]:
    done = doorstep(*words, folder=folder)
    return done.returncode, done.stdout + done.stderr


def test_a_directory_is_imported_and_listed(tmp_path: Path) -> None:
    file = tmp_path / "activities.csv"
    file.write_text(sheet("Tea,Tuesday,11:00,SO16 2AB,free,yes,Pat", columns=(
        "title,weekday,time,postcode,cost,step_free,source")))  # fmt: skip
    (tmp_path / "postcodes.csv").write_text("pcd,lat,long\nSO162AB,50.93,-1.41\n")
    assert run(tmp_path, "activities", "import", str(file), "--dry-run")[1].startswith("1 would be")
    code, said = run(tmp_path, "activities", "import", str(file))
    assert (code, "1 have no place on the map" in said) == (0, True)
    assert run(tmp_path, "postcodes", "import", "postcodes.csv") == (0, "1 postcodes are known.\n")
    assert run(tmp_path, "activities", "import", str(file)) == (0, "1 imported.\n")
    code, said = run(tmp_path, "activities", "list")
    assert code == 0
    assert "Tea, : Tuesdays 11am" not in said and "Tea: Tuesdays 11am" in said
    assert "free. step-free; toilet, seats not known. Pat said, not checked yet" in said
    assert said.endswith("1 in the directory.\n")


def test_a_bad_line_leaves_everything_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "activities.csv"
    file.write_text(sheet(TEA, "Whist,Someday,14:00", ",Friday,9"))
    code, said = run(tmp_path, "activities", "import", str(file))
    assert code == 1
    assert "line 3: the weekday must be" in said and "line 4: there is no title" in said
    assert "2 bad lines. Nothing was changed" in said
    assert run(tmp_path, "activities", "list")[1] == "0 in the directory.\n"


def test_a_bad_line_late_in_a_file_of_postcodes_leaves_everything_as_it_was(tmp_path: Path) -> None:
    good = "".join(f"SO16 {n % 10}A{'ABDE'[n % 4]},50.9,-1.4\n" for n in range(40))
    (tmp_path / "bad.csv").write_text(f"pcd,lat,long\n{good}SO16 1AA,here,there\n")
    code, said = run(tmp_path, "postcodes", "import", "bad.csv")
    assert (code, "line 42: lat and long must be numbers" in said) == (1, True)
    (tmp_path / "good.csv").write_text("pcd,lat,long\nSO17 1AA,50.9,-1.4\n")
    assert run(tmp_path, "postcodes", "import", "good.csv")[1] == "1 postcodes are known.\n"


def test_a_barrier_that_nothing_crosses_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "barriers.csv").write_text(RIVER)
    code, said = run(tmp_path, "barriers", "import", "barriers.csv")
    assert (code, "Without a crossing" in said) == (0, True)
    assert run(tmp_path, "barriers", "import", "nowhere.csv")[0] == 1


# ── Mill Lane ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.anyio
async def test_mill_lane_has_thirty_things_to_do_on_both_sides_of_the_river(
    database: Database,
) -> None:
    house = await founded(database)
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    await database.write(lambda conn: directory.invent(conn, house, now))
    rows: list[Any] = await rows_of(database, activity)
    assert len(rows) == 30
    assert all(row.lat is not None and row.next_at > now for row in rows)
    [river] = await database.read(lambda conn: locations.barriers_of(conn, house.id))
    assert [each.name for each in river.crossings] == ["Mill Bridge"]
    sides = [row.lon > river.crossings[0].at.lon for row in rows]
    assert 5 <= sum(sides) <= 25
    stale = [row.title for row in rows if row.confirm_by < now]
    soon = [row.title for row in rows if now <= row.confirm_by < now + timedelta(days=14)]
    assert len(stale) >= 3 and len(soon) >= 1
    assert any(row.access_yes == 0 for row in rows) or any(row.cost_pence is None for row in rows)
    assert {row.kind for row in rows} == {"activity", "place"}
    tags = await database.read(
        lambda conn: activities.tags_of_activity(conn, [row.id for row in rows])
    )
    assert len(tags) == 30, "each is about something"
