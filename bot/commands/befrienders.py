"""`doorstep befrienders`: how the befrienders are, and what they should not carry, in totals."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.console import fail, opened, run_to_end, settings_or_fail

if TYPE_CHECKING:
    from bot.settings import Settings

befrienders_app = typer.Typer(
    no_args_is_help=True, help="How the befrienders are, in totals. Nobody is named."
)


@befrienders_app.command("cup")
def befrienders_cup(
    weeks: Annotated[int, typer.Option(min=1, help="How many weeks to look back.")] = 8,
) -> None:
    """How full the befrienders say that their own cup is, week by week. Never who."""
    run_to_end(partial(_cup, settings_or_fail(), weeks))


@befrienders_app.command("needs")
def befrienders_needs(
    months: Annotated[int, typer.Option(min=1, help="How many months to look back.")] = 12,
    to: Annotated[
        Path | None, typer.Option("--csv", help="Write them to this file as a table instead.")
    ] = None,
) -> None:
    """What befrienders were asked for that no volunteer should carry, by month and kind."""
    run_to_end(partial(_needs, settings_or_fail(), months, to))


async def _cup(settings: Settings, weeks: int) -> None:
    from store import cups

    async with opened(settings) as doorstep:
        since = doorstep.now().date() - timedelta(weeks=weeks)
        work = partial(cups.by_week, community_id=doorstep.community.id, since=since)
        found = await doorstep.database.read(work)
    for line in cup_lines(found):
        typer.echo(line)


async def _needs(settings: Settings, months: int, to: Path | None) -> None:
    from store import declined

    async with opened(settings) as doorstep:
        since = (doorstep.now().date() - timedelta(days=31 * (months - 1))).replace(day=1)
        work = partial(declined.by_month, community_id=doorstep.community.id, since=since)
        found = await doorstep.database.read(work)
    if to is None:
        for line in need_lines(found, since):
            typer.echo(line)
    else:
        _write(to, found)
        typer.echo(f"{len(found)} lines written.")


def cup_lines(found: dict[date, tuple[int, int, int] | None]) -> list[str]:
    """The totals, a line a week. Where few answered, a number is nearly a name: it is not shown."""
    from store.cups import ENOUGH

    if not found:
        return ["No befriender has said anything of their cup in this time."]
    said = ["week of       full  half  empty"]
    for week, counts in found.items():
        if counts is None:
            said.append(f"{week}  fewer than {ENOUGH} answered: not shown")
        else:
            full, half, empty = counts
            said.append(f"{week}  {full:6}{half:6}{empty:7}")
    return said


def need_lines(found: list[tuple[date, str, int]], since: date) -> list[str]:
    """How many of each kind in all, the most frequent first."""
    from flows.befrienders.not_ours import OTHER, kinds

    totals: dict[str, int] = {}
    for _, kind, many in found:
        totals[kind] = totals.get(kind, 0) + many
    said = [f"Since {since:%B %Y} befrienders passed on {sum(totals.values())} needs."]
    for kind, many in sorted(totals.items(), key=lambda each: (-each[1], each[0])):
        known = kinds().get(kind)
        called = known.called if known and kind != OTHER else "something else"
        said.append(f"  {many:5} {called}")
    return said


def _write(to: Path, found: list[tuple[date, str, int]]) -> None:
    try:
        with to.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(("month", "kind", "how_many"))
            table.writerows((f"{month:%Y-%m}", kind, many) for month, kind, many in found)
    except OSError as error:
        fail(f"{to} can't be written: {error.strerror}")
