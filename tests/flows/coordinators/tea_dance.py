"""A tea dance that people were told of, as a coordinator's phone knows it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flows.facts.broadcasts import BroadcastOrdered, BroadcastTurned
from flows.world.broadcasts import (
    SENDING,
    Audience,
    AudienceCount,
    Broadcast,
    InLanguage,
    Tally,
)
from flows.world.events import Drafting, KnownEvent
from tests.flows.neighbour import Neighbour, team

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)
TOLD = AudienceCount(4, {}, 4, 16.0, {"en": InLanguage(4, 4, 1, "")})
DANCE = KnownEvent(
    Broadcast(7, "Tea dance", FRIDAY, "Swathling Centre", SENDING, by=2, texts={"en": "Come!"},
              audience=Audience(areas=("SO16",))),
    Tally(planned=43, queued=3, sent=33, skipped={"stop": 2, "not asked": 5}, coming=3, maybe=1),
    {"coming": ("Rose", "Joan", "Bet"), "maybe": ("Mala",)},
    concerned=TOLD,
)  # fmt: skip
BINGO = replace(DANCE, broadcast=replace(DANCE.broadcast, id=8, title="Bingo", place="Mill Hall"))

FOUR_TOLD = "4 people would be told. 1 part each, 4 in all, about 16p."
WAITS = "3 have not had the first text. "


def ana(*known: KnownEvent, **more: Any) -> Neighbour:
    sees = {"known_events": Drafting(known=known, **more)}
    return team("coordinator", who="ana", name="Ana", sees=sees)


def at(state: str, one: KnownEvent = DANCE) -> KnownEvent:
    return replace(one, broadcast=replace(one.broadcast, state=state))


def turned(them: Neighbour) -> list[tuple[int, str]]:
    found = them.decided(BroadcastTurned)
    return [(each.broadcast, each.to) for each in found if isinstance(each, BroadcastTurned)]


def ordered(them: Neighbour) -> list[BroadcastOrdered]:
    return [e for e in them.decided(BroadcastOrdered) if isinstance(e, BroadcastOrdered)]
