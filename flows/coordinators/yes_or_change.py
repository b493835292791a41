"""What a coordinator says to a preview: a plain YES, a no, what is to be changed; or none of them.

Only a plain YES sends anything to anybody: "ok", "yes but", "yes?" and a thumb do not.
"""

import re
from typing import Final

_YES: Final = re.compile(r"\s*yes(?:[ ,]+please)?\s*[.!]*\s*", re.IGNORECASE)
_NO: Final = re.compile(
    r"\W*(?:no|no thanks|no thank you|nope|don'?t(?: send(?: it)?)?|do not send(?: it)?|stop it"
    r"|leave it|drop it|forget it|not now|never ?mind|scrap (?:it|that))\W*",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\A\W*(?:(?:no|nope|actually|sorry|oops|yes but|but|please|pls|can you|change(?: it)?(?: to)?"
    r"|(?:the )?(?:time|day|date|place|venue)(?: is| to)?|make (?:it|that)|move it(?: to)?"
    r"|should be|it should be|it'?s|i mean(?:t)?|rather|instead|to)\b[\s,:.-]*)+(?=\S)",
    re.IGNORECASE,
)


def is_yes(text: str) -> bool:
    """Whether this is a plain YES and nothing else."""
    return bool(_YES.fullmatch(text))


def is_no(text: str) -> bool:
    """Whether this is a plain no."""
    return bool(_NO.fullmatch(text.replace("\u2019", "'")))


def led(text: str) -> str:
    """A text without the words that lead to what is meant: "no, make it 3pm" is "3pm".

    "to everyone" keeps its "to": it says whom.
    """
    found = _LED.match(text)
    rest = text[found.end() :] if found else text
    to = found and re.search(r"\bto\W*\Z", found[0], re.IGNORECASE)
    where = found and re.search(r"\b(?:place|venue)\b", found[0], re.IGNORECASE)
    if to and not where and not re.match(r"\W*\d", rest):
        return f"to {rest}"
    return rest
