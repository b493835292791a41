"""A yes to events counts if the person gave it: not if it came with a number passed on."""

import pytest

from flows.world.number_sources import is_own_yes, passed_on

OTHERS = [
    "GP", "the GP surgery", "Dr Patel", "St Mary's Surgery", "West End practice", "hospital",
    "hospital discharge team", "Ward 7", "NHS", "Southampton City Council", "council list",
    "adult social care", "social worker", "link worker", "link-worker Jo", "social_prescriber",
    "referral", "referred by a friend", "self-employed care agency", "partner organisation",
    "Age UK", "housing association", "passed on by a neighbour", "bought list", "pharmacist",
]  # fmt: skip
OWN = [
    "", "the person", "herself", "himself at the hall", "paper form", "sign-up sheet",
    "tea morning", "the vet's poster", "radio", "our website", "phone call", "door knock",
    "drama group", "she texted us", "a test", "Mill Lane open day",
]  # fmt: skip


@pytest.mark.parametrize("source", OTHERS)
def test_whoever_passed_the_number_on_is_somebody_else(source: str) -> None:
    assert passed_on(source)


@pytest.mark.parametrize("source", OWN)
def test_what_the_person_gave_us_is_their_own(source: str) -> None:
    assert not passed_on(source)


@pytest.mark.parametrize(
    ("how", "source", "number_from", "own"),
    [
        ("sms", "", "GP", True),  # they told us themself: it does not matter who knew them first
        ("telegram", "", "hospital", True),
        ("phone", "", "council", True),
        ("import", "GP", "GP", False),
        ("import", "", "GP", False),
        ("import", "", "", True),
        ("import", "paper form", "GP", True),  # the yes has a source of its own
        ("import", "link worker", "paper form", False),
    ],
)
def test_a_yes_is_their_own_or_it_does_not_count(
    how: str, source: str, number_from: str, own: bool
) -> None:
    assert is_own_yes(how, source, number_from) is own
