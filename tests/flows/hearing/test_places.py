"""Postcodes: anywhere in a short text, with the slips that fingers make, and only real ones."""

import pytest

from flows.hearing import Postcode, hear
from flows.hearing.tables import table


def postcode(text: str) -> str | None:
    heard = hear(text, Postcode())
    return heard.value if heard and heard.outcome == "heard" else None


@pytest.mark.parametrize("text", [
    "SO16 2AB", "so16 2ab", "SO162AB", "SO16-2AB.", " so16  2ab ", "SO16\n2AB", "SO16\u00a02AB",
    "(SO16 2AB)", "so16:2ab", "SO16.2AB", "SO16 2 AB", "so 16 2ab", "s o 1 6 2 a b", "SO1 62AB",
    "its SO16 2AB love", "SO16 2AB xx", "postcode SO16 2AB x", "SO16 2AB house", "we're in so162ab",
    "12 Mill Lane, Southampton SO16 2AB", "SO16 2AB, SO16 2AB", "still SO16 2AB yes so162ab",
    "\uff33\uff2f\uff11\uff16 \uff12\uff21\uff22", "SO\u0661\u0666 2AB",
])  # fmt: skip
def test_a_postcode_is_kept_in_its_usual_form(text: str) -> None:
    assert postcode(text) == "SO16 2AB"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("M1 1AE", "M1 1AE"), ("B33 8TH", "B33 8TH"), ("CR26XH", "CR2 6XH"),
        ("dn551pt", "DN55 1PT"), ("w1a 0ax", "W1A 0AX"), ("EC1A 1BB", "EC1A 1BB"),
        ("N1C 4AG", "N1C 4AG"), ("e1w 1aa", "E1W 1AA"), ("SE1P 5LX", "SE1P 5LX"),
        ("GIR 0AA", "GIR 0AA"), ("BF1 3AA", "BF1 3AA"), ("JE2 3AB", "JE2 3AB"),
        ("im1 1aa", "IM1 1AA"), ("BT1 5GS", "BT1 5GS"), ("ZE1 0AB", "ZE1 0AB"),
        ("po131ax", "PO13 1AX"),
    ],
)  # fmt: skip
def test_every_form_of_postcode_is_heard(text: str, meant: str) -> None:
    assert postcode(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("S016 2AB", "SO16 2AB"), ("P01 3AX", "PO1 3AX"), ("MI 1AE", "M1 1AE"), ("Ll8jq", "L1 8JQ"),
        ("LI8JQ", "L1 8JQ"), ("1P1 1AA", "IP1 1AA"), ("OXI 2JD", "OX1 2JD"), ("0X1 2JD", "OX1 2JD"),
        ("w1a oax", "W1A 0AX"), ("SWIA 2AA", "SW1A 2AA"), ("swla 2aa", "SW1A 2AA"),
        ("CF1O 1DD", "CF10 1DD"), ("EIO 5NP", "E10 5NP"), ("wv1 lpt", "WV1 1PT"),
        ("AB1O 1AB", "AB10 1AB"), ("L56 2AB", "L56 2AB"),
    ],
)  # fmt: skip
def test_o_for_nought_and_i_for_one_are_put_right_where_only_one_reading_is_left(
    text: str, meant: str
) -> None:
    assert postcode(text) == meant


@pytest.mark.parametrize("text", [
    "", "SO16", "2AB", "SO16 2A", "SO16 2AC", "SO16 2A8", "QQ1 1AA", "AA1 1AA", "GX11 1AA",
    "BFPO 801", "somewhere in leeds", "ill be there at 10 2nd door", "i have 2 cats and 1 dog",
    "polite", "callous", "see you at 4 9am", "flat b1 one of the new ones",
    "it was BS3 4NL now it's BS4 2QT", "don't know it off by heart", "LS62AB12",
    "its b one two 3 ab", "12345", "none of your business",
])  # fmt: skip
def test_what_is_no_one_postcode_is_asked_about_again(text: str) -> None:
    assert postcode(text) is None


def test_there_are_124_areas() -> None:
    assert len(set(table("places")["postcode_areas"].split())) == 124


@pytest.mark.parametrize("text", ["skip", "No thanks", "I'd rather not say", "not now"])
def test_a_postcode_need_not_be_given(text: str) -> None:
    heard = hear(text, Postcode())
    assert heard is not None
    assert heard.outcome == "skip"
