"""How many billed parts a text takes, and what makes it dearer than it need be.

The rules are GSM 03.38's, as Twilio bills them: a text in the phone alphabet (GSM-7) holds
160 units, or 153 in each part once there are several; any other letter turns the whole text
to UCS-2, with 70 and 67. A letter of two units is never cut by the end of a part.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["GSM-7", "UCS-2"]

ONE_UNIT = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO_UNITS = frozenset("\f^{}\\[~]|€")
GSM_7 = ONE_UNIT | TWO_UNITS

ROOM: dict[Encoding, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
"""Units in a text of one part, and in each part of a longer one."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The size of a text: `units` are septets in GSM-7 and UTF-16 code units in UCS-2."""

    encoding: Encoding
    units: int
    parts: int


def count(text: str) -> Parts:
    """Return how `text` would be encoded and billed, exactly as it stands (see `fold`).

    An empty text takes no part.
    """
    letters = set(text)
    encoding: Encoding = "GSM-7" if letters <= GSM_7 else "UCS-2"
    if encoding == "GSM-7":
        widths = [2 if letter in TWO_UNITS else 1 for letter in text]
    else:
        widths = [2 if letter > "\uffff" else 1 for letter in text]
    return Parts(encoding, sum(widths), _parts(widths, *ROOM[encoding]))


def why_unicode(text: str) -> tuple[str, ...]:
    """Return the letters that turn `text` to UCS-2, each once, in the order of the text."""
    return tuple(dict.fromkeys(letter for letter in text if letter not in GSM_7))


def _parts(widths: list[int], alone: int, joined: int) -> int:
    units = sum(widths)
    if units <= alone:
        return min(units, 1)
    if units == len(widths):
        return -(-units // joined)
    return _packed(widths, joined)


def _packed(widths: Iterable[int], room: int) -> int:
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts


def _each(letters: str, to: str) -> dict[int, str]:
    return dict.fromkeys(map(ord, letters), to)


ALWAYS = (
    _each(
        "\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u00b4\u1ffd`\u1fef\u2039\u203a", "'"
    )
    | _each("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb", '"')
    | _each("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u2023\u2043\u25aa\u25cf", "-")
    | _each("\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | _each("\v\u0085\u2028\u2029", "\n")
    | _each("\u00ad\u200b\u2060\ufeff", "")
    | {0x2026: "...", 0xFB01: "fi", 0xFB02: "fl"}
)
"""Quotes, dashes, bullets, spaces, line ends, invisible marks: whatever reads the same plainly."""

JOINERS = _each("\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufe0e\ufe0f", "") | _each(
    "\u2066\u2067\u2068\u2069", ""
)
"""Invisible marks that shape an emoji, a Persian word or right-to-left text, and nothing else."""

_SETTLED = GSM_7 - {"\r"}


def fold(text: str) -> str:
    """Return `text` with everything plain that costs a dearer encoding and says nothing more.

    Quotes, dashes, ellipses, bullets, odd spaces, tabs and invisible marks are always folded,
    and letters typed in two pieces (e and an accent) become one. Joiners and direction marks
    go only where that makes the whole text GSM-7: elsewhere they carry meaning.

    Letters are never folded. In an English text the letters outside GSM-7 stand in people's
    names (Siân, Zoë, Seán), and a project that writes to Zoë spells her name right; in Welsh
    or Polish they change the word. The desk shows `why_unicode` and the price instead.

    Folding twice is the same as folding once.
    """
    if set(text) <= _SETTLED:
        return text
    plain = _composed(text, ALWAYS)
    bare = _composed(plain, JOINERS)
    return bare if set(bare) <= GSM_7 else plain


def _composed(text: str, table: dict[int, str]) -> str:
    return unicodedata.normalize("NFC", re.sub("\r\n?", "\n", text.translate(table)))
