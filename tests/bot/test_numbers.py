"""Which numbers are a person's, and which are abroad."""

import pytest

from bot.channels.numbers import is_a_persons, is_abroad

OURS = ("+447700900999",)


@pytest.mark.parametrize(
    "number",
    ["+447700900001", "+447911123456", "+441632960001", "+447797123456", "+353861234567",
     "+48601234567", "+12025550123"],
)  # fmt: skip
def test_a_person_may_be_there(number: str) -> None:
    assert is_a_persons(number, OURS)


@pytest.mark.parametrize(
    "number",
    ["85258", "60777", "MillLane", "", "+", "447700900001", "+85258", "+4485258", "+447700900999",
     "+449098790123", "+448448790123", "+448708790123", "+443001231234", "+447012345678",
     "+447640123456", "+1900555", "+18005550199999999", "+44770090000a", "+266696687x"],
)  # fmt: skip
def test_nobody_is_there(number: str) -> None:
    assert not is_a_persons(number, OURS)


@pytest.mark.parametrize(
    "number", ["+447700900001", "+447797123456", "+447781123456", "+447624123456"]
)
def test_britain_and_its_islands_are_home(number: str) -> None:
    assert not is_abroad(number, OURS)


@pytest.mark.parametrize(
    "number", ["+353861234567", "+48601234567", "+12025550123", "+37281234567"]
)
def test_elsewhere_is_abroad(number: str) -> None:
    assert is_abroad(number, OURS)


def test_where_we_speak_from_is_home_too() -> None:
    assert not is_abroad("+353861234567", ("+353851111111",))
    assert not is_abroad("+447700900001", ("+353851111111",))


def test_a_code_that_many_countries_share_is_not_all_home() -> None:
    assert not is_abroad("+12025550123", ("+12125550100",))
    assert is_abroad("+18765550123", ("+12125550100",))


def test_a_country_may_be_allowed_by_name() -> None:
    assert not is_abroad("+48601234567", OURS, ("PL",))
    assert is_abroad("+48601234567", OURS, ("IE",))
