"""Stories: several phones in one script, through the real inbox, database and outbox.

    rose: ASK could someone show me how to do soup     she texts
    bot to rose: What would help? ...                  what her phone shows; "..." for any ending
    (an hour later) (3 days later)                     the clock moves on, past what falls due

What phones show is compared line for line, in the order it was sent, whoever it went to.
"""

import difflib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa

from bot.files import importing
from bot.files.importing import Tally
from bot.moments import next_moment
from store.database import Database
from store.people import person, role
from tests.scripted import MONDAY_NOON, Moment, Small, small

HEADER = "name,phone,roles,postcode,interests,consent_visits,consent_events,consent_stories,source"

_LATER = re.compile(r"\((an?|\d+) (minute|hour|day|week)s? later\)")
_SAID = re.compile(r"(\w+): (.*)")


class Story:
    """A cast, their phones, and a clock."""

    def __init__(self, parts: Small, phones: dict[str, str]) -> None:
        self.parts, self.phones = parts, phones
        self._whose = {number: who for who, number in phones.items()}
        self._shown = 0

    async def play(self, script: str) -> None:
        """Play a script. Fails with the lines that differ."""
        wanted = [line.strip() for line in script.strip().splitlines() if line.strip()]
        heard: list[str] = []
        for line in wanted:
            if not line.startswith("bot to "):
                heard += [line, *await self._happens(line)]
        agreed = [_agree(theirs, ours) for theirs, ours in zip(wanted, heard, strict=False)]
        if not (len(wanted) == len(heard) and all(agreed)):
            raise AssertionError("\n" + "\n".join(difflib.ndiff(wanted, heard)))

    async def _happens(self, line: str) -> list[str]:
        if later := _LATER.fullmatch(line):
            count = 1 if later[1].startswith("a") else int(later[1])
            await self.until(self.parts.now() + timedelta(**{f"{later[2]}s": count}))
        elif said := _SAID.fullmatch(line):
            await self.parts.text(self.phones[said[1]], said[2])
            self.parts.now.on(seconds=1)
            await self.work_off()
        else:
            raise ValueError(f"not a line of a story: {line}")
        return self._new()

    def _new(self) -> list[str]:
        """What the phones have shown since we last looked."""
        sent = self.parts.sms.sent[self._shown :]
        self._shown += len(sent)
        return [
            f"bot to {self._whose.get(each.address, each.address)}: {each.text}" for each in sent
        ]

    async def until(self, target: datetime) -> None:
        """Let the time pass, from due moment to due moment."""
        now = self.parts.now
        moment: datetime | None = now()
        while moment is not None and moment <= target:
            now.at = moment
            await self.work_off()
            moment = await self.parts.database.read(partial(next_moment, now=now()))
        now.at = target
        await self.work_off()

    async def work_off(self) -> None:
        """Everything that is due at this moment, and whatever that leads to."""
        parts = self.parts
        while await parts.inbox.due() + await parts.outbox.work_off():
            pass


def _agree(wanted: str, heard: str) -> bool:
    if wanted.endswith("..."):
        return heard.startswith(wanted.removesuffix("...").rstrip())
    return wanted == heard


async def story(
    database: Database,
    cast: str,
    *,
    joined: timedelta = timedelta(days=90),
    at: datetime = MONDAY_NOON,
    new_befrienders: bool = False,
) -> Story:
    """A cast, one a line: `name; role; postcode; interests`, known for as long as `joined`.

    Everybody has said yes to visits, events and stories. Their first name, in lower case, is how
    the script calls them. Hellos that fall due are part of the story: script them, or be quick.
    With `new_befrienders` so are their weekly cup and what they learn; else these rest.
    """
    lines = [[part.strip() for part in line.split(";")] for line in cast.strip().splitlines()]
    phones = {fields[0].lower(): f"+4477009005{nth:02}" for nth, fields in enumerate(lines)}
    rows, problems = importing.read("\n".join(_csv(lines, phones.values())))
    assert not problems, problems
    parts = await small(database, now=Moment(at))
    await database.write(
        lambda conn: importing.write(conn, parts.community, rows, at - joined, Tally())
    )
    since = sa.update(person).where(person.c.joined_at.is_not(None)).values(joined_at=at - joined)
    await parts.change(since)
    if not new_befrienders:
        await parts.change(sa.update(role).values(begun_at=at - joined))
    return Story(parts, phones)


def _csv(lines: list[list[str]], phones: Iterable[str]) -> Iterable[str]:
    yield HEADER
    for fields, number in zip(lines, phones, strict=True):
        name, role, postcode, interests, *_ = [*fields, "", "", ""]
        likes = interests.replace(",", ";")
        yield f"{name},{number},{role},{postcode},{likes},yes,yes,yes,a test"
