"""Whatever comes in: something well formed is heard or nothing is, soon, and nothing is raised.

Hypothesis writes texts of any characters and of our own tables' words; below are long and nasty
ones by hand, each as ten thousand characters. That hearing is quick is shown by `bench hearing`;
here it only must not take so long that somebody could hold up everybody else's texts.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.hearing import (
    Choice,
    Expect,
    FreeWords,
    Heard,
    Mood,
    Name,
    Number,
    Phone,
    Postcode,
    Scale,
    Scene,
    StillOn,
    Suits,
    WentOrNot,
    When,
    WouldCome,
    YesNo,
    YesOrWhyNot,
    is_bye,
    signal,
)
from flows.hearing.auto_reply import is_auto_reply
from flows.hearing.event import event
from flows.hearing.in_a_visit import in_a_visit
from flows.hearing.invited import invitation_answer
from flows.hearing.of_visitor import said_of, visitor_word
from flows.hearing.on_the_way import may_not_come, on_the_way
from flows.hearing.spelling import vocabulary
from flows.hearing.tables import HERE, table, texts
from flows.hearing.team_words import team_word
from flows.hearing.tongues import codes

Found = TypeVar("Found")

LONG = 10_000  # characters
PATIENCE = 1.0  # seconds of a processor for one text, on any machine

WHY_NOT = "far dear steps wheelchair toilet hearing_loop seating quiet alone time".split()
TEA = ("tea", "coffee", "a walk in the park", "Knitting & natter", "চা", "1", "no")

KINDS: dict[str, Expect] = {
    "yes_no": YesNo(),
    "mood": Mood(),
    "scale": Scale(),
    "number": Number(),
    "when": When(),
    "postcode": Postcode(),
    "phone": Phone(),
    "choice": Choice(*TEA),
    "name": Name(),
    "words": FreeWords(),
    "suits": Suits(*TEA),
    "why_not": YesOrWhyNot(),
    "went": WentOrNot(),
    "still_on": StillOn(),
    "would_come": WouldCome(),
}

MOMENTS = [
    datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, tzinfo=UTC),  # a leap day
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # the hour that comes twice
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),  # the hour that is left out
    datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
]
SCENES = [Scene(None, language=each) for each in ("", "en", "xx", *codes())]
SCENES += [Scene(moment, "Europe/London", "") for moment in MOMENTS]
ANYBODY = Scene(MOMENTS[0], language="")
SCENES.append(Scene(MOMENTS[0], "Pacific/Kiritimati", "en"))


# ── what is well formed ─────────────────────────────────────────────────────────────────────


def check(text: str) -> None:
    """Nothing is raised, and whatever is heard in this text can be used."""
    for scene in SCENES:
        found = signal(text, scene)
        assert found is None or found.until is None or type(found.until) is date
        assert found is None or found.words == " ".join(found.words.split())
        assert is_bye(text, scene) in (True, False)
        for name, kind in KINDS.items():
            heard = kind.heard(text, scene)
            assert heard is None or is_well_formed(name, kind, heard), (name, scene, heard)


def is_well_formed(name: str, kind: Expect, heard: Heard) -> bool:
    if not heard.sure and (heard.outcome, heard.value) == ("", ""):
        return True
    return heard.outcome in kind.outcomes and (
        heard.outcome == "skip" or bool(VALUES[name](heard.value))
    )


def is_moment(value: str) -> bool:
    """A date, a time, both, or a stretch of one of them, one side of which may be open."""
    ends = value.split("/")
    said = {type(_moment(end)) for end in ends if end != ".." or len(ends) == 1}
    return len(ends) <= 2 and len(said) == 1


def _moment(value: str) -> date | time_of_day:
    if "T" in value:
        return datetime.fromisoformat(value)
    return time_of_day.fromisoformat(value) if ":" in value else date.fromisoformat(value)


VALUES: dict[str, Callable[[str], object]] = {
    "yes_no": {"yes", "no", "maybe", "later"}.__contains__,
    "mood": {"good", "soso", "low"}.__contains__,
    "scale": lambda value: 1 <= Decimal(value) <= 5,
    "number": lambda value: Decimal(value).is_finite() and "E" not in value,
    "when": is_moment,
    "postcode": re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}").fullmatch,
    "phone": re.compile(r"\+[1-9][0-9]{6,14}").fullmatch,
    "choice": lambda value: value in TEA or set(json.loads(value)) <= {*TEA},
    "name": lambda value: 0 < len(value) <= 60,
    "words": lambda value: 0 < len(value) <= 500,
    "suits": lambda value: (
        value in (*TEA, "more", "later", "maybe")
        or value.partition("|")[0] in WHY_NOT
        or set(json.loads(value)) <= {*TEA}
    ),
    "why_not": lambda value: value in ("yes", "no", "maybe", "later", *WHY_NOT),
    "went": {"liked", "went", "not_went"}.__contains__,
    "still_on": lambda value: bool(value) and value == " ".join(value.split()),
    "would_come": {"yes", "maybe", "no"}.__contains__,
}


# ── texts that nobody thought of ────────────────────────────────────────────────────────────

ANY_CHARACTER = st.characters(exclude_categories=())  # half characters (surrogates) too
OUR_WORDS = [
    *sorted(vocabulary()),
    *"0 1 2 3 4 5 10 31 12.30 2pm 3/5 31/12 07700900123 SO162AB \U0001f642 \U0001f44d".split(),
    *(
        word
        for code in codes()
        for each in texts(table(f"languages/{code}"))
        for word in each.split()
    ),
]
JOINS = st.sampled_from([" ", "  ", ", ", ". ", "\n", "-", "/", "...", "'", "\u200b", ""])


@st.composite
def of_our_words(draw: st.DrawFn) -> str:
    """Words of our own tables in any order, however joined and spelt."""
    words = draw(st.lists(st.sampled_from(OUR_WORDS), max_size=12))
    text = "".join(f"{word}{draw(JOINS)}" for word in words)
    return draw(st.sampled_from([text, text.upper(), text.title()]))


@given(st.text(ANY_CHARACTER, max_size=80))
@example("")
@example("\x00")
@example("\u1369")  # a digit that Python counts as none
@example("\ud800")
def test_any_characters_at_all_are_heard_as_something_or_nothing(text: str) -> None:
    check(text)


@given(of_our_words())
def test_our_own_words_in_any_order_are_heard_as_something_or_nothing(text: str) -> None:
    check(text)


# ── long and nasty ──────────────────────────────────────────────────────────────────────────

NASTY = {
    "nothing": "",
    "spaces": " ",
    "one letter": "a",
    "one letter again and again": "a ",
    "stop again and again": "stop ",
    "stop with marks": "s.t.o.p. ",
    "commas": ",",
    "full stops": ".",
    "full stops apart": ". ",
    "questions": "?!",
    "new lines": "\n",
    "lines": "stop\r\n",
    "tabs and NULs": "\t\x00",
    "control characters": "\x01\x1b[31m\x7f\x85",
    "opening brackets": "(",
    "brackets": "[({<>})]",
    "quotation marks": "\"'\u2019\u201c",
    "apostrophes in words": "can't'll've ",
    "backslashes": "\\d+(a+)+$",
    "digits": "7",
    "digits apart": "7 ",
    "a sum": "1+1/",
    "figures": "1,234.5",
    "times": "12:30-",
    "dates": "31/12/2026-",
    "telephone numbers": "+44 7700 900123 ",
    "half a telephone number": "07700 ",
    "postcodes": "SO16 2AB ",
    "half a postcode": "SO16",
    "faces": "\U0001f642",
    "faces with skins": "\U0001f44d\U0001f3ff\u200d",
    "flags": "\U0001f1ec\U0001f1e7",
    "unseen characters": "\u200b\u200d\ufeff",
    "right to left": "\u202e\u200fstop",
    "accents piled up": "e\u0301\u0300\u0302\u0327",
    "accents alone": "\u0301",
    "half characters": "\ud83d\udc00",
    "scripts mixed": "a\u0430\u03b1\u0985\u0627\u0b85",
    "wide letters": "\uff33\uff34\uff2f\uff30 ",
    "mathematical letters": "\U0001d42c\U0001d42d",
    "ligatures": "\ufb03\ufdfa",
    "drawn out": "nooooooo",
    "kisses": "x",
    "kisses apart": "love dear x ",
    "i am": "i am ",
    "coming": "coming to the ",
    "and then, and then": "and then ",
    "i have": "i have ",
    "i have not": "i have not ",
    "can't get up": "cant get up ",
    "i can't get": "i cant get ",
    "i am going to": "i am going to ",
    "numbers in words": "twenty two hundred and ",
    "halves": "half past half a ",
    "days": "tuesday to wednesday or ",
    "next week": "next week after ",
    "between": "between 2 and ",
    "yes no": "yes no maybe ",
    "not not": "not ",
    "names": "it's dot call me ",
    "slips": "stpo hlep plaese ",
    "a link": "http://a.b/?c=d&",
    "Bengali": "\u0986\u09ae\u09bf \u09a8\u09be ",
    "Arabic": "\u0644\u0627 \u0646\u0639\u0645 ",
    "Tamil": "\u0b87\u0bb2\u0bcd\u0bb2\u0bc8 ",
    "Welsh": "nid wyf yn ",
}


@pytest.mark.parametrize("unit", NASTY.values(), ids=NASTY.keys())
def test_ten_thousand_nasty_characters_hold_nobody_up(unit: str) -> None:
    soon((unit * LONG)[:LONG])


WORD = re.compile(r"[^\s()\[\]|^$<>.]+")
TABLES = sorted(
    path.relative_to(HERE).with_suffix("").as_posix()
    for folder in ("english", "languages")
    for path in (HERE / folder).glob("*.yaml")
)


def bombs(name: str) -> Iterator[str]:
    """What a table looks for, begun again and again and never ended, as texts of that length."""
    rows = (WORD.findall(row) for row in texts(table(name)))
    begun = (" ".join(words[: len(words) - 1] * 8) for words in rows if 1 < len(words) < 40)
    fitting = LONG // 200  # so many of about 200 characters
    while some := " ".join(islice(begun, fitting)):
        yield some[:LONG]


@pytest.mark.parametrize("name", TABLES)
def test_what_we_look_for_begun_again_and_again_holds_nobody_up(name: str) -> None:
    for text in bombs(name):
        soon(text)


OTHER_EARS: dict[str, Callable[[str], object]] = {
    "team_word": partial(team_word, befriends=True, coordinates=True),
    "event": partial(event, scene=ANYBODY),
    "invitation": partial(invitation_answer, titles=("Tea dance",), scene=ANYBODY),
    "auto_reply": is_auto_reply,
    "visitor": partial(visitor_word, visitor="Sam"),
    "said_of": partial(said_of, visitor="Sam"),
    "on_the_way": partial(on_the_way, near=True),
    "may_not_come": may_not_come,
    "in_a_visit": partial(in_a_visit, overdue=True),
}
"""What is only listened for in somebody's own moment."""


def soon(text: str) -> None:
    """Every kind hears this in every language, well formed and without keeping others waiting."""
    quickly("signal", partial(signal, text, ANYBODY))
    for name, ear in OTHER_EARS.items():
        quickly(name, partial(ear, text))
    for name, kind in KINDS.items():
        heard = quickly(name, partial(kind.heard, text, ANYBODY))
        assert heard is None or is_well_formed(name, kind, heard), (name, heard)


def quickly(what: str, hearing: Callable[[], Found]) -> Found:
    """The first of a kind may take long, for phrases are made ready when they are first needed."""
    took, found = timed(hearing)
    if took >= PATIENCE:
        took, found = timed(hearing)
    assert took < PATIENCE, f"{what} took {took:.1f} s"
    return found


def timed(hearing: Callable[[], Found]) -> tuple[float, Found]:
    before = time.thread_time()
    found = hearing()
    return time.thread_time() - before, found
