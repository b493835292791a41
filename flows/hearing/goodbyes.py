"""Whether a text ends a chat: "bye", "that's all for now", "must go, love".

Kept apart from `signal`, because a goodbye is mostly said with thanks and ends nothing: only
where a chat with a neighbour is open does it mean that. The words are under `bye` in
`english/taking_part.yaml`.
"""

from functools import cache

from flows.hearing.courtesies import rows
from flows.hearing.first_names import is_first_name
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import said
from flows.hearing.replies.clauses import clauses
from flows.hearing.scene import ANYWHERE, Scene
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table


def is_bye(text: str, scene: Scene = ANYWHERE) -> bool:
    """Whether the whole of a text is a goodbye, so that an open chat ends."""
    parts = [" ".join(each.words) for each in clauses(said(text))]
    ends = [_is_goodbye(each, text) or _ends(each, text) for each in parts]
    return any(ends) and all(
        end or _is_pleasant(each, text) for end, each in zip(ends, parts, strict=True)
    )


def _is_pleasant(clause: str, text: str) -> bool:
    return _are_beside(clause, text) or _book("pleasant").first(clause) is not None


def _is_goodbye(clause: str, text: str) -> bool:
    goodbyes = set(table("english/taking_part")["bye"]["goodbyes"].split())
    left = [word for word in clause.split() if word not in goodbyes]
    return " ".join(left) != clause and _are_beside(" ".join(left), text)


def _ends(clause: str, text: str) -> bool:
    """Whether it is a phrase that ends a talk, with no more than courtesies round it."""
    return any(
        _are_beside(f"{clause[: found.start]} {clause[found.end :]}", text)
        for found in _book("ending").found(clause)
    )


def _are_beside(words: str, text: str) -> bool:
    """Whether these are words that may stand beside a goodbye, or somebody's name in this text."""
    beside = set(table("english/taking_part")["bye"]["beside"].split())
    return all(word in beside or is_first_name(word, text) for word in words.split())


@cache
def _book(part: str) -> Phrasebook:
    phrases = rows(table("english/taking_part")["bye"][part])
    whole = part == "pleasant"
    return Phrasebook(
        {part: [f"^ {row} $" if whole else row for row in phrases]}, never=rewritten()
    )
