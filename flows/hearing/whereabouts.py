"""What is left of an event's text: its name, where it is, and what else was said."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from flows.hearing.tables import table

_AT = re.compile(
    r"(?:\bat|@|\bvenue:|\bplace:|\bwhere:|\A(?:leaves |leaving |meet |meeting )?from)\s+"
    r"(?!home\b|all\b|least\b|\d{1,2}\s*(?:\Z|[,.]))",
    re.IGNORECASE,
)
_MEET = re.compile(
    r"\b(?:we |please |and )*(?:(?:(?:the )?(?:coach|bus|minibus) )(?:leaves|departs)\s+(?=the\b)"
    r"|(?:meet(?:ing)?(?: up)?|pick ?up|(?:(?:the )?(?:coach|bus|minibus) )?"
    r"(?:leaves|leaving|departs|departing|sets off|goes))\s+"
    r"(?:(?:at|from|in)\s+|(?=(?:by|outside|near|opposite|under|inside|behind)\b)))",
    re.IGNORECASE,
)
"""Where people come together: "meet by the war memorial", "coach leaves from the library"."""
_ADDRESS = re.compile(
    r"\d+[a-z]? [A-Z][\w' ]{2,30}(?: [A-Z]{1,2}\d{1,2}[A-Z]?(?: \d[A-Z]{2})?)?"
    r"|(?:[\w' ]{2,30} )?[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}"
)
"""More of where it is: "12 Oak Rd SO19 7XX"."""
MOST_WORDS: Final = 6
"""How many words the name of a place may have."""

_IN = re.compile(r"\b(?:in|inside|outside|by|near|round at|over at)\s+(?:the )?", re.IGNORECASE)


def whereabouts(segments: Sequence[str]) -> tuple[str, str, str]:
    """(name, place, what else) of these pieces of a text, in the order they were said."""
    placed = [_at(each) for each in segments]
    place = next((where for _, where in placed if where), "")
    left = [named or (where if where != place else "") for named, where in placed]
    left = [each for each in left if each and _bare(each) not in _listed("leading")]
    if not place and len(left) > 1:
        found = next((each for each in left[1:] if _is_place(each)), None)
        first = left[0] if _is_place(left[0]) and not found else None
        may_be = [each for each in left[1:] if _is_named(each)]
        named = left[1] if _is_named(left[1]) else may_be[0] if len(may_be) == 1 else ""
        place = found or first or named
        left.remove(place) if place else None
    elif not place and left:
        title, place = _place_at_an_end(left[0])
        left[0] = title
    title = next(iter(left), "")
    address = next((each for each in left[1:] if place and _ADDRESS.fullmatch(each)), "")
    if address:
        left.remove(address)
        place = f"{place}, {address}"
    return title, place, ". ".join(each for each in left[1:] if each)


def _is_named(words: str) -> bool:
    """Whether these may be the name of a place: a few words, and no sentence."""
    some = [_bare(each) for each in _words(words)]
    told = _listed("told_of").intersection(some)
    return len(some) <= MOST_WORDS and some[0] not in _listed("telling") and not told


def _at(segment: str) -> tuple[str, str]:
    """The name and the place in one piece that says so; else all of it is a name."""
    found = _MEET.search(segment) or _AT.search(segment)
    if found is not None:
        return segment[: found.start()].strip(" ,"), segment[found.end() :].strip(" ,")
    found = _IN.search(segment)
    if found is not None and _is_place(segment[found.end() :]):
        words = segment[found.start() :]
        return segment[: found.start()].strip(" ,"), re.sub(r"(?i)\A(in|at) ", "", words).strip()
    return segment, ""


def _words(text: str) -> list[str]:
    return text.split()


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(each.strip() for each in str(table("english/event")[name]).split("|"))


def _bare(word: str) -> str:
    return word.strip(".,'()").lower()


def _is_place(words: str) -> bool:
    """Whether these words name a place: they end in one, or begin with a saint."""
    some = [_bare(each) for each in _words(words)]
    if not some or " ".join(some[-2:]) in _listed("no_places"):
        return False
    saint = some[0] in ("st", "saint", "st.") and len(some) > 1
    return saint or some[-1] in _listed("places")


def _place_at_an_end(segment: str) -> tuple[str, str]:
    """A name and a place in either order: "Tea dance Swathling Centre"."""
    words = _words(segment)
    saint = next((at for at, each in enumerate(words) if at and _bare(each) in ("st", "saint")), 0)
    named = saint and len(words) > saint + 1 and words[saint + 1].isalpha()
    if saint and (words[saint][0].isupper() or named):
        return " ".join(words[:saint]), " ".join(words[saint:])
    if _is_place(segment):
        begins = _begins(words)
        return " ".join(words[:begins]), " ".join(words[begins:])
    for end in range(len(words) - 1, 1, -1):
        several = " ".join(words[:end])
        if _is_place(several) and words[0][0].isupper() and not words[end][0].isupper():
            return " ".join(words[end:]), several
    return segment, ""


def _begins(words: list[str]) -> int:
    """Where the place begins that these words end with."""
    at = len(words) - 1
    while at > 0 and _bare(words[at - 1]) in _listed("with_places"):
        at -= 1
    named = max(at - 1, 0)
    capitals = len(words) - 1
    while capitals > 0 and words[capitals - 1][:1].isupper():
        capitals -= 1
    if 0 < capitals <= named:
        return capitals
    joined = named > 0 and _bare(words[named - 1]) in ("and", "&", "n", "with", "of")
    return len(words) - 1 if joined else named
