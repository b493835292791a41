"""The environment becomes settings, or one clear line that says what to set."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.settings import Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[2]
TWILIO = {
    "DOORSTEP_TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "DOORSTEP_TWILIO_AUTH_TOKEN": "twilio-secret",
    "DOORSTEP_TWILIO_FROM": "+447700900001",
    "DOORSTEP_PUBLIC_URL": "https://doorstep.example.org",
}
TELEGRAM = {
    "DOORSTEP_TELEGRAM_TOKEN": "123:telegram-secret",
    "DOORSTEP_TELEGRAM_SECRET": "webhook-secret",
    "DOORSTEP_PUBLIC_URL": "https://doorstep.example.org",
}


def load(**env: str) -> Settings:
    return load_settings({f"DOORSTEP_{name}": value for name, value in env.items()}, None)


def refusal(env: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as refused:
        load_settings(env, None)
    said = str(refused.value)
    assert "\n" not in said
    return said


def test_with_nothing_set_it_is_sqlite_without_a_channel() -> None:
    settings = load_settings({}, None)
    assert settings.database_url == "sqlite:///doorstep.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert (settings.community, settings.timezone) == ("Doorstep", "Europe/London")
    assert settings.is_sqlite
    assert not (settings.sms or settings.telegram or settings.webhook or settings.demo)


def test_twilio_whole_is_sms() -> None:
    settings = load_settings(TWILIO, None)
    assert settings.sms
    assert settings.twilio_auth_token is not None
    assert settings.twilio_auth_token.get_secret_value() == "twilio-secret"


@pytest.mark.parametrize("missing", TWILIO)
def test_twilio_with_one_setting_missing_is_refused_by_its_name(missing: str) -> None:
    said = refusal({name: value for name, value in TWILIO.items() if name != missing})
    assert said == f"Twilio also needs {missing}"


def test_a_telegram_token_alone_means_polling() -> None:
    settings = load(TELEGRAM_TOKEN="123:abc")
    assert settings.telegram
    assert not settings.webhook


def test_a_telegram_secret_means_a_webhook() -> None:
    assert load_settings(TELEGRAM, None).webhook


@pytest.mark.parametrize("missing", ["DOORSTEP_TELEGRAM_TOKEN", "DOORSTEP_PUBLIC_URL"])
def test_a_telegram_secret_without_the_rest_is_refused(missing: str) -> None:
    said = refusal({name: value for name, value in TELEGRAM.items() if name != missing})
    assert said == f"DOORSTEP_TELEGRAM_SECRET also needs {missing}"


def test_several_numbers_are_put_in_one_form_and_kept_once() -> None:
    several = "+44 7700 900001, +447700900002,+447700900001,"
    settings = load_settings({**TWILIO, "DOORSTEP_TWILIO_FROM": several}, None)
    assert settings.twilio_from == ("+447700900001", "+447700900002")


@pytest.mark.parametrize(
    "number", ["07700900001", "+44770", "Doorstep", "+447700900001 +1", "60777"]
)
def test_a_sender_that_is_no_full_phone_number_is_refused_unquoted(number: str) -> None:
    said = refusal({**TWILIO, "DOORSTEP_TWILIO_FROM": number})
    assert said.startswith("DOORSTEP_TWILIO_FROM must be phone numbers")
    assert number not in said


@pytest.mark.parametrize(
    ("given_url", "kept"),
    [
        ("https://doorstep.example.org/", "https://doorstep.example.org"),
        ("https://example.org:8443/mill-lane/", "https://example.org:8443/mill-lane"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://[::1]:9000/", "http://[::1]:9000"),
        ("http://localhost:9000", "http://localhost:9000"),
    ],
)
def test_a_public_url_loses_its_last_slash(given_url: str, kept: str) -> None:
    assert load(PUBLIC_URL=given_url).public_url == kept


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://doorstep.example.org", "must start with https://"),
        ("http://127.0.0.1.example.org", "must start with https://"),
        ("https://rose:pw@example.org", "must not hold a user name or password"),
        ("https://rose@example.org:8443", "must not hold a user name or password"),
        ("https://example.org/?a=b", "must end before any ? or #"),
        ("example.org", "must be a whole address such as https://doorstep.example.org"),
        ("ftp://example.org", "must be a whole address such as https://doorstep.example.org"),
        ("https://", "must be a whole address such as https://doorstep.example.org"),
        ("https://a.org:99999", "must be a whole address such as https://doorstep.example.org"),
        ("https://[::1", "must be a whole address such as https://doorstep.example.org"),
    ],
)
def test_a_public_url_that_breaks_signatures_is_refused(url: str, says: str) -> None:
    assert refusal({"DOORSTEP_PUBLIC_URL": url}) == f"DOORSTEP_PUBLIC_URL {says}"


def test_a_demo_may_have_a_plain_http_public_url() -> None:
    assert load(DEMO="1", PUBLIC_URL="http://doorstep.test").public_url == "http://doorstep.test"


@pytest.mark.parametrize("name", ["DOORSTEP_TWILIO_API_URL", "DOORSTEP_TELEGRAM_API_URL"])
def test_a_provider_is_spoken_to_over_https_unless_it_is_this_machine(name: str) -> None:
    assert refusal({name: "http://api.example.org"}).startswith(f"{name} must start with https://")
    assert load_settings({name: "http://127.0.0.1:4010/"}, None)


@pytest.mark.parametrize(
    ("channel", "name"),
    [(TWILIO, "DOORSTEP_TWILIO_API_URL"), (TELEGRAM, "DOORSTEP_TELEGRAM_API_URL")],
)
@pytest.mark.parametrize("url", ["", "https://example.org", "https://localhost.example.org"])
def test_a_demo_can_never_text_a_real_person(channel: dict[str, str], name: str, url: str) -> None:
    said = refusal({**channel, "DOORSTEP_DEMO": "1", name: url})
    assert said.startswith(f"in a demo {name} must point at this machine")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "[::1]", "localhost"])
def test_a_demo_may_speak_to_stand_ins_on_this_machine(host: str) -> None:
    url = f"http://{host}:4010"
    assert load_settings({**TWILIO, "DOORSTEP_DEMO": "1", "DOORSTEP_TWILIO_API_URL": url}, None).sms


def test_a_misspelt_setting_is_refused_with_a_guess() -> None:
    said = refusal({"DOORSTEP_TELEGRAM_SECRT": "x"})
    assert said == (
        "DOORSTEP_TELEGRAM_SECRT is not a setting: did you mean DOORSTEP_TELEGRAM_SECRET?"
    )


def test_other_programs_settings_and_the_tests_own_are_left_alone() -> None:
    others = {"PATH": "/bin", "POSTGRES_PASSWORD": "x", "DOORSTEP_TEST_BROWSER": "/usr/bin/x"}
    assert load_settings(others, None) == load_settings({}, None)


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_counts_as_unset(value: str) -> None:
    blank = {f"DOORSTEP_{name.upper()}": value for name in Settings.model_fields}
    assert load_settings(blank, None) == load_settings({}, None)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "eighty", "must be a whole number"),
        ("PORT", "70000", "must be 0 to 65535"),
        ("SMS_PER_SECOND", "0", "must be more than 0"),
        ("SMS_PER_SECOND", "inf", "must be a number"),
        ("SMS_PER_SECOND", "nan", "must be a number"),
        ("DEMO", "perhaps", "must be 1 or 0"),
        ("TIMEZONE", "Europe", "must be a time zone such as Europe/London"),
        ("TIMEZONE", "../../etc/passwd", "must be a time zone such as Europe/London"),
        ("TIMEZONE", "London", "must be a time zone such as Europe/London"),
        ("COMMUNITY", "x" * 61, "must be at most 60 letters long"),
        ("DATABASE_URL", "mysql://x/y", "must start with sqlite:///FILE or postgresql://"),
        ("DATABASE_URL", "sqlite://", "must start with sqlite:///FILE or postgresql://"),
        ("DATABASE_URL", "sqlite:///:memory:", "must start with sqlite:///FILE or postgresql://"),
        ("TELEGRAM_TOKEN", "12/../x", "must be the token that BotFather gave you"),
        ("TELEGRAM_SECRET", "a b", "must be 1 to 256 of A-Z a-z 0-9 _ and -"),
        ("TELEGRAM_SECRET", "a" * 257, "must be 1 to 256 of A-Z a-z 0-9 _ and -"),
        ("TWILIO_ACCOUNT_SID", "SK123", "must be the Account SID, which starts with AC"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(name: str, value: str, says: str) -> None:
    assert refusal({f"DOORSTEP_{name}": value}) == f"DOORSTEP_{name} {says}"


def test_all_problems_come_in_one_line() -> None:
    said = refusal({"DOORSTEP_PORT": "x", "DOORSTEP_DEMO": "x"})
    assert said == "DOORSTEP_PORT must be a whole number; DOORSTEP_DEMO must be 1 or 0"


@given(st.dictionaries(st.sampled_from(sorted(Settings.model_fields)), st.text(min_size=1)))
def test_whatever_is_set_ends_in_settings_or_one_line(values: dict[str, str]) -> None:
    """Nothing that an environment can hold gets past as a traceback."""
    try:
        load(**{name.upper(): value for name, value in values.items()})
    except SettingsError as refused:
        assert len(str(refused).splitlines()) == 1


@given(st.text("abcdefghijklmnopqrstuvwxyz/ @:?", min_size=12))
def test_a_refusal_never_repeats_a_secret(secret: str) -> None:
    secret = secret.strip() + " zz"
    said = refusal({**TWILIO, "DOORSTEP_TWILIO_AUTH_TOKEN": secret, "DOORSTEP_PORT": "x"})
    assert secret not in said


def test_settings_show_no_secret_when_printed() -> None:
    env = TWILIO | TELEGRAM | {"DOORSTEP_DATABASE_URL": "postgresql://rose:pg-secret@db/door"}
    settings = load_settings(env, None)
    assert "secret" not in re.sub("telegram_secret", "", f"{settings} {settings!r}")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        load_settings({}, None).port = 1  # type: ignore[misc]


def test_a_refused_setting_made_by_hand_shows_no_value_either() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(twilio_auth_token="two words")
    assert "two words" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "for_sqlalchemy"),
    [
        ("sqlite:////data/doorstep.db", "sqlite:////data/doorstep.db"),
        ("postgresql://u:p@h:5432/d", "postgresql+asyncpg://u:p@h:5432/d"),
        ("postgres://u:p@h/d?sslmode=require", "postgresql+asyncpg://u:p@h/d?ssl=require"),
    ],
)
def test_a_database_url_is_put_the_way_sqlalchemy_wants_it(url: str, for_sqlalchemy: str) -> None:
    assert load(DATABASE_URL=url).async_database_url == for_sqlalchemy


def test_a_file_is_read_and_the_environment_comes_before_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# ours\nDOORSTEP_PORT=9000\nexport DOORSTEP_COMMUNITY='Mill Lane'\nOTHER=1\n")
    settings = load_settings({"DOORSTEP_PORT": "9001", "DOORSTEP_COMMUNITY": ""}, file)
    assert (settings.port, settings.community) == (9001, "Mill Lane")


def test_a_missing_file_is_no_trouble(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path / ".env") == load_settings({}, None)


def test_a_misspelt_setting_in_the_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DOORSTEP_DEMOO=1\n")
    with pytest.raises(SettingsError, match="did you mean DOORSTEP_DEMO"):
        load_settings({}, tmp_path / ".env")


def test_a_file_that_is_no_text_is_refused_in_a_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="can't be read"):
        load_settings({}, tmp_path / ".env")


def in_the_example_file() -> dict[str, str]:
    """Every setting of .env.example that has a line of explanation above it."""
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^# .+\n#(DOORSTEP_\w+)=(.+)$", example, re.MULTILINE))


def test_every_setting_is_described_and_stands_in_the_example_file() -> None:
    names = [f"DOORSTEP_{name.upper()}" for name in Settings.model_fields]
    assert sorted(in_the_example_file()) == sorted(names)
    assert all(field.description for field in Settings.model_fields.values())


def test_the_example_file_shows_what_holds_without_it() -> None:
    """Filled in whole it is accepted, and where there is a default it shows that one."""
    shown = load_settings(in_the_example_file(), None)
    for name, field in Settings.model_fields.items():
        assert field.default in (None, (), getattr(shown, name))


def test_the_example_file_can_be_used_as_it_is() -> None:
    assert load_settings({}, ROOT / ".env.example") == load_settings({}, None)
