"""Our own sentences, read from the tables of our tests, as lines of the benchmark's table.

The published sets hold few who say STOP and hardly anybody in danger; our tests hold hundreds
of ways to say either. They are what the rules were written by, so what they show is that
nothing was lost on the way through the whole of hearing, not how well strangers are heard.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from bench.hearing_data import Row
from bench.hearing_scores import Goal, Line, signals

STOPS = ("test_a_keyword_may", "test_stop_may_be")


def own_lines() -> Iterator[Line]:
    """A line for each thing that the published sets can't show."""
    stop = rows("test_stopping", *STOPS) + rows("test_with_fresh_eyes", "test_a_wish_to_hear")
    yield signals(Goal("stop in people's own words", 0.98), stop, {"stop"})
    danger = rows("test_with_fresh_eyes", "test_danger_is")
    worry = rows("test_with_fresh_eyes", "test_a_worry_brings")
    yield signals(Goal("danger, said plainly, as urgent", 0.95), danger, {"urgent"})
    yield signals(Goal("a worry, as concern or urgent", 0.97), worry, {"concern", "urgent"})


def rows(module: str, *beginnings: str) -> list[Row]:
    """The texts of those tests whose names begin like this, in tests/flows/hearing."""
    tests = vars(import_module(f"tests.flows.hearing.{module}"))
    found = [test for name, test in tests.items() if name.startswith(beginnings)]
    return [Row(text, "any") for test in found for text in _texts(test)]


def _texts(test: Any) -> Iterator[str]:
    """What a test is run with as its first argument, if that is its text."""
    for mark in getattr(test, "pytestmark", ()):
        names, values = mark.args[0], mark.args[1]
        if mark.name == "parametrize" and "text" in names:
            yield from (value if isinstance(value, str) else value[0] for value in values)
