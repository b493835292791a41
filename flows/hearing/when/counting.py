"""Numbers in words, as far as days and times need them: to fifty-nine."""

from flows.hearing.when.grammar import Build, Parts, Stage
from flows.hearing.when.values import Item, Now


def _sum(kind: str) -> Build:
    def add(parts: Parts, now: Now) -> Item:
        return Item(kind, sum(each.value or 0 for each in parts.items))

    return add


NUMBERS = Stage(
    ("tens dash? units_nth", _sum("worded_nth")),
    ("tens dash? units", _sum("worded")),
    ("units_nth|teens_nth|tens_nth", _sum("worded_nth")),
    ("units|teens|tens", _sum("worded")),
    ("units and tens", _sum("worded")),  # five and twenty past
)
