"""What a Telegram update means, read without any network."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import Inbound, Kind
from bot.channels.telegram_updates import inbound_from
from tests.peers import telegram_updates as updates

ROSE, SAM = 7, 8
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def heard(update: object) -> tuple[Kind, str, str]:
    """The kind, text and detail of what is heard from Rose."""
    inbound = inbound_from(update, AT)
    assert inbound is not None
    assert (inbound.channel, inbound.address, inbound.at) == ("telegram", str(ROSE), AT)
    return inbound.kind, inbound.text, inbound.detail


def test_a_text_is_kept_word_for_word() -> None:
    """Its number is what a second delivery is recognised by."""
    words = "  Grüße, و 🌷\nfrom the café"
    inbound = inbound_from(updates.text(41, ROSE, words), AT)
    assert inbound == Inbound("telegram", "update:41", str(ROSE), words, AT)


def test_null_bytes_and_halves_of_letters_go() -> None:
    """No database takes them, and the update would come again for ever."""
    assert heard(updates.text(1, ROSE, "he\0llo \ud83d"))[1] == "hello ?"


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("/start", ""),
        ("/start vet-poster_2", "vet-poster_2"),
        ("/Start@doorstep_bot gp", "gp"),
        ("/start " + "d" * 64, "d" * 64),
        ("/start " + "d" * 65, ""),
        ("/start two words", ""),
        ("/start café", ""),
        ("/start gp\n", "gp"),
    ],
)
def test_start_brings_the_door_word_if_it_is_one(text: str, door: str) -> None:
    """A deep link carries A-Z, a-z, 0-9, _ and -, 64 at most."""
    assert heard(updates.text(1, ROSE, text)) == (Kind.STARTED, text, door)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/stop", "STOP"),
        ("/STOP@doorstep_bot", "STOP"),
        ("/help", "HELP"),
        ("/more", "more"),
        ("/pause until monday", "pause until monday"),
        ("/help me I have fallen", "help me I have fallen"),
        ("/stop it hurts", "stop it hurts"),
        ("/", "/"),
        ("and/or", "and/or"),
        ("/ hello", "/ hello"),
    ],
)
def test_a_slash_command_is_the_word_without_its_slash(text: str, words: str) -> None:
    """No words that come after it are ever lost."""
    assert heard(updates.text(1, ROSE, text)) == (Kind.TEXT, words, "")


@pytest.mark.parametrize("phone", ["447700900123", "+447700900123", "+44 7700 900123"])
def test_ones_own_number_is_a_contact_in_e164(phone: str) -> None:
    """Telegram's clients differ in how they write it."""
    assert heard(updates.contact(1, ROSE, phone)) == (Kind.CONTACT, "", "+447700900123")


@pytest.mark.parametrize(
    "update",
    [
        updates.contact(1, ROSE, "447700900123", owner=SAM),
        updates.contact(1, ROSE, "447700900123", forwarded=True),
        updates.contact(1, ROSE, "07700900123"),
        updates.contact(1, ROSE, "٤٤٧٧٠٠٩٠٠١٢٣"),
        updates.contact(1, ROSE, ""),
    ],
    ids=["another person's", "forwarded", "not international", "not ASCII", "empty"],
)
def test_any_other_contact_joins_nothing_and_a_person_looks(update: dict[str, Any]) -> None:
    """Anybody can send anybody's card."""
    kind, text, detail = heard(update)
    assert (kind, detail) == (Kind.UNREADABLE, "contact")
    phone = update["message"]["contact"]["phone_number"]
    assert text == f"A contact: Rose {phone}"


def test_a_contact_without_its_owner_joins_nothing() -> None:
    """A card typed in by hand has no user_id."""
    update = updates.contact(1, ROSE, "447700900123")
    del update["message"]["contact"]["user_id"]
    assert heard(update)[0] == Kind.UNREADABLE


@pytest.mark.parametrize(
    ("update", "text", "medium"),
    [
        (updates.photo(1, ROSE, "my cat"), "my cat", "photo"),
        (updates.photo(1, ROSE), "", "photo"),
        (updates.voice(1, ROSE), "", "voice"),
        (updates.sticker(1, ROSE), "", "sticker"),
        (updates.location(1, ROSE), "", "location"),
    ],
)
def test_media_is_a_text_of_its_caption(update: dict[str, Any], text: str, medium: str) -> None:
    """So that a picture is an answer too."""
    assert heard(update) == (Kind.TEXT, text, medium)


def test_an_edit_is_for_a_person_and_not_a_second_answer() -> None:
    """The first words may have been acted on."""
    assert heard(updates.edited(1, ROSE, "no")) == (Kind.UNREADABLE, "no", "edited")


def test_a_press_is_what_its_button_stands_for() -> None:
    """We send no such buttons, but an older message may have some."""
    assert heard(updates.pressed(1, ROSE, "yes")) == (Kind.TEXT, "yes", "button")


def test_blocking_the_bot_is_heard() -> None:
    """Nothing can reach them."""
    assert heard(updates.blocked(1, ROSE))[0] == Kind.BLOCKED


def test_a_group_that_moves_is_heard_with_its_new_address() -> None:
    """Both ids are kept as text: they take 52 bits."""
    inbound = inbound_from(updates.migrated(1, -ROSE, to=-1001234567890123), AT)
    assert inbound is not None
    assert (inbound.kind, inbound.address) == (Kind.MOVED, str(-ROSE))
    assert inbound.detail == "-1001234567890123"


@pytest.mark.parametrize(
    "update",
    [
        updates.unblocked(1, ROSE),
        updates.moving(1, ROSE),
        updates.in_group(1, -ROSE, "STOP"),
        updates.from_bot(1, ROSE, "STOP"),
        {"update_id": 1, "channel_post": updates.in_group(1, -ROSE, "x")["message"]},
        {"update_id": 1, "message": updates.message(1, ROSE, write_access_allowed={})},
    ],
    ids=["unblocked", "live location", "group", "bot", "channel", "chore"],
)
def test_nobody_spoke_to_us(update: dict[str, Any]) -> None:
    """Groups, channels, bots and Telegram's own notes."""
    assert inbound_from(update, AT) is None


def test_an_unknown_update_is_kept_raw_for_a_person() -> None:
    """Whole, with whose it is."""
    update = updates.unknown(5, ROSE)
    kind, text, _ = heard(update)
    assert (kind, json.loads(text)) == (Kind.UNREADABLE, update)


def test_a_message_that_does_not_parse_still_shows_its_words() -> None:
    """People's words before Telegram's JSON."""
    assert heard(updates.unparsable(5, ROSE, "I fell")) == (Kind.UNREADABLE, "I fell", "")


def test_a_long_raw_update_is_cut() -> None:
    """To 4,000 characters."""
    inbound = inbound_from({"update_id": 1, "soup": "x" * 9_000}, AT)
    assert inbound is not None
    assert (inbound.address, len(inbound.text)) == ("", 4_000)


def test_an_update_without_a_number_is_known_again_by_its_content() -> None:
    """Else a second delivery would be a second message."""
    one, again, other = (inbound_from({"soup": soup}, AT) for soup in ("leek", "leek", "pea"))
    assert one and again and other
    assert one.provider_id == again.provider_id != other.provider_id


any_text = st.text(st.characters(exclude_categories=()))  # halves of surrogate pairs too
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)
MORE: dict[str, dict[str, Any]] = {
    "contact": {"phone": "447700900123"},
    "migrated": {"to": -8},
    "pressed": {"data": "yes"},
}
WORDY = {"text", "edited", "in_group", "from_bot"}


@st.composite
def spoilt_updates(draw: st.DrawFn) -> object:
    """A good update with one value somewhere in it replaced or taken away."""
    kind = draw(st.sampled_from(sorted(updates.KINDS)))
    more = {"words": "hello"} if kind in WORDY else MORE.get(kind, {})
    update: Any = json.loads(json.dumps(updates.KINDS[kind](1, ROSE, **more)))
    here = update
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = draw(st.sampled_from(keys))
        if not isinstance(here[key], dict | list) or not here[key] or draw(st.booleans()):
            break
        here = here[key]
    if draw(st.booleans()):
        here[key] = draw(any_json)
    else:
        del here[key]
    return update


@settings(max_examples=300, deadline=None)
@given(any_json | spoilt_updates())
def test_no_json_at_all_raises_and_every_database_takes_what_comes_out(update: object) -> None:
    """One poison update must never stop those behind it."""
    inbound = inbound_from(update, AT)
    if inbound is not None:
        said = (inbound.provider_id, inbound.address, inbound.text, inbound.detail)
        assert "\0" not in "".join(said)
        assert all(part.encode() is not None for part in said)
        assert len(inbound.address) <= 20
