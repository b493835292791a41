"""What a person should hear of in a chat: words to hold back, and words to look at.

Numbers, addresses and links are looked for here; phrases are in `flags.yaml`, which somebody who
reads no code can correct. Danger and worry are heard before (`flows.hearing`), whoever is talking.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flows import pages
from flows.hearing import ANYWHERE, Phone, Postcode, Scene
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import said
from flows.hearing.spelling import rewritten

HOLD, LOOK = "hold", "look"
"""Not passed on before a person has read it; passed on, and a person is told."""

_SUM = re.compile(r"(?:[£$€]\s?\d|\b\d+(?:\.\d\d)?\s?(?:quid|pounds?|gbp|p)\b)", re.IGNORECASE)
_LINK = re.compile(
    r"https?:|\bwww\.|\bbit\.ly|\b[a-z0-9-]{2,}\.(?:com|org|net|info|biz|ly|io|me|xyz|top|uk)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\S+@\S+\.\w")
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][a-z']+\s+){1,2}"
    r"(?:Road|Street|Avenue|Close|Lane|Drive|Way|Crescent|Court|Gardens|Terrace|Place|House)\b",
    re.IGNORECASE,
)
_DIGIT = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)"
_FOUR = rf"(?:\d\W?){{4}}(?!\d)|(?:{_DIGIT}\W+){{3}}{_DIGIT}\b"
_PIN = re.compile(
    r"\b(?:pin|pin ?(?:number|code|no)|password|passcode|pass word)\b"
    rf"\W*(?:is|was|s)?\W*(?:{_FOUR})",
    re.IGNORECASE,
)
_CARD = re.compile(r"\b(?:\d[ -]?){15,16}\b")
_SORT_CODE = re.compile(r"\b\d\d-\d\d-\d\d\b")


@dataclass(frozen=True, slots=True)
class Flag:
    """What was found: `tier` is hold or look, and `kind` what it is about."""

    tier: str
    kind: str


def flagged(text: str, scene: Scene = ANYWHERE) -> Flag | None:
    """What a person should hear of in this text: the gravest, or None."""
    found = list(_found(text, scene))
    return next((each for each in found if each.tier == HOLD), found[0] if found else None)


def _found(text: str, scene: Scene) -> Iterator[Flag]:
    if any(each.search(text) for each in (_CARD, _SORT_CODE, _PIN)):
        yield Flag(HOLD, "money")
    if _LINK.search(text) and not _MAIL.search(text):
        yield Flag(HOLD, "link")
    heard = said(_SUM.sub(" money ", text))
    for tier in (HOLD, LOOK):
        for sentence in heard.sentences:
            yield from (Flag(tier, each.heading) for each in _book(tier).found(sentence))
    if _gives_a_way(text, scene):
        yield Flag(LOOK, "address")


def _gives_a_way(text: str, scene: Scene) -> bool:
    """Whether it holds a number, an address or a place to write to."""
    if _MAIL.search(text) or _STREET.search(text):
        return True
    heard = (each.heard(text, scene) for each in (Phone(), Postcode()))
    return any(each is not None and each.outcome == "heard" for each in heard)


@cache
def _book(tier: str) -> Phrasebook:
    page = _page()
    headings = {kind: rows.strip().splitlines() for kind, rows in page[tier].items()}
    return Phrasebook(headings, page["lists"], never=rewritten())


@cache
def _page() -> dict[str, Any]:
    text = (Path(__file__).parent / "flags.yaml").read_text(encoding="utf-8")
    page: dict[str, Any] = pages.read(text)
    return page
