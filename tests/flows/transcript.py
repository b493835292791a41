"""The transcript player: a conversation's test is what was said, line for line.

    rose: text              she writes            bot: text        we say this to her
    (/start vet)            Telegram's button     > sam: text      her befriender is told
    (contact +4477…)        shares her number     > ana: text      the coordinators are told
    (edits: text)           mends an old text     … (at once)      outside every limit
    (opted out: text)       the provider's STOP   … [button]       with the contact button
    (opted in: text)        the provider's START  (skipped: why)   what was due is not used
    (ring) (picture)        rings the number; sends no words
    (silence)               the open question has waited long enough
    (hello) (settling in)   that nudge falls due; (hello, too late) when it may no longer
    (favour due)            any nudge by its purpose; (favour 7 due) with its subject
    (2 days later)          the clock moves on, past whatever falls due on the way

What was said is compared letter for letter. The open conversation is saved to JSON and loaded
again before every line.
"""

import difflib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from flows import by_hand, router
from flows.engine import Flow
from flows.facts import NudgePlanned
from flows.router import Arrival
from tests.flows.neighbour import Neighbour, resident, stranger

LATE_BY = timedelta(hours=6)
_LATER = re.compile(r"\((an?|\d+) (minute|hour|day|week)s? later\)")
_DUE = re.compile(r"\(([a-z_]+)(?: (\d+))? due\)")
_EVENT = re.compile(r"\(((?:opted (?:in|out)|edits)): (.*)\)")
_KINDS = {"opted in": "opt_in", "opted out": "opt_out"}


def play(scene: Neighbour | Flow, script: str) -> Neighbour:
    """Play a transcript. Fails with the lines that differ. Returns the neighbour, to ask more.

    A flow is played with Rose: a stranger where it is joining, else a resident to whom it is
    begun before the first line.
    """
    wanted = [line.strip() for line in script.strip().splitlines() if line.strip()]
    heard: list[str] = []
    if isinstance(scene, Flow):
        neighbour = stranger() if scene.name == "joining" else resident()
        if scene.due:
            heard += _due(neighbour, scene.due.purpose, late=False)
    else:
        neighbour = scene
    for line in wanted:
        if not line.startswith(("bot:", "> ", "(skipped:")):
            heard += [line, *happens(neighbour, line)]
    if heard != wanted:
        raise AssertionError("\n" + "\n".join(difflib.ndiff(wanted, heard)))
    return neighbour


def happens(them: Neighbour, line: str) -> list[str]:
    """One event, and what we say to it."""
    if line.startswith(f"{them.who}: "):
        return _arrives(them, "text", line.removeprefix(f"{them.who}: "))
    if later := _LATER.fullmatch(line):
        count = 1 if later[1].startswith("a") else int(later[1])
        return _pass(them, them.now + timedelta(**{f"{later[2]}s": count}))
    if spoken := _EVENT.fullmatch(line):
        if spoken[1] == "edits":
            return them.take(by_hand.unreadable(spoken[2], them.conversation, them.world()))
        return _arrives(them, _KINDS[spoken[1]], spoken[2])
    if line.startswith(("(/start", "(contact ", "(moved ")):
        word, _, detail = line.strip("(/)").partition(" ")
        kind = {"start": "started"}.get(word, word)
        return _arrives(them, kind, line.strip("()") if word == "start" else "", detail)
    if due := _DUE.fullmatch(line):
        return _due(them, due[1], late=False, subject=int(due[2] or 0))
    if line in _ELSE:
        return _ELSE[line](them)
    raise ValueError(f"not a line of a transcript: {line}")


def _arrives(them: Neighbour, kind: str, text: str, detail: str = "") -> list[str]:
    arrival = Arrival(kind, text, detail, them.channel)
    lines = them.take(router.arrived(them.flows, arrival, them.conversation, them.world()))
    if text:
        them.last_heard, them.last_heard_at = text, them.now
    return lines


def _silence(them: Neighbour) -> list[str]:
    talk = them.conversation
    if talk is None or talk.silent_at is None:
        raise ValueError("there is no open question to be silent about")
    return _pass(them, talk.silent_at)


def _pass(them: Neighbour, until: datetime) -> list[str]:
    """The clock moves on, from due moment to due moment."""
    lines: list[str] = []
    while True:
        talk = them.conversation
        moments = {purpose: at for purpose, at in them.nudges.items() if at <= until}
        if talk and talk.silent_at and talk.silent_at <= until:
            moments["silence"] = talk.silent_at
        if not moments:
            break
        what = min(moments, key=lambda each: (moments[each], each == "silence"))
        them.now = max(them.now, moments[what])
        lines += _silent_turn(them) if what == "silence" else _due(them, what, late=False)
    them.now = until
    return lines


def _silent_turn(them: Neighbour) -> list[str]:
    talk = them.conversation
    assert talk is not None
    return them.take(router.silent(them.flows, talk, them.world()))


def _due(them: Neighbour, purpose: str, late: bool, subject: int = 0) -> list[str]:
    due_at = min(them.nudges.pop(purpose, them.now), them.now)
    nudge = NudgePlanned(purpose, due_at, LATE_BY, subject or them.subjects.pop(purpose, 0))
    return them.take(router.due(them.flows, nudge, late, them.conversation, them.world()))


_ELSE: dict[str, Callable[[Neighbour], list[str]]] = {
    "(ring)": lambda them: _arrives(them, "ring", ""),
    "(picture)": lambda them: _arrives(them, "text", "", "photo"),
    "(blocked)": lambda them: _arrives(them, "blocked", ""),
    "(silence)": _silence,
    "(hello)": lambda them: _due(them, "hello", late=False),
    "(hello, too late)": lambda them: _due(them, "hello", late=True),
    "(settling in)": lambda them: _due(them, "settling_in", late=False),
    "(settling in, too late)": lambda them: _due(them, "settling_in", late=True),
}
