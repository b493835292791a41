"""A test of a whole table tells as much as a test a row would."""

import pytest

from tests.tables import each_of


@each_of([("a", 1), ("b", 1), ("c", 1)])
def test_a_row_is_what_the_rule_is_given(letter: str, number: int) -> None:
    assert letter in "abc" and number == 1


def test_every_row_that_fails_is_named_however_it_fails() -> None:
    @each_of([4, 0, 3, 2, 5])
    def rule(number: int) -> None:
        assert 12 / number, "never nothing"
        if number == 2:
            with pytest.raises(ValueError):
                int(number)
        assert number % 2 == 0, "it is odd"

    with pytest.raises(AssertionError) as failed:
        rule()
    assert str(failed.value).splitlines() == [
        "4 of 5 rows:",
        "0: ZeroDivisionError: division by zero",
        "3: AssertionError: it is odd",
        "2: Failed: DID NOT RAISE ValueError",
        "5: AssertionError: it is odd",
    ]


def test_a_table_that_came_out_empty_is_no_test() -> None:
    with pytest.raises(AssertionError, match="tests nothing"):
        each_of([])
