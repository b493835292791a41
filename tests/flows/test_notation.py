"""The notation: a table that is wrong stops the import, and a released step never disappears."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import FLOWS
from flows.engine import Ask, BrokenFlow, Do, Flow, Say, Step, Tell, leads_to
from flows.hearing import YesNo
from flows.talk import Talk
from tests.tables import each_of

RELEASED = [
    line
    for line in (Path(__file__).parent / "released_steps.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def undeclared(talk: Talk) -> str:
    return "bye"


@leads_to("bye", "nowhere")
def declared(talk: Talk) -> str:
    return "bye"


def asks(**leads: str | None) -> Ask:
    answers: dict[str, Any] = {"yes": "bye", "no": None, "later": None, **leads}
    return Ask("offer", hears=YesNo(), **answers)


# The names are those of a real flow, so that the wordings are there.
BROKEN: list[tuple[str, Callable[[], Flow]]] = [
    ("has no steps", lambda: Flow("weekly_hello")),
    ("two steps have one name", lambda: Flow("weekly_hello", Say("bye"), Say("bye"))),
    (
        "weekly_hello.offer leads to by, which does not exist",
        lambda: Flow("weekly_hello", asks(yes="by"), Say("bye")),
    ),
    (
        "weekly_hello.offer leads to nowhere, which does not exist",
        lambda: Flow("weekly_hello", Ask("offer", hears=YesNo(), yes=declared, no=None, later=None),
                     Say("bye")),
    ),
    (
        "undeclared must say where it can lead",
        lambda: Flow("weekly_hello", Say("bye_low", then=undeclared), Say("bye")),
    ),
    (
        "outcomes and answers differ: later",
        lambda: Flow("weekly_hello", Ask("offer", hears=YesNo(), yes="bye", no=None), Say("bye")),
    ),
    (
        "outcomes and answers differ: never",
        lambda: Flow("weekly_hello", asks(never="bye"), Say("bye")),
    ),
    ("weekly_hello.rang can't be reached", lambda: Flow("weekly_hello", Say("bye"), Say("rang"))),
    (
        "can't be reached",
        lambda: Flow("weekly_hello", Say("bye"), Say("rang", then="bye_low"), asks(yes="rang"),
                     Say("bye_low", then="offer")),
    ),
    (
        "leads back to itself without a question",
        lambda: Flow("weekly_hello", Say("bye", then="rang"), Do("rang", then="bye")),
    ),
    ("leads back to itself", lambda: Flow("weekly_hello", Say("bye", then="bye"))),
    (
        "the English catalogue has no weekly_hello.unheard_of",
        lambda: Flow("weekly_hello", Say("unheard_of")),
    ),
    (
        "the English catalogue has no again.shared.help",
        lambda: Flow("shared", Ask("help", hears=YesNo(), yes=None, no=None, later=None)),
    ),
    (
        "the English catalogue has no tell.nothing",
        lambda: Flow("weekly_hello", Say("bye", tell=Tell("befriender", "nothing"))),
    ),
    ("nothing fills in {until}", lambda: Flow("shared", Say("paused_until"))),
    ("nothing fills in {last_heard}", lambda: Flow("tell", Say("quiet"))),
    (
        "moved mood -> hello is not a move",
        lambda: Flow("weekly_hello", Say("bye"), moved={"mood": "hello"}),
    ),
    (
        "moved bye -> bye is not a move",
        lambda: Flow("weekly_hello", Say("bye"), moved={"bye": "bye"}),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "table"), BROKEN, ids=[why for why, _ in BROKEN])
def test_a_table_that_is_wrong_stops_the_import(why: str, table: Callable[[], Flow]) -> None:
    with pytest.raises(BrokenFlow) as broken:
        table()
    assert why in str(broken.value)


def test_a_ring_with_a_question_in_it_is_a_conversation() -> None:
    Flow("weekly_hello", asks(yes="bye"), Say("bye", then="offer"))


def test_a_table_that_is_right_is_a_flow() -> None:
    flow = Flow("weekly_hello", asks(), Say("bye"), moved={"proposal": "offer"})
    assert flow.step("offer") is flow.step("proposal") is flow.first
    assert flow.step("elsewhere") is None


@each_of(RELEASED)
def test_a_released_step_exists_or_has_moved(name: str) -> None:
    flow, step = name.split(".")
    assert isinstance(FLOWS[flow].step(step), Step)


def test_every_step_is_in_the_list_of_released_ones() -> None:
    steps = {f"{flow.name}.{step}" for flow in FLOWS.values() for step in flow.steps}
    assert steps - set(RELEASED) == set(), "add these to tests/flows/released_steps.txt"
