"""A text as it is heard: bare words, numbers in plain digits, slips mended, cut into sentences.

`plain` only tidies; `said` also mends what is English. Nobody is shown either: what people
wrote is kept and quoted as they wrote it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flows.hearing.spelling import mended, written_out

LONGEST: Final = 5_000
"""Characters that are listened to: more than Telegram lets anybody send, or ten texts joined.

What is longer still is heard by its beginning and its end.
"""

_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`\u2032]")
_WORDS = re.compile(r"[a-z0-9]+")
_EMOJI_MARK = "\ufe0f"
# Letters that are no accented Latin ones but are typed as such; and those that phones and people
# write for each other, in Arabic script (Urdu's beside Arabic's) and in Bengali, where long and
# short i and u sound alike. The last are often left out altogether.
_ONE_FORM = {
    each: one
    for one, several in {
        "l": "ł",
        "o": "ø",
        "d": "đ",
        "i": "ı",
        "ا": "أإآٱ",
        "ي": "ىیېۍئ",
        "و": "ؤ",
        "ك": "کڪ",
        "ه": "ہھةۃۂۀە",
        "ن": "ں",
        "ے": "ۓ",
        "\u09bf": "\u09c0",
        "\u09c1": "\u09c2",
        "": "ء\u0981",
    }.items()
    for each in several
}
_SHORT_VOWELS = re.compile("[\u0640\u064b-\u065f\u0670]")  # Arabic script, seldom written
_SENTENCE_ENDS = re.compile(r"(?:(?<!\.)\.(?!\.)(?!\d)|[!?;\n\u0964\u0965\u06d4\u061f\u061b])+")


@dataclass(frozen=True, slots=True)
class Said:
    """One text. Words are lower case, one space between, without marks.

    raw: as it was written. bare: its words. words: the same, with slips and short forms mended
    if it is English ("dnt u" is "dont you"). sentences: `words`, cut where a sentence ends.
    faces: its emoji, without skin tones.
    """

    raw: str
    bare: str
    words: str
    sentences: tuple[str, ...]
    faces: tuple[str, ...]


@lru_cache(maxsize=256)
def said(text: str) -> Said:
    """A text, ready to be heard. Slips are mended as if it were English; `bare` is left alone.

    Every ear asks for it, and many people say the same: so the last few are kept.
    """
    text = _not_too_long(text)
    cut = (plain(each) for each in _SENTENCE_ENDS.split(written_out(text)))
    sentences = tuple(mended(words) for words in cut if words)
    return Said(text, plain(text), " ".join(sentences), sentences, _faces(text))


def plain(text: str) -> str:
    """The bare words of a text: lower case, accents and apostrophes gone, other marks a space."""
    text = _APOSTROPHES.sub("", text)
    if text.isascii():
        return " ".join(_WORDS.findall(text.lower()))
    seen = "".join(each for each in text if not _is_unseen(each))
    letters = unicodedata.normalize("NFKC", seen)[: 2 * LONGEST].casefold()  # one sign may be many
    return " ".join("".join(map(_folded, _SHORT_VOWELS.sub("", letters))).split())


@lru_cache(maxsize=4096)
def _is_unseen(each: str) -> bool:
    """Whether it only steers how letters are joined, or which way they run."""
    return unicodedata.category(each) == "Cf" or each == _EMOJI_MARK


@lru_cache(maxsize=4096)
def _folded(each: str) -> str:
    """A letter without its accent, a digit as 0 to 9, any other mark as a space."""
    if (digit := unicodedata.decimal(each, None)) is not None:
        return str(digit)
    first = unicodedata.normalize("NFD", each)[0]
    letter = first if first.isascii() else _ONE_FORM.get(each, each)
    return letter if not letter or _is_word(letter) else " "


def _is_word(each: str) -> bool:
    return each.isalnum() or unicodedata.category(each) in ("Mn", "Mc")


def _faces(text: str) -> tuple[str, ...]:
    """What is neither letter, mark of speech nor sign: emoji, one character each."""
    return tuple(each for each in text if unicodedata.category(each) == "So")


def _not_too_long(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}\n{text[-half:]}"


def on_one_line(text: str) -> str:
    """A text as they spelt it, without line ends and double spaces."""
    return " ".join(text.split())
