"""What only the team says: words that begin a text of a befriender's or a coordinator's.

For everybody else these are words like others ("tell me about it", "I'm here"), so they are not
among the signals of `signal`: who listens says first that it was one of the team.
"""

import re
from functools import cache
from typing import Final

from flows.hearing.plain import on_one_line
from flows.hearing.signal_names import BEFRIENDERS, COORDINATORS, THE_TEAMS, Signal, SignalHeard
from flows.hearing.tables import table

_AFTER: Final = r"(?:\s*[:;,.!\u2013\u2014-]+\s*|\s+|$)"


def team_word(text: str, *, befriends: bool, coordinates: bool) -> SignalHeard | None:
    """The word of the team's that this text begins with, what follows it as its words, or None.

    befriends, coordinates: what whoever says it is to the project.
    """
    said = on_one_line(text).replace("\u2019", "'")
    theirs = THE_TEAMS | (BEFRIENDERS if befriends else set())
    theirs |= COORDINATORS if coordinates else set()
    for wish, pattern in _patterns():
        found = pattern.match(said) if wish in theirs else None
        if found is not None and _fits(wish, found["words"]):
            return SignalHeard(wish, why="a word of the team's", words=found["words"], keyword=True)
    return None


def _fits(wish: Signal, words: str) -> bool:
    rule = table("english/team_words")[wish.value]
    if rule.get("with_words"):
        return bool(words)
    return not (rule.get("alone") and words)


@cache
def _patterns() -> tuple[tuple[Signal, re.Pattern[str]], ...]:
    """The longest ways first: "take over" before "take"."""
    ways = [
        (Signal(name), way) for name, rule in table("english/team_words").items()
        for way in rule["said"]
    ]  # fmt: skip
    ways.sort(key=lambda each: -len(each[1]))
    return tuple(
        (wish, re.compile(rf"{re.escape(way)}{_AFTER}(?P<words>.*)", re.IGNORECASE | re.DOTALL))
        for wish, way in ways
    )
