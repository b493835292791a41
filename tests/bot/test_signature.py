"""Webhook signatures: what Twilio signed passes, and nothing else does."""

import base64
import hmac
from collections.abc import Iterable
from urllib.parse import urlencode

import pytest

from bot.web.signature import parse_form, signed

TOKEN = "a-token"
URL = "https://doorstep.test/sms"
PAIRS = [("From", "+447700900001"), ("Body", "Hello"), ("FromCity", ""), ("MessageSid", "SM1")]


def stamp(url: str, pairs: Iterable[tuple[str, str]], token: str = TOKEN) -> str:
    """Sign as Twilio's manual says, by hand: the URL, then each different name and value."""
    spelled = url + "".join(name + value for name, value in sorted(set(pairs)))
    return base64.b64encode(hmac.digest(token.encode(), spelled.encode(), "sha1")).decode()


def passes(url: str, pairs: list[tuple[str, str]], header: str | None) -> bool:
    return signed(url, parse_form(urlencode(pairs).encode()), header, TOKEN)


@pytest.mark.parametrize(
    ("configured", "twilio_signed"),
    [
        (URL, URL),
        (URL, "https://doorstep.test:443/sms"),
        ("http://doorstep.test/sms", "http://doorstep.test:80/sms"),
        ("https://doorstep.test:8443/sms", "https://doorstep.test:8443/sms"),
        ("https://doorstep.test:8443/sms", "https://doorstep.test/sms"),
        ("https://me:pass@doorstep.test:8443/sms", "https://me:pass@doorstep.test/sms"),
        ("https://[::1]:8443/sms", "https://[::1]/sms"),
        ("https://doorstep.test/a/sms?b=2&a=%20", "https://doorstep.test/a/sms?b=2&a=%20"),
        (URL + "#rc=3&rp=5xx,ct,rt", URL),
    ],
)
def test_a_url_passes_with_or_without_its_port(configured: str, twilio_signed: str) -> None:
    assert passes(configured, PAIRS, stamp(twilio_signed, PAIRS))


@pytest.mark.parametrize(
    "pairs",
    [
        PAIRS,
        [],
        [*PAIRS, ("MediaUrl", "b"), ("MediaUrl", "a"), ("MediaUrl", "a")],
        [("Body", ""), ("NumMedia", "1")],
        [("Body", "Dag 👩🏽\u200d🌾 שלום é e\u0301 \0 &=+%"), ("Neu", "ä")],
        [("Body", "line\r\nline\tline")],
    ],
)
def test_every_field_counts_as_it_came(pairs: list[tuple[str, str]]) -> None:
    """Blanks, duplicates, any script, and fields that Twilio may invent tomorrow."""
    assert passes(URL, pairs, stamp(URL, pairs))


@pytest.mark.parametrize(
    "changed",
    [
        [*PAIRS, ("More", "1")],
        PAIRS[:-1],
        [(name, value.replace("Hello", "STOP")) for name, value in PAIRS],
        [*PAIRS, ("Body", "Hello again")],
    ],
)
def test_a_changed_form_fails(changed: list[tuple[str, str]]) -> None:
    assert not passes(URL, changed, stamp(URL, PAIRS))


@pytest.mark.parametrize(
    "url",
    [
        "https://doorstep.test/voice",
        "https://elsewhere.test/sms",
        "http://doorstep.test/sms",
        "https://doorstep.test/sms?message=1",
        "https://doorstep.test:8443/sms",
    ],
)
def test_a_signature_for_another_url_fails(url: str) -> None:
    assert not passes(URL, PAIRS, stamp(url, PAIRS))


@pytest.mark.parametrize("header", [None, "", "x", "é", "\udc80", "A" * 10_000])
def test_a_missing_or_mangled_signature_is_a_plain_no(header: str | None) -> None:
    assert not passes(URL, PAIRS, header)


def test_another_accounts_token_fails() -> None:
    assert not passes(URL, PAIRS, stamp(URL, PAIRS, token="another"))


def test_an_empty_token_lets_nobody_in() -> None:
    """A service without its secret answers no, even to someone who signs with no secret."""
    assert not signed(URL, parse_form(b"a=1"), stamp(URL, [("a", "1")], token=""), "")


def test_a_form_keeps_blanks_and_duplicates() -> None:
    form = parse_form(b"Body=&MediaUrl=a&MediaUrl=b&From=%2B447700900001")
    assert form["Body"] == ""
    assert form.getlist("MediaUrl") == ["a", "b"]
    assert form["From"] == "+447700900001"


def test_a_form_of_more_than_a_thousand_fields_is_not_even_read() -> None:
    assert len(parse_form(b"&".join(b"a%d=1" % n for n in range(1000)))) == 1000
    with pytest.raises(ValueError, match="fields"):
        parse_form(b"&".join(b"a%d=1" % n for n in range(1001)))


@pytest.mark.parametrize("body", [b"", b"Body=%ff%fe", b"\xff=\xfe", b"Body=%ED%A0%80", b"&&;=="])
def test_a_damaged_body_is_read_without_a_crash(body: bytes) -> None:
    assert not signed(URL, parse_form(body), "x", TOKEN)
