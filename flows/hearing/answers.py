"""What a reply to a question means: one answer, or None when it could mean none or several.

Each kind of question lists the outcomes it can have, and a flow must lead every one of them
somewhere; that is checked when the flow is imported.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from flows.hearing.plain import plain
from flows.hearing.signals import signal


@dataclass(frozen=True, slots=True)
class Heard:
    """The outcome a reply leads to, and the value to keep (the same, unless it is words)."""

    outcome: str
    value: str


@dataclass(frozen=True, slots=True)
class Expect:
    """A kind of question: its outcomes, the labels a keyboard may offer, and how to hear it."""

    outcomes: tuple[str, ...]
    labels: tuple[str, ...]
    _heard: Callable[[str], Heard | None]

    def heard(self, text: str) -> Heard | None:
        """The one thing this text can mean here, or None."""
        return self._heard(text)


def hear(text: str, expect: Expect) -> Heard | None:
    """What a reply means to a question of this kind, or None if it is not clear."""
    return expect.heard(text)


# ── one of a few answers ────────────────────────────────────────────────────────────────────


def _table(**rows: str) -> Callable[[str], Heard | None]:
    """Hears whole messages. `rows` are outcomes, each with all it can be said in."""
    outcomes = {
        " ".join(words.split()): outcome
        for outcome, row in rows.items()
        for words in row.split("|")
    }

    def heard(text: str) -> Heard | None:
        words = plain(text)
        said = {outcomes.get(face) for face in text if face in _FACES}
        if words:
            said.add(outcomes.get(words))
        outcome = said.pop() if len(said) == 1 else None  # "fine :(" can mean two things
        return Heard(outcome, outcome) if outcome else None

    return heard


_GLAD = "\U0001f600|\U0001f603|\U0001f604|\U0001f642|\U0001f60a|\U0001f970"
_SO_SO = "\U0001f610|\U0001f615|\U0001f611"
_SORRY = "\U0001f61e|\U0001f622|\U0001f641|\U0001f62d|\U0001f614|\u2639"
_UP, _DOWN = "\U0001f44d", "\U0001f44e"
_FACES = frozenset(f"{_GLAD}|{_SO_SO}|{_SORRY}|{_UP}|{_DOWN}".split("|"))

_NOT_SAYING = """no|no thanks|no thank you|skip|pass|none|nothing|not now|not today|not this week
    |rather not|rather not say|id rather not|id rather not say"""

_MOOD = _table(
    good=f"""1|one|good|1 good|fine|very good|great|lovely|well|very well|im fine|all right
        |alright|im good|good thanks|good thank you|fine thanks|fine thank you|not bad|not too bad
        |not bad thanks|im all right|im alright|im ok|im well|happy|{_GLAD}|{_UP}""",
    soso=f"""2|two|so so|soso|2 so so|so so thanks|ok|okay|ok thanks|middling|up and down
        |not so good|not great|could be better|bit tired|tired|meh|{_SO_SO}""",
    low=f"""3|three|low|3 low|bad|sad|lonely|a bit low|a bit low this week|im low|feeling low
        |very low|down|feeling down|terrible|awful|rough|not good|not well|poorly|im lonely
        |im sad|{_SORRY}|{_DOWN}""",
    skip=_NOT_SAYING,
)

_YES_NO = _table(
    yes=f"""yes|y|yes please|yes thanks|yeah|yep|aye|ok|okay|please|please do|sure|go on then
        |oh go on then|of course|yes thank you|i would|id like that|that would be nice
        |no problem|why not|{_UP}""",
    no=f"""no|n|no thanks|no thank you|nope|nah|not for me|id rather not|rather not|not really
        |no ta|{_DOWN}""",
    later="""later|not now|not yet|not today|not this week|maybe|maybe later|ask me later
        |another time|perhaps|ask me next week""",
)


def Mood() -> Expect:
    """How somebody is: good, soso or low; or skip, if they would rather not say."""
    return Expect(("good", "soso", "low", "skip"), ("1", "2", "3"), _MOOD)


def YesNo() -> Expect:
    """A yes, a no, or not now."""
    return Expect(("yes", "no", "later"), ("YES", "NO"), _YES_NO)


# ── their own words, or skipped ─────────────────────────────────────────────────────────────

_SKIP = frozenset(" ".join(words.split()) for words in _NOT_SAYING.split("|"))
_SKIPPED = Heard("skip", "")


def _words(longest: int) -> Callable[[str], Heard | None]:
    def heard(text: str) -> Heard | None:
        if plain(text) in _SKIP:
            return _SKIPPED
        tidy = " ".join(text.split())[:longest]
        return Heard("heard", tidy) if tidy else None

    return heard


_CALLED = re.compile(
    r"(?:(?:hello|hi|yes)[ ,]+)?(?:it['\u2019]?s|it is|i['\u2019]?m|i am|my name is"
    r"|my name['\u2019]?s|(?:please |just |you can )?call me|just) +",
    re.IGNORECASE,
)
_LONGEST_NAME = 30


def _name(text: str) -> Heard | None:
    if plain(text) in _SKIP:
        return _SKIPPED
    name = _CALLED.sub("", " ".join(text.split()), count=1).strip(' .,!?:;"()')
    if not _looks_like_a_name(name) or signal(name) or _YES_NO(name):
        return None
    return Heard("heard", name if name not in (name.upper(), name.lower()) else _capitals(name))


def _looks_like_a_name(name: str) -> bool:
    letters = all(unicodedata.category(each)[0] in "LM" or each in " -'\u2019.&" for each in name)
    some = any(each.isalpha() for each in name)
    a_link = any("." in word.rstrip(".") and len(word) > 4 for word in name.split())
    return some and letters and not a_link and len(name) <= _LONGEST_NAME and name.count(" ") < 4


def _capitals(name: str) -> str:
    return name.replace("\u2019", "'").title()


# Royal Mail's pattern: one or two letters, a digit, perhaps one more; then a digit, two letters.
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")


def _postcode(text: str) -> Heard | None:
    if plain(text) in _SKIP:
        return _SKIPPED
    found = _POSTCODE.fullmatch(plain(text).upper())
    return Heard("heard", f"{found[1]} {found[2]}") if found else None


def Name() -> Expect:
    """What somebody likes to be called, or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), _name)


def FreeWords(longest: int = 500) -> Expect:
    """Anything at all in their own words, or skipped. Cut at `longest` characters."""
    return Expect(("heard", "skip"), ("SKIP",), _words(longest))


def Postcode() -> Expect:
    """A British postcode in its usual form, or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), _postcode)
