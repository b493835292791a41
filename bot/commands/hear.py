"""`doorstep hear`: another program's texts in, what they mean out, line by line.

A partner may write one line and wait for its answer, so every answer is sent off at once. What
is written is UTF-8 whatever the machine's usual alphabet. It needs no database and no settings.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from bot.console import fail

ZONE: Final = "DOORSTEP_TIMEZONE"
UNCLEAR: Final = {"signal": None, "answer": None, "sure": False}

_HINT = 'One object a line, such as {"text": "oh go on then", "expect": "yes_no"}. Ctrl-D ends it.'
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}  # some readers break a line


def hear(
    file: Annotated[Path | None, typer.Argument(help="Read this file, not the input.")] = None,
    text: Annotated[str | None, typer.Option(help="Hear this one text, and read nothing.")] = None,
    expect: Annotated[str, typer.Option(help="What was asked, where a line does not say.")] = "any",
    why: Annotated[bool, typer.Option("--why", help="Say which rule decided.")] = False,
) -> None:
    """Say what texts mean: JSON Lines in, JSON Lines out, in the same order.

    In: {"text", "expect", "now", "zone", "language", "options"}; all but the text may be left out.
    "expect" is any, yes_no, number, scale, mood, when, postcode, phone, or choice with "options".

    Out: {"signal", "answer", "sure"}. A line that can't be used is answered in its place with an
    "error" that says how to mend it; the rest goes on, and the command ends with 1. Empty lines
    are passed over.
    """
    usual = {"expect": expect, "zone": _usual_zone()}
    _read_tables()
    lines = _lines(file) if text is None else iter([json.dumps({"text": text}).encode()])
    count = bad = 0
    for line in lines:
        answer = _answer(line, usual, why)
        _tell(answer)
        count += 1
        bad += "error" in answer
    if bad:
        fail(f"{bad} of {count} lines could not be used; each was answered with its error")


def _usual_zone() -> str:
    from bot.hearing import BadRequest, zone_named

    try:
        return zone_named(os.environ.get(ZONE), "Europe/London")
    except BadRequest:
        fail(f"{ZONE} must be a time zone such as Europe/London")


def _read_tables() -> None:
    """All at once, so that a wrong one stops it before the first line."""
    from flows.hearing import BadTable, read_every_table

    try:
        read_every_table()
    except BadTable as error:
        fail(f"a table of what is heard is wrong: {error}")


def _lines(file: Path | None) -> Iterator[bytes]:
    """Every line that has something on it, as soon as it is there."""
    if file is None and sys.stdin.isatty():
        typer.echo(_HINT, err=True)
    try:
        with file.open("rb") if file else sys.stdin.buffer as source:
            yield from (line for line in source if line.strip(b" \t\r\n\xef\xbb\xbf"))
    except OSError as error:
        fail(f"{file or 'the input'} can't be read: {error.strerror}")


def _answer(line: bytes, usual: dict[str, str], why: bool) -> dict[str, Any]:
    from bot.hearing import BadRequest, answered

    try:
        return answered(_read(line, usual), datetime.now(UTC), usual["zone"], why)
    except BadRequest as wrong:
        says = str(wrong)
    except Exception as error:  # the lines after it are heard all the same
        says = f"{type(error).__name__}: that is a defect, please report it"
    return {**UNCLEAR, "error": says}


def _read(line: bytes, usual: dict[str, str]) -> Any:
    from bot.hearing import BadRequest

    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadRequest("the line is not UTF-8: save it as UTF-8") from None
    except (ValueError, RecursionError):
        raise BadRequest('the line is not JSON such as {"text": "oh go on then"}') from None
    return {"expect": usual["expect"], **asked} if isinstance(asked, dict) else asked


def _tell(answer: dict[str, Any]) -> None:
    """Write it and send it off. Half a character, which is no UTF-8, is written as JSON can."""
    line = json.dumps(answer, ensure_ascii=False).translate(_LINE_ENDS)
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
