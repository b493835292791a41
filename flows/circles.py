"""Who is around somebody: what they say of it, and when it is nobody. Nobody is scored by it."""

import re
from typing import Final

from flows.hearing import Expect, Heard, Scene, YesNo
from flows.hearing.answers import FreeWords, declined
from flows.hearing.plain import Said

_NEGATIVE: Final = re.compile(
    r"(?:(?:oh|well|no|sadly|sorry|honestly|there is|theres|there isnt|i have|ive|i|got|have"
    r"|really) )*(?:nobody|no ?one|none|no body|not a soul|not anyone|not anybody|anyone|anybody"
    r"|havent (?:really )?(?:got )?any(?:one|body)|dont have any(?:one|body)"
    r"|no (?:friends|family|visitors))(?= |$)"
)
"""How somebody begins who has nobody."""

_BUT: Final = frozenset("but except apart bar besides other others else only".split())
"""After these comes who there is after all."""

_NO_NAME: Final = frozenset(
    """a aint all alone alway always am and animal anybody anyone apart are at bird body budgie but
    by calls came canary cant cat cats come comes company day days dog dogs else ever except few
    fish for from got had haha has have havent he her here him i im in is isnt it its ive just kind
    kitty left lol lot me mine moggy most mostly much my myself never no nobody none noone not now
    of oh on one only others our own parrot people person pet pets pops pussy quiet radio rarely
    really realy ring rings round sadly said see sees she so soul tele television telly that the
    their them then there theres these they this time to today tv us very visit visited visits was
    we week weeks well who with would yes yet you""".split()
)
"""Words in which nobody is named."""

_ALONE: Final = frozenset("just only myself alone nobody none noone no not never own".split())


def is_nobody(words: str) -> bool:
    """Whether these (plain) words say that there is nobody: "nobody comes", "only the cat"."""
    said = words.split()
    if set(said) <= _NO_NAME:
        return bool(set(said) & _ALONE)
    return bool(_NEGATIVE.match(words)) and not set(said) & _BUT


def nobody_else(words: str) -> bool:
    """Whether somebody is named, and that is all there are: "my daughter Jean and nobody else"."""
    return bool(re.search(r"\b(?:nobody|no ?one|none) (?:else|other)\b", words)) and not is_nobody(
        words
    )


def Circle() -> Expect:
    """Who is in their circle, in their words; nobody; or they would rather not say."""

    def circle(heard: Said, scene: Scene) -> Heard | None:
        none = heard.words == "none" or not declined(heard)
        if none and is_nobody(heard.words):
            return Heard("nobody", "", why="nobody in their circle")
        return FreeWords().heard(heard.raw, scene)

    return Expect(("heard", "nobody", "skip"), ("SKIP",), circle)


def Visited() -> Expect:
    """Whether anybody has been: a yes or a no, or who it was. The cat is no visitor."""
    yes_or_no = YesNo()

    def visited(heard: Said, scene: Scene) -> Heard | None:
        if nobody_else(heard.words):
            return Heard("yes", "yes", why="somebody has been, and nobody else")
        if is_nobody(heard.words) and len(heard.words.split()) > 1:
            return Heard("no", "no", why="nobody has been")
        return yes_or_no.heard(heard.raw, scene)

    return Expect(("yes", "no", "later"), ("YES", "NO"), visited)
