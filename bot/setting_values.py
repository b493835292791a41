"""What a setting's value may look like: each kind checked, none repeated in an error."""

import ipaddress
import re
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import AfterValidator, BeforeValidator, SecretStr


def is_loopback(url: str) -> bool:
    """Whether a URL can only mean this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or re.search(r"\s", url.strip()):
        raise ValueError("must be a whole address such as https://doorstep.example.org")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not hold a user name or password")  # breaks Twilio's signature
    if parts.query or parts.fragment:
        raise ValueError("must end before any ? or #")
    return url.strip().rstrip("/")


def _provider_address(url: str) -> str:
    url = _web_address(url)
    if url.startswith("https://") or is_loopback(url):
        return url
    raise ValueError("must start with https:// (only this machine itself may be http://)")


def _database(url: str) -> str:
    url = url.strip()
    if re.match(r"sqlite:///[^?]", url) and not url.endswith(":memory:"):
        return url
    if re.match(r"postgres(ql)?://.", url):
        return url
    raise ValueError("must start with sqlite:///FILE or postgresql://")


def _numbers(given: object) -> object:
    if not isinstance(given, str):
        return given
    return tuple(dict.fromkeys(_e164(each) for each in given.split(",") if each.strip()))


def _e164(given: str) -> str:
    try:
        number = phonenumbers.parse(given)
    except phonenumbers.NumberParseException:
        number = None
    fits = phonenumbers.ValidationResult.IS_POSSIBLE
    if number is None or phonenumbers.is_possible_number_with_reason(number) != fits:
        raise ValueError("must be phone numbers with + and country code, separated by commas")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):  # ZoneInfo raises OSError for a directory's name
        raise ValueError("must be a time zone such as Europe/London") from None


def _matching(pattern: str, says: str) -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, secret.get_secret_value()):
            raise ValueError(says)
        return secret

    return AfterValidator(check)


def _account(sid: str) -> str:
    if not re.fullmatch(r"AC[0-9A-Za-z]+", sid):
        raise ValueError("must be the Account SID, which starts with AC")
    return sid


DatabaseUrl = Annotated[str, AfterValidator(_database)]
PublicUrl = Annotated[str, AfterValidator(_web_address)]
ProviderUrl = Annotated[str, AfterValidator(_provider_address)]
PhoneNumbers = Annotated[tuple[str, ...], BeforeValidator(_numbers)]
ZoneName = Annotated[str, AfterValidator(_zone)]
AccountSid = Annotated[str, AfterValidator(_account)]
AuthToken = Annotated[SecretStr, _matching(r"\S+", "must have no spaces in it")]
TelegramToken = Annotated[
    SecretStr, _matching(r"[A-Za-z0-9:_-]+", "must be the token that BotFather gave you")
]
TelegramSecret = Annotated[
    SecretStr, _matching(r"[A-Za-z0-9_-]{1,256}", "must be 1 to 256 of A-Z a-z 0-9 _ and -")
]
