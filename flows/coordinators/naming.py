"""Whom the words of one of the team name: one person, several to choose from, or nobody.

`find` reads the words against people's names, forgiving of case, titles, "Rose's" and surnames.
A flow of the team that is about somebody begins with `Ask("whom", opening=True, …)`, sees `named`,
and looks with `meant(talk)`; where that is several it asks which, with `which` and `which_one`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from flows.hearing import Choice, Expect
from flows.hearing.tables import lines
from flows.steps import expects
from flows.talk import Talk
from flows.words import shortened
from flows.world.naming import Named, NamedPerson, folded, parts_of

SHOWN: Final = 4
"""People of one name who are shown to choose from: more are asked for in other words."""

WHOM: Final = "whom"
"""The step whose answer has the name in it."""

WHICH: Final = "which"
"""The step that asks which of several."""

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019`][^\W_]+)*")
_BETWEEN = re.compile(r"[\s.\-]*")
_NUMBERED = re.compile(r"\bp ?#?(?P<id>\d{1,12})\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['\u2019`]s$", re.IGNORECASE)
_ALSO_WORDS: Final = frozenset(
    "will may august mark bill hope art drew rich west hall king price day long church green brown"
    " white black cook cross page bell ball lane field park good case chance lord love small still"
    " young wood swift wells bond marsh mills".split()
)
"""Names that are words too: in the middle of words they count with a capital, or beside a name."""


# ── reading ─────────────────────────────────────────────────────────────────────────────────


class Token(NamedTuple):
    """A word as it was written, where it is, and what it may be a part of a name as."""

    text: str
    start: int
    end: int
    parts: tuple[str, ...]


def tokens(words: str) -> list[Token]:
    """The words that may be a name, in order: "Rose's" as rose."""
    return [Token(m[0], m.start(), m.end(), _as_parts(m[0])) for m in _TOKEN.finditer(words)]


def _as_parts(text: str) -> tuple[str, ...]:
    bare = folded(_POSSESSIVE.sub("", text))
    plural = (bare[:-1],) if bare.endswith("s") and len(bare) > 3 and bare == folded(text) else ()
    return (bare, *plural)


def numbered(words: str) -> dict[int, tuple[int, int]]:
    """Who is named by their number, as "p19", and where."""
    return {int(m["id"]): m.span() for m in _NUMBERED.finditer(words)}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be named: the parts of their name, the first one first."""

    person: NamedPerson
    parts: tuple[str, ...]


def known(person: NamedPerson) -> Known:
    """Somebody, to be looked for by their name."""
    return Known(person, parts_of(person.name))


def find(
    words: str, people: Collection[Known], slips: Mapping[str, str] | None = None
) -> tuple[NamedPerson, ...]:
    """Those of these people whom the words name, in the order they are named.

    slips: parts of names by the words that are misspellings of them.
    """
    by_part: dict[str, list[Known]] = {}
    for each in people:
        for part in each.parts:
            by_part.setdefault(part, []).append(each)
    found: list[NamedPerson] = []
    for run, theirs in _runs(words, by_part, slips or {}):
        start, end = run[0].start, len(_POSSESSIVE.sub("", words[: run[-1].end]))
        first = [each for each in theirs if each.parts[0] in run[0].parts]
        for each in first or theirs:
            found.append(_at(each.person, (start, end), words))
    found += [
        _at(each.person, span, words)
        for number, span in numbered(words).items()
        for each in people
        if each.person.id == number
    ]
    return tuple(sorted(found, key=lambda each: each.span))


def _at(person: NamedPerson, span: tuple[int, int], words: str) -> NamedPerson:
    return replace(person, span=span, called=words[slice(*span)])


Run = tuple[list[Token], list[Known]]


def _runs(
    words: str, by_part: Mapping[str, list[Known]], slips: Mapping[str, str]
) -> Iterator[Run]:
    """Words beside each other that can be one name, with those whose name they are."""
    every = tokens(words)
    run: list[Token] = []
    theirs: list[Known] = []
    doubtful = False
    for token in every:
        here = _called(token, by_part, slips)
        beside = bool(run) and _BETWEEN.fullmatch(words[run[-1].end : token.start]) is not None
        both = [each for each in theirs if each in here] if beside else []
        if not both and beside and len(token.text) == 1 and token.text not in "aiAI":
            both = [each for each in theirs if _has_initial(each, token.parts[0])]
        if both:
            run, theirs, doubtful = [*run, token], both, False
            continue
        if run and not doubtful:
            yield run, theirs
        run, theirs = ([token], here) if here else ([], [])
        doubtful = bool(run) and _may_be_a_word(token, words, every)
    if run and not doubtful:
        yield run, theirs


def _called(
    token: Token, by_part: Mapping[str, list[Known]], slips: Mapping[str, str]
) -> list[Known]:
    for part in token.parts:
        if part in by_part:
            return by_part[part]
    return next((by_part[slips[p]] for p in token.parts if slips.get(p) in by_part), [])


def _has_initial(each: Known, letter: str) -> bool:
    return any(part.startswith(letter) for part in each.parts[1:])


def _may_be_a_word(token: Token, words: str, every: list[Token]) -> bool:
    """Whether it is an ordinary word where it stands: "I will", but "Will" and "will: …"."""
    if token is every[0]:
        return token.parts[0] in lines("english/no_names")
    if token.parts[0] not in lines("english/no_names") | _ALSO_WORDS:
        return False
    return words.isupper() or not token.text[:1].isupper()


def may_be_slips(words: str, exact: Collection[str]) -> tuple[str, ...]:
    """The words that may be a misspelt name, where nobody is called just so: of the first few."""
    every = tokens(words)[:MAY_BE_SLIPS]
    return tuple(
        each.parts[0]
        for each in every
        if len(each.parts[0]) >= SHORTEST_SLIP
        and not set(each.parts) & set(exact)
        and each.parts[0].isalpha()
        and not _is_a_word(each)
    )


MAY_BE_SLIPS: Final = 5
SHORTEST_SLIP: Final = 4


def _is_a_word(token: Token) -> bool:
    part = token.parts[0]
    written = token.text[:1].isupper() and not token.text.isupper()
    if part in lines("english/no_names"):
        return True
    return part in lines("english/real_words") and not written


# ── who is meant ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom words name first: one person, several people of one name, or nobody.

    called: what the words call them. rest: the words without that name, tidied. others: those
    who are named after them. wrong_role: whom they name instead, who is no `role`.
    """

    people: tuple[NamedPerson, ...] = ()
    called: str = ""
    rest: str = ""
    others: tuple[NamedPerson, ...] = ()
    wrong_role: tuple[NamedPerson, ...] = ()

    @property
    def one(self) -> NamedPerson | None:
        """The one who is meant, if that is clear."""
        return self.people[0] if len(self.people) == 1 else None

    @property
    def several(self) -> bool:
        """Whether it has to be asked which."""
        return len(self.people) > 1


def whom(words: str, named: Named | None, role: str = "") -> Whom:
    """Whom these words name first; with `role` only people who have it."""
    everybody = named.people if named else ()
    fitting = [each for each in everybody if not role or role in each.roles]
    if not fitting:
        return Whom(rest=_tidy(words), wrong_role=tuple(everybody))
    first = fitting[0]
    theirs = tuple({each.id: each for each in fitting if each.span == first.span}.values())
    others = tuple(each for each in fitting if each.span != first.span)
    return Whom(theirs, first.called, without(words, first.called), others)


def without(words: str, *called: str) -> str:
    """The words without these names."""
    for each in called:
        at = words.casefold().find(each.casefold())
        if each and at >= 0:
            before, after = words[:at], words[at + len(each) :]
            before = re.sub(r"\b(?:mr|mrs|miss|ms|mx|dr)\.? *$", "", before, flags=re.IGNORECASE)
            words = f"{before} {after if before.strip() else _MARK.sub('', after)}"
    return _tidy(words)


_MARK = re.compile(r"^\s*(?:['\u2019`]s\b)?\s*[:,;.\u2013\u2014-]*\s*")


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:-\u2013\u2014")


# ── in a flow ───────────────────────────────────────────────────────────────────────────────


def meant(talk: Talk, role: str = "") -> Whom:
    """Whom the answer to `whom` names: with the answer to `which`, the one that was chosen."""
    named = talk.world.named
    found = whom(talk.answers.get(WHOM, ""), named, role)
    chosen = talk.answers.get(WHICH, "")
    if found.several and chosen:
        people = tuple(each for each in found.people if _label(each, found.people) == chosen)
        return Whom(people or found.people, found.called, found.rest, found.others)
    return found


def which(role: str = "") -> Callable[[Talk], Expect]:
    """What the question which of several listens for: `one`, `several` or `none`."""

    @expects("one", "several", "none")
    def one_of_them(talk: Talk) -> Expect:
        return Choice(*_labels(meant(talk, role).people))

    return one_of_them


def in_words(found: Whom) -> dict[str, str]:
    """For wordings: `called` as they were called, `which` the people to choose from, numbered."""
    labels = _labels(found.people)
    numbered = " ".join(f"{nth} {label}" for nth, label in enumerate(labels, start=1))
    more = " (and more: give the surname, or a number such as p19)"
    many = len(found.people) > SHOWN
    called = found.called or "them"
    named = found.one.name if found.one else called
    return {"called": called, "which": numbered + more * many, "neighbour": named}


def _labels(people: tuple[NamedPerson, ...]) -> list[str]:
    return [_label(each, people) for each in people[:SHOWN]]


def _label(each: NamedPerson, people: tuple[NamedPerson, ...]) -> str:
    """ "Rose A (SO16, visited by Sam)"; with their number where that tells two not apart."""
    alike = sum((one.name, one.about) == (each.name, each.about) for one in people) > 1
    about = shortened(each.about, 30)
    if alike or not about:
        about = f"{about}, p{each.id}" if about else f"p{each.id}"
    return f"{shortened(each.name, 20)} ({about})"
