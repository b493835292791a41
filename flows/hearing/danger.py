"""Danger and worry in a text, by rules that anybody can read.

URGENT: life or safety now. CONCERN: a person should look today; not sure where it may be nothing.

Sentence by sentence: idioms are taken out ("could kill for a cuppa"), hints of danger are looked
for (`danger_hints.py`), and each is listened to again in its sentence: is it denied, asked,
supposed, long ago, on the television, or over? `english/no_danger.yaml` has the words for that.
What is left in doubt is a CONCERN that is not sure.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from flows.hearing.danger_hints import Hint, Weight, hints, lists, words_of_hints
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import Said
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table


class Sign(NamedTuple):
    """A sign of danger: how heavy it is, and the rule that found it."""

    weight: Weight
    why: str


_SIGNALS: Final = {
    Weight.URGENT: (Signal.URGENT, True),
    Weight.CONCERN: (Signal.CONCERN, True),
    Weight.DOUBTFUL: (Signal.CONCERN, False),
}
_SHORT: Final = 8
"""Words up to which a text that is cut into sentences may be a single cry."""
_SOS: Final = "\U0001f198"
_LONGEST: Final = 60  # words of a sentence that are listened to at once
_OVERLAP: Final = 12
_NO_I = re.compile("^(?=(?:am|have) )")
_YEAR = re.compile(r"\b(?:19[2-9]\d|20[0-2]\d)\b")


def danger(heard: Said, scene: Scene) -> SignalHeard | None:
    """The gravest danger or worry in a text, or None."""
    signs = [each for sentence in _sentences(heard) for each in _signs(sentence)]
    if _SOS in heard.faces:
        signs.append(Sign(Weight.URGENT, "a cry for help: SOS"))
    gravest = max(signs, key=lambda sign: sign.weight, default=None)
    if not gravest or not gravest.weight:
        return None
    signal, sure = _SIGNALS[gravest.weight]
    return SignalHeard(signal, sure=sure, why=gravest.why)


def _sentences(heard: Said) -> tuple[str, ...]:
    """The sentences, and a short text as a whole too: "Help! Somebody! Please"."""
    cut_up = len(heard.sentences) > 1 and heard.words.count(" ") < _SHORT
    whole = (heard.words,) if cut_up else ()
    return (*(piece for each in heard.sentences for piece in _pieces(each)), *whole)


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence that never ends, in pieces that overlap: danger is looked for in each."""
    words = sentence.split()
    if len(words) <= _LONGEST:
        yield sentence
        return
    for at in range(0, len(words), _LONGEST - _OVERLAP):
        yield " ".join(words[at : at + _LONGEST])


def _signs(sentence: str) -> Iterator[Sign]:
    """Every sign in a sentence, weighed. Idioms are looked for only where there is a hint."""
    sentence = _written_in_full(sentence)
    if any(hints(sentence)):
        left = _without_idioms(_YEAR.sub("someyear", sentence))
        for hint in hints(left):
            yield Sign(_weight(hint, left), f"{hint.heading}: {hint.rule}")


def _written_in_full(sentence: str) -> str:
    """With what is left out in a hurry: "am stuck" is "i am stuck", "mums" "mum is"."""
    full = " ".join(_written_out().get(word, word) for word in sentence.split())
    return _NO_I.sub("i ", full)


def _without_idioms(sentence: str) -> str:
    """The sentence with a _ where an idiom was."""
    while found := _calm("idioms").first(sentence):
        sentence = f"{sentence[: found.start]}_{sentence[found.end :]}"
    return sentence


# ── listening again ─────────────────────────────────────────────────────────────────────────


def _weight(hint: Hint, sentence: str) -> Weight:
    """What is left of a hint when its sentence is listened to again."""
    weight, held = hint.weight, hint.heading in table(_CALM)["held"]
    before, after = sentence[: hint.spans[0][0]].rstrip(), sentence[hint.spans[-1][1] :].lstrip()
    if _denied(hint, sentence) or _calm("asked").first(before):
        return Weight.NOTHING
    if _calm("doubted").first(before):
        return Weight.DOUBTFUL
    if _calm("supposed").first(before):
        return min(weight, Weight.CONCERN) if held else Weight.NOTHING
    if _calm("elsewhere").first(sentence):
        weight = min(weight, _seen_elsewhere(hint, sentence))
    if _calm("now before").first(before) or _calm("now after").first(after):
        return weight
    if _calm("past").first(sentence):
        own = held and not _OWN.isdisjoint(_words(hint, sentence))
        return min(weight, Weight.DOUBTFUL) if own else Weight.NOTHING
    over = _calm("over").first(sentence) and not _calm("not over").first(sentence)
    if over and not held:
        return min(weight, Weight.CONCERN)
    return weight


def _denied(hint: Hint, sentence: str) -> bool:
    """Whether a "no" or "not" that is none of its own words stands right before or in it."""
    ends = (0, *(end for _, end in hint.spans))
    between = (sentence[end:start] for end, (start, _) in zip(ends, hint.spans, strict=False))
    within = _NEVER.intersection(_words(hint, sentence)) if hint.has_gaps else ()
    return any(_calm("denied").first(each.strip()) for each in between) or any(
        word not in hint.rule for word in within
    )


def _seen_elsewhere(hint: Hint, sentence: str) -> Weight:
    """On the television or in a book: unless it is theirs, or nobody else is spoken of."""
    if not _THEIRS.isdisjoint(_words(hint, sentence)):
        return Weight.URGENT
    return Weight.NOTHING if _OTHERS.intersection(sentence.split()) else Weight.DOUBTFUL


def _words(hint: Hint, sentence: str) -> set[str]:
    return {word for start, end in hint.spans for word in sentence[start:end].split()}


_NEVER: Final = frozenset("never didnt doesnt hasnt wouldnt".split())
_OWN: Final = frozenset("i me myself".split())
_THEIRS: Final = frozenset("i me my mi myself meself us our we".split())
_OTHERS: Final = frozenset(
    "he she they him her who man woman lad boy girl character someone somebody".split()
)


# ── the tables ──────────────────────────────────────────────────────────────────────────────

_CALM: Final = "english/no_danger"


@cache
def _calm(heading: str) -> Phrasebook:
    """What calms a danger, under one heading of `english/no_danger.yaml`."""
    return Phrasebook({heading: table(_CALM)["calm"][heading]}, lists(), rewritten())


@cache
def _written_out() -> dict[str, str]:
    """ "mums" as "mum is", and "shoutin" as "shouting", for the words that our tables have."""
    short = table("english/danger")["short_for_is"].split()
    with_is = {f"{word}s": f"{word} is" for word in short}
    cut_short = {word[:-1]: word for word in words_of_hints() if re.fullmatch(".{3,}ing", word)}
    return with_is | cut_short
