"""`doorstep hear`: the contract with other programs, as a function and as a real process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.hearing import BadRequest, answered
from tests.bot.commands import ROOT, doorstep, surroundings

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)  # a Sunday
ZONE = "Europe/London"
UNCLEAR = {"signal": None, "answer": None, "sure": False}


def hear(text: str, expect: str = "any", **more: Any) -> tuple[str | None, Any, bool]:
    """Signal, answer, and whether that is sure."""
    told = answered({"text": text, "expect": expect, **more}, NOW, ZONE)
    assert list(told) == ["signal", "answer", "sure"]
    return told["signal"], told["answer"], told["sure"]


# ── what is told ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("STOP", "stop"),
        ("start", "start"),
        ("help", "help"),
        ("pause please", "pause"),
        ("Can I talk to somebody", "person"),
        ("I want to die", "urgent"),
    ],
)
def test_a_signal_is_told_whatever_was_asked(text: str, signal: str) -> None:
    assert hear(text)[0] == signal
    assert hear(text, "yes_no")[0] == signal
    assert hear(text, "postcode")[0] == signal


@pytest.mark.parametrize(
    ("text", "expect", "answer"),
    [
        ("oh go on then", "yes_no", "yes"),
        ("no thanks", "yes_no", "no"),
        ("not today", "yes_no", "later"),
        ("maybe", "yes_no", "maybe"),
        ("fine thanks", "mood", "good"),
        ("very low", "mood", "low"),
        ("middling", "mood", "soso"),
        ("4", "scale", 4),
        ("two", "number", 2),
        ("two and a half", "number", 2.5),
        ("so16 2ab", "postcode", "SO16 2AB"),
        ("07700 900123", "phone", "+447700900123"),
        ("tomorrow", "when", "2026-11-23"),
        ("half past 2", "when", "14:30:00"),
        ("tomorrow at 2pm", "when", "2026-11-23T14:00:00"),
    ],
)
def test_an_answer_is_told_in_the_usual_form_of_its_kind(
    text: str, expect: str, answer: Any
) -> None:
    signal, told, sure = hear(text, expect)
    assert (signal, told, sure) == (None, answer, True)
    assert type(told) is type(answer)


def test_a_stretch_of_time_has_a_start_and_an_end() -> None:
    _, answer, sure = hear("tomorrow between 2 and 4pm", "when")
    assert answer == {"start": "2026-11-23T14:00:00", "end": "2026-11-23T16:00:00"}
    assert sure


def test_a_choice_is_told_in_the_words_of_the_list() -> None:
    options = ["Knitting", "A walk", "Tea & a chat"]
    assert hear("the second one", "choice", options=options)[1] == "A walk"
    assert hear("knitting pls", "choice", options=options)[1] == "Knitting"


@pytest.mark.parametrize("expect", ["mood", "number", "postcode", "when"])
def test_who_would_rather_not_say_is_heard_and_has_no_answer(expect: str) -> None:
    assert hear("rather not say", expect) == (None, None, True)


@pytest.mark.parametrize("expect", ["yes_no", "mood", "scale", "number", "postcode", "phone"])
def test_what_can_mean_nothing_or_several_things_is_not_sure(expect: str) -> None:
    assert hear("purple elephants wander", expect) == (None, None, False)


def test_where_nothing_was_asked_an_ordinary_text_is_surely_nothing_to_act_on() -> None:
    assert hear("lovely morning, the robin is back") == (None, None, True)


def test_what_only_our_own_conversations_use_is_no_signal_to_others() -> None:
    assert hear("thank you love") == (None, None, True)
    assert hear("more please") == (None, None, True)


@pytest.mark.parametrize("text", [
    "WHATS ON", "ASK could someone mend my tap", "I'd like to help", "what do you know about me",
    "forget that", "SAY the bench is broken", "STORY", "PLACE", "I'm home from hospital",
    "only Sundays", "I've too much on", "never mind", "not coming",
])  # fmt: skip
def test_a_wish_to_take_part_is_no_signal_to_others(text: str) -> None:
    assert hear(text) == (None, None, True)


def test_the_worry_in_a_wish_is_told_to_others_as_not_sure() -> None:
    assert hear("ask could somebody bring food I've not eaten") == ("concern", None, False)


def test_beside_a_sure_signal_an_answer_is_not_needed() -> None:
    assert hear("STOP", "number") == ("stop", None, True)


def test_a_pause_with_a_date_tells_the_date() -> None:
    assert hear("pause for a week") == ("pause", "2026-11-29", True)


# ── in which moment, zone and language ──────────────────────────────────────────────────────


def test_a_moment_without_an_offset_is_local_to_its_zone() -> None:
    late = {"now": "2026-11-22T23:30", "zone": "Asia/Kolkata"}
    assert hear("tomorrow", "when", **late)[1] == "2026-11-23"
    assert hear("tomorrow", "when", **late | {"now": "2026-11-22T23:30Z"})[1] == "2026-11-24"


def test_what_is_null_or_empty_is_as_if_it_were_left_out() -> None:
    nothing = {"now": None, "zone": "", "language": None}
    assert hear("tomorrow", "when", **nothing)[1] == "2026-11-23"
    assert (
        answered({"text": "stop", "expect": None, "options": None}, NOW, ZONE)["signal"] == "stop"
    )


def test_a_language_may_be_named_with_its_country() -> None:
    assert hear("nie", "yes_no", language="pl-PL")[1] == "no"
    assert hear("nie", "yes_no", language="pl")[1] == "no"


# ── lines that can't be used ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ([], "an object"),
        ("stop", "an object"),
        (None, "an object"),
        ({}, '"text"'),
        ({"text": 7}, '"text"'),
        ({"text": "a", "expect": "colour"}, "yes_no, number"),
        ({"text": "a", "expect": ["any"]}, "yes_no, number"),
        ({"text": "a", "expect": "choice"}, '"options"'),
        ({"text": "a", "expect": "choice", "options": []}, '"options"'),
        ({"text": "a", "expect": "choice", "options": "tea"}, '"options"'),
        ({"text": "a", "expect": "choice", "options": ["tea", 1]}, '"options"'),
        ({"text": "a", "expect": "choice", "options": ["tea", " "]}, '"options"'),
        ({"text": "a", "now": "teatime"}, '"now"'),
        ({"text": "a", "now": 1700000000}, '"now"'),
        ({"text": "a", "now": "0001-01-01T00:00:00+14:00"}, '"now"'),
        ({"text": "a", "now": "9999-12-31T23:59:59-12:00"}, '"now"'),
        ({"text": "a", "zone": "Mars"}, '"zone"'),
        ({"text": "a", "zone": "../../etc/passwd"}, '"zone"'),
        ({"text": "a", "zone": "Europe"}, '"zone"'),
        ({"text": "a", "zone": ["Europe/London"]}, '"zone"'),
        ({"text": "a", "zone": "a\x00\ud800"}, '"zone"'),
        ({"text": "a", "language": "English"}, '"language"'),
        ({"text": "a", "language": 44}, '"language"'),
    ],
    ids=str,
)
def test_what_can_not_be_used_is_refused_with_a_word_on_how_to_mend_it(
    asked: Any, says: str
) -> None:
    with pytest.raises(BadRequest, match=says) as refused:
        answered(asked, NOW, ZONE)
    assert "\n" not in str(refused.value)


# ── as a process ────────────────────────────────────────────────────────────────────────────


def piped(*words: str, typed: bytes, **env: str) -> tuple[int, list[Any], str]:
    """Exit code, what was answered line by line, and what was said beside it."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "hear", *words],
        env=surroundings(env), cwd=ROOT, input=typed, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, as_told(done.stdout.decode("utf-8")), done.stderr.decode()


def as_told(written: str) -> list[Any]:
    lines = written.split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


def as_line(asked: Any) -> bytes:
    return json.dumps(asked).encode() + b"\n"


def test_every_line_is_answered_in_its_place_and_a_bad_one_stops_nothing() -> None:
    typed = b"\n".join([
        b'\xef\xbb\xbf{"text": "STOP"}\r',  # as Windows writes it
        b"",
        b"  \t",
        b"stop",
        b'{"text": "\xff"}',
        b'{"text": "broken \\ud800", "expect": "number"}',
        b'{"text": "\\u0000\\u001b", "expect": "mood"}',
        b"[" * 100_000,
        as_line({"text": "stop " * 200_000, "expect": "yes_no"}).strip(),
        b'{"text": "aye", "expect": "yes_no", "id": 7}',
    ])  # fmt: skip
    code, told, says = piped(typed=typed)
    errors = [each.pop("error", None) for each in told]
    assert [bool(error) for error in errors] == [
        False,
        True,
        True,
        False,
        False,
        True,
        False,
        False,
    ]
    assert told[0] == {"signal": "stop", "answer": None, "sure": True}
    assert told[1] == told[2] == told[3] == told[4] == told[5] == UNCLEAR
    assert told[7] == {"signal": None, "answer": "yes", "sure": True}
    assert (code, says.count("\n")) == (1, 1)
    assert says.startswith("doorstep: 3 of 8 lines ")


@contextmanager
def conversation() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "hear"], env=surroundings({}), cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()


def test_a_program_may_write_one_line_and_wait_for_its_answer() -> None:
    with conversation() as process:
        assert process.stdin
        assert process.stdout
        for text, answer in (("aye", "yes"), ("nah", "no"), ("might do", "maybe")):
            process.stdin.write(as_line({"text": text, "expect": "yes_no"}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["answer"] == answer


def test_a_program_may_stop_listening_before_the_end() -> None:
    with conversation() as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(as_line({"text": "aye"}))
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(as_line({"text": "nah"}) * 1000)
        process.stdin.close()
        assert process.wait(30) == 1


def test_answers_are_utf_8_whatever_the_alphabet_of_the_machine() -> None:
    options = ["চা", "kawa\u2028\x85", "\ud800"]
    chosen = [{"text": str(nth), "expect": "choice", "options": options} for nth in (1, 2, 3)]
    typed = b"".join(as_line(each) for each in chosen)
    done = piped(typed=typed, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done[0], [each["answer"] for each in done[1]]) == (0, options)


# ── as a command ────────────────────────────────────────────────────────────────────────────


def typed_in(folder: Path, typed: bytes, *words: str, **env: str) -> tuple[int, list[Any], str]:
    """The same as `piped`, in this process."""
    done = doorstep("hear", *words, env=env, folder=folder, typed=typed)
    return done.returncode, as_told(done.stdout), done.stderr


def test_lines_that_can_all_be_used_end_well_and_say_nothing_beside(tmp_path: Path) -> None:
    assert typed_in(tmp_path, as_line({"text": "nah"})) == (
        0, [{"signal": None, "answer": None, "sure": True}], "",
    )  # fmt: skip
    assert typed_in(tmp_path, b"")[:2] == (0, [])


def test_a_file_may_be_named_in_place_of_the_input(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_bytes(as_line({"text": "stop"}))
    assert [each["signal"] for each in typed_in(tmp_path, b"", str(file))[1]] == ["stop"]


def test_one_text_may_be_named_and_what_decided_is_told(tmp_path: Path) -> None:
    named = ("--why", "--expect", "yes_no", "--text", "oh go on then")
    code, told, _ = typed_in(tmp_path, b"", *named)
    assert (code, told[0]["answer"]) == (0, "yes")
    assert told[0]["why"].startswith("answer yes: ")


def test_the_zone_of_the_project_is_the_usual_one(tmp_path: Path) -> None:
    asked = as_line({"text": "tomorrow", "expect": "when", "now": "2026-11-22T12:00Z"})
    assert typed_in(tmp_path, asked)[1][0]["answer"] == "2026-11-23"
    there = typed_in(tmp_path, asked, DOORSTEP_TIMEZONE="Pacific/Kiritimati")
    assert there[1][0]["answer"] == "2026-11-24"


@pytest.mark.parametrize(
    ("words", "env", "says"),
    [
        (["hear", "no-such-file"], {}, "no-such-file can't be read"),
        (["hear", "."], {}, "can't be read"),
        (["hear"], {"DOORSTEP_TIMEZONE": "Mars"}, "DOORSTEP_TIMEZONE"),
        (["hear", "--text", "a", "--expect", "colour"], {}, "1 of 1 lines"),
    ],
)
def test_what_goes_wrong_is_one_line(
    words: list[str], env: dict[str, str], says: str, tmp_path: Path
) -> None:
    done = doorstep(*words, env=env, folder=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("doorstep: ") and says in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_neither_settings_nor_a_database_are_needed(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DOORSTEP_PORT=http\nDOORSTEP_NONSENSE=1\n")
    done = doorstep("hear", folder=tmp_path, typed='{"text": "stop"}\n')
    assert json.loads(done.stdout)["signal"] == "stop"
    assert [each.name for each in tmp_path.iterdir()] == [".env"]
