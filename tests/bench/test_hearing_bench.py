"""The scorers of the hearing benchmark, on invented sets and sentences."""

import csv
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bench.hearing import main
from bench.hearing_data import Row, Sets, direct, e164, everyday, indirect, numbers, postcodes
from bench.hearing_scores import Goal, Line, Verdict, answers, never, same, signals, told
from bench.hearing_when import neighbourly, of_all_kinds, span
from bench.real_words import also_english, near_ours, written


def verdicts(*rows: Row, at_least: float = 0.5) -> tuple[int, int, int, bool | None]:
    """How many were right, unclear and wrong, and whether that will do."""
    line = answers(Goal("ours", at_least, 0.2), rows)
    right, _, unclear, wrong = (line.verdicts[verdict] for verdict in Verdict)
    return right, unclear, wrong, line.reached


def test_an_answer_is_right_or_unclear_or_wrong() -> None:
    yes, no = Row("yes", "yes_no", ("yes",)), Row("no", "yes_no", ("no",))
    unclear = Row("purple elephants wander", "yes_no", ("yes",))
    wrong = Row("no", "yes_no", ("yes",))
    assert verdicts(yes, no, unclear) == (2, 1, 0, True)
    assert verdicts(yes, no, wrong) == (2, 0, 1, False)
    assert verdicts(yes, unclear, unclear) == (1, 2, 0, False)
    assert verdicts() == (0, 0, 0, None)


def test_to_hear_nothing_is_right_where_nothing_was_said() -> None:
    assert verdicts(Row("purple elephants wander", "number", (None,)))[0] == 1


def test_a_later_is_on_neither_side() -> None:
    assert verdicts(Row("not today", "yes_no", ("no",)))[:3] == (0, 1, 0)


def test_what_is_right_but_not_sure_will_do_only_where_the_value_counts() -> None:
    verdicts = Counter({Verdict.RIGHT: 9, Verdict.DOUBTED: 1})
    assert Line("", verdicts, at_least=1.0, exact=True).reached
    assert not Line("", verdicts, at_least=1.0).reached


def test_the_kinds_of_misses_are_counted_by_what_decided() -> None:
    line = answers(Goal("ours"), [Row("no", "yes_no", ("yes",)), Row("zz", "yes_no", ("yes",))] * 2)
    assert sorted(count for _, count in line.kinds(5)) == [2, 2]
    assert "unclear: nothing heard" in dict(line.kinds(5))


def test_a_signal_in_an_everyday_text_is_wrong_and_none_at_all_is_right() -> None:
    heard = [(row, told(row)) for row in (Row("stop", "any"), Row("lovely day", "any"))]
    assert never(Goal("", at_most=0.1), heard, "stop").verdicts[Verdict.WRONG] == 1
    assert never(Goal("", at_most=0.1), heard, "urgent").reached


def test_one_signal_in_place_of_another_is_wrong_and_silence_unclear() -> None:
    line = signals(Goal(""), [Row("stop", "any"), Row("help", "any"), Row("a", "any")], {"stop"})
    assert [line.verdicts[verdict] for verdict in Verdict] == [1, 0, 1, 1]


def test_a_number_is_the_same_to_the_digits_that_the_sets_give() -> None:
    assert same(2 / 3, 0.666666666666667)
    assert same(3, 3.0)
    assert not same(3, 3.01)
    assert not same("3", 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
        ("0049 30 1234567", "+49301234567"),
        ("541-754-3010", None),
    ],
)
def test_a_telephone_number_is_compared_as_it_is_dialled_from_anywhere(
    text: str, number: str | None
) -> None:
    assert e164(text) == number


# ── the sets ────────────────────────────────────────────────────────────────────────────────


def write(folder: Path, name: str, content: list[dict[str, Any]] | Mapping[str, Any]) -> None:
    """A set of that name, as CSV or, if it is one object, as JSON."""
    (folder / name).parent.mkdir(exist_ok=True)
    if isinstance(content, list):
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, content[0])
            writer.writeheader()
            writer.writerows(content)
    else:
        (folder / f"{name}.json").write_text(json.dumps(content))


def write_phones(folder: Path) -> None:
    vectors = {
        "uk_mobile_valid": [{"text": "07700 900 123", "e164": "+447700900123"}],
        "uk_mobile_invalid": [{"text": "07700 90", "why": "Not enough digits"}],
        "readable_form": [],
    }
    write(folder, "6-directories/uk_phone_vectors", vectors)
    number = {"input": "ring +447700900123", "results": [{"value": {"value": "+447700900123"}}]}
    write(folder, "7-dates-numbers/recognizers_phone_en", {"cases": [number]})


def write_times(folder: Path) -> None:
    day = {"text": "the 3rd of May", "from": "2013-05-03T00:00:00", "grain": "Day"}
    week = {"text": "next week", "from": "2013-02-18T00:00:00", "grain": "Week"}
    second = {"text": "in 7 seconds", "from": "2013-02-12T04:30:07", "grain": "Second"}
    feast = {"text": "Koningsdag", "from": "2013-04-27T00:00:00", "grain": "Day", "holiday": "x"}
    stretch = {
        "text": "2 to 4pm", "from": "2013-02-12T14:00:00", "to_exclusive": "2013-02-12T17:00:00",
        "grain": "Hour",
    }  # fmt: skip
    until = {"text": "before 3pm", "open": "Before", "at": "2013-02-12T15:00:00", "grain": "Hour"}
    none = {"text": "a bus", "none": True}
    cases = [day, week, second, feast, stretch, until, none]
    write(folder, "7-dates-numbers/duckling_time_en_gb", {"cases": cases})
    for name in ("datetime_en_non_us_order", "date_parser_en_non_us_order", "time_parser_en"):
        write(folder, f"7-dates-numbers/recognizers_{name}", {"cases": []})
    value = {"type": "daterange", "start": "2016-12-05", "end": "2016-12-08"}
    days = {
        "input": "5th to 7th Dec",
        "ref": "2016-11-07T00:00:00",
        "results": [{"value": [value]}],
    }
    american = {
        "input": "on 3/4",
        "results": [{"value": [{"type": "date", "value": "2017-03-04"}]}],
    }
    write(folder, "7-dates-numbers/recognizers_datetime_en", {"cases": [days, american]})


@pytest.fixture
def sets(tmp_path: Path) -> Sets:
    asked = [
        {"intent": "cancel", "text": "never mind that"},
        {"intent": "yes", "text": "why of course"},
        {"intent": "yes", "text": "why of course"},
        {"intent": "weather", "text": "will it rain in Ely"},
    ]
    circa = [
        {"answer": "My hip is bad.", "gold_strict": "Probably no"},
        {"answer": "When it is dry.", "gold_strict": "Yes, subject to some conditions"},
    ]
    result = {"value": {"value": "2.5"}}
    write(tmp_path, "2-distress/goemotions_test", [{"text": "what a match"}])
    write(tmp_path, "3-yes-no/circa_test", circa)
    write(tmp_path, "3-yes-no/circa_neighbour_weekend_rest", circa[:1])
    write(tmp_path, "3-yes-no/clinc150_small_talk_and_control", asked)
    write(tmp_path, "3-yes-no/clinc150_test_all_intents", asked[:1])
    write(tmp_path, "3-yes-no/nlu_eval_home_assistant", asked[:1])
    boolean = {"lang": "English", "input": "not me", "results": [{"value": {"value": False}}]}
    write(tmp_path, "3-yes-no/recognizers_choice_boolean_15_languages", {"cases": [boolean]})
    duckling = [{"lang": "en", "text": "a pair", "number": 2.0}, {"lang": "hi", "text": "2"}]
    write(tmp_path, "7-dates-numbers/duckling_numbers_durations", {"cases": duckling})
    sentences = [{"input": "2 1/2 cups", "results": [result]}, {"input": "1, 2", "results": []}]
    write(tmp_path, "7-dates-numbers/recognizers_number_en", {"cases": sentences})
    last = {"input": "the last one", "results": [{"value": {"value": "end+0"}}]}
    write(tmp_path, "7-dates-numbers/recognizers_ordinal_en", {"cases": [last]})
    others = {"cases": [{"lang": "Turkish", "input": "iki", "results": [result]}]}
    write(tmp_path, "7-dates-numbers/recognizers_number_other_languages", others)
    register = [{"postcode": "KW17 2AA"}, {"postcode": "KW17 2AAB"}]
    write(tmp_path, "6-directories/postcodes_scotland_latlon", register)
    write(tmp_path, "2-distress/goemotions_dev_train_low_mood", [{"text": "missing him today"}])
    write_phones(tmp_path)
    write_times(tmp_path)
    shapes = {"shape_only_valid": [{"text": "zz1 1zz", "valid": True}], "note": "invented"}
    write(tmp_path, "6-directories/uk_postcode_vectors", {"files": [shapes]})
    return Sets(tmp_path)


def test_everyday_texts_come_once_each_without_those_that_tell_a_machine_to_stop(
    sets: Sets,
) -> None:
    texts = [row.text for row in everyday(sets)]
    assert texts == [
        "what a match", "My hip is bad.", "When it is dry.", "why of course", "will it rain in Ely",
    ]  # fmt: skip


def test_the_sets_say_what_is_right(sets: Sets) -> None:
    assert [(row.text, row.right) for row in direct(sets)] == [
        ("why of course", ("yes",)), ("not me", ("no",)),
    ]  # fmt: skip
    assert [(row.text, row.right) for row in indirect(sets)] == [("My hip is bad.", ("no",))] * 2
    assert [(row.text, row.right) for row in numbers(sets)] == [
        ("a pair", (2.0,)), ("2 1/2 cups", (2.5,)),
    ]  # fmt: skip
    assert [(row.text, row.right) for row in postcodes(sets)] == [
        ("KW17 2AA", ("KW17 2AA",)), ("kw172aa", ("KW17 2AA",)), ("zz1 1zz", ("ZZ1 1ZZ", None)),
    ]  # fmt: skip


def test_the_sets_of_dates_say_what_is_right(sets: Sets) -> None:
    right = {row.text: row.right for row in of_all_kinds(sets)}
    assert right["the 3rd of May"] == ("2013-05-03",)
    assert right["next week"] == (span("2013-02-18", "2013-02-24"),)
    assert span("14:00:00", "16:00:00") in right["2 to 4pm"]
    assert span(None, "15:00:00") in right["before 3pm"]
    assert right["a bus"] == (None,)
    assert span("2016-12-05", "2016-12-07") in right["5th to 7th Dec"]
    assert "on 3/4" not in right, "months come first there"
    texted = [row.text for row in neighbourly(sets)]
    assert texted == [
        "the 3rd of May", "next week", "2 to 4pm", "before 3pm", "a bus", "5th to 7th Dec",
    ]  # fmt: skip


def test_the_whole_table_is_shown(
    sets: Sets, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--quick", "--data", str(tmp_path), "--misses", "1"]) == 0
    shown = capsys.readouterr().out
    for line in ("everyday texts heard as stop", "telephone numbers", "import", "memory"):
        assert line in shown
    assert main(["--quick", "--data", str(tmp_path), "--json"]) == 0
    lines = {line["what"]: line for line in json.loads(capsys.readouterr().out)["lines"]}
    assert lines["dates and times a neighbour texts"]["count"] == 6


def test_without_the_sets_it_says_where_it_looked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 1
    says = capsys.readouterr().err
    assert str(tmp_path) in says and "--data DIR" in says
    assert says.count("\n") == 1


# ── real words near ours ────────────────────────────────────────────────────────────────────


def test_real_words_are_those_of_a_dictionary_that_are_one_slip_from_ours() -> None:
    """ "please" and "thanks" are in our tables; so is "stop", but too short to be mended."""
    assert near_ours(["pleasq", "thanksq", "stoq", "please", "zebrafish"]) == {"pleasq", "thanksq"}


def test_a_word_that_is_english_shows_no_other_language() -> None:
    assert also_english(frozenset({"stop", "zebrafish"})) == {"stop"}


def test_what_was_put_in_or_left_out_by_hand_stays_so() -> None:
    before = "# always: ours\n# never: thanksq\n"
    once = written("# Words.\n", {"pleasq", "thanksq"}, before)
    assert once == "# Words.\n# always: ours\n# never: thanksq\nours\npleasq\n"
    assert written("# Words.\n", {"pleasq", "thanksq"}, once) == once
