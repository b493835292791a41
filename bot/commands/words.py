"""`doorstep words`: the wordings, what they cost as texts, and a community's own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.console import fail, opened, run_to_end, settings_or_fail
from bot.wordings import price, sample_values
from flows import words

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.communities import OwnWording

words_app = typer.Typer(no_args_is_help=True, help="What Doorstep says, and in whose words.")


@words_app.command("list")
def words_list(
    key: Annotated[str, typer.Argument(help="A wording, or the start of several.")] = "",
) -> None:
    """Show the wordings, with what each costs as a text. A community's own are marked with *."""
    run_to_end(partial(_list, settings_or_fail(), key))


async def _list(settings: Settings, key: str) -> None:
    from store import communities

    async with opened(settings) as doorstep:
        work = partial(communities.wordings, community_id=doorstep.community.id)
        own = await doorstep.database.read(work)
    english = words.catalogue(words.ENGLISH)
    found = [each for each in english if each == key or each.startswith(f"{key}.") or not key]
    if not found:
        fail(f"there is no wording called {key}: doorstep words list shows them all")
    values = sample_values(settings.community)
    for each in found:
        typer.echo(f"{each}: {price(english[each], values)}\n    {english[each]}")
        for (language, own_key), text in sorted(own.items()):
            if own_key == each:
                typer.echo(f"  * {language}: {price(text, values)}\n    {text}")


@words_app.command("set")
def words_set(
    key: Annotated[str, typer.Argument(help="Which wording, such as weekly_hello.mood.")],
    text: Annotated[str, typer.Argument(help="How your project says it.")],
    language: Annotated[str, typer.Option(help="Two letters, such as en or cy.")] = words.ENGLISH,
) -> None:
    """Say a wording in your project's own way, from the next message on."""
    from store.communities import OwnWording

    settings = settings_or_fail()
    if not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
        fail("the language must be two letters, such as en or cy")
    try:
        tidy = words.check_override(key, text)
    except words.BadWording as error:
        fail(f"{key}: {error}" if key in words.catalogue(words.ENGLISH) else str(error))
    english = words.catalogue(words.ENGLISH)[key]
    own = OwnWording(language.lower(), key, tidy, english)
    run_to_end(partial(_set, settings, own))
    typer.echo(f"{key} ({own.language}): {price(tidy, sample_values(settings.community))}")


async def _set(settings: Settings, own: OwnWording) -> None:
    from store import communities

    async with opened(settings) as doorstep:
        now = doorstep.now()
        work = partial(communities.set_wording, community_id=doorstep.community.id, own=own)
        await doorstep.database.write(partial(work, now=now))
