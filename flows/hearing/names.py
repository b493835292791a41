"""What somebody likes to be called."""

import re
import unicodedata

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.plain import Said
from flows.hearing.scene import Scene
from flows.hearing.signals import signal
from flows.hearing.yes_no import yes_no

_CALLED = re.compile(
    r"(?:(?:hello|hi|yes)[ ,]+)?(?:it['\u2019]?s|it is|i['\u2019]?m|i am|my name is"
    r"|my name['\u2019]?s|(?:please |just |you can )?call me|just) +",
    re.IGNORECASE,
)
_LONGEST_NAME = 30


def Name() -> Expect:
    """What somebody likes to be called, or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), name)


def name(heard: Said, scene: Scene) -> Heard | None:
    """The name in a text that is little else."""
    if declined(heard):
        return SKIPPED
    name = _CALLED.sub("", " ".join(heard.raw.split()), count=1).strip(' .,!?:;"()')
    if not _looks_like_a_name(name) or signal(name, scene) or yes_no(heard, scene):
        return None
    return Heard("heard", name if name not in (name.upper(), name.lower()) else _capitals(name))


def _looks_like_a_name(name: str) -> bool:
    letters = all(unicodedata.category(each)[0] in "LM" or each in " -'\u2019.&" for each in name)
    some = any(each.isalpha() for each in name)
    a_link = any("." in word.rstrip(".") and len(word) > 4 for word in name.split())
    return some and letters and not a_link and len(name) <= _LONGEST_NAME and name.count(" ") < 4


def _capitals(name: str) -> str:
    return name.replace("\u2019", "'").title()
