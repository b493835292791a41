"""`doorstep stories`: the stories that may be shared, each as its teller wishes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.console import fail, opened, run_to_end, settings_or_fail

if TYPE_CHECKING:
    from bot.settings import Settings

NOBODY = "a neighbour"
"""Who told a story that is shared without a name."""


def stories(
    take_back: Annotated[
        int | None, typer.Option(help="Take back the story of this number for its teller.")
    ] = None,
) -> None:
    """List the stories that may be shared. Private ones, and those taken back, are not here."""
    settings = settings_or_fail()
    if take_back is None:
        run_to_end(partial(_list, settings))
    else:
        run_to_end(partial(_take_back, settings, take_back))
        typer.echo(f"Story {take_back} is taken back. Nobody will be shown it.")


async def _list(settings: Settings) -> None:
    from store import stories

    async with opened(settings) as doorstep:
        work = partial(stories.shared, community_id=doorstep.community.id)
        shared = await doorstep.database.read(work)
    if not shared:
        typer.echo("No story may be shared yet.")
    for each in shared:
        who = each.name or NOBODY
        typer.echo(f"{each.id}  told by {who} on {each.told_at:%d %B %Y}:\n{each.words}\n")


async def _take_back(settings: Settings, story_id: int) -> None:
    from store import stories

    async with opened(settings) as doorstep:
        work = partial(stories.withdraw_one, community_id=doorstep.community.id)
        done = await doorstep.database.write(partial(work, story_id=story_id, now=doorstep.now()))
    if not done:
        fail(f"there is no story {story_id} that could be taken back: doorstep stories lists them")
