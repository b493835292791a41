"""`python -m bench real-words DICTIONARY`: which words of ours are also, or nearly, other words.

Not a benchmark, but measured all the same, by holding the tables against a big list of English
words. It writes two lists anew: the real words that would be taken for a slip of one of ours,
and the words of other languages that are English too. Run it again when tables have changed.
"""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from flows.hearing.plain import plain
from flows.hearing.spelling import SHORTEST_MENDED, near, vocabulary
from flows.hearing.tables import HERE
from flows.hearing.tongues.tables import codes, words_of

ALWAYS: Final = "# always:"
NEVER: Final = "# never:"

_WORD = re.compile(r"[a-z]+")
_PLURAL: Final = "'s"


class WordList(NamedTuple):
    """A list beside the tables: its file and what it says of itself."""

    file: Path
    head: str


NEAR_OURS: Final = WordList(
    HERE / "english" / "real_words.txt",
    """\
# English words that are one slip away from a word of the tables, and are no slip of it.
# Made by `python -m bench real-words DICTIONARY` from a list of words, one a line, such as Debian's
# british-english; made again when the tables have changed. Of the two lines below, the first has
# words added by hand, the second words never to be listed, because the slip is commoner.
""",
)
ALSO_ENGLISH: Final = WordList(
    HERE / "languages" / "met_elsewhere.txt",
    """\
# Words of the language tables that are met elsewhere too: in English above all, then as everyday
# words of another language. By these alone nobody is heard in a language that is not on file for
# them: "para", "stop", "do", "mor". Made by `python -m bench real-words`. Of the next two
# lines the first has words added by hand, the second words never to be listed.
""",
)


def main(argv: Sequence[str]) -> int:
    """Write both lists again and say what each gained and lost. Returns the exit code."""
    parser = argparse.ArgumentParser("doorstep bench real-words", description=__doc__)
    parser.add_argument("dictionary", type=Path, help="a list of words, one a line")
    asked = parser.parse_args(argv)
    try:
        words = asked.dictionary.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        parser.error(f"{asked.dictionary} can't be read: {error}")
    english = frozenset(plain(word) for word in words if not word.endswith(_PLURAL))
    for each, found in ((NEAR_OURS, near_ours(english)), (ALSO_ENGLISH, also_english(english))):
        before = each.file.read_text(encoding="utf-8")
        after = written(each.head, found, before)
        each.file.write_text(after, encoding="utf-8")
        gained, lost = _listed(after) - _listed(before), _listed(before) - _listed(after)
        print(
            f"{each.file.name}: {len(_listed(after)):,}, gained {len(gained):,}, lost {len(lost):,}"
        )
    return 0


def near_ours(english: Iterable[str]) -> set[str]:
    """The English words that would be taken for a slip of one of ours. A name is a word too."""
    real = {word for word in english if _WORD.fullmatch(word) and len(word) >= SHORTEST_MENDED}
    return {word for word in real - vocabulary() if near(word)}


def also_english(english: frozenset[str]) -> set[str]:
    """The words of the other languages' tables that are English as well."""
    return {word for code in codes() for word in words_of(code) if word in english}


def written(head: str, found: set[str], before: str) -> str:
    """The whole list anew, with the words that the one before had been given by hand."""
    always, never = _by_hand(ALWAYS, before), _by_hand(NEVER, before)
    words = sorted((found | always) - never)
    by_hand = f"{ALWAYS} {' '.join(sorted(always))}\n{NEVER} {' '.join(sorted(never))}\n"
    return head + by_hand.replace(" \n", "\n") + "".join(f"{word}\n" for word in words)


def _by_hand(mark: str, text: str) -> set[str]:
    lines = [line for line in text.splitlines() if line.startswith(mark)]
    return {word for line in lines for word in line[len(mark) :].split()}


def _listed(text: str) -> set[str]:
    return {line for line in text.splitlines() if line and line[0] != "#"}
