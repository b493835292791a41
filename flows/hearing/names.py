"""What somebody likes to be called: "it's Dot", "rose but everyone calls me Rosie", "Mrs Patel".

The words that a name stands between are in `english/names.yaml`, and for other languages under
`names` in their tables; `english/no_names.txt` has words that are no names.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.plain import Said, plain, said
from flows.hearing.replies.yes_no import yes_no
from flows.hearing.scene import Scene
from flows.hearing.signals import signal
from flows.hearing.tables import lines, table
from flows.hearing.tongues.tables import codes

LONGEST_NAME: Final = 30
MOST_WORDS: Final = 4
MOST_BESIDE: Final = 8
"""Words beside a name that nothing introduces, beyond which it may be part of a story."""
LONGEST_TEXT: Final = 400

LIKED, TOLD, BARE = 3, 2, 1
"""How a name was said: "call me Dot", "it's Dot", "Dot". The first that there is counts."""

_LONGEST_PHRASE: Final = 6
_MARKS = re.compile(
    r'([!?;:,()\[\]{}"\u201c\u201d\u2026\u060c\u0964\u06d4\u061f\n/])|(?<=\s)-+(?=\s)'
)
_LINK = re.compile(r"://|www\.|@|\.(?:com|org|net|uk|co|info)\b", re.IGNORECASE)
_ENDS: Final = '!?;:,()[]{}"\u201c\u201d\u2026\u060c\u0964\u06d4\u061f\n/-.'
_AROUND: Final = "'\u2019*_~-"
_TURNS: Final = frozenset({"but", "although", "or", "/"})
_OPEN: Final = frozenset({"anything", "anyone", "anybody", "nothing"})  # "anything but Maureen"


def Name() -> Expect:
    """What somebody likes to be called, or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), name)


def name(heard: Said, scene: Scene) -> Heard | None:
    """The name in a text, or None if it holds none, or leaves it open which."""
    if declined(heard):
        return SKIPPED
    if len(heard.raw) > LONGEST_TEXT or _LINK.search(heard.raw):
        return None
    clauses = list(_clauses(heard.raw))
    found = [each for clause in clauses if (each := _read(clause))]
    found = [each for each in found if not _is_polite(each.name)] or found
    best = max((each.level for each in found), default=0)
    if found and found[-1].turn == "but" and found[-1].level > BARE:
        best, found = found[-1].level, found[-1:]
    names = list(dict.fromkeys(each.name for each in found if each.level == best))
    if not names or any(each.turn == "or" for each in clauses):
        return None
    if best == BARE and (_is_a_story(clauses) or _means_something_else(names[0], scene)):
        return None
    if len(names) > 1 and best > BARE:
        return None
    return Heard("heard", names[0], sure=len(names) == 1, why=_WHY[best])


_WHY: Final = {LIKED: "what they like to be called", TOLD: "what they say they are", BARE: "a name"}


def _is_polite(text: str) -> bool:
    """ "Proszę" beside a name is none; but somebody may be called Del, though it is Welsh."""
    return "polite" in _phrases().get(plain(text), frozenset())


def _is_a_story(clauses: "list[_Clause]") -> bool:
    return sum(len(each.words) for each in clauses) > MOST_BESIDE + 1


def _means_something_else(text: str, scene: Scene) -> bool:
    answer = yes_no(said(text), scene)
    is_answer = answer is not None and answer.sure and answer.value != "maybe"  # May is a name
    return is_answer or signal(text, scene) is not None


# ── clauses ─────────────────────────────────────────────────────────────────────────────────


class _Clause(NamedTuple):
    """Words between two marks. turn: "but" or "or", if it comes after one of these."""

    words: list[str]
    turn: str = ""
    asks: bool = False


def _clauses(text: str) -> Iterator[_Clause]:
    """A text in pieces; the dot of "Mrs. Patel" ends none."""
    words, turn = list[str](), ""
    for word in _MARKS.sub(r" \g<0> ", "".join(map(_without_face, text))).split():
        bare = word.strip(_AROUND)
        if word in _ENDS or (plain(bare) in _TURNS and plain(" ".join(words[-1:])) not in _OPEN):
            yield _Clause(words, turn, word in "?\u061f")
            words = []
            turn = {"or": "or", "/": "or"}.get(plain(bare) or word, "but" if word.isalpha() else "")
        elif bare.endswith(".") and not _is_shortened(bare):
            yield _Clause([*words, bare.rstrip(".")], turn)
            words, turn = [], ""
        elif bare:
            words.append(bare)
    yield _Clause(words, turn)


def _is_shortened(word: str) -> bool:
    """ "Mrs." and the "J." of "J. Smith"."""
    return len(word) == 2 or plain(word) in _titles()


def _without_face(each: str) -> str:
    kind = unicodedata.category(each)
    return "!" if kind in ("So", "Sk", "Me") and each not in "^`" else "" if kind == "Cf" else each


# ── a name in a clause ──────────────────────────────────────────────────────────────────────


class _Candidate(NamedTuple):
    name: str
    level: int
    turn: str


def _read(clause: _Clause) -> _Candidate | None:
    """The name in a clause, if it is little else."""
    if clause.asks:
        return None
    words = list(_with_is(clause.words))
    bare = [plain(each) for each in words]
    end, liked = _end(bare, 0)
    start, level = _introduced(bare[:end])
    if level < 0:
        return None
    level, words = LIKED if liked else level, words[start:end]
    if not _is_name(words, bare[start:end], level):
        return None
    return _Candidate(_written(words), level, clause.turn)


def _introduced(bare: list[str]) -> tuple[int, int]:
    """Where a name would begin, and how it is introduced; below 0 for a name that is not meant."""
    at, level = 0, BARE
    for start in range(len(bare)):
        kind, length = _phrase_at(bare, start, ("likes", "is", "not"))
        if kind == "not" and start <= at:
            return at, -1
        if kind in ("likes", "is") and (start <= at or kind == "likes" or length > 2):
            at, level = start + length, max(level, LIKED if kind == "likes" else TOLD)
        elif start == at and (before := _phrase_at(bare, at, ("before",))[1]) < len(bare) - at:
            at += before
    return at, level


def _with_is(words: list[str]) -> Iterator[str]:
    """ "Fred's fine" as "Fred is fine"."""
    for at, word in enumerate(words):
        rest = plain(" ".join(["is", *words[at + 1 :]]))
        if word[-2:] in ("'s", "\u2019s") and _phrases().get(rest, frozenset()) & {
            "after",
            "liked",
        }:
            yield from (word[:-2], "is")
        else:
            yield word


def _end(bare: list[str], start: int) -> tuple[int, bool]:
    """Where a name ends: before "please", "short for Dorothy"; and whether "to my friends"."""
    end, liked = len(bare), False
    for at in range(start + 1, len(bare)):
        if _phrase_at(bare, at, ("not",))[1]:
            end = at
            break
    at = start + 1
    while at < end:
        kind, length = _phrase_at(bare[:end], at, ("liked", "after", "polite"))
        if length == end - at or (set(bare[at]) == {"x"} and at == end - 1):
            end, liked, at = at, liked or kind == "liked", start
        at += 1
    return end, liked


def _is_name(words: list[str], bare: list[str], level: int) -> bool:
    """Whether these words are a name, if they were said in this way."""
    fits = 0 < len(words) <= MOST_WORDS and len(" ".join(words)) <= LONGEST_NAME
    if not fits or not all(map(_is_made_of_letters, words)) or words[-1][-2:] in ("'s", "\u2019s"):
        return False
    no_names = lines("english/no_names")
    if bare[0] in _titles() and len(bare) > 1:
        return bare[0] in _listed("surely_titles") or bare[1] not in no_names
    if level == LIKED:
        is_proper = words[0][0].isupper() and not words[0].isupper()
        return bare[0] not in _listed("no_likes") and (is_proper or no_names.isdisjoint(bare))
    if not no_names.isdisjoint(_without_and(bare)):
        return False
    if level == TOLD:
        return not (bare[0].endswith("ing") and words[0].islower())  # "im knitting"
    is_initial = len(words[-1]) == 1
    return len("".join(bare)) > 1 and (len(words) < MOST_WORDS or "and" in bare or is_initial)


def _without_and(bare: list[str]) -> list[str]:
    """ "Rose and Tom": what is joined."""
    return [each for at, each in enumerate(bare) if each != "and" or at in (0, len(bare) - 1)]


def _is_made_of_letters(word: str) -> bool:
    letters = all(unicodedata.category(each)[0] in "LM" or each in "-'\u2019.&" for each in word)
    return letters and (any(map(str.isalpha, word)) or word == "&") and "." not in word[:-1]


# ── how a name is written ───────────────────────────────────────────────────────────────────


def _written(words: list[str]) -> str:
    if len(words) > 2 and all(len(each) == 1 for each in words):
        words = ["".join(words)]  # spelt out
    text = " ".join(words).replace("\u2019", "'").strip(" -'")
    all_alike = text in (text.upper(), text.lower())
    return " ".join(map(_with_a_capital, text.split())) if all_alike else text


def _with_a_capital(word: str) -> str:
    """ "o'brien" as "O'Brien", "MCDONALD" as "McDonald"; "TJ" stays."""
    if word.isupper() and len(word) == 2 and (word[1] == "J" or not set(word) & set("AEIOUY")):
        return word
    if word in ("and", "AND"):
        return "and"
    word = word.title()
    if word.startswith("Mc") and len(word) > 3:
        return f"Mc{word[2:].title()}"
    return word


# ── the tables ──────────────────────────────────────────────────────────────────────────────


def _phrase_at(bare: list[str], at: int, kinds: tuple[str, ...]) -> tuple[str, int]:
    """The longest phrase of these kinds that begins here, and how many words it has."""
    for length in range(min(_LONGEST_PHRASE, len(bare) - at), 0, -1):
        kind = _phrases().get(" ".join(bare[at : at + length]), frozenset())
        for each in kinds:
            if each in kind:
                return each, length
    return "", 0


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """What a name stands between, in every language, each with what that may be."""
    found: dict[str, frozenset[str]] = {}
    tables = [
        table("english/names"),
        *(table(f"languages/{code}").get("names", {}) for code in codes()),
    ]
    tables += [{"polite": table(f"languages/{code}").get("polite")} for code in codes()]
    for each in tables:
        for kind in ("is", "likes", "liked", "not", "before", "after", "polite"):
            for phrase in str(each.get(kind) or "").split("|"):
                words = plain(phrase)
                found[words] = found.get(words, frozenset()) | {kind}
    found.pop("", None)
    return found


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("english/names")[name].split())


def _titles() -> frozenset[str]:
    return _listed("titles")
