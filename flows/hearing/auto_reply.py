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
    held = _parts_in(words)
    return "anywhere" in held or {"away", "then"} <= held or {"received", "we"} <= held


def _parts_in(words: str) -> set[str]:
    """The parts of the table of which a row is in it. Only rows that begin with a word of its are
    looked for.
    """
    firsts = _by_first_word()
    found = firsts.keys() & words.split()
    return {part for each in found for row, part in firsts[each] if row in words}


@cache
def _rows(part: str) -> frozenset[str]:
    return frozenset(plain(row) for row in table("english/auto_reply")[part])


@cache
def _begins() -> tuple[str, ...]:
    return tuple(f" {row} " for row in _rows("begins"))


@cache
def _by_first_word() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for part in ("anywhere", "away", "then", "received", "we"):
        for row in _rows(part):
            found.setdefault(row.split()[0], []).append((f" {row} ", part))
    return found
