"""How old one has to be to read a text: Flesch-Kincaid, as a reading age in years.

Grade = 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (J. P. Kincaid and others,
"Derivation of New Readability Formulas", 1975); who is in that grade is five years older than its
number. Libraries for it weigh more than all our tests' other tools together, and fetch a
dictionary at run time; so syllables are counted here by the rules of English spelling, with the
words of our catalogue that break them.
"""

import re
from typing import Final

_SENTENCE = re.compile(r"[.!?]+\"?(?:\s|\Z)")
_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_ED = re.compile(r"[^aeioutd]ed\Z")
_SILENT_ES = re.compile(r"[^aeiouhscgxz]es\Z")
_TWO_BEATS = re.compile(r"i[ao](?!us)|[iu]ing|eo(?!p)|[uy]a(?!r)|(?<![gq])ue[lt]|oing|ying")
_BUT_ONE = re.compile(r"[cst]io|[cgst]ia[ln]?")

_IRREGULAR: Final = {
    "every": 2, "evening": 2, "anyone": 3, "someone": 2, "something": 2, "sometimes": 2,
    "people": 2, "idea": 3, "area": 3, "being": 2, "friends": 1, "different": 2, "hour": 1,
    "hours": 1, "our": 1, "quiet": 2, "poem": 2, "lonely": 2, "homemade": 2, "lovely": 2,
    "safely": 2, "sorry": 2, "maybe": 2, "somebody": 3, "anybody": 4, "everybody": 4,
    "nothing": 2, "once": 1, "done": 1, "skip": 1, "business": 2, "wednesday": 2, "whole": 1,
    "whoever": 3, "somewhere": 2, "elsewhere": 2, "therefore": 2, "telegram": 3, "homes": 1,
    "january": 4, "february": 4, "clothes": 1,
}  # fmt: skip


def reading_age(text: str) -> float:
    """The age, in years, at which somebody reads this with ease."""
    words = _WORD.findall(text)
    sentences = max(len([each for each in _SENTENCE.split(text) if _WORD.search(each)]), 1)
    syllables = sum(map(syllables_in, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + 5


def length(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def syllables_in(word: str) -> int:
    """How many syllables an English word has; a number, read at a glance, has one."""
    word = word.lower().replace("'", "")
    return _IRREGULAR.get(word) or max(_beats(word), 1)


def _beats(word: str) -> int:
    beats = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("ee", "ye", "oe", "ie", "ue")):
        beats -= not re.search(r"[^aeiouy]le\Z", word)
    beats -= bool(_SILENT_ED.search(word) or _SILENT_ES.search(word))
    beats += len(_TWO_BEATS.findall(word)) - len(_BUT_ONE.findall(word))
    return beats
