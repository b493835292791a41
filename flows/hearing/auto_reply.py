"""Whether a text was written by a machine: an out-of-office note, a receipt, a phone that drives.

Nobody said it, so it answers no question and is not answered: else two machines could thank each
other for ever. In doubt it is a person's. The words are in `english/auto_reply.yaml`.
"""

from functools import cache
from typing import Final

from flows.hearing.plain import plain
from flows.hearing.tables import table

SHORT: Final = 20
"""Characters within which only what stands in the table as a whole, or as a beginning, is one."""


def is_auto_reply(text: str) -> bool:
    """Whether a machine wrote this text by itself."""
    words = f" {plain(text)} "
    if words.strip() in _rows("whole") or words.startswith(_begins()):
        return True
    if len(words) < SHORT:
        return False
    if _holds("anywhere", words):
        return True
    away = _holds("away", words) and _holds("then", words)
    return away or (_holds("received", words) and _holds("we", words))


def _holds(part: str, words: str) -> bool:
    """Whether one of these rows is in it. Only rows whose first word is there are looked for."""
    rows = _by_first_word(part)
    return any(row in words for first in rows.keys() & words.split() for row in rows[first])


@cache
def _rows(part: str) -> frozenset[str]:
    return frozenset(plain(row) for row in table("english/auto_reply")[part])


@cache
def _begins() -> tuple[str, ...]:
    return tuple(f" {row} " for row in _rows("begins"))


@cache
def _by_first_word(part: str) -> dict[str, tuple[str, ...]]:
    rows = sorted(_rows(part))
    firsts = {row.split()[0] for row in rows}
    return {each: tuple(f" {row} " for row in rows if row.split()[0] == each) for each in firsts}
