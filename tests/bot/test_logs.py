"""Log lines tell what happened and never to whom."""

import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from bot.channels import Inbound, Kind
from bot.logs import configure_logs, get_logger

log = get_logger("bot.tests")


class Lines(StringIO):
    """Where the lines go in a test."""

    def last(self) -> dict[str, Any]:
        line = self.getvalue().splitlines()[-1]
        found = json.loads(line)
        assert isinstance(found, dict)
        return found


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Logs as the service writes them; afterwards logging is as it was."""
    root, before, quarrels = (
        logging.getLogger(),
        logging.getLogger().handlers[:],
        logging.raiseExceptions,
    )
    hooks, level = (sys.excepthook, threading.excepthook), root.level
    root.handlers = []
    written = Lines()
    configure_logs(stream=written)
    yield written
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = quarrels
    sys.excepthook, threading.excepthook = hooks
    root.handlers = before
    root.setLevel(level)


def test_a_line_is_one_json_object_with_its_event_level_logger_and_time(lines: Lines) -> None:
    log.info("sent", message=17, channel="sms")
    line = lines.last()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "sent",
        "level": "info",
        "logger": "bot.tests",
        "message": 17,
        "channel": "sms",
    }


@pytest.mark.parametrize(
    "number",
    [
        "+447700900123",
        "07700 900123",
        "+44 (0)7700 900-123",
        "07700.900.123",
        "7700900",
        "rose07700900123",
        "sms:+447700900123",
        "٠٧٧٠٠٩٠٠١٢٣",
    ],
)
def test_a_phone_number_never_gets_into_a_line(lines: Lines, number: str) -> None:
    log.warning(f"lost {number}", reason=f"no route to {number}.", tried=[{"deep": number}])
    log.warning("lost", per_number={number: 1})
    logging.getLogger("somewhere").warning("lost %s", number)
    assert number not in json.dumps(lines.getvalue(), ensure_ascii=False)
    assert lines.getvalue().count("[number]") == 5


@pytest.mark.parametrize("number", [447700900123, -1001234567890])
def test_a_number_too_long_for_an_id_of_ours_is_hidden(lines: Lines, number: int) -> None:
    log.info("sent", chat=number)
    assert lines.last()["chat"] == "[number]"


@pytest.mark.parametrize(
    "kept",
    [
        "2026-05-03T14:00:00+00:00",
        "2026-05-03 14:00:00.123456",
        "due 2026-05-03",
        "SM0123456789012345678901234567890a",
        "0b6e0f5e-1111-4222-8333-123456789012",
        "21610",
        "127.0.0.1:8000",
        "took 0.25 s",
    ],
)
def test_codes_ids_and_moments_stay_readable(lines: Lines, kept: str) -> None:
    log.info("noted", detail=kept)
    assert lines.last()["detail"] == kept


@pytest.mark.parametrize("field", ["text", "name", "address", "body", "to", "from_", "Body"])
def test_what_a_private_field_holds_is_never_written(lines: Lines, field: str) -> None:
    log.info("heard", **{field: "my knee is bad"}, inner={field: ["my knee is bad"]})
    assert "knee" not in lines.getvalue()
    assert lines.last()[field] == "[private]"


@pytest.mark.parametrize(
    "text",
    [
        "POST https://api.telegram.org/bot123:secret-word/sendMessage",
        "token 1234567890:AAE-secret_wordsecret_wordsecret_word is wrong",
        "could not reach postgresql://door:secret-word@db/doorstep",
    ],
)
def test_tokens_and_logins_never_get_into_a_line(lines: Lines, text: str) -> None:
    log.error("failed", reason=text)
    logging.getLogger("somewhere").error(text)
    assert "secret" not in lines.getvalue()


def test_of_an_object_only_its_type_is_written(
    lines: Lines,
) -> None:
    """A message passed to the log by mistake does not spill what it says."""
    error = ValueError("my knee is bad")
    log.info("heard", got=Inbound("sms", "SM1", "+44", "my knee", None, Kind.TEXT), error=error)  # type: ignore[arg-type]
    assert lines.last()["got"] == "bot.channels.Inbound"
    assert lines.last()["error"] == "ValueError"
    assert "knee" not in lines.getvalue()


def test_a_kind_is_written_as_its_value(lines: Lines) -> None:
    log.info("heard", kind=Kind.RING)
    assert lines.last()["kind"] == "ring"


def fail() -> None:
    said = "my knee is bad"
    raise ValueError(said)


def test_an_exception_is_its_type_and_its_places_without_words(lines: Lines) -> None:
    try:
        fail()
    except ValueError:
        log.exception("failed")
    (trace,) = lines.last()["exception"]
    assert trace["type"] == "ValueError"
    assert [frame.rpartition(" ")[2] for frame in trace["frames"]] == [
        "test_an_exception_is_its_type_and_its_places_without_words",
        "fail",
    ]
    assert trace["frames"][1].startswith("tests/bot/test_logs.py:")
    assert "knee" not in lines.getvalue()


def test_a_librarys_exception_loses_its_words_too(lines: Lines) -> None:
    """Libraries log the exception itself, and pass it as an argument, and quote it below."""
    try:
        fail()
    except ValueError as error:
        logging.getLogger("asyncio").exception("Task failed: %s\nfuture: %r", error, error)
    line = lines.last()
    assert line["event"] == "Task failed: ValueError"
    assert line["exception"][0]["type"] == "ValueError"
    assert "knee" not in lines.getvalue()


def test_causes_and_members_of_a_group_are_told(lines: Lines) -> None:
    try:
        try:
            fail()
        except ValueError as error:
            raise ExceptionGroup("my knee", [KeyError("my knee"), OSError("my knee")]) from error
    except ExceptionGroup as group:
        log.error("failed", exc_info=group)
    told = [each["type"] for each in lines.last()["exception"]]
    assert told == ["ExceptionGroup", "KeyError", "OSError", "ValueError"]
    assert "knee" not in lines.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "httpx",
        "httpcore.http11",
        "twilio.http_client",
        "telegram.Bot",
        "telegram.ext.Updater",
        "apscheduler.executors",
        "uvicorn.access",
    ],
)
def test_libraries_that_log_addresses_are_quiet(lines: Lines, name: str) -> None:
    logging.getLogger(name).info("POST /sms")
    assert lines.getvalue() == ""


def test_a_warning_of_python_is_a_line_like_any_other(lines: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old way for 07700 900123", stacklevel=1)
    assert lines.last()["logger"] == "py.warnings"
    assert "900123" not in lines.getvalue()


def test_a_faulty_log_call_of_a_library_prints_no_arguments(
    lines: Lines, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("somewhere").warning("%d", "my knee")
    assert "knee" not in lines.getvalue() + "".join(capsys.readouterr())


def test_on_a_terminal_the_lines_are_for_people(lines: Lines) -> None:
    configure_logs(json=False, stream=lines)
    try:
        fail()
    except ValueError:
        log.exception("failed", message=17)
    written = lines.getvalue()
    assert not written.startswith("{")
    assert "ValueError\n" in written
    assert "knee" not in written


CRASH = """
import threading
from bot.logs import configure_logs
configure_logs()
def fail():
    raise ValueError("my knee is bad")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
fail()
"""


def test_a_crash_of_the_process_or_a_thread_is_told_without_words() -> None:
    done = subprocess.run([sys.executable, "-c", CRASH], capture_output=True, text=True)
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in told] == ["thread crashed", "crashed"]
    assert done.returncode == 1
    assert "knee" not in done.stderr + done.stdout
