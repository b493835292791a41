"""The words of time and what kind of item each is, from the table of a language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from functools import cache
from typing import Any, Final, NamedTuple

from flows.hearing.tables import table
from flows.hearing.when.values import Clock, Item, Part

_TABLE: Final = "english/when"
_HOURS_DIFFER: Final = ("breakfast", "dinnertime", "early hours", "daytime")
"""Dinner is at midday in the North, in the evening in the South; others are kept at any hour."""
_FIRST_NUMBER: Final = {"units": (1, 1), "teens": (10, 1), "tens": (20, 10)}


class Entry(NamedTuple):
    """Words in a row, and the item that they are."""

    words: tuple[str, ...]
    item: Item


@cache
def lexicon() -> Mapping[str, list[Entry]]:
    """Every entry, by its first word; those of most words first."""
    found = defaultdict(list)
    for texts, item in _entries(table(_TABLE)):
        for text in texts.split("|"):
            if words := tuple(text.split()):
                found[words[0]].append(Entry(words, item))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry.words))
    return found


@cache
def light() -> frozenset[str]:
    """The words that may stand beside an answer."""
    return frozenset(table(_TABLE)["light"].split())


def _entries(rows: Mapping[str, Any]) -> Iterator[tuple[str, Item]]:
    yield rows["idioms"], Item("idiom")
    yield rows["polite"], Item("light")
    yield from _items("feast", rows["feasts"].items())
    yield from _items("near", rows["near_days"].items())
    yield rows["tonight"], Item("tonight")
    yield from _items("clock", ((_clock(at), words) for at, words in rows["clocks"].items()))
    for at, words in rows["clocks_or_so"].items():
        yield words, Item("clock", _clock(at), sure=False)
    yield from ((words, Item("part", part, weak=True)) for part, words in map(_part, rows["parts"]))
    yield from _items("meal", map(_part, rows["meals"]))
    yield from _items("weekday", enumerate(rows["weekdays"]))
    yield from _items("maybe_weekday", rows["maybe_weekdays"].items())
    yield from _items("weekdays_all", enumerate(rows["weekdays_all"]))
    yield from _items("month", enumerate(rows["months"], start=1))
    yield from _items("maybe_month", rows["maybe_months"].items())
    yield from ((words, Item(unit, unit)) for unit, words in rows["units"].items())
    yield from _numbers("", rows["numbers"], rows["more_numbers"])
    yield from _numbers("_nth", rows["ordinals"], rows["more_ordinals"])
    yield from ((words, Item(kind)) for kind, words in rows["words"].items())


def _items(kind: str, rows: Iterable[tuple[Any, str]]) -> Iterator[tuple[str, Item]]:
    return ((words, Item(kind, value)) for value, words in rows)


def _numbers(
    ending: str, rows: Mapping[str, str], more: Mapping[int, str]
) -> Iterator[tuple[str, Item]]:
    """Number words: their kind says what they may be part of."""
    for size, words in rows.items():
        first, step = _FIRST_NUMBER[size]
        for index, word in enumerate(words.split()):
            yield word, Item(f"{size}{ending}", first + index * step)
    for value, word in more.items():
        yield word, Item(f"worded{ending}", value)


def part_named(name: str) -> Part:
    """The part of the day that these words stand for. ValueError if there is none."""
    words = tuple(name.split())
    for entry in lexicon().get(words[0], ()):
        if entry.words == words:
            part: Part = entry.item.value
            return part
    raise ValueError(name)


def _clock(text: str) -> Clock:
    hour, minute = text.split(":")
    return Clock(int(hour), int(minute))


def _part(row: str) -> tuple[Part, str]:
    hours, _, words = row.partition(" ")
    start, end = (time(int(each[:2]) % 24, int(each[3:])) for each in hours.split("-"))
    name = words.split("|")[0]
    return Part(name, start, end, plain=name not in _HOURS_DIFFER), words
