"""What the doctor says, for its tests; whatever it says holds no secret and is one line each."""

from bot.doctor import Finding, examine
from tests.bot.live import SECRET
from tests.peers.twilio_account import Account


async def findings(env: dict[str, str]) -> dict[str, Finding]:
    """What the doctor says, by what it is about; no secret is ever in it."""
    found = {finding.about: finding async for finding in examine(env, env_file=None)}
    said = " ".join(finding.says for finding in found.values())
    for secret in (Account.token, "1001:stand-in", SECRET, "s3cret"):
        assert secret not in said
    assert "\n" not in said
    return found


async def finding(about: str, env: dict[str, str]) -> Finding:
    return (await findings(env))[about]
