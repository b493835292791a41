"""Safe words: how one is told from other words without anybody knowing it. Pure.

What is kept is a salted digest of the word; of a longer word also the digests of the word with each
one letter left out. A word of a text is the safe word if it, or it with a letter left out, has one
of these digests: so a letter too many, too few, wrong or two changed about are forgiven.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from flows.world.naming import folded
from flows.world.visits import SafeWord

FORGIVEN_FROM: Final = 7
"""Letters from which a slip is forgiven: a shorter word with a slip is too often another word."""

TOGETHER: Final = 3
"""Words that may be one: "blue bell" is bluebell."""


def letters_of(text: str) -> str:
    """The bare letters and digits of a text, small, without accents or gaps."""
    return "".join(each for each in folded(text) if each.isalnum())


def digests_of(letters: str, salt: str) -> frozenset[str]:
    """What a word is kept as."""
    return frozenset(_digest(each, salt) for each in _forms(letters, len(letters)))


def without_it(text: str, safe: SafeWord | None) -> str | None:
    """The text without the safe word; None if that is not in it."""
    if safe is None:
        return None
    words = text.split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + TOGETHER, len(words)) + 1):
            if _is_it("".join(map(letters_of, words[start:end])), safe):
                return " ".join(words[:start] + words[end:])
    return None


def _is_it(letters: str, safe: SafeWord) -> bool:
    if not letters or abs(len(letters) - safe.letters) > (safe.letters >= FORGIVEN_FROM):
        return False
    return any(_digest(each, safe.salt) in safe.digests for each in _forms(letters, safe.letters))


def _forms(letters: str, of: int) -> Iterator[str]:
    """The word itself; and with each letter left out, if the safe word has so many letters."""
    yield letters
    if of >= FORGIVEN_FROM:
        yield from {letters[:at] + letters[at + 1 :] for at in range(len(letters))}


def _digest(letters: str, salt: str) -> str:
    return blake2b(letters.encode(), salt=bytes.fromhex(salt), digest_size=12).hexdigest()
