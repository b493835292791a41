"""`doorstep doctor`: is each thing that going live needs there, and does it work?

Nothing is changed and nobody is texted. A finding never holds a secret, and never the words of
somebody else's error message, which may quote what people wrote.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.doctor import inside, outside
from bot.doctor.findings import Finding, Verdict, not_set, ok, wrong
from bot.settings import Settings, SettingsError, load_settings

__all__ = ["Finding", "Verdict", "examine"]


async def examine(
    env: Mapping[str, str] | None = None, env_file: Path | str | None = ".env"
) -> AsyncIterator[Finding]:
    """Look at one thing after the other, and say of each how it is as soon as that is known."""
    try:
        settings = load_settings(env, env_file)
    except SettingsError as error:
        yield wrong("settings", f"{error}. Nothing else can be checked before that is right.")
        return
    yield _settings(settings)
    yield _zone(settings)
    async for finding in inside.database(settings):
        yield finding
    yield await outside.public_url(settings)
    yield await outside.twilio(settings)
    yield await outside.telegram(settings)


def _settings(settings: Settings) -> Finding:
    if settings.demo:
        return wrong("settings", "DOORSTEP_DEMO is set: a demo texts nobody. Take it away.")
    if not (settings.sms or settings.telegram):
        return not_set(
            "settings", "neither Twilio nor Telegram: nobody can be texted, see .env.example"
        )
    return ok("settings", "each fits the others")


def _zone(settings: Settings) -> Finding:
    """Settings have refused an unknown zone; the wrong one shows in the time of day."""
    local = datetime.now(ZoneInfo(settings.timezone))
    return ok("time zone", f"{settings.timezone}, where it is {local:%H:%M on %A}")
