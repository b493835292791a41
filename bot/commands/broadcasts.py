"""`doorstep broadcasts`: how far each has got, and how to stop one at once from here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.console import fail, opened, run_to_end, settings_or_fail
from flows.world.broadcasts import WHY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.settings import Settings
    from flows.world.broadcasts import Broadcast, Tally

broadcasts_app = typer.Typer(no_args_is_help=True, help="What coordinators told many people.")

STATES = {
    "waiting": "waits for a second yes",
    "planning": "going out",
    "sending": "going out",
    "paused": "paused",
    "done": "done",
    "killed": "stopped for good",
    "over": "done: the event has begun",
}
MOST_PENCE = 1_000

Number = Annotated[int, typer.Argument(help="Its number: doorstep broadcasts list shows them.")]


@broadcasts_app.command("list")
def broadcasts_list() -> None:
    """The last twenty, the newest first, and how far each has got."""
    run_to_end(partial(_list, settings_or_fail()))


@broadcasts_app.command("pause")
def broadcasts_pause(number: Number) -> None:
    """Hold one back at once: what has not gone yet waits."""
    _change(number, "hold", "Paused. What has not gone yet waits: doorstep broadcasts resume.")


@broadcasts_app.command("resume")
def broadcasts_resume(number: Number) -> None:
    """Let a paused one go on where it was."""
    _change(number, "go_on", "It goes on where it was, as soon as the service runs.")


@broadcasts_app.command("kill")
def broadcasts_kill(number: Number) -> None:
    """Stop one at once and for good: what has not gone yet never goes."""
    _change(number, "kill", "Stopped for good. What has not gone yet never goes.")


@broadcasts_app.command("price")
def broadcasts_price(
    pence: Annotated[float, typer.Argument(min=0, max=MOST_PENCE, help="Such as 4.2.")],
) -> None:
    """What a part of a text costs you, in pence, for the price coordinators are shown (usually 4).

    Your provider's price list says it.
    """
    run_to_end(partial(_set_price, settings_or_fail(), pence))
    typer.echo(f"A part of a text costs {pence:g}p from now on.")


async def _list(settings: Settings) -> None:
    from store import broadcast_ends, broadcasts

    async with opened(settings) as doorstep:
        last = partial(broadcasts.lately, community_id=doorstep.community.id)
        found = await doorstep.database.read(last)
        counting = partial(broadcast_ends.tallies, ids=[each.id for each in found])
        tallies = await doorstep.database.read(counting)
        zone = ZoneInfo(doorstep.community.zone)
    if not found:
        typer.echo("Nothing has been told to many people yet.")
    for each in found:
        typer.echo("\n".join(lines(each, tallies[each.id], zone)))


def lines(broadcast: Broadcast, tally: Tally, zone: ZoneInfo) -> list[str]:
    """One of them, its state, and where everybody's text has got to."""
    starts = broadcast.at.astimezone(zone)
    state = STATES.get(broadcast.state, broadcast.state)
    said = [f"{broadcast.id}  {broadcast.title}, {starts:%a %d %b %Y %H:%M}: {state}"]
    if not tally.planned:
        return said
    numbers = {"delivered": tally.delivered, "sent": tally.sent, "wait": tally.queued,
               "failed": tally.failed, "nobody knows": tally.uncertain}  # fmt: skip
    places = [f"{count:,} {name}" for name, count in numbers.items() if count]
    said.append(f"     {tally.planned:,} people: {', '.join(places) or 'none went'}")
    said += [f"     {count:,} not sent: {why}" for why, count in _reasons(tally.skipped)]
    said += [f"     {count:,} too late: {why}" for why, count in _reasons(tally.expired)]
    if tally.coming + tally.maybe + tally.no + tally.listed:
        said.append(f"     {tally.coming} coming, {tally.maybe} maybe, {tally.no} no")
    return said


def _reasons(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    said = ((WHY.get(why, why), count) for why, count in counts.items())
    return sorted(said, key=lambda each: -each[1])


def _change(number: int, how: str, done: str) -> None:
    run_to_end(partial(_turn, settings_or_fail(), number, how))
    typer.echo(done)


async def _turn(settings: Settings, number: int, how: str) -> None:
    from store import broadcasts

    change: Callable[..., bool] = getattr(broadcasts, how)
    async with opened(settings) as doorstep:
        work = partial(change, broadcast_id=number, now=doorstep.now())
        known = await doorstep.database.read(partial(broadcasts.by_ids, ids=[number]))
        if known and await doorstep.database.write(work):
            return
    if not known:
        fail(f"there is no broadcast {number}: doorstep broadcasts list shows them")
    state = STATES.get(known[number].state, known[number].state)
    fail(f"broadcast {number} can't be changed like that: {state}")


async def _set_price(settings: Settings, pence: float) -> None:
    from store import audience_counts

    async with opened(settings) as doorstep:
        work = partial(audience_counts.set_pence_per_part, community_id=doorstep.community.id)
        await doorstep.database.write(partial(work, pence=pence))
