"""What takes back a day that was said: "not Tuesday", "Tuesday is no good", "any day but Friday".

A text is cut into clauses, at its marks and at "but". In each, what is refused is left out, and
what is only supposed, past or somebody else's is not sure.
"""

from collections.abc import Iterator

from flows.hearing.when.values import Item

MEANT = ("date", "dates", "clock", "clocks", "part", "day_part", "moment", "moments")
"""The kinds of items that are days or times."""

_CUTS = ("comma", "stop", "question", "but")
_REFUSALS = ("not", "except", "busy")
_DOUBTS = ("unsure", "told", "engagement")
_ON_THE_WAY = ("light", "on", "at", "the", "in", "for", "this", "till", "of", "a", "to", "by")


def clauses(items: list[Item]) -> Iterator[list[Item]]:
    """The clauses of a text, each with the mark that ends it."""
    clause = list[Item]()
    for item in items:
        clause.append(item)
        if item.kind in _CUTS:
            yield clause
            clause = []
    if clause:
        yield clause


def left(items: list[Item]) -> list[Item]:
    """The days and times of a text that are not refused, with its doubts."""
    return [item for clause in clauses(items) for item in _kept(clause)]


def _kept(clause: list[Item]) -> Iterator[Item]:
    kinds = {item.kind for item in clause}
    doubtful = bool(kinds & set(_DOUBTS)) or {"asks", "question"} <= kinds
    refused = _refused(clause)
    for at, item in enumerate(clause):
        if item.kind in MEANT and at not in refused:
            yield item.doubted() if doubtful else item


def _refused(clause: list[Item]) -> set[int]:
    """Which items of a clause are refused: those after the refusal, or if none is, those before."""
    meant = [at for at, item in enumerate(clause) if item.kind in MEANT]
    refusals = [at for at, item in enumerate(clause) if item.kind in _REFUSALS]
    if not refusals:
        return set()
    first = refusals[0]
    after = {at for at in meant if at > first}
    return after or set(meant)
