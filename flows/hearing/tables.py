"""The tables beside the code: YAML that somebody who reads no code can correct."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadTable(Exception):
    """A table is wrong. The text says which, and what about it: whoever edited it can mend it."""


@cache
def table(name: str) -> dict[str, Any]:
    """The table of that name, as `english/wishes` or `languages/cy`.

    Raises BadTable if it is no YAML.
    """
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    try:
        found: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 (it is the safe one)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise BadTable(f"{name}.yaml, line {line}: {error.problem}") from None
    return found


@cache
def lines(name: str) -> frozenset[str]:
    """The words of a plain list, one a line; a line that begins with # is a remark."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line and line[0] != "#")


def texts(part: Any) -> Iterator[str]:
    """Every text in a table, headings too."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts(key)
            yield from texts(value)
    elif isinstance(part, list):
        for each in part:
            yield from texts(each)
