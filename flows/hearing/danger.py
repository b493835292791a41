"""Danger and worry in a text, by rules that anybody can read.

URGENT: life or safety now. CONCERN: a person should look today; not sure where it may be nothing.

Sentence by sentence: idioms are taken out ("could kill for a cuppa"), phrases of
`english/danger.yaml` and `english/worry.yaml` are looked for, and each one found is listened to
again in its sentence: is it denied, asked, supposed, long ago, on the television, or over?
`english/no_danger.yaml` has those. What is left in doubt is a CONCERN that is not sure.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from flows.hearing.phrases import Found, Phrasebook
from flows.hearing.plain import Said
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table


class Weight(IntEnum):
    """How much hangs on it, from nothing to everything."""

    NOTHING = 0
    DOUBTFUL = 1
    CONCERN = 2
    URGENT = 3


class Sign(NamedTuple):
    """A sign of danger: how heavy it is, and the rule that found it."""

    weight: Weight
    why: str


_SIGNALS: Final = {
    Weight.URGENT: (Signal.URGENT, True),
    Weight.CONCERN: (Signal.CONCERN, True),
    Weight.DOUBTFUL: (Signal.CONCERN, False),
}
_TABLES: Final = (  # where each weight stands
    ("english/danger", "urgent", Weight.URGENT),
    ("english/worry", "concern", Weight.CONCERN),
    ("english/worry", "doubtful", Weight.DOUBTFUL),
)
_SOS: Final = "\U0001f198"
_YEAR = re.compile(r"\b(?:19[2-9]\d|20[0-2]\d)\b")


def danger(heard: Said, scene: Scene) -> SignalHeard | None:
    """The gravest danger or worry in a text, or None."""
    signs = [each for sentence in heard.sentences for each in _signs(sentence)]
    if _SOS in heard.faces:
        signs.append(Sign(Weight.URGENT, "a cry for help: SOS"))
    gravest = max(signs, key=lambda sign: sign.weight, default=None)
    if not gravest or not gravest.weight:
        return None
    signal, sure = _SIGNALS[gravest.weight]
    return SignalHeard(signal, sure=sure, why=gravest.why)


def _signs(sentence: str) -> Iterator[Sign]:
    """Every sign in a sentence, weighed. Idioms are looked for only where there is one."""
    if _dangers().first(sentence):
        left = _without_idioms(_YEAR.sub("someyear", sentence))
        for found in _dangers().found(left):
            yield Sign(_weight(found, left), f"{found.heading}: {found.phrase}")


def _without_idioms(sentence: str) -> str:
    """The sentence with a _ where an idiom was."""
    while found := _calm("idioms").first(sentence):
        sentence = f"{sentence[: found.start]}_{sentence[found.end :]}"
    return sentence


# ── listening again ─────────────────────────────────────────────────────────────────────────


def _weight(found: Found, sentence: str) -> Weight:
    """What is left of a danger when its sentence is listened to again."""
    weight, held = _weights()[found.heading], found.heading in table(_CALM)["held"]
    before, after = sentence[: found.start].rstrip(), sentence[found.end :].lstrip()
    if _calm("denied").first(before) or _calm("asked").first(before):
        return Weight.NOTHING
    if _calm("doubted").first(before):
        return Weight.DOUBTFUL
    if _calm("supposed").first(before):
        return min(weight, Weight.CONCERN) if held else Weight.NOTHING
    if _calm("elsewhere").first(sentence):
        weight = min(weight, _seen_elsewhere(found, sentence))
    if _calm("now before").first(before) or _calm("now after").first(after):
        return weight
    if _calm("past").first(sentence):
        return min(weight, Weight.DOUBTFUL) if held else Weight.NOTHING
    if not held and _calm("over").first(sentence):
        return min(weight, Weight.CONCERN)
    return weight


def _seen_elsewhere(found: Found, sentence: str) -> Weight:
    """On the television or in a book: unless it is theirs, or nobody else is spoken of."""
    words = sentence[found.start : found.end].split()
    if not _THEIRS.isdisjoint(words):
        return Weight.URGENT
    return Weight.NOTHING if _OTHERS.intersection(sentence.split()) else Weight.DOUBTFUL


_THEIRS: Final = frozenset("i me my mi myself meself us our we".split())
_OTHERS: Final = frozenset(
    "he she they him her hes shes who man woman lad boy girl character someone somebody".split()
)


# ── the tables ──────────────────────────────────────────────────────────────────────────────

_CALM: Final = "english/no_danger"


@cache
def _lists() -> dict[str, str]:
    return {**table("english/danger")["lists"], **table(_CALM)["lists"]}


@cache
def _weights() -> dict[str, Weight]:
    return {heading: weight for name, part, weight in _TABLES for heading in table(name)[part]}


@cache
def _dangers() -> Phrasebook:
    every = {
        heading: phrases
        for name, part, _ in _TABLES
        for heading, phrases in table(name)[part].items()
    }
    return Phrasebook(every, _lists(), rewritten())


@cache
def _calm(heading: str) -> Phrasebook:
    """What calms a danger, under one heading of `english/no_danger.yaml`."""
    return Phrasebook({heading: table(_CALM)["calm"][heading]}, _lists(), rewritten())
