"""What may stay in a log line: codes, counts, times and places in the code."""

import re
import traceback
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from enum import Enum
from pathlib import Path

PRIVATE_FIELDS = frozenset(
    {"text", "name", "address", "body", "to", "from_", "from", "phone", "postcode", "token"}
)
PRIVATE, NUMBER, TOKEN = "[private]", "[number]", "[token]"
LONGEST_ID = 10**9  # a longer whole number may be a phone number or a Telegram account

_KEPT = r"""
      (?P<sid>    \b(?:AC|CA|MG|MM|PN|SM)[0-9a-f]{32}\b )
    | (?P<uuid>   \b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b )
    | (?P<moment> (?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-[0-3]\d
                  (?:[T\ ][0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d{1,6})?)?)?(?![-\s]?\d) )
"""
_HIDDEN = r"""
      (?P<bot>    /bot[^/\s]+ )
    | (?P<token>  \d{3,}:[A-Za-z0-9_-]{30,} )
    | (?P<login>  (?<=://)[^/@\s]+(?=@) )
    | (?P<number> (?:\+\s?)?\(?\d(?:[\s()./-]{0,3}\d){6,} )
"""
_MARKED = re.compile(f"{_KEPT} | {_HIDDEN}", re.VERBOSE)
_INSTEAD = {"bot": f"/bot{TOKEN}", "token": TOKEN, "login": PRIVATE, "number": NUMBER}


def clean(value: object, field: str = "") -> object:
    """A value as it may be logged under `field`; of things unknown only the type's name stays."""
    if field.lower() in PRIVATE_FIELDS and value is not None:
        return PRIVATE
    if isinstance(value, Enum):
        return clean(value.value)
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < LONGEST_ID else NUMBER
    if isinstance(value, str | Path):
        return clean_text(str(value))
    if isinstance(value, date | time | timedelta):
        return str(value)
    if isinstance(value, Mapping):
        return {clean_text(str(key)): clean(each, str(key)) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [clean(each) for each in value]
    return qualified(value)


def clean_text(text: str) -> str:
    """A text without phone-like numbers, bot tokens and logins; ids and moments stay."""
    return _MARKED.sub(lambda found: _INSTEAD.get(found.lastgroup or "", found[0]), text)


def qualified(thing: object) -> str:
    """The name of a thing's type, with its module unless it is built in."""
    kind = type(thing)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def trace(error: BaseException) -> list[dict[str, object]]:
    """An exception and what led to it: of each its type and its frames, outermost call first."""
    return [{"type": qualified(each), "frames": _frames(each)} for each in _family(error)]


def _family(error: BaseException) -> Iterator[BaseException]:
    """The exception, a group's members, its cause and so on, each once and at most 20."""
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < 20:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, BaseExceptionGroup):
            waiting.extend(each.exceptions)
        before = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        if before is not None:
            waiting.append(before)


def _frames(error: BaseException) -> list[str]:
    """Where it happened, as `file:line function`; the innermost 30."""
    stack = traceback.StackSummary.extract(
        traceback.walk_tb(error.__traceback__), limit=-30, lookup_lines=False
    )
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in stack]


def _short(filename: str) -> str:
    """A file within the checkout or its package; where the machine keeps it matters to nobody."""
    for mark in ("site-packages/", f"{Path(__file__).parents[1]}/"):
        if mark in filename:
            return filename.rpartition(mark)[2]
    return Path(filename).name
