"""Short forms and slips in English: "dnt u" becomes "dont you", "ambulence" "ambulance".

Three steps, with the tables in `english/spelling.yaml`: short forms are written out ("pls",
"im", "gonna"); two words become one where they are one idea ("do not" is "dont"); and a longer
word that is none we know, but is one slip away from just one that matters, becomes that one.
A real word is never taken for a slip: `english/real_words.txt` lists those that are near ours.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.hearing.tables import HERE, lines, table, texts

SHORTEST_MENDED = 5
"""Letters below which a word is left as it is: too many short words are one slip apart."""

_OF_OTHERS = ("spelling", "team_words", "event")
"""Tables whose words nobody else's slips become: short forms, and what only the team says."""

LONGEST_SURE_OF_ITS_FIRST = 6
"""Letters up to which a slip has the same first letter: hardly anybody misses that one."""

_CONTRACTED = re.compile(r"(\w)['\u2019\u2018](ll|re|ve|m|d)\b", re.IGNORECASE)
_WRITTEN_OUT = {"ll": " will", "re": " are", "ve": " have", "m": " am", "d": " would"}
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z]+")


def written_out(text: str) -> str:
    """ "I'll" as "I will": once the apostrophe is gone, it could be "ill"."""
    return _CONTRACTED.sub(lambda found: found[1] + _WRITTEN_OUT[found[2].lower()], text)


def mended(words: str) -> str:
    """Bare English words in the spelling that the phrase tables use."""
    return " ".join(_joined(" ".join(_word(each) for each in words.split()).split()))


def _joined(words: list[str]) -> Iterator[str]:
    """Two words that are one idea become one: "do not" is "dont"."""
    joined = _short_forms()[1]
    skip = False
    for word, following in pairwise((*words, "")):
        if skip:
            skip = False
        elif together := joined.get(f"{word} {following}"):
            yield together
            skip = True
        else:
            yield word


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    short = _short_forms()[0]
    if word in short:
        return short[word]
    if word in vocabulary() or not word.isalpha():
        return word
    drawn_in = _drawn_in(word)
    if drawn_in != word:
        return short.get(drawn_in, drawn_in)
    return _slip(word)


def _drawn_in(word: str) -> str:
    """ "stoppppp" is "stop", "nooo" is "no", and "sooon" is "soon"."""
    if not _DRAWN_OUT.search(word):
        return word
    twice, once = _DRAWN_OUT.sub(r"\1\1", word), _DRAWN_OUT.sub(r"\1", word)
    return twice if twice in vocabulary() and once not in vocabulary() else once


def _slip(word: str) -> str:
    """The one word that matters and that this is a slip of, or the word itself."""
    if len(word) < SHORTEST_MENDED or word in lines("english/real_words"):
        return word
    found = near(word)
    return found.pop() if len(found) == 1 else word


def near(word: str) -> set[str]:
    """The longer words that matter and that this one is one slip away from."""
    lengths = range(max(len(word) - 1, SHORTEST_MENDED), len(word) + 2)
    return {known for length in lengths for known in _one_slip_away(word, length)}


def _one_slip_away(word: str, length: int) -> Iterator[str]:
    known = _by_length().get(length, [])
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=None)
    long = len(word) > LONGEST_SURE_OF_ITS_FIRST
    return (each for each, slips, _ in near if slips == 1 and (long or each[0] == word[0]))


@cache
def _by_length() -> Mapping[int, list[str]]:
    found = defaultdict(list)
    for word in vocabulary():
        found[len(word)].append(word)
    return found


@cache
def vocabulary() -> frozenset[str]:
    """Every word of the English tables, and of what short forms are written out as."""
    names = sorted(path.stem for path in (HERE / "english").glob("*.yaml"))
    every = [
        text for name in names if name not in _OF_OTHERS for text in texts(table(f"english/{name}"))
    ]
    every += table("english/spelling")["written"]
    return frozenset(word for text in every for word in _WORD.findall(text))


@cache
def _short_forms() -> tuple[dict[str, str], dict[str, str]]:
    """Short forms of one word, and of two."""
    rows = {
        short: written
        for written, shorts in table("english/spelling")["written"].items()
        for short in shorts.split("|")
    }
    rows = {short.strip(): written for short, written in rows.items()}
    one = {short: written for short, written in rows.items() if " " not in short}
    return one, {short: written for short, written in rows.items() if " " in short}


def rewritten() -> frozenset[str]:
    """The forms that no phrase may be written in, because no text ever arrives in them."""
    one, two = _short_forms()
    return frozenset((*one, *two))
