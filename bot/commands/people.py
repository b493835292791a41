"""`doorstep people`: who is in the project, from a spreadsheet.

What needs the database is imported by the command that does: the others start at once.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.console import fail, opened, run_to_end, settings_or_fail

if TYPE_CHECKING:
    from bot.files import importing
    from bot.settings import Settings

people_app = typer.Typer(no_args_is_help=True, help="The people of the project.")


@people_app.command("import")
def people_import(
    file: Annotated[Path, typer.Argument(help="A CSV file; the first line names the columns.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check every line, change nothing.")
    ] = False,
    abroad: Annotated[
        str, typer.Option(help="Countries whose phone numbers may be texted too, as IE,PL.")
    ] = "",
) -> None:
    """Add people from a spreadsheet, or bring them up to date. Bad lines are named and left out."""
    from bot.files.importing import Tally

    settings = settings_or_fail()
    rows, problems = _read(file, settings, _countries(abroad))
    tally = Tally()
    if not dry_run and rows:
        run_to_end(partial(_write, settings, rows, tally))
    problems += tally.problems
    for problem in sorted(problems, key=lambda problem: problem.line):
        typer.echo(f"line {problem.line}: {problem.says}", err=True)
    bad = len({problem.line for problem in problems})
    typer.echo(_what_would_happen(rows, bad) if dry_run else _what_happened(tally, bad))
    if problems:
        raise typer.Exit(1)


@people_app.command("pair")
def people_pair(
    befriender: Annotated[str, typer.Argument(help="The befriender's phone number.")],
    resident: Annotated[str, typer.Argument(help="The phone number of whom they visit.")],
) -> None:
    """Say who visits whom: from now on this befriender is told first."""
    from bot.files.spreadsheet import e164

    numbers = [e164(befriender), e164(resident)]
    if None in numbers:
        fail("a phone number can't be read: write it like +447700900123")
    settings = settings_or_fail()
    run_to_end(partial(_pair, settings, [number or "" for number in numbers]))
    typer.echo("Noted. The befriender is told first from now on.")


async def _pair(settings: Settings, numbers: list[str]) -> None:
    from bot.pairing import pair

    async with opened(settings) as doorstep:
        work = partial(pair, community_id=doorstep.community.id, numbers=numbers)
        paired = await doorstep.database.write(partial(work, now=doorstep.now()))
    if not paired:
        fail("these must be a befriender's and a resident's numbers: import both of them first")


@people_app.command("role")
def people_role(
    person: Annotated[str, typer.Argument(help="Their phone number.")],
    role: Annotated[str, typer.Argument(help="befriender or coordinator")],
    agreed: Annotated[
        bool, typer.Option("--agreed", help="They have said yes to a person of the project.")
    ] = False,
) -> None:
    """Somebody gains a role: befriender or coordinator. All else of theirs stays as it is."""
    from bot.files.spreadsheet import e164
    from bot.roles import GIVES

    number = e164(person)
    if number is None:
        fail("a phone number can't be read: write it like +447700900123")
    if role not in GIVES:
        fail(f"a role is one of these: {', '.join(GIVES)}")
    run_to_end(partial(_role, settings_or_fail(), number, role, agreed))


async def _role(settings: Settings, number: str, name: str, agreed: bool) -> None:
    from bot.roles import Given, give

    async with opened(settings) as doorstep:
        work = partial(give, community=doorstep.community, number=number, name=name, agreed=agreed)
        given = await doorstep.database.write(partial(work, now=doorstep.now()))
    match given:
        case Given.NOBODY:
            fail("nobody has this number: import them first")
        case Given.STOPPED:
            fail("they have said STOP: only their own START changes that")
        case Given.NOT_SAID:
            fail("they have not said yes by text: ask them, and add --agreed once they have")
        case Given.HAS_IT:
            typer.echo("They have that role already.")
        case _:
            typer.echo(f"Noted. They are a {name} from now on.")


@people_app.command("trust")
def people_trust(
    phone: Annotated[str, typer.Argument(help="The coordinator's phone number, or Telegram id.")],
) -> None:
    """A coordinator's words count from this phone: you have checked that it is theirs."""
    run_to_end(partial(_set_trust, settings_or_fail(), phone, trusted=True))
    typer.echo("Noted. The team's words count from that phone now.")


@people_app.command("untrust")
def people_untrust(
    phone: Annotated[str, typer.Argument(help="The phone number, or Telegram id.")],
) -> None:
    """A phone is lost or stolen: no coordinator's word counts from it any more."""
    run_to_end(partial(_set_trust, settings_or_fail(), phone, trusted=False))
    typer.echo("Noted. No coordinator's word counts from that phone any more.")


async def _set_trust(settings: Settings, phone: str, *, trusted: bool) -> None:
    from bot.files.spreadsheet import e164
    from store.trusting import set_trust

    number = e164(phone)
    wheres = [("telegram", phone.strip())]
    wheres += [(way, number) for way in ("sms", "phone") if number]
    async with opened(settings) as doorstep:
        work = partial(set_trust, community_id=doorstep.community.id, wheres=wheres)
        found = await doorstep.database.write(partial(work, now=doorstep.now(), trusted=trusted))
    if not found:
        fail("nobody of the project has this number: import them first, or check it")


@people_app.command("home")
def people_home(
    resident: Annotated[str, typer.Argument(help="The phone number of whoever is home.")],
) -> None:
    """Somebody is home from hospital: look in on them for a month, first often, then seldom."""
    from bot.files.spreadsheet import e164

    number = e164(resident)
    if number is None:
        fail("a phone number can't be read: write it like +447700900123")
    run_to_end(partial(_home, settings_or_fail(), number))
    typer.echo("Noted. They are welcomed home when they may next be texted.")


async def _home(settings: Settings, number: str) -> None:
    from bot.rounds.homecomings import welcome_home_at

    async with opened(settings) as doorstep:
        work = partial(welcome_home_at, community=doorstep.community, number=number)
        begun = await doorstep.database.write(partial(work, now=doorstep.now()))
    if not begun:
        fail("nobody who gets our hellos has this number: they may not have joined, or said STOP")


@people_app.command("right-number")
def people_right_number(
    person: Annotated[str, typer.Argument(help="The phone number that is right after all.")],
) -> None:
    """A number is theirs after all: texts go there again, whatever we thought of it."""
    from bot.files.spreadsheet import e164

    number = e164(person)
    if number is None:
        fail("a phone number can't be read: write it like +447700900123")
    run_to_end(partial(_right_number, settings_or_fail(), number))
    typer.echo("Noted. Texts go there again, unless they have said STOP.")


async def _right_number(settings: Settings, number: str) -> None:
    from store.people import right_after_all

    async with opened(settings) as doorstep:
        work = partial(right_after_all, community_id=doorstep.community.id, number=number)
        known = await doorstep.database.write(partial(work, now=doorstep.now()))
    if not known:
        fail("nobody has this number: import them, with their name and role")


def _countries(abroad: str) -> tuple[str, ...]:
    from phonenumbers import SUPPORTED_REGIONS

    named = tuple(each.strip().upper() for each in abroad.split(",") if each.strip())
    if not set(named) <= set(SUPPORTED_REGIONS):
        fail("--abroad takes countries as two letters, with commas between: IE,PL")
    return named


def _read(
    file: Path, settings: Settings, abroad: tuple[str, ...]
) -> tuple[list[importing.Row], list[importing.Problem]]:
    """The rows; in a demo without Twilio everybody's phone is a practice phone."""
    from bot.files import importing

    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        fail(f"{file} can't be read: {error.strerror}")
    except UnicodeDecodeError:
        fail(f"{file} can't be read: save it as CSV UTF-8")
    try:
        channel = "phone" if settings.demo and not settings.sms else "sms"
        phones = importing.Phones(channel, tuple(settings.twilio_from), abroad)
        return importing.read(text, phones=phones)
    except importing.NotATable as error:
        fail(f"{file}: {error}")


async def _write(settings: Settings, rows: list[importing.Row], tally: importing.Tally) -> None:
    from rich.console import Console
    from rich.progress import track

    from bot.files import importing

    async with opened(settings) as doorstep:
        size = importing.AT_ONCE
        chunks = [rows[at : at + size] for at in range(0, len(rows), size)]
        console = Console(stderr=True)
        for chunk in track(chunks, "Importing", console=console, disable=len(chunks) < 2):
            await doorstep.database.write(
                partial(
                    importing.write,
                    community=doorstep.community,
                    rows=chunk,
                    now=doorstep.now(),
                    tally=tally,
                )
            )


def _what_would_happen(rows: list[importing.Row], bad: int) -> str:
    no_hello = sum("resident" in row.roles and not row.consents.get("visits") for row in rows)
    said = f"{len(rows)} would be imported, {bad} lines are bad. Nothing was changed."
    return said + _without_hello(no_hello)


def _what_happened(tally: importing.Tally, bad: int) -> str:
    said = f"{tally.new} added, {tally.known} brought up to date, {bad} lines left out."
    said += _without_hello(tally.no_hello)
    return said + (
        f"\n{tally.stopped} had said STOP before: that stays as it is." if tally.stopped else ""
    )


def _without_hello(count: int) -> str:
    """The residents whom nothing will be sent to, so that it is no surprise."""
    if not count:
        return ""
    return f"\n{count} residents have no yes to visits: they get no hello until they say yes."
