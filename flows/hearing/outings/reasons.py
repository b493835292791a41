"""Why something to do does not suit: "it's a bit far for me", "I can't manage steps".

The phrases are under `why not` in `english/outings.yaml`; what only sounds like a reason ("I don't
mind the steps") is under `never` there.
"""

from typing import NamedTuple

from flows.hearing.outings.found import Part, phrases


class Reason(NamedTuple):
    """A reason: its name in the table, which stretch of the text says it, and what is left there.

    left: the words of that stretch without the reason, such as "the second one is".
    """

    name: str
    part: int
    left: str
    why: str


def reason_in(said: list[Part]) -> Reason | None:
    """The first reason that they give, or None."""
    found = phrases(said, "why not")
    if not found:
        return None
    first = found[0]
    words = said[first.part].words
    left = f"{words[: first.start]} {words[first.end :]}"
    return Reason(first.kind, first.part, " ".join(left.split()), f"{first.kind}: {first.why}")
