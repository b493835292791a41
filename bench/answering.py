"""The yardstick of the webhook: the same server and the same checks, answering without storing."""

import asyncio
import os
from datetime import UTC, datetime

import uvicorn
import uvloop
from starlette.applications import Starlette

from bench.neighbours import OURS
from bench.twilio import PUBLIC_URL, TOKEN
from bot.channels import Inbound, Status
from bot.metrics import Metrics
from bot.web.webhooks import TwilioWebhooks


async def _taken(_: Inbound | Status) -> None:
    """Nothing is kept."""


def main() -> None:
    """Serve on DOORSTEP_PORT until told to stop, set up as bot/serving.py sets it up."""
    webhooks = TwilioWebhooks(
        TOKEN, PUBLIC_URL, (OURS,), _taken, _taken, lambda: datetime.now(UTC), Metrics()
    )
    config = uvicorn.Config(
        Starlette(routes=webhooks.routes()),
        port=int(os.environ["DOORSTEP_PORT"]),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
