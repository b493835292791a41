"""`doorstep activities`, `postcodes` and `barriers`: what there is to do, and where it lies.

A file is taken as a whole or not at all: every bad line is named, and nothing is half imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bot.console import fail, opened, run_to_end, settings_or_fail

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa

    from bot.files.activity_sheet import ActivityRow
    from bot.settings import Settings
    from flows.world.nearby import Barrier

activities_app = typer.Typer(no_args_is_help=True, help="What there is to do nearby.")
postcodes_app = typer.Typer(no_args_is_help=True, help="Where postcodes lie.")
barriers_app = typer.Typer(no_args_is_help=True, help="Rivers, railways, and their bridges.")

File = Annotated[Path, typer.Argument(help="A CSV file; the first line names the columns.")]


@contextmanager
def _text(file: Path) -> Iterator[TextIO]:
    """The file, open; what can be wrong with it is one line."""
    from bot.files.spreadsheet import NotATable

    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            yield text
    except OSError as error:
        fail(f"{file} can't be read: {error.strerror}")
    except UnicodeDecodeError:
        fail(f"{file} can't be read: save it as CSV UTF-8")
    except NotATable as error:
        fail(f"{file}: {error}. Nothing was changed.")


# ── activities ──────────────────────────────────────────────────────────────────────────────


@activities_app.command("import")
def activities_import(
    file: Annotated[
        Path, typer.Argument(help="A CSV file with named columns, or an iCalendar file (.ics).")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check every line, change nothing.")
    ] = False,
) -> None:
    """Add activities and places, or bring them up to date by their `ref`. All of them or none."""
    settings = settings_or_fail()
    with _text(file) as text:
        page = text.read()
        run_to_end(partial(_import, settings, file, page, dry_run))


async def _import(settings: Settings, file: Path, page: str, dry_run: bool) -> None:
    from bot.files import listing

    async with opened(settings) as doorstep:
        rows = _rows(file, page, doorstep.community.zone, doorstep.now())
        if dry_run:
            typer.echo(f"{len(rows)} would be imported. Nothing was changed.")
            return
        channel = "phone" if settings.demo and not settings.sms else "sms"
        work = partial(listing.write, community=doorstep.community, rows=rows)
        work = partial(work, now=doorstep.now(), phone_channel=channel)
        placed = await doorstep.database.write(work)
    typer.echo(f"{len(rows)} imported.")
    if placed < len(rows):
        typer.echo(
            f"{len(rows) - placed} have no place on the map: give them a postcode that doorstep "
            "postcodes import knows, or lat and lon."
        )


def _rows(file: Path, page: str, zone: str, now: datetime) -> list[ActivityRow]:
    """The rows; every bad line is named, and then that is all."""
    from bot.files import activity_calendar, activity_sheet

    read = activity_calendar.read if file.suffix.lower() == ".ics" else activity_sheet.read
    rows, problems = read(page, zone, now)
    for problem in sorted(problems, key=lambda problem: problem.line):
        typer.echo(f"line {problem.line}: {problem.says}", err=True)
    if problems:
        bad = len({problem.line for problem in problems})
        fail(f"{file}: {bad} bad lines. Nothing was changed: mend them and import it again.")
    return rows


@activities_app.command("list")
def activities_list() -> None:
    """Show the directory: what there is, when it is on, and how old what we know of it is."""
    run_to_end(partial(_list, settings_or_fail()))


async def _list(settings: Settings) -> None:
    from bot.rounds import suggesting
    from store import activities

    async with opened(settings) as doorstep:
        everything = partial(activities.everything, community_id=doorstep.community.id)
        ids = [each.id for each in await doorstep.database.read(everything)]
        words = partial(suggesting.facts_of, ids=ids, now=doorstep.now())
        found = await doorstep.database.read(words)
    for each in found.values():
        where = ", ".join(filter(None, (each.title, each.place)))
        marks = [each.state] if each.state != "open" else []
        marks += ["not checked in time"] if each.stale else []
        typer.echo(f"{each.activity_id}: {where}: {each.when_words}")
        facts = (each.cost_words, each.access_words, each.source_words, *marks)
        typer.echo(f"    {'. '.join(filter(None, facts))}")
    typer.echo(f"{len(found)} in the directory.")


# ── the map ─────────────────────────────────────────────────────────────────────────────────


@postcodes_app.command("import")
def postcodes_import(
    file: File,
    only: Annotated[
        list[str] | None, typer.Option(help="Only those that begin like this: SO16, or SO.")
    ] = None,
) -> None:
    """Say where postcodes lie: the ONS Postcode Directory as it comes, or pcd, lat and long."""
    settings = settings_or_fail()
    with _text(file) as text:
        run_to_end(partial(_import_postcodes, settings, text, only or []))


async def _import_postcodes(settings: Settings, text: TextIO, only: list[str]) -> None:
    from bot.files import mapping
    from store import locations, skills

    def keep(conn: sa.Connection, community_id: int) -> int:
        """From the beginning of the file, each time it is tried."""
        text.seek(0)
        kept = 0

        def counted() -> Iterator[tuple[str, float, float]]:
            nonlocal kept
            for each in mapping.postcodes(text, only):
                kept += 1
                yield each

        locations.keep_postcodes(conn, community_id, counted())
        locations.place_everybody(conn, community_id)
        skills.note_everybody(conn, community_id)
        return kept

    async with opened(settings) as doorstep:
        work = partial(keep, community_id=doorstep.community.id)
        kept = await doorstep.database.write(work)
    typer.echo(f"{kept} postcodes are known.")


@barriers_app.command("import")
def barriers_import(file: File) -> None:
    """Say what parts the town: all its barriers and crossings, in place of those known so far."""
    from bot.files import mapping

    settings = settings_or_fail()
    with _text(file) as text:
        found = mapping.barriers(text)
        run_to_end(partial(_import_barriers, settings, found))
    without = [each.name for each in found if not each.crossings]
    typer.echo(f"{len(found)} barriers are known.")
    if without:
        typer.echo(f"Without a crossing, so nothing beyond is suggested: {', '.join(without)}.")


async def _import_barriers(settings: Settings, found: list[Barrier]) -> None:
    from store import locations

    async with opened(settings) as doorstep:
        community_id = doorstep.community.id
        keep = partial(locations.keep_barriers, community_id=community_id, barriers=found)
        await doorstep.database.write(keep)
