"""No word of a visit goes to the wrong person, whatever happens between planning and sending."""

from datetime import date, time, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from store import visit_planning
from store.database import Database
from store.messages import message
from store.pairings import pairing
from store.people import person
from tests.scripted import MONDAY_NOON
from tests.stories.test_visits import paired, people
from tests.story import Story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Betty; resident; SO16 2AD; cards
    Winifred; resident; SO16 2AE; tea
    Sam; befriender; SO16 3DE
    Kim; befriender; SO16 3DE
    Lou; befriender; SO16 3DE
    Ana; coordinator
"""
RESIDENTS, BEFRIENDERS = ("rose", "betty", "winifred"), ("sam", "kim", "lou")
TO_BEFRIENDERS = ("visit_prompt.", "visit_today.", "visit_out.", "after_visit.", "visit_when_else.")
TO_RESIDENTS = ("visit_confirm.all_right", "visit_offer.", "visit_nice.", "cant_visit.told")
TEXTS = {
    "resident": ("yes", "not today", "no", "I'm in hospital", "HOME", "PAUSE", "START", "STOP"),
    "befriender": ("yes", "no", "can't make it", "HERE", "DONE", "thursday 3pm", "STOP", "START"),
}


class Happenings:
    """What may happen in a lane, one thing after the other, by chance that is always the same."""

    def __init__(self, the: Story, seed: int, ids: dict[str, int]) -> None:
        self.the, self.chance, self.ids = the, Random(seed), ids

    async def next(self) -> None:
        """A few hours pass, and somebody texts, or a pair ends and another begins."""
        hours = self.chance.choice((1, 3, 6, 11))
        await self.the.until(self.the.parts.now() + timedelta(hours=hours))
        role = self.chance.choice(("resident", "befriender", "befriender", "pairs"))
        if role == "pairs":
            await self._other_pair()
            return
        who = self.chance.choice(RESIDENTS if role == "resident" else BEFRIENDERS)
        said = self.chance.choice(TEXTS[role])
        for words in ("HERE", "DONE") if said == "HERE" else (said,):  # nobody is left in there
            await self.the.parts.text(self.the.phones[who], words)
            await self.the.work_off()

    async def _other_pair(self) -> None:
        """One pair ends; the resident has somebody else from now on."""
        rows = [row for row in await self.the.parts.all(pairing) if row.ended_at is None]
        now = self.the.parts.now()
        if not rows:
            return
        one = self.chance.choice(rows)
        await self.the.parts.change(
            sa.update(pairing).where(pairing.c.id == one.id).values(ended_at=now)
        )
        other = self.ids[self.chance.choice(BEFRIENDERS)]
        new = {"community_id": one.community_id, "resident_id": one.resident_id}
        rhythm = {"every_days": 7, "weekday": now.weekday(), "at": time(14), "minutes": 60}
        first = {"first_on": (now + timedelta(days=2)).date(), "started_at": now}
        await self.the.parts.change(
            sa.insert(pairing).values(**new, befriender_id=other, **rhythm, **first)
        )
        made = max(row.id for row in await self.the.parts.all(pairing))
        await self.the.parts.database.write(
            lambda conn: visit_planning.plan_next(conn, [made], now)
        )


@pytest.mark.parametrize("seed", range(2))
async def test_every_word_of_a_visit_goes_to_one_of_its_two(database: Database, seed: int) -> None:
    """A week of pairs that end, hospital, STOP, and answers of every kind."""
    pairs = [
        (who, whom, date(2026, 6, 2 + nth), time(11 + 2 * nth))
        for nth, (who, whom) in enumerate(zip(BEFRIENDERS, RESIDENTS, strict=True))
    ]
    the = await paired(database, CAST, *pairs)
    ids = await people(the)
    happenings = Happenings(the, seed, ids)
    while the.parts.now() < MONDAY_NOON + timedelta(days=8):
        await happenings.next()
    wrong = [text for text in await _sent(the) if not text.right]
    assert not wrong
    assert len(await _sent(the)) > 5


class Sent:
    """A text about a visit that was sent, and whether it went to the right person."""

    def __init__(self, row: sa.Row, right: bool) -> None:  # type: ignore[type-arg]
        self.row, self.right = row, right

    def __repr__(self) -> str:
        return f"{self.row.key} to {self.row.person_id} at {self.row.at}: {self.row.text}"


async def _sent(the: Story) -> list[Sent]:
    names = {row.id: row.name for row in await the.parts.all(person)}
    pairs = await the.parts.all(pairing)
    rows = await the.parts.rows(message.c.direction == "out", message.c.state == "sent")
    return [
        Sent(row, _is_right(row, pairs, names))
        for row in rows
        if row.key.startswith((*TO_BEFRIENDERS, *TO_RESIDENTS))
    ]


def _is_right(row: sa.Row, pairs: list[sa.Row], names: dict[int, str]) -> bool:  # type: ignore[type-arg]
    """Whoever reads it is one of a pair that was on, and it names the other, where it names one."""
    late = timedelta(0) if row.key in BEGUN else LATE
    to_resident = row.key.startswith(TO_RESIDENTS)
    mine, other = ("resident_id", "befriender_id")[:: 1 if to_resident else -1]
    named = {who for who, name in names.items() if name in row.text} - {row.person_id}
    on = [
        getattr(each, other)
        for each in pairs
        if getattr(each, mine) == row.person_id
        and each.started_at <= row.at
        and (each.ended_at is None or each.ended_at >= row.at - late)
    ]
    return not named or bool(named & set(on))


LATE = timedelta(hours=15)
"""Who answers a question after the pair has ended is answered still."""

BEGUN = (
    "visit_prompt.share", "visit_prompt.can_you", "visit_today.today", "visit_out.all_well",
    "visit_confirm.all_right", "visit_offer.other_time", "visit_offer.somebody_else",
)  # fmt: skip
"""What we begin: checked again at the moment it is sent."""


def test_nobody_is_named_by_chance() -> None:
    """No name of the cast is part of another, so that a text tells whom it is about."""
    names = [line.split(";")[0].strip() for line in CAST.strip().splitlines()]
    assert not any(one in other for one in names for other in names if one != other)
