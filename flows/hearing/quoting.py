"""A text without what it only passes on: an advert in quotation marks, a forwarded message."""

import re
from functools import lru_cache
from typing import Final

from flows.hearing.plain import Said, said

SHORTEST: Final = 3
"""Words that a passage in quotation marks must have to be somebody else's: "stop" in marks is
theirs."""

_QUOTED = re.compile(
    '"([^"\n]+)"|\u201c([^\u201d\n]+)\u201d|\u00ab([^\u00bb\n]+)\u00bb'
    r"|(?<!\w)['\u2018]([^\n]+?)['\u2019](?!\w)"
)
_OWN = re.compile(
    r"\b(?:i|we)(?:'ve)?\s+(?:said|say|told you|asked you|texted|wrote|put)\W*\Z", re.I
)


@lru_cache(maxsize=16)
def own_words(heard: Said) -> Said:
    """What they say themselves; the whole text, if that is nothing."""
    if not _QUOTED.search(heard.raw):
        return heard
    own = said(_QUOTED.sub(lambda found: _kept(found, heard.raw), heard.raw))
    return own if own.words else heard


def _kept(found: re.Match[str], text: str) -> str:
    passage = next(each for each in found.groups() if each)
    short = len(passage.split()) < SHORTEST
    return found[0] if short or _OWN.search(text[: found.start()]) else " \n "
