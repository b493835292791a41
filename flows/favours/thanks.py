"""Thanks for a favour: in which words somebody says them, and what is none at all."""

import re
from typing import Final

from flows.favours.asking import OwnWords
from flows.hearing import Expect
from flows.hearing.answers import Heard
from flows.hearing.plain import Said, plain
from flows.hearing.scene import Scene

_BARE_YES: Final = frozenset(
    "yes yeah yep yup aye oh ah well ok okay indeed of course certainly she he they it we did does"
    " has have done helped helps help manage managed to me us thank thanks you ta cheers very much"
    " so dear love lovey duck pet all just a an the and then in on at came been was were is"
    " today yesterday monday tuesday wednesday thursday friday saturday sunday morning afternoon"
    " evening week last this now already still y yh thankyou x xx xxx".split()
)
"""Words of a yes that say nothing of how it was."""

_MIXED: Final = re.compile(
    r"\b(?:but|not|no|never|though|although|wish|only|late|except|however|nearly|almost|half"
    r"|\w+nt)\b"
)
_GREETING: Final = re.compile(
    r"(?:hello|hallo|hullo|hi|hiya|hey|morning|good morning|good afternoon|good evening|evening)\b"
)
_KIND: Final = re.compile(
    r"\b(?:thank|thanks|thankyou|ta|cheers|bless|kind|lovely|angel|star|grateful|gem|treasure"
    r"|wonderful|brilliant|marvellous|helped|help|good of|treat|pleased|love|great)\b"
)


def thanks_in(said: str) -> str:
    """The words for whoever helped that came along with a yes ("yes she did, an angel"), or ""."""
    words = plain(said)
    more = [word for word in words.split() if word not in _BARE_YES]
    return said.strip() if more and not _MIXED.search(words) and "?" not in said else ""


def is_chat(said: str) -> bool:
    """Whether this is said to them, as in a chat, and is no thanks: a hello, or a question."""
    words = plain(said)
    if _KIND.search(words):
        return False
    return "?" in said or _GREETING.match(words) is not None


def Thanks() -> Expect:
    """What to tell whoever helped; skipped; or chat: said to them, and no thanks."""
    own = OwnWords()

    def thanks(heard: Said, scene: Scene) -> Heard | None:
        if is_chat(heard.raw):
            return Heard("chat", "", why="said to them as in a chat")
        return own.heard(heard.raw, scene)

    return Expect(("heard", "skip", "chat"), (), thanks)
