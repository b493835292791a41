"""The notation a conversation is written in: a flow of named steps, and what begins it."""

from collections.abc import Mapping

from flows.checks import check
from flows.hearing import Signal
from flows.steps import (
    Ask,
    BrokenFlow,
    Do,
    Due,
    Fills,
    Leads,
    Passed,
    Say,
    Step,
    Tell,
    expects,
    fills_in,
    leads_to,
)

__all__ = [
    "Ask",
    "BrokenFlow",
    "Do",
    "Due",
    "Flow",
    "Leads",
    "Passed",
    "Say",
    "Step",
    "Tell",
    "expects",
    "fills_in",
    "leads_to",
]


class Flow:
    """A conversation: its name, its steps, and where renamed steps have gone.

    on: the signals that begin it. due: the nudge that does. sees: the sights it may look at
    (`bot/sights.py`). fills: values for its wordings besides the usual ones. free: people speak
    freely in it, so that only danger, STOP, START, HELP and PERSON are taken as meant for us.
    role: who can begin it by a word of theirs; "" is anybody. of_others: what one of the team
    says in it is of somebody they see to: a fall in it is no fall of theirs.

    Raises BrokenFlow if a step, an outcome or a wording is missing, can't be reached, or leads
    round in a ring without ever waiting for an answer.
    """

    def __init__(
        self,
        name: str,
        *steps: Step,
        moved: Mapping[str, str] | None = None,
        on: tuple[Signal, ...] = (),
        due: Due | None = None,
        sees: tuple[str, ...] = (),
        fills: Fills | None = None,
        free: bool = False,
        role: str = "",
        of_others: bool = False,
    ) -> None:
        self.role, self.of_others = role, of_others
        self.name, self.on, self.due, self.sees, self.free = name, on, due, frozenset(sees), free
        self.fills = fills
        self.steps = {step.name: step for step in steps}
        self.moved = dict(moved or {})
        if not steps:
            raise BrokenFlow(f"{name} has no steps")
        self.first = steps[0]
        check(self, steps)

    def step(self, name: str) -> Step | None:
        """The step of that name, or the one it has become."""
        return self.steps.get(self.moved.get(name, name))
