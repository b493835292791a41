"""The `doorstep` command. Whatever fails says in one line what happened and how to mend it."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import track

from bot.logs import configure_logs
from bot.settings import Settings, SettingsError, load_settings

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Doorstep: a neighbour you can text."
)
people_app = typer.Typer(no_args_is_help=True, help="The people of the project.")
app.add_typer(people_app, name="people")

DEMO_DATABASE = "sqlite:///doorstep-demo.db"
say = Console(stderr=True, highlight=False, soft_wrap=True).print


def main() -> None:
    """Run the command. A traceback is a defect: what is foreseen is one line."""
    app()


def _fail(line: str) -> NoReturn:
    print(f"doorstep: {line}", file=sys.stderr)
    raise typer.Exit(1)


def _settings(env: dict[str, str] | None = None) -> Settings:
    try:
        return load_settings(env)
    except SettingsError as error:
        _fail(str(error))


def _run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run this on the quickest loop there is; what can go wrong on the way in is one line."""
    from bot.app import WrongDatabase
    from store.database import InUse, Unavailable
    from store.migrating import UnknownDatabase

    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(work())
    except (InUse, WrongDatabase, UnknownDatabase) as error:
        _fail(str(error))
    except Unavailable as error:
        _fail(f"the database can't be reached or written: {error}. Check DOORSTEP_DATABASE_URL.")
    except OSError as error:
        _fail(f"{error.strerror or error}. Is something else using the port? Set DOORSTEP_PORT.")


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


@app.command()
def run() -> None:
    """Run the service: webhooks, inbox, outbox and clock."""
    from bot.serving import serve

    settings = _settings()
    configure_logs()
    if not (settings.sms or settings.telegram or settings.demo):
        say("Neither Twilio nor Telegram is set up, so nobody can be texted yet: see .env.example.")
    _run(partial(serve, settings))


@app.command()
def demo() -> None:
    """Run an invented neighbourhood on practice phones, with a clock you can move."""
    from bot.serving import serve

    env = {"DOORSTEP_DATABASE_URL": DEMO_DATABASE, "DOORSTEP_COMMUNITY": "Mill Lane"}
    settings = _settings({**env, **os.environ, "DOORSTEP_DEMO": "1"})
    configure_logs()
    say(f"Practice phones: http://{settings.host}:{settings.port}/phone   (Ctrl-C stops)")
    _run(partial(serve, settings, neighbours=True))


@app.command()
def talk(
    who: Annotated[
        str | None, typer.Option("--as", help="Whose phone: a name or a number.")
    ] = None,
    url: Annotated[str, typer.Option(help="Where the demo runs.")] = "http://127.0.0.1:8000",
) -> None:
    """Be one of the people in a running demo, in the terminal."""
    from bot.talk import at_terminal

    raise typer.Exit(at_terminal(url, who))


@people_app.command("import")
def people_import(
    file: Annotated[Path, typer.Argument(help="A CSV file; the first line names the columns.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check every line, change nothing.")
    ] = False,
) -> None:
    """Add people from a spreadsheet, or bring them up to date. Bad lines are named and left out."""
    from bot import importing

    try:
        rows, problems = importing.read(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        _fail(f"{file} can't be read: {getattr(error, 'strerror', None) or 'save it as UTF-8 CSV'}")
    except importing.NotATable as error:
        _fail(f"{file}: {error}")
    for problem in problems:
        print(f"line {problem.line}: {problem.says}", file=sys.stderr)
    tally = importing.Tally()
    if not dry_run and rows:
        _run(partial(_write_people, _settings(), rows, tally))
    _report(rows, problems, tally, dry_run)
    if problems:
        raise typer.Exit(1)


async def _write_people(settings: Settings, rows: list[Any], tally: Any) -> None:
    from bot import importing
    from bot.app import Doorstep

    doorstep = Doorstep(settings)
    try:
        await doorstep.open()
        chunks = [
            rows[at : at + importing.AT_ONCE] for at in range(0, len(rows), importing.AT_ONCE)
        ]
        shown = track(chunks, "Importing", console=Console(stderr=True), disable=len(chunks) < 2)
        for chunk in shown:
            now = doorstep.now()
            write = partial(
                importing.write, community=doorstep.community, rows=chunk, now=now, tally=tally
            )
            await doorstep.database.write(write)
    finally:
        await doorstep.database.close()


def _report(rows: list[Any], problems: list[Any], tally: Any, dry_run: bool) -> None:
    bad = len({problem.line for problem in problems})
    if dry_run:
        no_hello = sum("resident" in row.roles and not row.consents.get("visits") for row in rows)
        print(f"{len(rows)} would be imported, {bad} lines are bad. Nothing was changed.")
    else:
        no_hello = tally.no_hello
        print(f"{tally.new} added, {tally.known} brought up to date, {bad} lines left out.")
    if no_hello:
        print(
            f"{no_hello} residents have no yes to visits, so they get no hello until they say yes."
        )
    if tally.stopped:
        print(f"{tally.stopped} had said STOP before: that stays as it is.")
