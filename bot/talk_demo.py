"""A demo of one's own, for as long as a talk in the terminal lasts."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.logs import configure_logs
from bot.serving import serving
from bot.settings import load_settings

KEPT = ("DOORSTEP_COMMUNITY", "DOORSTEP_TIMEZONE")
"""What our own demo takes over from the settings: neither a database nor a channel."""


@asynccontextmanager
async def own_demo() -> AsyncIterator[str]:
    """The URL of a demo on a free port, with a neighbourhood of its own that is not kept."""
    configure_logs()
    logging.getLogger().setLevel(logging.ERROR)  # the terminal belongs to the talk
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    with TemporaryDirectory(prefix="doorstep-talk-") as folder:
        env = {
            "DOORSTEP_COMMUNITY": "Mill Lane",
            **kept,
            "DOORSTEP_DEMO": "1",
            "DOORSTEP_PORT": "0",
            "DOORSTEP_DATABASE_URL": f"sqlite:///{Path(folder) / 'talk.db'}",
        }
        async with serving(load_settings(env, env_file=None), neighbours=True) as web:
            yield web.url
