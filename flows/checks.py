"""What stops the import of a flow: a table that is wrong, found before anybody is in it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from flows.steps import Ask, BrokenFlow, Leads, Step
from flows.words import ENGLISH, Words, catalogue, names_in

if TYPE_CHECKING:
    from flows.notation import Flow

FOR_THEM: Final = frozenset({"name", "project", "befriender", "next_hello", "or_ring", "seen_to"})
"""What a wording of a step may have filled in."""

FOR_THE_TEAM: Final = frozenset({"project", "who", "reach", "said", "last_heard"})
"""What a wording for a befriender or coordinator may have filled in."""


def check(flow: "Flow", steps: tuple[Step, ...]) -> None:
    """Raises BrokenFlow with the step and the reason, if anything is wrong in a flow's table."""
    if len(flow.steps) != len(steps):
        raise BrokenFlow(f"{flow.name}: two steps have one name")
    for step in steps:
        for name in _after(step):
            if name not in flow.steps:
                raise BrokenFlow(f"{flow.name}.{step.name} leads to {name}, which does not exist")
        _check_outcomes(flow, step)
        _check_words(f"{flow.name}.{step.name}", step, frozenset(getattr(flow.fills, "names", ())))
        _check_waits(flow, step)
    for lost in flow.steps.keys() - reached(flow, flow.first):
        raise BrokenFlow(f"{flow.name}.{lost} can't be reached")
    for old, new in flow.moved.items():
        if old in flow.steps or new not in flow.steps:
            raise BrokenFlow(f"{flow.name}: moved {old} -> {new} is not a move to a step there is")


def _after(step: Step) -> Iterator[str]:
    """The names of the steps that can follow this one."""
    for leads in step.destinations():
        yield from _names(leads)


def _names(leads: Leads) -> tuple[str, ...]:
    if leads is None:
        return ()
    if isinstance(leads, str):
        return (leads,)
    steps: tuple[str, ...] | None = getattr(leads, "steps", None)
    if not steps:
        name = getattr(leads, "__name__", "a computed step")
        raise BrokenFlow(f"{name} must say where it can lead: @leads_to(…)")
    return steps


def reached(flow: "Flow", start: Step, past_questions: bool = True) -> set[str]:
    """Every step that can be met from this one, itself among them."""
    reached, ahead = set[str](), [start.name]
    while ahead:
        name = ahead.pop()
        if name in reached:
            continue
        reached.add(name)
        if past_questions or not isinstance(flow.steps[name], Ask):
            ahead += _after(flow.steps[name])
    return reached


def _check_waits(flow: "Flow", step: Step) -> None:
    """Nobody is talked at for ever: every ring of steps has a question in it."""
    if isinstance(step, Ask):
        return
    ahead = (flow.steps[name] for name in _after(step))
    if any(step.name in reached(flow, each, past_questions=False) for each in ahead):
        raise BrokenFlow(f"{flow.name}.{step.name} leads back to itself without a question")


def _check_outcomes(flow: "Flow", step: Step) -> None:
    if isinstance(step, Ask) and set(step.leads) != set(step.outcomes):
        odd = ", ".join(sorted(set(step.leads) ^ set(step.outcomes)))
        raise BrokenFlow(f"{flow.name}.{step.name}: outcomes and answers differ: {odd}")


def _check_words(key: str, step: Step, filled: frozenset[str]) -> None:
    needed: list[tuple[str, Any]] = [(wording, FOR_THEM | filled) for wording in step.wordings(key)]
    if step.tell:
        needed.append((f"tell.{step.tell.what}", FOR_THE_TEAM | filled))
    english = catalogue(ENGLISH)
    for wording, known in needed:
        if wording not in english:
            raise BrokenFlow(f"{key}: the English catalogue has no {wording}")
        for way in Words().ways(wording):
            if unknown := names_in(english[way]) - known:
                raise BrokenFlow(f"{way}: nothing fills in {{{min(unknown)}}}")
