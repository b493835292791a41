"""What people's words are about: house tags for what they enjoy and for what they can do.

`tags_in("I used to love the dancing")` is `("dancing",)`. Pure and quick: the tables are read
once. Tags serve to find who may enjoy what, and whom to ask; what people read is their own words.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from flows.hearing.phrases import Found
from flows.hearing.plain import plain, said
from flows.hearing.replies.clauses import clauses
from flows.tags.lexicon import INTEREST, SKILL, elsewhere, lexicon, phrasebook

__all__ = ["INTEREST", "LONGEST", "SKILL", "TAGS", "kind_of", "named", "tags_in"]

TAGS: Final[Mapping[str, str]] = MappingProxyType(
    {short: tag.name for short, tag in lexicon().items()}
)
"""Every tag, and how it is called in plain English: `eating_together` is "eating together"."""

LONGEST: Final = 1_000
"""Characters of one text that are looked at."""

_NOT: Final = "not"
_BLANK: Final = "-"  # stands where words have been dealt with; no text has it
_JOINING: Final = frozenset("or and the any a nor either".split())
_REACH: Final = 6  # words after a "not" within which something is not so
_BARE: Final = ("not", "no")  # these hold for their own clause only: "not football, cricket"


def named(tag: str) -> str:
    """How a tag is called. Raises KeyError for one that the tables do not have."""
    return TAGS[tag]


def kind_of(tag: str) -> str:
    """interest, or skill. Raises KeyError."""
    return lexicon()[tag].kind


def tags_in(text: str, language: str = "en") -> tuple[str, ...]:
    """The tags that these words tell of, in the order of the tables, each once.

    What is not so is left out ("I don't knit any more"); what was, counts ("I used to love").
    English is looked for whatever their language, for people mix.
    """
    text = text[:LONGEST]
    found = {tag for thought in _thoughts(text) for tag in _told(thought)}
    found |= _told_elsewhere(text, language)
    return tuple(tag for tag in TAGS if tag in found)


def _told_elsewhere(text: str, language: str) -> set[str]:
    """The tags told in another language. Where it has a "not", none: we can't tell what of."""
    tables = elsewhere(language)
    words = frozenset(plain(text).split())
    if words & tables.get(_NOT, frozenset()):
        return set()
    return {tag for tag, theirs in tables.items() if words & theirs}


def _thoughts(text: str) -> Iterator[str]:
    """The pieces of a text within which a "not" holds: as far as a pause, a "but" or an "I".

    A list goes on through its commas: "I don't knit, sew or bake".
    """
    negated = False
    for clause in clauses(said(text)):
        sentence = _blanked(" ".join(clause.words), ".no_negation")
        for nth, thought in enumerate(_cut_at_turns(sentence)):
            goes_on = negated and nth == 0 and _is_list(thought)
            yield f"not {thought}" if goes_on else thought
            negated = goes_on or any(
                thought[each.start : each.end].strip() not in _BARE
                for each in _spans(thought, ".negates")
            )


def _cut_at_turns(sentence: str) -> list[str]:
    """The sentence, cut before each "I" and each word that turns a thought round."""
    words = sentence.split()
    turns = {0, *(at for at, word in enumerate(words) if word == "i" and not _asks_on(words, at))}
    for found in _spans(sentence, ".turns"):
        at = sentence.count(" ", 0, found.start)
        if not set(words[max(0, at - 2) : at]) & _negating():  # "dont love", "never used to"
            turns.add(at)
    return [" ".join(words[start:end]) for start, end in pairwise([*sorted(turns), len(words)])]


def _asks_on(words: list[str], at: int) -> bool:
    """Whether an "I" goes on with what stands before: "I don't think I could dance"."""
    return at > 0 and words[at - 1] in ("think", "say", "believe", "that", "suppose")


@cache
def _negating() -> frozenset[str]:
    return frozenset("not dont never didnt doesnt wouldnt cant couldnt wasnt isnt anything".split())


def _is_list(thought: str) -> bool:
    """Whether it only names more of the same: nothing is left once the tags are taken out."""
    left = thought
    for found in _spans(thought):
        if not found.heading.startswith("."):
            left = left[: found.start] + _BLANK * (found.end - found.start) + left[found.end :]
    return left != thought and set(left.replace(_BLANK, " ").split()) <= _JOINING


def _told(thought: str) -> Iterator[str]:
    """The tags of one thought that are so."""
    thought = _blanked(thought, ".nothing")
    found = _spans(thought)
    starts = [each.end for each in found if each.heading == ".negates"]
    ends = [each.start for each in found if each.heading == ".negates_before"]
    for each in found:
        after = any(end <= each.start and _near(thought, end, each) for end in starts)
        if not each.heading.startswith(".") and not after and all(each.end > at for at in ends):
            yield each.heading


def _near(thought: str, end: int, each: Found) -> bool:
    return len(thought[end : each.start].split()) <= _REACH


def _blanked(sentence: str, heading: str) -> str:
    """The sentence with these phrases made blank, unless a tag is told by more than they are."""
    spans = _spans(sentence)
    tags = [each for each in spans if not each.heading.startswith(".")]
    for found in spans:
        covers = any(
            tag.start <= found.start and tag.end >= found.end and _longer(tag, found)
            for tag in tags
        )
        if found.heading == heading and not covers:
            words = sentence[found.start : found.end].split()
            blank = " ".join(_BLANK * len(word) for word in words)
            sentence = sentence[: found.start] + blank + sentence[found.end :]
    return sentence


def _longer(one: Found, other: Found) -> bool:
    return one.end - one.start > other.end - other.start


def _spans(sentence: str, heading: str = "") -> list[Found]:
    return [each for each in phrasebook().found(sentence) if heading in ("", each.heading)]
