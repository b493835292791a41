"""The door word: where somebody came in from, when their first text is the word on a poster."""

from typing import Final

from flows.hearing.answers import hear
from flows.hearing.plain import plain
from flows.hearing.replies.mood import Mood
from flows.hearing.replies.yes_no import YesNo
from flows.hearing.signals import signal

GREETINGS: Final = frozenset(
    "hello hi hey hiya hullo morning evening afternoon join yes yeah".split()
)
"""First words that say nothing of where somebody came from, and that always open the door."""

_LONGEST: Final = 20


def is_greeting(text: str) -> bool:
    """Whether this is a plain hello: whoever sends one would like to begin."""
    return plain(text) in GREETINGS


def door_word(text: str) -> str:
    """The one word this text is, or nothing if it is more, a greeting, an answer or a keyword."""
    word = plain(text)
    is_word = 1 < len(word) <= _LONGEST and " " not in word and not word.isdigit()
    if (
        not is_word
        or word in GREETINGS
        or signal(text)
        or hear(text, YesNo())
        or hear(text, Mood())
    ):
        return ""
    return word
