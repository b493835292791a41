"""Whom MINE, DONE and WHO are about: whoever is named, else whoever they were told of last. Pure.

Nobody is closed, or claimed, by a guess: where it may be one of several, it is asked which.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Final

from flows.concerns.in_words import since
from flows.concerns.levels import LOOK, URGENT, in_few_words
from flows.coordinators.naming import whom
from flows.engine import OPENING, Ask
from flows.hearing import Choice, Expect
from flows.steps import expects
from flows.talk import Talk
from flows.words import shortened
from flows.world.concerns import Caring, OpenConcern

AN_HOUR: Final = timedelta(hours=1)
"""How long a question of ours waits for one of the team."""

SHOWN: Final = 4
"""People to choose from at once."""

CROSSED: Final = timedelta(minutes=2)
"""How long after something urgent a DONE may well be about what was before it."""


def words(talk: Talk) -> str:
    """What followed the word that began this."""
    return talk.said.get(OPENING, "") or talk.answers.get("asked", "")


def caring(talk: Talk) -> Caring:
    """What is open to them."""
    return talk.world.caring or Caring()


def about(talk: Talk, people: Iterable[int]) -> tuple[OpenConcern, ...]:
    """All that is open about these people, the gravest first."""
    theirs = set(people)
    return tuple(each for each in caring(talk).open if each.about in theirs)


def named(talk: Talk) -> tuple[int, ...] | None:
    """Whom the words name of those who are open to them; None: they name nobody."""
    found = whom(words(talk), talk.world.named)
    if not found.people:
        return None
    there = {each.about for each in caring(talk).open}
    return tuple(each.id for each in found.people if each.id in there)


def rest(talk: Talk) -> str:
    """The words without the name, or whatever stands for all of them."""
    found = whom(words(talk), talk.world.named).rest
    return "" if _all_of_them(found) else found


def _all_of_them(said: str) -> bool:
    return said.casefold().strip(" .,!") in _ALL


_ALL = frozenset("both|all|all of them|them all|everyone|everybody|both of them|the lot".split("|"))


def to_claim(talk: Talk) -> tuple[int, ...]:
    """Whom MINE can mean: whoever is named, else what is urgent, else whom they heard of last."""
    if (theirs := named(talk)) is not None:
        return theirs
    told = caring(talk).told
    free = [each for each in told if _free(about(talk, [each]))]
    urgent = [each for each in free if _is(about(talk, [each]), URGENT)]
    return tuple(urgent or free[:1] or told[:1])


def to_close(talk: Talk) -> tuple[int, ...]:
    """Whom DONE can mean: whoever is named; else whom they have in hand, what they were told of and
    is more than a look, and whom they heard of last. One of these is clear; several are asked.
    """
    if (theirs := named(talk)) is not None:
        return theirs
    me, told = talk.world.person.id, caring(talk).told
    mine = [each.about for each in caring(talk).open if each.claimed_by == me]
    grave = [
        each
        for each in told
        if any(one.level != LOOK and one.claimed_by in (0, me) for one in about(talk, [each]))
    ]
    return tuple(dict.fromkeys([*mine, *grave, *told[:1]]))


def unseen(talk: Talk, theirs: tuple[OpenConcern, ...]) -> tuple[OpenConcern, ...]:
    """What is urgent of these and they can hardly mean: they were not told of it; or so lately that
    what they say may be of something before it, and nobody has it in hand.
    """
    urgent = [
        each for each in theirs if each.level == URGENT and each.claimed_by != talk.world.person.id
    ]
    return tuple(each for each in urgent if not each.told or _may_cross(each, theirs, talk))


def _may_cross(one: OpenConcern, theirs: tuple[OpenConcern, ...], talk: Talk) -> bool:
    lately = not one.claimed_by and talk.world.now - one.raised_at < CROSSED
    before = (each for each in theirs if each.about == one.about)
    return lately and any(each.raised_at < one.raised_at for each in before)


def _free(theirs: tuple[OpenConcern, ...]) -> bool:
    return any(not each.claimed_by for each in theirs)


def _is(theirs: tuple[OpenConcern, ...], level: str) -> bool:
    return any(each.level == level for each in theirs)


# ── which of several ────────────────────────────────────────────────────────────────────────


def kept(talk: Talk, people: tuple[int, ...]) -> Mapping[str, str]:
    """What is kept of whom it can be, so that an answer later means what was shown."""
    shown = people[:SHOWN]
    labels = [_label(talk, each) for each in shown]
    alike = [each for each in labels if labels.count(each) > 1]
    labels = [
        f"{each} p{who}" if each in alike else each for each, who in zip(labels, shown, strict=True)
    ]
    all_of_them = "yes" if _all_of_them(words(talk)) and people == shown else ""
    people_shown = json.dumps(dict(zip(labels, shown, strict=True)))
    return {"asked": words(talk), "people": people_shown, "all": all_of_them}


def _label(talk: Talk, person_id: int) -> str:
    first = about(talk, [person_id])[0]
    return shortened(first.who, 20)


def _people(talk: Talk) -> dict[str, int]:
    found: dict[str, int] = json.loads(talk.answers.get("people", "{}"))
    return found


def chosen(talk: Talk) -> tuple[int, ...]:
    """Whom it is about, once that is clear."""
    people = _people(talk)
    picked = talk.answers.get("which")
    if picked is None:
        clear = len(people) == 1 or talk.answers.get("all")
        return tuple(people.values()) if clear else ()
    several = json.loads(picked) if picked.startswith("[") else [picked]
    return tuple(people[each] for each in several if each in people)


@expects("one", "several", "none")
def which_one(talk: Talk) -> Expect:
    """What the question which of several listens for."""
    return Choice(*_people(talk))


def asks_which(then: Callable[[Talk], str]) -> Ask:
    """Asks which of several it is about; `then` where that is clear."""
    return Ask(
        "which",
        hears=which_one,
        wait=AN_HOUR,
        gives_way=True,
        one=then,
        several=then,
        none="left",
        silence=None,
        unclear="left",
    )


def in_words(talk: Talk) -> dict[str, str]:
    """Whom it is about, where to ring them, who has them in hand, and whom there are to choose."""
    theirs = about(talk, chosen(talk))
    names = list(dict.fromkeys(shortened(each.who, 30) for each in theirs))
    numbered = " ".join(f"{nth} {label}" for nth, label in enumerate(_people(talk), start=1))
    claimers = [each.claimer for each in theirs if each.claimer]
    return {
        "about": " and ".join(names) or talk.answers.get("who", "them"),
        "reach": theirs[0].reach if len(names) == 1 else "when you can",
        "claimer": claimers[0] if claimers else "Somebody",
        "which": numbered,
        "called": whom(words(talk), talk.world.named).called or "them",
    }


def line(talk: Talk, theirs: tuple[OpenConcern, ...]) -> str:
    """One person in a list: "Rose: low twice running, since Mon (Ana has it)"."""
    first, zone = theirs[0], talk.world.person.zone
    has = next((each.claimer for each in theirs if each.claimer), "")
    claimed = f", {shortened(has, 15)} has it" if has else ""
    when = since(min(each.raised_at for each in theirs), talk.world.now, zone)
    return f"{shortened(first.who, 20)}: {in_few_words(first.kind)}, {when}{claimed}."
