"""`doorstep favours`: what neighbours ask of each other, counted for the project."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.console import opened, run_to_end, settings_or_fail

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.favours_counted import Counted

favours_app = typer.Typer(
    invoke_without_command=True, help="What neighbours ask of each other, counted."
)

STATES = {
    "open": "looking for somebody",
    "asking": "somebody is being asked",
    "offered": "somebody said yes",
    "introduced": "in touch",
    "done": "done",
    "withdrawn": "taken back",
    "not_found": "nobody could",
    "expired": "ran out",
    "by_hand": "seen to by the team",
}
ANSWERS = {
    "asked": "not answered yet",
    "yes": "yes",
    "no": "no",
    "later": "not this time",
    "silent": "no answer",
    "withdrawn": "taken back",
    "unasked": "never went out",
}


@favours_app.callback()
def favours(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, help="Count what was asked in so many days.")] = 90,
) -> None:
    """Count what was asked and given. Of nobody in particular: nobody is scored."""
    if context.invoked_subcommand is None:
        settings = settings_or_fail()
        run_to_end(partial(_count, settings, days))


@favours_app.command("hours")
def favours_hours(
    kept: Annotated[bool, typer.Option("--on/--off", help="Whether hours are counted.")],
) -> None:
    """Count hours given, or stop counting them. Gifts are allowed; nobody is shown a debt."""
    settings = settings_or_fail()
    run_to_end(partial(_keep_hours, settings, kept))
    typer.echo("Hours are counted from now on." if kept else "Hours are not counted any more.")


async def _count(settings: Settings, days: int) -> None:
    from store.favours_counted import counted

    async with opened(settings) as doorstep:
        since = doorstep.now() - timedelta(days=days)
        work = partial(counted, community_id=doorstep.community.id, since=since)
        found = await doorstep.database.read(work)
    for line in lines(found, since):
        typer.echo(line)


async def _keep_hours(settings: Settings, kept: bool) -> None:
    from store import hours

    async with opened(settings) as doorstep:
        work = partial(hours.keep, community_id=doorstep.community.id, kept=kept)
        await doorstep.database.write(work)


def lines(found: Counted, since: datetime) -> list[str]:
    """What was counted, a line each."""
    asked = sum(found.states.values())
    day = since.astimezone(UTC).date()
    said = [f"Since {day}: {asked} favours asked, {found.helped} of them helped."]
    said += [f"  {found.states[each]:5} {STATES[each]}" for each in STATES if each in found.states]
    if found.asks:
        said.append(f"{sum(found.asks.values())} times a neighbour was asked:")
        said += [
            f"  {found.asks[each]:5} {ANSWERS[each]}" for each in ANSWERS if each in found.asks
        ]
    said.append(
        f"{found.givers} people gave, {found.receivers} received, {found.both} of them did both."
    )
    if found.small:
        said.append(f"{found.small} small asks of our own were answered.")
    if found.minutes:
        said.append(f"{found.minutes / 60:.1f} hours were given, as far as people said.")
    return said
