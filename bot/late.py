"""A plain yes or no that comes late: the question is over, and was the last that they had of us."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from bot.knowing import Known
from flows import late
from flows.listening import Arrival
from store import conversations, messages


def answered(
    conn: sa.Connection, known: Mapping[int, Known], arrivals: Mapping[int, Arrival], now: datetime
) -> dict[int, Known]:
    """Those who answer a question late, as if it were still open: seldom anybody. Where we have
    said anything to them since it ended, their words may be about that.
    """
    perhaps = [
        each
        for each, arrival in arrivals.items()
        if known[each].saved is None and late.may_answer(arrival, known[each].world)
    ]
    found = conversations.unanswered(conn, perhaps, now - late.HEARD_WITHIN) if perhaps else {}
    left = {each: at for each, (saved, at) in found.items() if late.counts(saved.flow, saved.step)}
    spoken_to = messages.sent_since(conn, left) if left else frozenset[int]()
    return {
        each: replace(known[each], saved=found[each][0]) for each in left if each not in spoken_to
    }
