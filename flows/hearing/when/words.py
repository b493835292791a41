"""A text as items: its numbers, and those of its words that have to do with time.

Marks inside numbers matter here ("2.30", "3/4"), so a text is read as it was written, and slips
are mended word by word.
"""

import calendar
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from rapidfuzz.distance import OSA

from flows.hearing.plain import plain
from flows.hearing.spelling import SHORTEST_MENDED, mended, vocabulary, written_out
from flows.hearing.tables import lines
from flows.hearing.when.lexicon import lexicon, light
from flows.hearing.when.values import Item

MOST_TOKENS: Final = 300
"""Words, numbers and marks that are listened to: an answer to "when?" does not come later."""

MOST_ITEMS: Final = 60
"""Items that are listened to: a text with more of them is none."""

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
    r"|(?P<money>[\u00a3$\u20ac] ?\d[\d.,]*)"
    r"|(?P<hhmm>\d{1,2}[:;]\d{2}(?::\d{2})?|\d{1,2} ?h ?\d{2})(?!\d)"
    r"|(?P<ratio>\d+:\d+)"
    r"|(?P<dotted>\d{1,2}\.\d{1,2})(?!\d|\.\d)"
    r"|(?P<slashed>\d{1,2} ?/ ?\d{1,2})(?!\d|[a-z])"
    r"|(?P<nth>\d{1,2}) ?(?:st|nd|rd|th)\b"
    r"|(?P<digits>\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>\s?[-\u2013\u2014~]\s?)|(?P<comma>[,()&+]|\n)|(?P<stop>[.;!?:]+)|(?P<at>@)"
)
_LONG_WORD = re.compile(r"[A-Za-z]{5,}")
_SHORT_FORM = 5
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
    for match in islice(_TOKENS.finditer(text), MOST_TOKENS):
        look = match.lastgroup or ""
        if look == "word":
            found += (("word", word) for word in _mended(match[0]).split())
        else:
            found.append((look, match[look]))
    return [
        token
        for at, token in enumerate(found)
        if not _hyphen(found, at) and not _after_short_form(found, at)
    ]


def _hyphen(tokens: list[Token], at: int) -> bool:
    """Whether this is a dash inside a word ("mid-day", "3-ish") and not between two days."""
    look, text = tokens[at]
    if look != "dash" or at + 1 >= len(tokens) or tokens[at + 1][0] != "word":
        return False
    if text != text.strip():
        return False
    return at == 0 or _kind(tokens[at + 1][1]) not in _WORDS_IN_DATES


def _after_short_form(tokens: list[Token], at: int) -> bool:
    """Whether this is the full stop of "Dec." or "Tues." with more of a date after it."""
    if tokens[at] != ("stop", ".") or at == 0 or at + 1 == len(tokens):
        return False
    before, (look, after) = tokens[at - 1][1], tokens[at + 1]
    more = look != "word" or after in ("the", "at") or _kind(after) in ("month", "maybe_month")
    return more and len(before) <= _SHORT_FORM and _kind(before) in _WORDS_IN_DATES


def _kind(word: str) -> str:
    entries = lexicon().get(word)
    return entries[-1].item.kind if entries else ""


@cache
def _longer_words() -> Mapping[str, list[str]]:
    """Words long enough to be known by all but one letter, by their first letter."""
    found = defaultdict(list)
    for word in lexicon():
        if len(word) >= SHORTEST_MENDED:
            found[word[0]].append(word)
    return found


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    bare = word if word.isascii() else plain(word)
    if bare in lexicon():
        return bare
    written = mended(bare)
    if written != bare:
        return written
    return _with_ish(bare) or _near(bare) or bare


def _with_ish(word: str) -> str:
    """ "elevenish", "fivish": two words."""
    stem = word.removesuffix("ish")
    stems = (each for each in (stem, f"{stem}e") if stem != word and each in lexicon())
    return f"{stem} ish" if (stem := next(stems, "")) else ""


def _near(word: str) -> str:
    """The longer word of time that this is one slip away from, unless it may be two of them."""
    if len(word) < SHORTEST_MENDED or word in vocabulary() or word in lines("english/real_words"):
        return ""
    near = [
        known
        for known in _longer_words().get(word[0], ())
        if abs(len(known) - len(word)) <= 1 and OSA.distance(word, known, score_cutoff=1) == 1
    ]
    if len({str(lexicon()[each][-1].item) for each in near}) == 1:
        return near[0]
    days = {_weekday(each) for each in near}
    same_day = len(days) == 1 and None not in days
    return next((each for each in near if same_day and each[-1] == word[-1]), "")


def _weekday(word: str) -> int | None:
    """The weekday of "tuesday" and "tuesdays" alike."""
    item = lexicon()[word][-1].item
    return item.value if item.kind in ("weekday", "weekdays_all") else None


def with_days_mended(text: str) -> str:
    """A text with the slips in its days put right: "tuesdys" is "tuesdays"; the rest as it is."""
    return _LONG_WORD.sub(lambda found: _day_mended(found[0]), text)


def _day_mended(word: str) -> str:
    small = word.lower()
    one = small.removesuffix("s")
    known = next((each for each in (small, one) if each in lexicon()), _near(small))
    item = lexicon()[known][-1].item if known else None
    day = _weekday(known) if known else None
    if item and (item.kind, item.value) == ("near", 1):
        written = "tomorrow"
    elif day is None:
        return word
    else:
        several = known == one != small or (item and item.kind == "weekdays_all")
        written = calendar.day_name[day].lower() + ("s" if several else "")
    return word if written == small else written if word.islower() else written.capitalize()


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
        return Item("hhmm", (text[0] == "0" or "h" in text, *numbers))
    if look == "dotted" and text[-2] == ".":
        return Item("decimal", numbers)  # "3.4" is no time
    if look in ("iso", "dmy", "dotted", "slashed"):
        return Item(look, numbers)
    if look == "nth":
        return Item("nth", numbers[0])
    if look == "digits":
        return _digits(text)
    if look == "stop" and "?" in text:
        return Item("question")
    return Item("unknown" if look in ("ratio", "money") else look)


def _digits(text: str) -> Item:
    if len(text) <= 2:
        return Item("digits", int(text))
    return Item({3: "three", 4: "four"}.get(len(text), "unknown"), text)
