"""What takes back a day that was said: "not Tuesday", "Tuesday is no good", "any day but Friday".

A text is cut into clauses, at its marks and at "but". In each, what is refused is left out, and
what is only supposed, past or somebody else's is not sure.
"""

from collections.abc import Iterator

from flows.hearing.when.values import Item, Now, day_of

MEANT = ("date", "dates", "clock", "clocks", "part", "day_part", "moment", "moments")
"""The kinds of items that are days or times."""

_CUTS = ("comma", "stop", "question", "but")
_FORWARD = ("not", "except")  # said of what follows: "not Tuesday", "Monday not Tuesday"
_BACKWARD = ("no_good",)  # said of what stands before: "Tuesday no good"
_EITHER_WAY = ("cant", "busy", "engagement")
_AWAY = ("busy", "engagement")
_DOUBTS = ("unsure", "same_time")


def left(items: list[Item], now: Now) -> list[Item]:
    """The days and times of a text that are not refused.

    What is only supposed, or when they are busy or away, is left out if there are others, or else
    not sure.
    """
    plain, doubtful, asked = list[Item](), list[Item](), False
    for clause in _clauses(items):
        if _takes_back(clause, asked=asked):
            plain = []
        asked = clause[-1].kind == "question"
        free = [_as_told(item, clause, now) for at, item in enumerate(clause) if _free(clause, at)]
        (doubtful if _in_doubt(clause) else plain).extend(free)
        doubtful += (item for at, item in enumerate(clause) if _when_away(clause, at))
    if any(item.kind == "that" for item in items):  # doctor at 9.30, so after that
        doubtful, plain = plain or doubtful, []
    return plain or [item.doubted() for item in doubtful]


def _clauses(items: list[Item]) -> Iterator[list[Item]]:
    """The clauses of a text, each with the mark that ends it."""
    clause = list[Item]()
    for item in items:
        clause.append(item)
        if item.kind in _CUTS:
            yield clause
            clause = []
    if clause:
        yield clause


def _as_told(item: Item, clause: list[Item], now: Now) -> Item:
    """I went on Tuesday: hardly the next one."""
    told = any(each.kind == "told" for each in clause)
    day = day_of(item)
    return item.doubted() if told and not (day and day < now.today) else item


def _in_doubt(clause: list[Item]) -> bool:
    """Maybe Tuesday; when is it, Tuesday?; cant Monday Tuesday can; or Tuesday."""
    kinds = [item.kind for item in clause]
    asked = "asks" in kinds and kinds[-1] == "question"
    cant = next((at for at, kind in enumerate(kinds) if kind == "cant"), None)
    on_both_sides = cant is not None and len({at > cant for at in _meant(clause)}) == 2
    return asked or on_both_sides or kinds[0] == "or" or any(kind in _DOUBTS for kind in kinds)


def _takes_back(clause: list[Item], *, asked: bool) -> bool:
    """Thursday? Oh no, I can't."""
    kinds = [item.kind for item in clause if item.kind not in ("light", "oh", *_CUTS)]
    only_refuses = bool(kinds) and {*kinds} <= {*_FORWARD, *_BACKWARD, "cant"}
    return only_refuses or (asked and kinds[:1] == ["not"])


def _meant(clause: list[Item]) -> list[int]:
    return [at for at, item in enumerate(clause) if item.kind in MEANT]


def _free(clause: list[Item], at: int) -> bool:
    return at in _meant(clause) and at not in _touched(clause, *_FORWARD, *_BACKWARD, *_EITHER_WAY)


def _when_away(clause: list[Item], at: int) -> bool:
    refused = _touched(clause, *_FORWARD, *_BACKWARD, "cant")
    return at in _touched(clause, *_AWAY) and at not in refused


def _touched(clause: list[Item], *kinds: str) -> set[int]:
    """Which days and times of a clause words of these kinds are said of."""
    touched, meant = set[int](), _meant(clause)
    for at, item in enumerate(clause):
        if item.kind == "unsure":
            break  # "Tuesday if it does not rain" refuses nothing
        if item.kind in kinds:
            before = {each for each in meant if each < at}
            after = {each for each in meant if each > at}
            touched |= (before or after) if item.kind in _BACKWARD else (after or before)
    return touched
