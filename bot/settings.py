"""The environment, read once into one frozen Settings, or refused in one clear line.

The names are a contract with the outside. A setting that is misspelt, half there or unsafe
stops the start: a typing mistake must never decide who gets a text.
"""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.setting_values import (
    AccountSid,
    AuthToken,
    DatabaseUrl,
    PhoneNumbers,
    ProviderUrl,
    PublicUrl,
    TelegramSecret,
    TelegramToken,
    ZoneName,
    is_loopback,
)

PREFIX = "DOORSTEP_"
FOR_TESTS = "DOORSTEP_TEST_"
"""Names of this kind tell the test suite where things are; the service does not read them."""

SAYS = {
    "bool_parsing": "must be 1 or 0",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "greater_than": "must be more than 0",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be 0 to 65535",
    "less_than_equal": "must be 0 to 65535",
    "string_too_long": "must be at most 60 letters long",
}


class SettingsError(Exception):
    """The settings can't be used; the text is one line saying what to set, and no value."""


class Settings(BaseSettings):
    """Everything Doorstep can be told from outside. With nothing set it runs on SQLite."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: DatabaseUrl = Field(
        "sqlite:///doorstep.db",
        repr=False,
        description="Where everything is kept: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
    )
    public_url: PublicUrl | None = Field(
        None,
        description="The https address that Twilio and Telegram reach us at, without /sms.",
    )
    host: str = Field("127.0.0.1", description="The network address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on; 0 takes any.")
    twilio_account_sid: AccountSid | None = Field(
        None, description="Twilio's Account SID; it starts with AC."
    )
    twilio_auth_token: AuthToken | None = Field(
        None, description="Twilio's Auth Token. Keep it secret."
    )
    twilio_from: PhoneNumbers = Field(
        (), description="The number we text from, as +447…; several with commas between."
    )
    twilio_api_url: ProviderUrl = Field(
        "https://api.twilio.com", description="Where Twilio's API is; leave it alone outside tests."
    )
    sms_per_second: float = Field(
        1, gt=0, allow_inf_nan=False, description="SMS parts a second from each number of ours."
    )
    telegram_token: TelegramToken | None = Field(
        None, description="The bot's token from BotFather. Keep it secret."
    )
    telegram_api_url: ProviderUrl = Field(
        "https://api.telegram.org",
        description="Where Telegram's API is; leave it alone outside tests.",
    )
    telegram_secret: TelegramSecret | None = Field(
        None,
        description="Any long random word: Telegram then calls us; without it we ask Telegram.",
    )
    timezone: ZoneName = Field(
        "Europe/London", description="The zone of people whose own zone we don't know."
    )
    community: str = Field(
        "Doorstep", min_length=1, max_length=60, description="The project's name as people know it."
    )
    demo: bool = Field(
        False, description="1 for practice phones and a movable clock; it can text nobody real."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what we are handed counts; load_settings alone looks at the environment."""
        return (init_settings,)

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        problems = [*self._half_set(), *self._unsafe()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _half_set(self) -> Iterator[str]:
        twilio = ("twilio_account_sid", "twilio_auth_token", "twilio_from")
        if any(getattr(self, each) for each in twilio):
            missing = [each for each in (*twilio, "public_url") if not getattr(self, each)]
            if missing:
                yield f"Twilio also needs {_listed(missing)}"
        if self.telegram_secret:
            missing = [e for e in ("telegram_token", "public_url") if not getattr(self, e)]
            if missing:
                yield f"{_name('telegram_secret')} also needs {_listed(missing)}"

    def _unsafe(self) -> Iterator[str]:
        url = self.public_url
        if url and not (url.startswith("https://") or is_loopback(url) or self.demo):
            yield f"{_name('public_url')} must start with https://"
        for channel, on in (("twilio", self.sms), ("telegram", self.telegram)):
            field = f"{channel}_api_url"
            if self.demo and on and not is_loopback(getattr(self, field)):
                yield (
                    f"in a demo {_name(field)} must point at this machine (127.0.0.1), "
                    f"so that no real person is texted"
                )

    @property
    def sms(self) -> bool:
        """Whether SMS through Twilio is on."""
        return self.twilio_account_sid is not None

    @property
    def telegram(self) -> bool:
        """Whether Telegram is on."""
        return self.telegram_token is not None

    @property
    def webhook(self) -> bool:
        """Whether Telegram calls us; otherwise we ask it (polling)."""
        return self.telegram_secret is not None

    @property
    def is_sqlite(self) -> bool:
        """Whether everything is kept in one SQLite file."""
        return self.database_url.startswith("sqlite:")

    @property
    def async_database_url(self) -> str:
        """The PostgreSQL URL as SQLAlchemy's asyncpg dialect wants it; SQLite's stays as it is.

        libpq's `sslmode` is called `ssl` there, with the same values.
        """
        if self.is_sqlite:
            return self.database_url
        rest = re.sub(r"^postgres(ql)?:", "", self.database_url)
        return "postgresql+asyncpg:" + re.sub(r"([?&])sslmode=", r"\1ssl=", rest)


def load_settings(
    env: Mapping[str, str] | None = None, env_file: Path | str | None = ".env"
) -> Settings:
    """Read `env` (the process's own if None) over `env_file`; an empty value counts as unset.

    Raises SettingsError with all that is wrong, in one line and without any value.
    """
    given = _read_file(env_file) | _ours(os.environ if env is None else env)
    unknown = [name for name in given if name not in Settings.model_fields]
    if unknown:
        raise SettingsError("; ".join(_unknown(name) for name in sorted(unknown)))
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic turns the texts into values
    except ValidationError as error:
        problems = [_in_words(each) for each in error.errors(include_input=False)]
        raise SettingsError("; ".join(dict.fromkeys(problems))) from None


def _read_file(env_file: Path | str | None) -> dict[str, str]:
    try:
        found = DotEnvSettingsSource(Settings, env_file=env_file).env_vars
    except (OSError, ValueError):
        raise SettingsError(f"{env_file} can't be read: make it a plain text file") from None
    return _ours({name: value for name, value in found.items() if value})


def _ours(env: Mapping[str, str]) -> dict[str, str]:
    named = ((name.upper(), value.strip()) for name, value in env.items())
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in named
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS) and value
    }


def _unknown(field: str) -> str:
    near = difflib.get_close_matches(field, Settings.model_fields, n=1)
    hint = f"did you mean {_name(near[0])}?" if near else "see .env.example for the names"
    return f"{_name(field)} is not a setting: {hint}"


def _in_words(problem: ErrorDetails) -> str:
    reason = problem.get("ctx", {}).get("error")
    says = str(reason) if reason else SAYS.get(problem["type"], "can't be used as it is")
    return f"{_name(str(problem['loc'][0]))} {says}" if problem["loc"] else says


def _name(field: str) -> str:
    return PREFIX + field.upper()


def _listed(fields: list[str]) -> str:
    return ", ".join(_name(field) for field in fields)
