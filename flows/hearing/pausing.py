"""Whether a text asks us to be quiet for a while, and the day from which we may say hello again.

"No texts till after Christmas", "I'm away till the 5th", "going in for my hip on Tuesday".
"""

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.hearing.courtesies import Core, core
from flows.hearing.plain import Said, said
from flows.hearing.quoting import own_words
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.stopping import stops_for_a_while
from flows.hearing.tables import table
from flows.hearing.when import when
from flows.hearing.wishbook import Telling, telling

_LONGEST: Final = timedelta(days=36_500)

_UNTIL = re.compile(r"\b(?:till|until|til|untill|through to|from .+ to) (?P<day>.+)")
_BACK = re.compile(r"\b(?:back|home|out|return|returning) (?:again )?(?P<day>(?:on|in|next|after|by) .+)")
_AFTER = re.compile(r"\bafter (?P<day>.+)")
_FOR = re.compile(
    r"\b(?:(?P<count>\w+)(?: of| more| good| whole)? )?(?P<unit>day|week|wk|fortnight|month)s?\b"
    r"(?P<more> or two| or so)?"
)
_THIS = re.compile(r"\b(?P<which>this|next) (?P<unit>week|month|weekend)\b")


def pause(heard: Said, scene: Scene) -> SignalHeard | None:
    """PAUSE, with the day where they said or meant one, or None."""
    left = core(own_words(heard))
    asked = telling("pause", left) or stops_for_a_while(left)
    if asked:
        return SignalHeard(Signal.PAUSE, _until(left, asked, scene), asked.sure, asked.why)
    return None
