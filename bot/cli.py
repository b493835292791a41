"""The `doorstep` command. Whatever fails says in one line what happened and how to mend it."""

import asyncio
import gc
import logging
import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.activities import activities_app, barriers_app, postcodes_app
from bot.commands.befrienders import befrienders_app
from bot.commands.broadcasts import broadcasts_app
from bot.commands.favours import favours_app
from bot.commands.hear import hear
from bot.commands.people import people_app
from bot.commands.stories import stories
from bot.commands.words import words_app
from bot.console import fail, run_to_end, settings_or_fail
from bot.logs import configure_logs

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Doorstep: a neighbour you can text.",
)
app.add_typer(people_app, name="people")
app.add_typer(befrienders_app, name="befrienders")
app.add_typer(favours_app, name="favours")
app.add_typer(activities_app, name="activities")
app.add_typer(postcodes_app, name="postcodes")
app.add_typer(barriers_app, name="barriers")
app.add_typer(words_app, name="words")
app.add_typer(broadcasts_app, name="broadcasts")
app.command()(hear)
app.command()(stories)

STAYS = 20_000
"""New objects before the garbage is looked for. What a start makes stays, and looking it over as
often as Python does by itself (700) would take a sixth of it."""

DEMO_DATABASE = "sqlite:///doorstep-demo.db"


def main() -> None:
    """Run the command. A traceback is a defect, so what nobody foresaw is one line too."""
    gc.set_threshold(STAYS)
    try:
        app()
    except Exception as error:
        from bot.redaction import trace

        where = trace(error)[0]["frames"]
        place = where[-1] if isinstance(where, list) and where else "nowhere known"
        kind = type(error).__name__
        typer.echo(f"doorstep: {kind} at {place}. That is a defect: please report it.", err=True)
        sys.exit(1)


@app.command()
def run() -> None:
    """Run the service: webhooks, inbox, outbox and clock."""
    from bot.serving import serve

    settings = settings_or_fail()
    configure_logs()
    run_to_end(partial(serve, settings))


@app.command()
def demo() -> None:
    """Run an invented neighbourhood on practice phones, with a clock you can move."""
    from bot.serving import serve

    env = {"DOORSTEP_DATABASE_URL": DEMO_DATABASE, "DOORSTEP_COMMUNITY": "Mill Lane"}
    settings = settings_or_fail({**env, **os.environ, "DOORSTEP_DEMO": "1"})
    configure_logs()
    run_to_end(partial(serve, settings, neighbours=True, ready=_say_where))


def _say_where(url: str) -> None:
    typer.echo(f"Practice phones: {url}/phone   (Ctrl-C stops)", err=True)


@app.command()
def talk(
    who: Annotated[
        str | None, typer.Option("--as", help="Whose phone: a name or a number.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="Where a demo runs. Without it: here, or one of your own.")
    ] = None,
) -> None:
    """Be one of the people in a demo, in the terminal."""
    from bot.talk import at_terminal

    raise typer.Exit(at_terminal(url, who))


@app.command()
def doctor() -> None:
    """Check each thing that going live needs, and say how to mend what is wrong."""
    from bot.doctor import Verdict, examine

    logging.disable(logging.CRITICAL)  # the findings are all it says
    verdicts = []

    async def show() -> None:
        async for finding in examine():
            typer.echo(f"{finding.verdict:8} {finding.about:14} {finding.says}")
            verdicts.append(finding.verdict)

    asyncio.run(show())
    if Verdict.WRONG in verdicts:
        raise typer.Exit(1)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def bench(context: typer.Context) -> None:
    """Measure this machine: `doorstep bench NAME`. Only in a checkout."""
    checkout = Path(__file__).parents[1]
    if not (checkout / "bench").is_dir():
        fail("the benchmarks are not installed: run them in a checkout, python3 dev doorstep bench")
    sys.path.insert(0, str(checkout))
    try:
        from bench import main as measure
    except ImportError as error:
        fail(f"the benchmarks need {error.name}: run python3 dev doorstep bench in a checkout")
    raise typer.Exit(measure(context.args))
