"""`python -m bench real-words DICTIONARY`: finds the real words that are near ours, and lists them.

Not a benchmark, but measured all the same: which words of a big dictionary would be taken for a
slip. Run it again when the English tables have changed, and look at what the list gained.
"""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from flows.hearing.spelling import SHORTEST_MENDED, near, vocabulary
from flows.hearing.tables import HERE

LIST: Final = HERE / "english" / "real_words.txt"
STRUCK_OUT: Final = "# struck out:"

HEAD: Final = """\
# English words that are one slip away from a word of the tables, and are no slip of it.
# Made by `python -m bench real-words DICTIONARY` from a list of words, one a line, such as
# /usr/share/dict/british-english-large; made again when the tables have changed.
# A word may be struck out by hand, where the slip is commoner than the word: put it in the line
# below (several such lines are fine), and it is never listed again.
"""

_WORD = re.compile(r"[a-z]+")


def main(argv: Sequence[str]) -> int:
    """Write the list again, and say what it gained and lost. Returns the exit code."""
    parser = argparse.ArgumentParser("doorstep bench real-words", description=__doc__)
    parser.add_argument("dictionary", type=Path, help="a list of words, one a line")
    asked = parser.parse_args(argv)
    try:
        words = asked.dictionary.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        parser.error(f"{asked.dictionary} can't be read: {error}")
    before = LIST.read_text(encoding="utf-8")
    after = listed(words, struck_out(before))
    LIST.write_text(after, encoding="utf-8")
    _say(set(before.split("\n")), set(after.split("\n")))
    return 0


def listed(words: Iterable[str], struck: Sequence[str]) -> str:
    """The whole list: its head, the words struck out, and the words in order.

    A name counts as a word, since people are called by it; an apostrophe is as good as none.
    """
    plain = {word.lower().replace("'", "") for word in words}
    real = {word for word in plain if _WORD.fullmatch(word) and len(word) >= SHORTEST_MENDED}
    found = sorted(word for word in real - vocabulary() - {*struck} if near(word))
    return (
        f"{HEAD}{STRUCK_OUT} {' '.join(struck)}".rstrip()
        + "\n"
        + "".join(f"{word}\n" for word in found)
    )


def struck_out(text: str) -> list[str]:
    """The words that are never to be listed, in a list as it stands."""
    lines = [line for line in text.splitlines() if line.startswith(STRUCK_OUT)]
    return sorted({word for line in lines for word in line[len(STRUCK_OUT) :].split()})


def _say(before: set[str], after: set[str]) -> None:
    for what, words in (("gained", after - before), ("lost", before - after)):
        some = sorted(word for word in words if _WORD.fullmatch(word))
        print(f"{what} {len(some):,}: {' '.join(some)}" if some else f"{what} none")
