"""Rules that hold for every row of a long table: one test a rule, which names each row that fails.

A test a row would be the same, but for what a test itself costs: for ten thousand short rows that
is ten times what they cost to check.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def each_of(rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make a rule about one row the test of all of them. A row is a value, or several."""
    every = [tuple(row) if isinstance(row, tuple | list) else (row,) for row in rows]
    assert every, "a table without a row tests nothing"

    def whole(rule: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            failed = [why for row in every if (why := _failing(rule, row))]
            assert not failed, f"{len(failed)} of {len(every)} rows:\n" + "\n".join(failed)

        test.__name__, test.__qualname__ = rule.__name__, rule.__qualname__
        test.__doc__, test.__module__ = rule.__doc__, rule.__module__
        return test

    return whole


def _failing(rule: Callable[..., None], row: tuple[Any, ...]) -> str:
    """The row and why the rule does not hold for it, on one line; nothing where it does."""
    try:
        rule(*row)
    except (Exception, pytest.fail.Exception) as error:  # the rows after it are looked at, too
        why = str(error).partition("\n")[0] or "it does not hold"
        return f"{', '.join(map(repr, row))}: {type(error).__name__}: {why}"
    return ""
