"""The commands, as somebody types them: what they say, and with which exit code they end."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.bot.commands import process
from tests.peers.twilio_account import Account

MOOD = "weekly_hello.mood"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands are typed in an empty folder, with nothing set."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def type_in(*words: str, env: Mapping[str, str] | None = None) -> Result:
    return CliRunner().invoke(app, list(words), env=dict(env or {}))


def refused(done: Result) -> str:
    """The one line with which a command failed."""
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("doorstep: ")
    return done.stderr


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({"DOORSTEP_PORT": "http"}, "DOORSTEP_PORT"),
        ({"DOORSTEP_TWILIO_ACCOUNT_SID": Account.sid}, "DOORSTEP_TWILIO_AUTH_TOKEN"),
        ({"DOORSTEP_TWILIO_FROM": "DOORSTEP"}, "DOORSTEP_TWILIO_FROM"),
        ({"DOORSTEP_TELEGRAM_SECRET": "x"}, "DOORSTEP_TELEGRAM_TOKEN"),
        ({"DOORSTEP_PUBLIC_URL": "http://doorstep.test"}, "DOORSTEP_PUBLIC_URL"),
        ({"DOORSTEP_TIMEZONE": "Mars"}, "DOORSTEP_TIMEZONE"),
        ({"DOORSTEP_TELEGRAM_TOKN": "x"}, "DOORSTEP_TELEGRAM_TOKEN"),
        ({"DOORSTEP_DATABASE_URL": "mysql://x"}, "DOORSTEP_DATABASE_URL"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("command", ["run", "words list"])
def test_a_setting_that_can_not_be_used_is_one_line(
    folder: Path, command: str, env: dict[str, str], names: str
) -> None:
    assert names in refused(type_in(*command.split(), env=env))
    assert list(folder.iterdir()) == []


def test_without_a_command_one_is_told_which_there_are(folder: Path) -> None:
    done = type_in()
    for command in ("run", "demo", "talk", "doctor", "people", "words", "bench"):
        assert command in done.output


def test_a_defect_is_one_line_that_tells_nobodys_words(folder: Path) -> None:
    """Nobody foresaw it, so what the exception says may be anything."""
    program = (
        "import bot.cli, typer\n"
        "@bot.cli.app.command()\n"
        "def broken() -> None: raise RuntimeError('Rose +447700900001')\n"
        "bot.cli.main()"
    )
    done = process("broken", folder=folder, program=program)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("doorstep: RuntimeError at ")
    assert "Rose" not in done.stderr and done.stderr.count("\n") == 1


# ── words ───────────────────────────────────────────────────────────────────────────────────


def test_wordings_are_listed_with_what_they_cost(folder: Path) -> None:
    done = type_in("words", "list", "weekly_hello")
    assert done.exit_code == 0
    assert f"{MOOD}: 1 SMS part, " in done.stdout and "How was your week?" in done.stdout
    assert "joining" not in done.stdout


def test_a_wording_nobody_knows_is_one_line(folder: Path) -> None:
    assert "weekly_hell" in refused(type_in("words", "list", "weekly_hell"))
    assert "weekly_hell" in refused(type_in("words", "set", "weekly_hell", "Hello."))


def test_a_projects_own_wording_is_kept_and_shown_beside_ours(folder: Path) -> None:
    own = "Hiya {name}, {project} here. How's life? 1 good, 2 so-so, 3 low"
    done = type_in("words", "set", MOOD, own)
    assert (done.exit_code, "1 SMS part" in done.stdout) == (0, True)
    shown = type_in("words", "list", MOOD).stdout
    assert f"* en: 1 SMS part, {done.stdout.partition('SMS part, ')[2]}" in shown
    assert own in shown and "How was your week?" in shown


def test_what_makes_a_wording_dear_is_shown(folder: Path) -> None:
    """Curly quotes and dashes are folded before they are sent, and cost nothing; an emoji does."""
    plain = type_in("words", "set", MOOD, "It’s {project} – how are you?").stdout
    assert "1 SMS part" in plain and "GSM-7" in plain and "because" not in plain
    dear = type_in("words", "set", MOOD, "Hello {name} 🙂 " + "and so on " * 10).stdout
    assert "UCS-2, because of 🙂" in dear and "2 SMS parts" in dear


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Hello {nme}", "{nme} is not known here; this wording may use: {name}, {project}"),
        ("Hello {", "stands alone"),
        ("Hello {name.__class__}", "plain name"),
        ("  ", "empty"),
    ],
)
def test_a_wording_that_can_not_be_filled_in_is_refused(folder: Path, text: str, says: str) -> None:
    assert says in refused(type_in("words", "set", MOOD, text))


def test_a_language_is_two_letters(folder: Path) -> None:
    assert "two letters" in refused(type_in("words", "set", MOOD, "Helo", "--language", "Welsh"))
    done = type_in("words", "set", MOOD, "Helo {name}", "--language", "cy")
    assert (done.exit_code, "(cy)" in done.stdout) == (0, True)


# ── people ──────────────────────────────────────────────────────────────────────────────────


def test_people_are_imported_and_bad_lines_named(folder: Path) -> None:
    (folder / "people.csv").write_text(
        "name,phone,roles,consent_visits\n"
        "Rose,07700 900101,resident,yes\n"
        "Sam,12,befriender,\n"
        "Ivy,07700 900104,resident,no\n"
    )
    tried = type_in("people", "import", "people.csv", "--dry-run")
    assert (tried.exit_code, "2 would be imported, 1 lines are bad." in tried.stdout) == (1, True)
    assert not (folder / "doorstep.db").exists()
    done = type_in("people", "import", "people.csv")
    assert (done.exit_code, "line 3: " in done.stderr) == (1, True)
    assert "2 added, 0 brought up to date, 1 lines left out." in done.stdout
    assert "1 residents have no yes to visits" in done.stdout
    assert "12" not in done.stderr.replace("+447700900123", "")


def test_pairing_says_who_visits_whom(folder: Path) -> None:
    (folder / "people.csv").write_text(
        "name,phone,roles\nRose,07700 900123,resident\nSam,07700 900201,befriender\n"
    )
    assert type_in("people", "import", "people.csv").exit_code == 0
    assert type_in("people", "pair", "07700 900201", "+447700900123").exit_code == 0
    assert "import both" in refused(type_in("people", "pair", "07700900123", "07700900201"))
    assert "can't be read" in refused(type_in("people", "pair", "Sam", "Rose"))


def test_numbers_abroad_are_imported_if_their_country_is_named(folder: Path) -> None:
    (folder / "people.csv").write_text("name,phone,roles\nOla,+48601234567,resident\n")
    done = type_in("people", "import", "people.csv")
    assert done.exit_code == 1 and "add --abroad PL" in done.stderr
    assert type_in("people", "import", "people.csv", "--abroad", "IE, pl").exit_code == 0
    assert "two letters" in refused(type_in("people", "import", "people.csv", "--abroad", "Poland"))


def test_a_number_that_is_right_after_all_is_texted_again(folder: Path) -> None:
    (folder / "people.csv").write_text("name,phone,roles\nRose,07700 900123,resident\n")
    assert type_in("people", "import", "people.csv").exit_code == 0
    assert type_in("people", "right-number", "07700 900123").exit_code == 0
    assert "nobody has this number" in refused(type_in("people", "right-number", "07700900999"))
    assert "can't be read" in refused(type_in("people", "right-number", "Rose"))


def test_a_coordinator_may_say_that_somebody_is_home(folder: Path) -> None:
    (folder / "people.csv").write_text(
        "name,phone,roles,consent_visits\nRose,07700 900123,resident,yes\n"
    )
    assert type_in("people", "import", "people.csv").exit_code == 0
    assert type_in("people", "home", "07700 900123").exit_code == 0
    assert "nobody who gets our hellos" in refused(type_in("people", "home", "07700 900999"))
    assert "can't be read" in refused(type_in("people", "home", "Rose"))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"who,what\n1,2\n"])
def test_a_file_that_can_not_be_read_is_one_line(folder: Path, content: bytes | None) -> None:
    if content is not None:
        (folder / "people.csv").write_bytes(content)
    assert "people.csv" in refused(type_in("people", "import", "people.csv"))


# ── talk and doctor ─────────────────────────────────────────────────────────────────────────


def test_talk_without_a_demo_begins_one_of_its_own(folder: Path) -> None:
    """Where nothing listens. It leaves nothing behind."""
    done = process("talk", "--as", "rose", folder=folder, typed="HELP\n/week\n/quit\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "here is one of your own" in done.stdout
    assert "It is now " in done.stdout
    assert list(folder.iterdir()) == []


def test_the_doctor_says_a_line_for_each_thing(folder: Path) -> None:
    done = process("doctor", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    verdicts = [line.split("  ")[0] for line in done.stdout.splitlines()]
    assert set(verdicts) == {"ok", "not set"} and len(verdicts) == 6


def test_the_doctor_fails_if_something_that_is_set_is_broken(folder: Path) -> None:
    env = {"DOORSTEP_DATABASE_URL": "postgresql://127.0.0.1:9/x"}
    done = process("doctor", env=env, folder=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert "wrong    database" in done.stdout


def test_a_benchmark_nobody_knows_is_refused(folder: Path) -> None:
    assert type_in("bench", "nonsense").exit_code == 2
