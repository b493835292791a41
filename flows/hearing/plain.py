"""A text as it is heard: bare words, numbers in plain digits, slips mended, cut into sentences.

`plain` only tidies; `said` also mends what is English. Nobody is shown either: what people
wrote is kept and quoted as they wrote it.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from flows.hearing.spelling import mended, written_out

ENGLISH: Final = "en"

LONGEST: Final = 5_000
"""Characters that are listened to: more than Telegram lets anybody send, or ten texts joined.

What is longer still is heard by its beginning and its end.
"""

_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`\u2032]")
_EMOJI_MARK = "\ufe0f"
_NO_ACCENTS = {ord(a): b for a, b in zip("łøđı", "lodi", strict=True)}
# Letters that phones and people write for each other: in Arabic script, Urdu's beside Arabic's,
# and in Bengali, where long and short i and u sound alike. None: often left out altogether.
_ONE_FORM = {
    ord(each): one
    for one, several in {
        "ا": "أإآٱ",
        "ي": "ىیېۍئ",
        "و": "ؤ",
        "ك": "کڪ",
        "ه": "ہھةۃۂۀە",
        "ن": "ں",
        "ے": "ۓ",
        "\u09bf": "\u09c0",
        "\u09c1": "\u09c2",
        None: "ء\u0981",
    }.items()
    for each in several
}
_FOLDED = _NO_ACCENTS | _ONE_FORM
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


def said(text: str, language: str = ENGLISH) -> Said:
    """A text, ready to be heard."""
    text = _not_too_long(text)
    written = written_out(text) if language == ENGLISH else text
    cut = tuple(words for each in _SENTENCE_ENDS.split(written) if (words := plain(each)))
    sentences = tuple(mended(each) for each in cut) if language == ENGLISH else cut
    return Said(text, plain(text), " ".join(sentences), sentences, _faces(text))


def plain(text: str) -> str:
    """The bare words of a text: lower case, accents and apostrophes gone, other marks a space."""
    text = _APOSTROPHES.sub("", text if text.isascii() else _without_unseen(text))
    letters = unicodedata.normalize("NFKC", text)[: 2 * LONGEST].casefold()  # one sign may be many
    if not letters.isascii():
        letters = _without_accents(letters)
    kept = "".join(each if _is_word(each) else " " for each in letters)
    return " ".join(kept.split())


def _without_unseen(text: str) -> str:
    """Without what only steers how letters are joined, or which way they run."""
    return "".join(
        each for each in text if unicodedata.category(each) != "Cf" and each != _EMOJI_MARK
    )


def _is_word(each: str) -> bool:
    return each.isalnum() or unicodedata.category(each) in ("Mn", "Mc")


def _without_accents(letters: str) -> str:
    """Latin letters without accents, all digits as 0 to 9. Other scripts keep their signs."""
    letters = _SHORT_VOWELS.sub("", letters)
    return "".join(map(_without_accent, letters)).translate(_FOLDED)


def _without_accent(each: str) -> str:
    if each.isascii():
        return each
    if (digit := unicodedata.decimal(each, None)) is not None:
        return str(digit)
    first = unicodedata.normalize("NFD", each)[0]
    return first if first.isascii() else each


def _faces(text: str) -> tuple[str, ...]:
    """What is neither letter, mark of speech nor sign: emoji, one character each."""
    return tuple(each for each in text if unicodedata.category(each) == "So")


def _not_too_long(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}\n{text[-half:]}"
