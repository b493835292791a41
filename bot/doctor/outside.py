"""What is outside: our public address, Twilio and Telegram."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

import httpx
from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels import OutcomeUnknown, Undeliverable
from bot.channels.sms import SmsChannel
from bot.channels.twilio_words import meaning
from bot.doctor.findings import Finding, not_set, ok, wrong
from bot.settings import Settings

PATIENCE: Final = 10.0  # seconds for each call
RECENT: Final = timedelta(hours=1)
"""A failed call of Telegram's counts for so long; Telegram itself shows it for ever."""


async def public_url(settings: Settings) -> Finding:
    """Whether a Doorstep answers at the address that providers call. Redirects are not followed:
    neither Twilio's signature nor Telegram survives one."""
    about = "public URL"
    if not settings.public_url:
        needed = "only Twilio and Telegram's webhook need it: DOORSTEP_PUBLIC_URL"
        return not_set(about, needed)
    try:
        async with httpx.AsyncClient(
            timeout=PATIENCE, follow_redirects=False, trust_env=False
        ) as http:
            answer = await http.get(f"{settings.public_url}/healthz")
    except httpx.ConnectError as error:
        return wrong(about, _not_connected(error))
    except httpx.HTTPError:
        return wrong(about, "it does not answer: is the web server in front of Doorstep running?")
    if answer.is_redirect:
        says = "it sends callers elsewhere: set DOORSTEP_PUBLIC_URL to where they end up"
        return wrong(about, says)
    if answer.status_code != 200 or answer.text.strip() != "ok":
        says = f"something answers there ({answer.status_code}), but not Doorstep: is it running?"
        return wrong(about, says)
    return ok(about, "Doorstep answers there")


def _not_connected(error: httpx.ConnectError) -> str:
    if "CERTIFICATE" in str(error).upper():
        return "its certificate is not trusted: providers won't call it. Renew it, or add the chain"
    return "nobody answers there: is Doorstep running, and does the name lead to this machine?"


async def twilio(settings: Settings) -> Finding:
    """Whether Twilio knows our account and token: ask for one message of its list."""
    about = "Twilio"
    if not settings.sms:
        return not_set(about, "no SMS: DOORSTEP_TWILIO_ACCOUNT_SID and the others")
    assert settings.twilio_account_sid and settings.twilio_auth_token and settings.public_url
    channel = SmsChannel(
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
        settings.twilio_from,
        public_url=settings.public_url,
        api_url=settings.twilio_api_url,
        timeout=PATIENCE,
    )
    try:
        await channel.check()
    except Undeliverable as refused:
        return wrong(about, _refused_by_twilio(refused.code))
    except OutcomeUnknown:
        return wrong(about, "it does not answer as it should: try again, or see its status page")
    finally:
        await channel.stop()
    numbers = len(settings.twilio_from)
    return ok(about, f"it knows the account; {numbers} number{'s' * (numbers > 1)} to send from")


def _refused_by_twilio(code: str) -> str:
    if code in ("no connection", "cut"):
        return "it can't be reached: may this machine connect to DOORSTEP_TWILIO_API_URL?"
    mend = "check DOORSTEP_TWILIO_ACCOUNT_SID and DOORSTEP_TWILIO_AUTH_TOKEN"
    return f"{meaning(code).says} (code {code}): {mend}"


async def telegram(settings: Settings) -> Finding:
    """Whether Telegram knows our bot, and calls us, or lets us ask, as the settings say."""
    about = "Telegram"
    if settings.telegram_token is None:
        return not_set(about, "no Telegram: DOORSTEP_TELEGRAM_TOKEN")
    line = HTTPXRequest(connect_timeout=PATIENCE, read_timeout=PATIENCE)
    token, base = settings.telegram_token.get_secret_value(), f"{settings.telegram_api_url}/bot"
    bot = Bot(token, base, request=line)
    try:
        async with asyncio.timeout(2 * PATIENCE):
            await bot.get_me()
            info = await bot.get_webhook_info()
    except InvalidToken:
        return wrong(about, "it does not know the token: check DOORSTEP_TELEGRAM_TOKEN")
    except RetryAfter:
        return wrong(about, "it is asked too often just now: try again in a minute")
    except (TelegramError, TimeoutError):
        return wrong(about, "it does not answer as it should: may this machine connect to it?")
    finally:
        await line.shutdown()
    trouble = _trouble_with(info, settings)
    if trouble:
        return wrong(about, trouble)
    how = "calls us" if settings.webhook else "is asked for news"
    return ok(about, f"it knows the bot, and {how}")


def _trouble_with(info: WebhookInfo, settings: Settings) -> str:
    """What its webhook is like, against what the settings say; empty if all is well."""
    if not settings.webhook:
        return _while_polling(info)
    if not info.url:
        return "it calls nobody yet: start Doorstep, which tells it where"
    if info.url != f"{settings.public_url}/telegram":
        return "it calls another address than DOORSTEP_PUBLIC_URL: restart Doorstep to tell it"
    failed = info.last_error_date
    if failed and datetime.now(UTC) - failed < RECENT:
        return (
            f"its last call to us failed at {failed:%H:%M} UTC, {info.pending_update_count} wait: "
            "is the public URL right, and the secret the one Doorstep was started with?"
        )
    return ""


def _while_polling(info: WebhookInfo) -> str:
    if not info.url:
        return ""
    return (
        "it calls some address, so it can't be asked: does another program use this bot? "
        "Set DOORSTEP_TELEGRAM_SECRET to be called, or start Doorstep, which ends that"
    )
