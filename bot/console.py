"""How the commands speak: what fails says in one line what happened and how to mend it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any, NoReturn

import typer

from bot.settings import Settings, SettingsError, load_settings


def fail(line: str) -> NoReturn:
    """End the command with one line and exit code 1."""
    typer.echo(f"doorstep: {line}", err=True)
    raise typer.Exit(1)


def settings_or_fail(env: Mapping[str, str] | None = None) -> Settings:
    """The settings, or the one line that says what is wrong with them."""
    try:
        return load_settings(env)
    except SettingsError as error:
        fail(str(error))


def run_to_end(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run this on the quickest loop there is; what can be foreseen to go wrong is one line."""
    from bot.belonging import WrongDatabase
    from bot.serving import CannotListen
    from flows.hearing import BadTable
    from store.database import InUse, Unavailable
    from store.migrating import UnknownDatabase

    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(work())
    except (CannotListen, InUse, WrongDatabase, UnknownDatabase) as error:
        fail(str(error))
    except BadTable as error:
        fail(f"a table of what is heard is wrong: {error}")
    except Unavailable as error:
        fail(f"the database can't be reached or written: {error}. Check DOORSTEP_DATABASE_URL.")


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Any]:
    """A Doorstep with its database open and up to date, that neither listens nor sends."""
    from bot.app import Doorstep

    doorstep = Doorstep(settings)
    try:
        await doorstep.open()
        yield doorstep
    finally:
        await doorstep.database.close()
