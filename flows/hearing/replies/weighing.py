"""What several telling phrases mean together: "I'd love to, but I can't" is a no.

A "but" begins a new part. Within a part what is said outright outweighs a hint; of two parts the
later weighs more. What is left with two meanings means neither.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple


class Told(NamedTuple):
    """What a phrase tells, and how, and which phrase it was.

    answer: "yes", "no", "later" or "maybe"; or "turning" ("but"), "mending" ("I mean"),
    "unclear", and "other" for words that tell nothing. how: "firm"; "giving" (a yes even after a
    no), "now" (not at this moment); "nod" (a yes that anything outweighs), "wish" (a yes that a
    "but" turns), "leaning" (not in so many words), "hoping" ("God willing": no
    answer beside another).
    """

    answer: str
    how: str
    why: str


ANSWERS: Final = ("yes", "no", "later", "maybe")
NEITHER: Final = Told("", "", "it could mean two things")
OTHER: Final = Told("other", "", "")

_FIRM: Final = frozenset({"firm", "giving", "now"})


def meaning(told: Iterable[Told]) -> Told | None:
    """What all of it means: None if nothing tells, NEITHER if it can mean two things."""
    meant: Told | None = None
    for verdict in map(_verdict, _parts(told)):
        if verdict is not None:
            meant = verdict if meant in (None, OTHER) else _after_but(meant, verdict)
    return None if meant is OTHER else meant


def _parts(told: Iterable[Told]) -> list[list[Told]]:
    parts: list[list[Told]] = [[]]
    for each in told:
        if each.answer == "turning":
            parts.append([])
        else:
            parts[-1].append(each)
    return parts


# ── one part ────────────────────────────────────────────────────────────────────────────────


def _verdict(part: list[Told]) -> Told | None:
    telling = [each for each in _mended(part) if each is not OTHER]
    telling = [each for each in telling if each.how != "hoping"] or telling[:1]
    if not telling:
        return OTHER if part else None
    if any(each.answer == "unclear" for each in telling):
        return NEITHER
    firm = [each for each in telling if each.how in _FIRM]
    return _of_firm(firm, telling) if firm else _of_hints(telling)


def _mended(part: list[Told]) -> list[Told]:
    """What stands after "I mean" or begins with "go on then", if that tells something firm."""
    start = 0
    for at, each in enumerate(part):
        mends = each.answer == "mending" and any(later.how in _FIRM for later in part[at:])
        if mends or each.how == "giving":
            start = at
    return [each for each in part[start:] if each.answer != "mending"]


def _of_firm(firm: list[Told], telling: list[Told]) -> Told:
    said = {each.answer for each in firm}
    if {"yes", "no"} <= said or _takes_back(telling):
        return NEITHER
    if "later" in said:
        only_not_now = all(each.how == "now" for each in firm if each.answer == "later")
        return _first(firm, "no" if "no" in said and only_not_now else "later")
    if "no" in said:
        return firm[-1]  # "no, not sure" and "not sure, no": the last word
    if "maybe" in said:
        later = [each for each in telling if each.answer == "later"]
        return later[0]._replace(how="firm") if later else _first(firm, "maybe")
    return next((each._replace(how="firm") for each in telling if each.answer == "maybe"), firm[0])


def _takes_back(telling: list[Told]) -> bool:
    """Whether a wish follows a no: "no I would love to"."""
    refused = False
    for each in telling:
        refused |= each.answer == "no" and each.how in _FIRM
        if refused and each.how == "wish":
            return True
    return False


def _of_hints(telling: list[Told]) -> Told:
    said = {each.answer for each in telling if each.how != "wish"}
    wish = next((each for each in telling if each.how == "wish"), None)
    if "no" in said:
        return NEITHER if said & {"yes", "maybe"} else _first(telling, "no")
    for answer in ("maybe", "yes"):
        if answer in said:
            return _first(telling, answer)
    return wish or telling[0]


def _first(told: list[Told], answer: str) -> Told:
    return next(each for each in told if each.answer == answer)


# ── two parts ───────────────────────────────────────────────────────────────────────────────


def _rules(text: str) -> dict[tuple[str, str], str]:
    columns, *rows = (line.split() for line in text.strip().splitlines())
    return {
        (one, other): kept for one, *row in rows for other, kept in zip(columns, row, strict=True)
    }


# Of "row, but column": which of the two is meant; a dash where it could be either.
_AFTER_BUT: Final = _rules("""
            yes    yields  nods   likes  no     minds  later  maybe  other
    yes     row    row     row    row    -      row    column column row
    yields  row    row     row    row    -      row    column column row
    nods    row    row     row    row    column -      column column row
    likes   column column  column row    column column column column -
    no      -      column  row    -      row    row    column -      row
    minds   column column  -      -      column row    column column -
    later   row    column  row    row    column row    row    row    row
    maybe   column column  row    row    column row    column row    row
""")


def _after_but(one: Told, other: Told) -> Told:
    """What "one, but other" means."""
    kept = _AFTER_BUT.get((_standing(one), _standing(other)))
    return {"row": one, "column": other}.get(kept or "", NEITHER)


def _standing(told: Told) -> str:
    """The row or column that a part stands in; none for one that already means neither."""
    if told is OTHER:
        return "other"
    if told.answer == "yes":
        return {"firm": "yes", "giving": "yields", "nod": "nods"}.get(told.how, "likes")
    if told.answer == "no":
        return "no" if told.how in _FIRM else "minds"
    return told.answer
