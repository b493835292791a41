"""What a reply to a question means: one answer, or None when it could mean none or several.

Each kind of question lists the outcomes it can have, and a flow must lead every one of them
somewhere; that is checked when the flow is imported.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flows.hearing.plain import plain


@dataclass(frozen=True, slots=True)
class Heard:
    """The outcome a reply leads to, and the value to keep (the same, unless it is words)."""

    outcome: str
    value: str


@dataclass(frozen=True, slots=True)
class Expect:
    """A kind of question: its outcomes, the labels a keyboard may offer, and how to hear it."""

    outcomes: tuple[str, ...]
    labels: tuple[str, ...]
    _heard: Callable[[str], Heard | None]

    def heard(self, text: str) -> Heard | None:
        """The one thing this text can mean here, or None."""
        return self._heard(text)


def hear(text: str, expect: Expect) -> Heard | None:
    """What a reply means to a question of this kind, or None if it is not clear."""
    return expect.heard(text)


def _table(**rows: str) -> Callable[[str], Heard | None]:
    by_words = {
        words: Heard(outcome, outcome) for outcome, row in rows.items() for words in row.split("|")
    }
    return lambda text: by_words.get(plain(text)) or by_words.get(text.strip())


_SKIP = frozenset(
    "skip|no|no thanks|no thank you|pass|not now|id rather not|rather not say|none|nothing".split(
        "|"
    )
)


def _words(longest: int) -> Callable[[str], Heard | None]:
    def heard(text: str) -> Heard | None:
        if plain(text) in _SKIP:
            return Heard("skip", "")
        tidy = " ".join(text.split())[:longest]
        return Heard("heard", tidy) if tidy else None

    return heard


_CALLED = re.compile(
    r"(?:hello |hi )?(?:its|it is|im|i am|my name is|my names|call me|you can call me|just) +",
    re.IGNORECASE,
)


def _name(text: str) -> Heard | None:
    if plain(text) in _SKIP:
        return Heard("skip", "")
    said = (
        " ".join(text.replace("\u2019", "").replace("'", "").split())
        if _CALLED.match(text.replace("\u2019", "").replace("'", ""))
        else " ".join(text.split())
    )
    name = _CALLED.sub("", said, count=1).strip(' .,!?:;"()')
    looks_like_one = (
        0 < len(name) <= 30 and len(name.split()) <= 4 and any(c.isalpha() for c in name)
    )
    if not looks_like_one or any(c.isdigit() for c in name):
        return None
    return Heard("heard", name if name not in (name.upper(), name.lower()) else name.title())


# Royal Mail's pattern, spaces free: one or two letters, a digit, perhaps one more; a digit and two letters.
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")


def _postcode(text: str) -> Heard | None:
    if plain(text) in _SKIP:
        return Heard("skip", "")
    found = _POSTCODE.fullmatch(" ".join(text.upper().replace(".", "").split()))
    return Heard("heard", f"{found[1]} {found[2]}") if found else None


def Mood() -> Expect:
    """How somebody is: good, soso or low."""
    return Expect(
        ("good", "soso", "low"),
        ("1", "2", "3"),
        _table(
            good="1|one|good|1 good|fine|very good|great|lovely|well|very well|im fine|all right|alright|im good"
            "|good thanks|good thank you|fine thanks|fine thank you|not bad|not too bad|not bad thanks|im all right"
            "|im alright|im ok|im well|happy|\U0001f600|\U0001f642|\U0001f60a|\U0001f44d",
            soso="2|two|so so|soso|2 so so|so so thanks|ok|okay|ok thanks|middling|up and down|not so good"
            "|not great|could be better|bit tired|tired|meh|\U0001f610|\U0001f615",
            low="3|three|low|3 low|bad|sad|lonely|a bit low|a bit low this week|im low|feeling low|very low|down"
            "|feeling down|terrible|awful|rough|not good|not well|poorly|im lonely|im sad|\U0001f61e|\U0001f622"
            "|\U0001f641|\U0001f62d|\U0001f44e",
        ),
    )


def YesNo() -> Expect:
    """A yes, a no, or not now."""
    return Expect(
        ("yes", "no", "later"),
        ("YES", "NO"),
        _table(
            yes="yes|y|yes please|yes thanks|yeah|yep|aye|ok|okay|please|please do|sure|go on then|oh go on then"
            "|of course|yes thank you|i would|id like that|that would be nice|no problem|why not|\U0001f44d",
            no="no|n|no thanks|no thank you|nope|nah|not for me|id rather not|not really|no ta|\U0001f44e",
            later="later|not now|not yet|maybe|maybe later|ask me later|another time|perhaps|ask me next week",
        ),
    )


def Name() -> Expect:
    """What somebody likes to be called, or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), _name)


def FreeWords(longest: int = 500) -> Expect:
    """Anything at all in their own words, or skipped. Cut at `longest` characters."""
    return Expect(("heard", "skip"), ("SKIP",), _words(longest))


def Postcode() -> Expect:
    """A British postcode in its usual form, or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), _postcode)
