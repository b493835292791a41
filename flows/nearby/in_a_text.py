"""How things to do are told in a text: a short list, and one of them with all we know of it."""

from collections.abc import Sequence
from typing import Final

from flows.words import shortened
from flows.world.nearby import Suggestion

LONGEST_LIST: Final = 290
"""Characters of a list: with what stands before it, two parts of a text."""

LONGEST_TITLE: Final = 36
NOT_CHECKED: Final = "not checked lately"


def listed(found: Sequence[Suggestion]) -> str:
    """At most three, numbered: what, when, how far, and whether anybody has checked it lately.

    On the longest, what a neighbour can do without goes first: the way, then the date.
    """
    names = titles(found)
    for title, far in ((LONGEST_TITLE, True), (LONGEST_TITLE, False), (24, False), (20, False)):
        lines = [
            _line(number, shortened(name, title), each, far)
            for number, (name, each) in enumerate(zip(names, found, strict=True), start=1)
        ]
        if len(text := " ".join(lines)) <= LONGEST_LIST:
            return text
    return shortened(text, LONGEST_LIST)


def titles(found: Sequence[Suggestion]) -> list[str]:
    """What each is called; of two with one name the later also has its place."""
    names: list[str] = []
    for each in found:
        names.append(f"{each.title} {each.place}" if each.title in names else each.title)
    return names


def _line(number: int, title: str, each: Suggestion, way: bool) -> str:
    far = each.distance_words if way else shortened(each.distance_words.split(",")[0], 26)
    facts = (
        title,
        shortened(each.next_words or each.when_words, 24),
        far,
        NOT_CHECKED if each.stale else "",
    )
    return f"{number} {', '.join(filter(None, facts))}."


def told(each: Suggestion) -> str:
    """When and where it is, what it costs and how one gets in."""
    facts = (
        f"{shortened(each.title, LONGEST_TITLE)}: {shortened(each.when_words, 40)}",
        shortened(each.place, 40),
        shortened(each.about, 60),
        shortened(each.cost_words, 30),
        shortened(each.access_words, 70),
    )
    return _sentences(facts)


def getting_there(each: Suggestion) -> str:
    """How one gets there, who will meet them, and who says all this."""
    facts = (
        shortened(each.distance_words, 50),
        shortened(each.travel_line, 90),
        *_who(each),
    )
    return _sentences(facts)


def _who(each: Suggestion) -> tuple[str, str]:
    """Who will meet them and who says all this; whoever does both is named once."""
    who = each.who_meets.strip()
    if who and each.source_words.startswith(f"{who} says"):
        return meeting(who), each.source_words.removeprefix(f"{who} says").lstrip(", ")
    return meeting(who), shortened(each.source_words, 70)


def meeting(who: str) -> str:
    """Who will meet them, as a sentence: "Pat by the tea urn will meet you", "Ask for Sid"."""
    tidy = shortened(who, 48).strip().rstrip(".")
    if not tidy or tidy.split()[0].lower() in _TELLS or " will " in tidy:
        return tidy
    return f"{tidy} will meet you"


_TELLS: Final = ("ask", "find", "join", "just", "look", "meet", "nobody", "ring", "say", "text")
"""How a line begins that says what to do rather than who is there."""


def _sentences(facts: Sequence[str]) -> str:
    return " ".join(f"{each[:1].upper()}{each[1:].rstrip('.')}." for each in facts if each)
