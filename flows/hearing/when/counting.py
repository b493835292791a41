"""Numbers in words, as far as days and times need them: to fifty-nine."""

from flows.hearing.when.grammar import Build, Parts, Stage
from flows.hearing.when.values import Item, Now


def _sum(kind: str) -> Build:
    def add(parts: Parts, now: Now) -> Item:
        return Item(kind, sum(each.value or 0 for each in parts.items))

    return add


NUMBERS = Stage(
    (
        _sum("worded_nth"),
        """
        tens dash? units_nth
        (units_nth|teens_nth|tens_nth)
        """,
    ),
    (
        _sum("worded"),
        """
        tens dash? units
        (units|teens|tens)
        """,
    ),
)
