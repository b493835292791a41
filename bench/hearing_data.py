"""The published sets that hearing is measured on: texts, and what is right for each.

They are read where they lie and nothing is kept of them; their README says who made them and
under which licence. Each function reads one kind, in the shape that `hearing_scores` judges.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.report import Broken

OUR_LANGUAGES: Final = {"Arabic": "ar", "Portuguese": "pt", "Hindi": "hi"} | {
    code: code for code in ("ar", "bn", "cy", "hi", "pl", "pt", "ro", "ta", "ur")
}

ASKED_TO_STOP: Final = ("cancel", "general_commandstop")
"""Intents of people who tell a machine to stop: neither everyday texts nor texts to us."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text and what was asked. right: the answers that are right; None among them: no answer.

    more: the rest of the request, such as its "now".
    """

    text: str
    expect: str
    right: tuple[Any, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


class Sets:
    """The sets below one folder. Raises Broken if there is none."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "3-yes-no").is_dir():
            raise Broken(f"there are no sets in {folder}: say where with --data DIR")
        self._folder = folder

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file."""
        with (self._folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def json(self, name: str) -> Any:
        """What a JSON file holds."""
        return json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))


_KEYWORD = re.compile(
    r"(please |just )*(stop|stopall|stop all|cancel|quit|end|unsubscribe|revoke|optout|opt out)"
    r"( it| that| this| now| please| thanks| thank you)*"
)
"""A keyword at which networks themselves cut a person off: whoever says it, it is a STOP."""

# ── everyday texts ──────────────────────────────────────────────────────────────────────────


def everyday(sets: Sets) -> list[Row]:
    """What people say on an ordinary day, each text once: comments, answers, requests.

    Without those that tell a machine to stop, or are nothing but a keyword.
    """
    texts = [row["text"] for row in sets.table("2-distress/goemotions_test")]
    for name in ("circa_test", "circa_neighbour_weekend_rest"):
        texts += [row["answer"] for row in sets.table(f"3-yes-no/{name}")]
    texts += [text for intent, text in _requests(sets) if intent not in ASKED_TO_STOP]
    return [Row(text, "any") for text in dict.fromkeys(texts) if not _is_keyword(text)]


def _is_keyword(text: str) -> bool:
    return _KEYWORD.fullmatch(" ".join(re.findall(r"[a-z]+", text.lower()))) is not None


def low_comments(sets: Sets) -> list[Row]:
    """Comments that others read as grief, sadness, fear, nerves or remorse."""
    rows = sets.table("2-distress/goemotions_dev_train_low_mood")
    return [Row(text, "any") for text in dict.fromkeys(row["text"] for row in rows)]


def told_to_stop(sets: Sets) -> list[Row]:
    """What people say to a machine that is to stop what it does."""
    requests = list(_requests(sets))
    texts = [text for intent, text in requests if intent in ASKED_TO_STOP or _is_keyword(text)]
    return [Row(text, "any") for text in dict.fromkeys(texts)]


def _requests(sets: Sets) -> Iterator[tuple[str, str]]:
    for name in ("clinc150_small_talk_and_control", "clinc150_test_all_intents"):
        yield from ((row["intent"], row["text"]) for row in sets.table(f"3-yes-no/{name}"))
    for row in sets.table("3-yes-no/nlu_eval_home_assistant"):
        yield row["intent"], row["text"]


# ── yes and no ──────────────────────────────────────────────────────────────────────────────

_GOLD = {"Yes": "yes", "Probably yes / sometimes yes": "yes", "No": "no", "Probably no": "no"}


def direct(sets: Sets) -> list[Row]:
    """A plain yes or no in many ways."""
    said = [(intent, text) for intent, text in _requests(sets) if intent in ("yes", "no")]
    rows = [Row(text, "yes_no", (intent,)) for intent, text in dict.fromkeys(said)]
    return rows + [row for language, row in _booleans(sets) if language == "English"]


def direct_in_other_languages(sets: Sets) -> list[Row]:
    """The same in those of our languages that there is a set of."""
    return [row for language, row in _booleans(sets) if language in ("Arabic", "Portuguese")]


def unsure(sets: Sets) -> list[Row]:
    """A maybe, an "I don't know": neither yes nor no."""
    said = dict.fromkeys(text for intent, text in _requests(sets) if intent == "maybe")
    return [Row(text, "yes_no", ("maybe", "later", None)) for text in said]


def indirect(sets: Sets) -> list[Row]:
    """Answers to yes/no questions that hold neither word; five readers agreed what was meant."""
    return [
        Row(row["answer"], "yes_no", (_GOLD[row["gold_strict"]],))
        for name in ("circa_test", "circa_neighbour_weekend_rest")
        for row in sets.table(f"3-yes-no/{name}")
        if row["gold_strict"] in _GOLD
    ]


def _booleans(sets: Sets) -> Iterator[tuple[str, Row]]:
    for case in sets.json("3-yes-no/recognizers_choice_boolean_15_languages")["cases"]:
        found = {each["value"]["value"] for each in case["results"]}
        right = {True: "yes", False: "no"}[found.pop()] if len(found) == 1 else None
        more = {"language": OUR_LANGUAGES.get(case["lang"], "en")}
        yield case["lang"], Row(case["input"], "yes_no", (right,), more)


# ── numbers ─────────────────────────────────────────────────────────────────────────────────


def numbers(sets: Sets) -> list[Row]:
    """One number in English, with or without words around it."""
    return [row for language, row in _numbers(sets) if language == "en" and row.right != (None,)]


def numbers_in_other_languages(sets: Sets) -> list[Row]:
    """One number in another of our languages."""
    return [row for language, row in _numbers(sets) if language != "en" and row.right != (None,)]


def no_numbers(sets: Sets) -> list[Row]:
    """No number, or several."""
    return [row for _, row in _numbers(sets) if row.right == (None,)]


def _numbers(sets: Sets) -> Iterator[tuple[str, Row]]:
    for case in sets.json("7-dates-numbers/duckling_numbers_durations")["cases"]:
        value = case.get("number", case.get("ordinal"))
        if value is not None and case["lang"] in ("en", *OUR_LANGUAGES):
            yield case["lang"], Row(case["text"], "number", (value,), {"language": case["lang"]})
    for name in ("number_en", "ordinal_en", "number_other_languages"):
        for case in sets.json(f"7-dates-numbers/recognizers_{name}")["cases"]:
            language = OUR_LANGUAGES.get(case.get("lang", ""), "en" if "lang" not in case else "")
            values = [_number(each["value"]["value"]) for each in case["results"]]
            if language and (None not in values):
                right = values[0] if len(values) == 1 else None
                yield language, Row(case["input"], "number", (right,), {"language": language})


def _number(text: str) -> float | None:
    """Its value; None for an ordinal such as "the last but one", which has none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


# ── postcodes and telephone numbers ─────────────────────────────────────────────────────────


def postcodes(sets: Sets) -> list[Row]:
    """British postcodes, well and badly written, and what is none."""
    rows = [Row(row["postcode"], "postcode", (row["postcode"],)) for row in _scottish(sets)]
    rows += [Row(each.text.lower().replace(" ", ""), "postcode", each.right) for each in rows]
    for file in sets.json("6-directories/uk_postcode_vectors")["files"]:
        for cases in (cases for cases in file.values() if isinstance(cases, list)):
            rows += [_postcode(case, shape_only="shape_only_valid" in file) for case in cases]
    return rows


def _scottish(sets: Sets) -> list[dict[str, str]]:
    """Those in the usual form; the register has some with a letter more, for part of a street."""
    rows = sets.table("6-directories/postcodes_scotland_latlon")
    return [row for row in rows if len(row["postcode"].split()[-1]) == 3]


def _postcode(case: Mapping[str, Any], shape_only: bool) -> Row:
    text = case["text"]
    tidy = "".join(text.split()).upper()
    usual = f"{tidy[:-3]} {tidy[-3:]}"
    if "expected" in case:
        return Row(text, "postcode", (case["expected"],))
    return Row(
        text, "postcode", ((usual, None) if shape_only else (usual,)) if case["valid"] else (None,)
    )


def british_phones(sets: Sets) -> list[Row]:
    """British numbers well and badly written, a few from abroad, and what is none."""
    cases = sets.json("6-directories/uk_phone_vectors")
    rows = [Row(each["text"], "phone", (each["e164"],)) for each in cases["uk_mobile_valid"]]
    for each in cases["uk_mobile_invalid"]:
        landline = e164(each["text"]) if "mobile" in each["why"] else None
        rows.append(Row(each["text"], "phone", (None, landline)))
    for each in cases["readable_form"]:
        rows.append(Row(each["text"], "phone", (e164(each["shown"]),)))
    return rows


def phones_of_the_world(sets: Sets) -> list[Row]:
    """Numbers in sentences that say their country or are British, and what is none."""
    rows = []
    for case in sets.json("7-dates-numbers/recognizers_phone_en")["cases"]:
        found = [e164(each["value"]["value"]) for each in case["results"]]
        if None not in found:
            rows.append(Row(case["input"], "phone", (found[0] if len(found) == 1 else None,)))
    return rows


def e164(text: str) -> str | None:
    """A number as it is dialled from anywhere; None if it does not say its country."""
    digits = re.sub(r"[^0-9+]", "", text.replace("(0)", ""))
    if digits.startswith("+"):
        return digits
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    british = len(digits) in (10, 11) and re.match(r"0(1[1-9]|2|3|7|8)", digits)
    return f"+44{digits[1:]}" if british else None
