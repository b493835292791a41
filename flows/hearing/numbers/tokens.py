"""A text cut into figures, words and marks, for whoever looks for a number in it.

Figures are read here, however they are written: 1,000 and 1 000 and 1.000, .5, ½, 1e3, ١٫٥.
"""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from flows.hearing.plain import plain

FIGURE, WORD, MARK = "figure", "word", "mark"


class Token(NamedTuple):
    """A figure with its value, a bare word, or a mark.

    glued: nothing stands between it and the token before. digits: a figure as it was written.
    """

    kind: str
    text: str
    glued: bool
    value: Fraction = Fraction(0)
    digits: str = ""


MILLION: Final = "mega"
_MILLION = re.compile(r"(?<=[0-9])M\b")  # "3M"; a small m is a metre, or a minute
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`\u2032]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_KEPT = frozenset(".,-/%+^~<>=&#\u066b\u066c\u060c")
_THIN_SPACES = re.compile("(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3})")
_BLOB = re.compile(
    r"""[0-9]{1,3}(?:[ ][0-9]{3})+(?![0-9])(?:[.,\u066b][0-9]+)?  # 1 234 567
    | [.,\u066b]?[0-9]+(?:[.,\u066b\u066c\u060c][0-9]+)*""",
    re.VERBOSE,
)
_POWER = re.compile(r"\s?[x*]\s?10\s?\^\s?([+-]?[0-9]{1,2})|e([+-]?[0-9]{1,2})(?![0-9a-z])")
_RAISED = re.compile(r"\^([+-]*)([0-9]{1,2})(?![0-9])")
_NO_POINT = re.compile(r"[^\W\d_]\.[0-9]")  # "no.2"
_WORD = re.compile(r"[^\s0-9\x00-\x2f:-@\[-`{-\x7f\u066b\u066c\u060c]+")
_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"[a-z0-9]+")  # "sab3a": in Latin letters, Arabic writes some as digits


def tokens(text: str, mark: str = ".", runs: frozenset[str] = frozenset()) -> list[Token]:
    """The figures, words and marks of a text.

    mark: what decimals stand behind, "." or ","; or "either", where a comma may be before
    thousands or decimals.
    """
    return list(_cut(_tidied(text), mark, runs))


def _cut(text: str, mark: str, runs: frozenset[str]) -> Iterator[Token]:
    at, glued = 0, False
    while at < len(text):
        if space := _SPACE.match(text, at):
            at, glued = space.end(), False
            continue
        if glued and _NO_POINT.match(text, at - 1):
            at += 1
        run = _RUN.match(text, at) if runs and not glued else None
        if run and run[0] in runs:
            at = run.end()
            yield Token(WORD, run[0], glued)
        elif blob := _BLOB.match(text, at):
            found, at = _figures(text, blob, mark, glued)
            yield from found
        elif word := _WORD.match(text, at):
            at = word.end()
            bare = plain(word[0]).split()
            for number, each in enumerate(bare):
                yield Token(WORD, each, glued and number == 0)
        else:
            yield Token(MARK, text[at], glued)
            at += 1
        glued = True


def _tidied(text: str) -> str:
    """Digits of every script as 0 to 9, ½ as 1/2, every dash as one, other marks as a bar."""
    text = _MILLION.sub(MILLION, text)
    text = _APOSTROPHES.sub("", text.translate(_DASHES).casefold())
    if not text.isascii():
        text = "".join(map(_tidy, text))
    return _THIN_SPACES.sub(" ", text)


def _tidy(each: str) -> str:
    if each.isascii() or each in _KEPT or each.isspace():
        return each
    category = unicodedata.category(each)
    if category == "Nd":
        return str(unicodedata.decimal(each))
    if category in ("No", "Nl"):
        return f" {unicodedata.normalize('NFKC', each)} ".replace("\u2044", "/")
    if category in ("Cf", "Me") or each == "\ufe0f":
        return ""
    return each if category[0] in "LM" else "|"


def _figures(text: str, blob: re.Match[str], mark: str, glued: bool) -> tuple[list[Token], int]:
    """What a run of digits and marks holds: one figure, or several ("22,24,26")."""
    written, at = blob[0], blob.end()
    values = _values(written, mark)
    if len(values) > 1:
        return [_figure(each, glued or bool(n)) for n, each in enumerate(values)], at
    figure = values[0]
    value = _worth(figure)
    if power := _POWER.match(text, at):
        value, at = value * Fraction(10) ** int(power[1] or power[2]), power.end()
    elif raised := _RAISED.match(text, at):
        sign = -1 if raised[1].count("-") % 2 else 1
        value, at = _raised(value, sign * int(raised[2])), raised.end()
    return [Token(FIGURE, written, glued, value, figure)], at


def _figure(written: str, glued: bool) -> Token:
    return Token(FIGURE, written, glued, _worth(written), written)


def _worth(figure: str) -> Fraction:
    return Fraction(figure[:40]) if len(figure) <= 40 else Fraction(0)


def _raised(value: Fraction, power: int) -> Fraction:
    return value**power if value and abs(value) < 10**6 else value


def _values(written: str, mark: str) -> list[str]:
    """The figures in a run of digits and marks, each as Python writes them."""
    marks = [each for each in written if not each.isdigit() and each not in " \u066c"]
    bare = re.sub("[ \u066c]", "", written)
    last = marks[-1] if marks else ""
    if not marks:
        return [bare]
    if len(set(marks)) > 1:  # 1,234.5 and 1.234,5: the last kind is the decimal mark
        if marks.count(last) > 1:
            return re.findall("[0-9]+", bare)
        return [_decimal(re.sub("[.,\u060c](?=.*[.,\u066b\u060c])", "", bare), last)]
    if last == "\u066b" and len(marks) == 1:
        return [_decimal(bare, last)]
    return _one_kind_of_mark(bare, last, len(marks), mark)


def _one_kind_of_mark(bare: str, last: str, count: int, mark: str) -> list[str]:
    groups = re.split("[.,\u060c\u066b]", bare)
    by_three = groups[0] not in ("", "0") and len(groups[0]) <= 3
    by_three = by_three and all(len(each) == 3 for each in groups[1:])
    grouping = count > 1 or (last != mark and not (mark == "either" and last == "."))
    if by_three and (grouping or (last == "," and groups[1] == "000")):
        return ["".join(groups)]
    if count > 1 or (last != "." and mark == "." and groups[0]):
        return [each for each in groups if each]
    return [_decimal(bare, last)]


def _decimal(bare: str, mark: str) -> str:
    whole, _, part = bare.partition(mark)
    return f"{whole or '0'}.{part}"
