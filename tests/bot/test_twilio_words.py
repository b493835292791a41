"""What Twilio posts to us, read into the house's own words."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.channels import Act, Kind, State
from bot.channels.twilio_words import (
    ERRORS,
    MissingField,
    clean,
    inbound_from,
    meaning,
    refusal,
    ring_from,
    status_from,
)

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROSE = "+447700900001"
TEXT = {"MessageSid": "SM1", "From": ROSE, "Body": "Morning!", "NumMedia": "0"}
NEWS = {"MessageSid": "SM1", "MessageStatus": "delivered"}


def test_a_text_is_read_whole() -> None:
    read = inbound_from(TEXT | {"Body": "x" * 1600}, AT)
    assert (read.channel, read.provider_id, read.address) == ("sms", "SM1", ROSE)
    assert (read.text, read.at, read.kind) == ("x" * 1600, AT, Kind.TEXT)


@pytest.mark.parametrize(("word", "kind"), [("STOP", Kind.OPT_OUT), ("START", Kind.OPT_IN)])
def test_what_the_provider_heard_counts_whatever_the_text_says(word: str, kind: Kind) -> None:
    read = inbound_from(TEXT | {"OptOutType": word}, AT)
    assert (read.kind, read.text) == (kind, "Morning!")


def test_the_providers_help_is_an_ordinary_text() -> None:
    assert inbound_from(TEXT | {"OptOutType": "HELP"}, AT).kind is Kind.TEXT


@pytest.mark.parametrize("body", ["", "Look!"])
def test_a_picture_is_noted_beside_the_text(body: str) -> None:
    read = inbound_from(TEXT | {"Body": body, "NumMedia": "2"}, AT)
    assert (read.text, read.detail) == (body, "2 media")


def test_the_older_names_of_an_id_are_understood() -> None:
    assert inbound_from({"SmsSid": "SM2", "From": ROSE}, AT).provider_id == "SM2"


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"From": ROSE, "Body": "Hi"}, "MessageSid"),
        ({"MessageSid": "  ", "From": ROSE}, "MessageSid"),
        ({"MessageSid": "SM1", "Body": "Hi"}, "From"),
        ({}, "MessageSid"),
    ],
)
def test_a_text_from_nobody_is_refused_by_the_name_of_the_field(
    params: dict[str, str], name: str
) -> None:
    with pytest.raises(MissingField) as missing:
        inbound_from(params, AT)
    assert str(missing.value) == name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\0b", "ab"),
        ("a\ud83db", "a\ufffdb"),
        ("\udc00a", "\ufffda"),
        ("a\ud83d", "a\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("\ufeffשלום 👩🏽\u200d🌾\u202e", "\ufeffשלום 👩🏽\u200d🌾\u202e"),
    ],
)
def test_only_what_no_database_can_keep_is_taken_out(sent: str, kept: str) -> None:
    assert clean(sent) == kept
    assert kept.encode()


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("accepted", State.SENT),
        ("queued", State.SENT),
        ("sending", State.SENT),
        ("sent", State.SENT),
        ("delivered", State.DELIVERED),
        ("read", State.DELIVERED),
        ("undelivered", State.UNDELIVERED),
        ("failed", State.FAILED),
        ("canceled", State.FAILED),
    ],
)
def test_each_status_has_its_state(word: str, state: State) -> None:
    news = status_from(NEWS | {"MessageStatus": word, "ErrorCode": "30003"}, "12")
    assert news is not None
    assert (news.state, news.message_id, news.provider_id) == (state, 12, "SM1")
    assert (news.channel, news.code) == ("sms", "30003")


@pytest.mark.parametrize("word", ["received", "teleported"])
def test_a_status_that_is_no_news_is_none(word: str) -> None:
    assert status_from(NEWS | {"MessageStatus": word}) is None


@pytest.mark.parametrize("message", ["", "x", "-1", "1e3", "٣", "9" * 40, "1 OR 1"])
def test_an_id_that_is_not_ours_is_no_id(message: str) -> None:
    news = status_from(NEWS, message)
    assert news is not None
    assert news.message_id is None


def test_error_code_nought_is_no_error() -> None:
    news = status_from(NEWS | {"ErrorCode": "0"})
    assert news is not None
    assert news.code == ""


@pytest.mark.parametrize("gone", ["MessageSid", "MessageStatus"])
def test_news_without_its_fields_is_refused(gone: str) -> None:
    with pytest.raises(MissingField, match=gone):
        status_from({name: value for name, value in NEWS.items() if name != gone})


def test_a_ring_is_read() -> None:
    read = ring_from({"CallSid": "CA1", "From": ROSE}, AT)
    assert (read.kind, read.provider_id, read.address) == (Kind.RING, "CA1", ROSE)


@pytest.mark.parametrize("caller", ["", "anonymous", "Restricted", "+266696687", "sip:rose@x"])
def test_a_withheld_number_is_a_ring_from_nobody(caller: str) -> None:
    """Several networks send ANONYMOUS as a phone's keys spell it: it looks like a number."""
    with pytest.raises(MissingField, match="From"):
        ring_from({"CallSid": "CA1", "From": caller}, AT)


def test_only_an_account_at_fault_pauses_the_channel() -> None:
    pausing = {code for code, known in ERRORS.items() if known.act is Act.PAUSE_CHANNEL}
    assert pausing == {401, 20003, 20404, 30002}
    assert not any(ERRORS[code].permanent for code in pausing)


def test_what_can_be_tried_again_never_marks_the_address() -> None:
    marks = {Act.RECORD_STOP, Act.FREEZE, Act.UNREACHABLE}
    assert not [
        code for code, known in ERRORS.items() if known.act in marks and not known.permanent
    ]


@pytest.mark.parametrize("code", ["30003", 30003])
def test_a_code_means_the_same_in_a_callback_as_in_a_refusal(code: str | int) -> None:
    known, refused = meaning(code), refusal(30003)
    assert (known.permanent, known.tries) == (refused.permanent, refused.tries) == (False, 4)
    assert known.again_after == refused.retry_after == timedelta(minutes=45)


@pytest.mark.parametrize("code", ["", "99999", "x", "9" * 5000, 12345])
def test_an_unknown_code_is_final_and_marks_nothing(code: str | int) -> None:
    known = meaning(code)
    assert known.permanent
    assert known.act is Act.NOTHING
