"""Which of some options a text picks: by number, letter, word, part, place, or several of them.

"2", "b please", "the second one", "knitting pls", "nitting", "both", "1 and 3", "none of them".
What could mean two of them is unclear; so is what only says which one it is not.
"""

import json
from dataclasses import dataclass, field
from typing import Final

from flows.hearing.answers import Expect, Heard
from flows.hearing.choices import marks as does
from flows.hearing.choices.marks import Mark, marks
from flows.hearing.choices.menu import NOTHING, Menu, Options
from flows.hearing.plain import Said
from flows.hearing.replies.yes_no import yes_no
from flows.hearing.scene import Scene

MOST_OTHER_WORDS: Final = 3
"""Words beyond which an option that is named may be part of a story, and is no sure pick."""

LONGEST_TEXT: Final = 1000
"""Characters beyond which nobody picks an option."""

_JOINERS: Final = {does.AND, does.OR, does.BUT, does.BREAK, does.NOT}


def Choice(*options: str) -> Expect:
    """One of these options, several, or none.

    The value is the option as it was given; of several, or none, a JSON list of them.
    """
    menu = Menu(options)
    labels = tuple(str(number) for number in range(1, len(options) + 1))

    def choice(heard: Said, scene: Scene) -> Heard | None:
        if len(heard.raw) > LONGEST_TEXT:
            return None
        picking = _Picking(menu, marks(heard.raw, menu, scene.language))
        picked = picking.picked()
        if picked is None and not picking.parts_named and len(options) == 1:
            picked = _yes_or_no(heard, scene)
        return None if picked is None else _heard(menu, picked, picking.is_sure)

    return Expect(("one", "several", "none"), labels, choice)


def _yes_or_no(heard: Said, scene: Scene) -> list[int] | None:
    """Of a single option, a yes picks it and a no does not."""
    answer = yes_no(heard, scene)
    return {"yes": [0], "no": []}.get(answer.value) if answer and answer.sure else None


def _heard(menu: Menu, picked: list[int], sure: bool) -> Heard:
    values = [menu.options[each] for each in picked]
    if len(values) == 1:
        return Heard("one", values[0], sure, why="names one option")
    value = json.dumps(values, ensure_ascii=False)
    return Heard("several" if values else "none", value, sure, why=f"names {len(values)} options")


@dataclass
class _Part:
    """A stretch of a text with nothing joined in it. joiner: what came before it."""

    joiner: str
    denied: bool
    marks: list[Mark] = field(default_factory=list)

    def named(self) -> list[Options] | None:
        """The options that it names, each as a set that it may be one of. None if they clash."""
        words = self._by_words()
        places = [each for each in self.marks if each.kind == does.PLACE]
        if not words:
            return [each for mark in places if (each := self._by_place(mark))]
        for mark in places:
            agreed = [each & (mark.options or mark.place) for each in words]
            if not any(agreed) and not mark.is_letter:
                return None
            words = [both or each for both, each in zip(agreed, words, strict=True)]
        return words

    def _by_words(self) -> list[Options]:
        """Words that can mean the same option do; others name another."""
        wholes = [each.options for each in self.marks if each.kind == does.WHOLE]
        found = list(dict.fromkeys(wholes))
        for mark in self.marks:
            if mark.kind != does.WORDS or any(mark.options & each for each in wholes):
                continue
            if found and not wholes:
                found[-1] = found[-1] & mark.options or found[-1] | mark.options
            else:
                found.append(mark.options)
        return found

    def _by_place(self, mark: Mark) -> Options:
        others = sum(each.kind == does.OTHER for each in self.marks)
        if mark.named:
            return mark.place
        if self._kind_after(mark) == does.OTHER:
            return NOTHING  # "2 weeks"
        if mark.is_letter and (others or not self._is_bare()):
            return NOTHING
        return (mark.place | mark.options) if others < MOST_OTHER_WORDS else NOTHING

    def _kind_after(self, mark: Mark) -> str:
        at = next(at for at, each in enumerate(self.marks) if each is mark)
        return self.marks[at + 1].kind if at + 1 < len(self.marks) else ""

    def _is_bare(self) -> bool:
        """Whether a letter stands by itself, so that "a" and "i" are no words of a sentence."""
        around = [each.text for each in self.marks if each.kind == does.AROUND]
        return {*filter(None, around)} <= _POLITE


_POLITE: Final = frozenset(
    "please thanks thank you ta x xx love dear option letter the one".split()
)


class _Picking:
    """What a text picks from a menu."""

    def __init__(self, menu: Menu, found: list[Mark]) -> None:
        self.menu, self.marks = menu, found
        self.kinds = {each.kind for each in found}
        self.others = sum(each.kind == does.OTHER for each in found)
        self.parts = self._cut()
        self.clash = any(part.named() is None for part in self.parts)
        self.parts_named = [(part, part.named() or []) for part in self.parts if part.named()]

    def _cut(self) -> list[_Part]:
        parts, denied = [_Part(does.BREAK, False)], False
        for before, mark in zip((None, *self.marks), self.marks, strict=False):
            if mark.kind not in _JOINERS:
                parts[-1].marks.append(mark)
                continue
            all_but = mark.kind == does.BUT and before is not None and before.kind == does.EVERY
            still = denied and mark.kind in (does.AND, does.OR)
            denied = mark.kind == does.NOT or all_but or still
            parts.append(_Part(mark.kind, denied))
        return parts

    @property
    def is_sure(self) -> bool:
        return does.OPEN not in self.kinds and self.others <= MOST_OTHER_WORDS

    def picked(self) -> list[int] | None:
        """The options that are picked, in their order; None if that is not clear."""
        if self.clash or does.ASKS in self.kinds:
            return None
        wanted, unwanted = self._meant(denied=False), self._meant(denied=True)
        if wanted is None or unwanted is None or set(wanted) & set(unwanted):
            return None
        if not wanted:
            return self._without_a_name(unwanted)
        if does.NONE in self.kinds or self._is_left_open(wanted):
            return None
        if does.EVERY in self.kinds and len(wanted) < len(self.menu.options):
            return None
        if does.BOTH in self.kinds and len(wanted) != 2:
            return None
        return sorted(wanted)

    def _meant(self, denied: bool) -> list[int] | None:
        """The options that are named, or denied; None if a word could mean several."""
        sets = [each for part, named in self.parts_named if part.denied == denied for each in named]
        single = {at for each in sets if len(each) == 1 for at in each}
        if any(len(each) > 1 and not each & single for each in sets):
            return None
        return sorted(single)

    def _is_left_open(self, wanted: list[int]) -> bool:
        """ "1 or 2", "bingo but tea is nice too"."""
        joiners = {part.joiner for part, _ in self.parts_named[1:] if not part.denied}
        return len(wanted) > 1 and bool(joiners & {does.OR, does.BUT})

    def _without_a_name(self, unwanted: list[int]) -> list[int] | None:
        every = list(range(len(self.menu.options)))
        if does.OPEN in self.kinds or self.others > 1:
            return None
        if does.EVERY in self.kinds:
            return [each for each in every if each not in unwanted]
        if unwanted:
            return None
        if does.BOTH in self.kinds:
            return every if len(every) == 2 else None
        only_no = all(each.kind in (does.AROUND, does.NOT, does.BREAK) for each in self.marks)
        denials = {each.text for each in self.marks if each.kind == does.NOT}
        no = denials == {"no"}
        return [] if does.NONE in self.kinds or (no and only_no) else None
