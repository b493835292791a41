"""A text as items: its numbers, and those of its words that have to do with time.

Marks inside numbers matter here ("2.30", "3/4"), so a text is read as it was written, and slips
are mended word by word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from flows.hearing.plain import plain
from flows.hearing.spelling import mended, written_out
from flows.hearing.when.lexicon import lexicon, light
from flows.hearing.when.values import Item

MOST_ITEMS: Final = 160
"""Items that are listened to: a text with more of them is no answer to "when?"."""

Token = tuple[str, str]  # what a piece of text looks like, and the piece

_APOSTROPHES = str.maketrans(
    "\u2019\u2018\u02bc\u00b4`\u2032", "''''''", "\u200b\u200d\ufeff\u00ad"
)
_FRACTIONS = str.maketrans({"½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 ", "\u2044": "/"})
_AM_PM = re.compile(r"(?<![a-z])([ap])(?:\s?\.\s?m\b\s?\.?| m\b|(?<=\d[ap])(?=\W|$))")
_POSSESSIVE = re.compile(r"(?<=[a-z])'s\b")
_MIXED = re.compile(r"\b(?:[a-z]+\d+[a-z]*|\d[a-z]{3,})\b")  # "2moro", "b4"
_TOKENS = re.compile(
    r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})(?!\d)"
    r"|(?P<dmy>\d{1,2} ?(?P<mark>[-/.]) ?\d{1,2} ?(?P=mark) ?(?:\d{4}|\d{2}))(?![\d:])"
    r"|(?P<hhmm>\d{1,2}[:;]\d{2}(?::\d{2})?|\d{1,2} ?h ?\d{2})(?!\d)"
    r"|(?P<dotted>\d{1,2}\.\d{1,2})(?![\d.]\d)"
    r"|(?P<slashed>\d{1,2} ?/ ?\d{1,2})(?!\d)"
    r"|(?P<nth>\d{1,2}) ?(?:st|nd|rd|th)\b"
    r"|(?P<digits>\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-\u2013\u2014~])|(?P<comma>[,()&+]|\n)|(?P<stop>[.;!?:]+)|(?P<at>@)"
)
_WORDS_IN_DATES = ("weekday", "maybe_weekday", "month", "maybe_month", "near", "tonight")


def items(text: str) -> list[Item]:
    """The items of a text. Words that have nothing to do with time are "light" or "unknown"."""
    found = list[Item]()
    for item in _items(_tokens(_prepared(text))):
        if item.kind in ("unknown", "light") and found and found[-1].kind == item.kind:
            continue  # a row of such words is one
        found.append(item)
        if len(found) > MOST_ITEMS:
            break
    return found


def _prepared(text: str) -> str:
    text = text.translate(_APOSTROPHES).translate(_FRACTIONS)
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        text = "".join(_digit(each) for each in text)
    text = _POSSESSIVE.sub("", written_out(text)).replace("'", "")
    text = _AM_PM.sub(r"\1m ", text)
    return _MIXED.sub(lambda found: mended(found[0]), text)


def _digit(each: str) -> str:
    """Any script's digit as 0 to 9."""
    value = None if each.isascii() else unicodedata.decimal(each, None)
    return each if value is None else str(value)


def _tokens(text: str) -> list[Token]:
    found = list[Token]()
    for match in _TOKENS.finditer(text):
        look = match.lastgroup or ""
        if look == "word":
            found += (("word", word) for word in _mended(match[0]).split())
        else:
            found.append((look, match[look]))
    return [token for at, token in enumerate(found) if not _hyphen(found, at)]


def _hyphen(tokens: list[Token], at: int) -> bool:
    """Whether this is a dash inside a word ("mid-day", "3-ish") and not between two days."""
    if tokens[at][0] != "dash" or at + 1 >= len(tokens) or tokens[at + 1][0] != "word":
        return False
    return at == 0 or _kind(tokens[at + 1][1]) not in _WORDS_IN_DATES


def _kind(word: str) -> str:
    entries = lexicon().get(word)
    return entries[-1].item.kind if entries else ""


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    bare = word if word.isascii() else plain(word)
    return bare if bare in lexicon() else mended(bare)


def _items(tokens: list[Token]) -> Iterator[Item]:
    at = 0
    while at < len(tokens):
        look, text = tokens[at]
        if look == "word":
            item, length = _entry(tokens, at)
            yield item
            at += length
        else:
            yield _figure(look, text)
            at += 1


def _entry(tokens: list[Token], at: int) -> tuple[Item, int]:
    """The longest entry that stands here."""
    first = tokens[at][1]
    for entry in lexicon().get(first, ()):
        end = at + len(entry.words)
        if [word for look, word in tokens[at:end] if look == "word"] == list(entry.words):
            return entry.item, end - at
    return Item("light" if first in light() else "unknown"), 1


def _figure(look: str, text: str) -> Item:
    numbers = tuple(int(each) for each in re.findall(r"\d{1,4}", text))
    if look == "hhmm":
        return Item("hhmm", (text[0] == "0", *numbers))
    if look in ("iso", "dmy", "dotted", "slashed"):
        return Item(look, numbers)
    if look == "nth":
        return Item("nth", numbers[0])
    if look == "digits":
        return _digits(text)
    return Item("stop" if look == "stop" and "?" not in text else "question" if look == "stop" else look)


def _digits(text: str) -> Item:
    if len(text) <= 2:
        return Item("digits", int(text))
    return Item({3: "three", 4: "four"}.get(len(text), "unknown"), text)
