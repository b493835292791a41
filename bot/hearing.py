"""One text of another program's, heard: what `doorstep hear` answers to one line.

The names and shapes are a contract with the outside (`docs/hearing.md` has it in full).
Everything is checked here, because anybody may have written the line; what can't be used is
refused in one sentence that says how to mend it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from flows.hearing import (
    Choice,
    Expect,
    Heard,
    Mood,
    Number,
    Phone,
    Postcode,
    Scale,
    Scene,
    SignalHeard,
    When,
    YesNo,
    signal,
)

Answer = str | int | float | list[str] | Mapping[str, str | None] | None

SIGNALS: Final = frozenset("stop start help pause wrong_number person urgent concern".split())
"""The signals that others are told of. The rest, such as thanks, matter to our own flows only."""

KINDS: Final = "any yes_no number scale mood when postcode phone choice".split()

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]{2,8})*")
_YEARS: Final = range(1900, 3000)  # so that a month earlier or later is always a moment too


class BadRequest(Exception):
    """A line can't be used. The text is one sentence that says how to mend it."""


@dataclass(frozen=True, slots=True)
class Request:
    """One text, and what it is heard in. kind: what was asked. expect: None if nothing was."""

    text: str
    kind: str
    expect: Expect | None
    scene: Scene


def answered(asked: Any, now: datetime, zone: str, why: bool = False) -> dict[str, Any]:
    """The answer to one line: its signal, its answer, and whether that is sure.

    now, zone: for lines that don't say. A signal goes first: beside a sure one, an answer that
    is not sure is left out. `sure` is true if everything told can mean just this: the signal,
    if there is one, and the answer. An answer of null is sure if they would rather not say, if
    a signal was heard in its stead, or if nothing was asked (`any`). For `any` the one answer
    there may be is the day from which somebody who pauses can be written to again.
    Raises BadRequest.
    """
    request = _request(asked, now, zone)
    found = signal(request.text, request.scene)
    heard = request.expect.heard(request.text, request.scene) if request.expect else None
    told: dict[str, Any] = _told(request, found, heard)
    return {**told, "why": _why(found, heard)} if why else told


def _told(request: Request, found: SignalHeard | None, heard: Heard | None) -> dict[str, Any]:
    shown = _shown(found)
    if shown and shown.sure and heard and not heard.sure:
        heard = None
    something = shown or heard or not request.expect
    return {
        "signal": shown.signal.value if shown else None,
        "answer": _until(shown) if request.expect is None else _answer(heard, request.kind),
        "sure": bool(something and (not shown or shown.sure) and (not heard or heard.sure)),
    }


def _shown(found: SignalHeard | None) -> SignalHeard | None:
    """The signal that others are told of; of a wish of our own flows only the worry in it."""
    if found and found.signal.value not in SIGNALS and found.also:
        found = SignalHeard(found.also, sure=False, why=found.why)
    return found if found and found.signal.value in SIGNALS else None


def _until(found: SignalHeard | None) -> Answer:
    return found.until.isoformat() if found and found.until else None


def _answer(heard: Heard | None, kind: str) -> Answer:
    if heard is None or heard.outcome == "skip" or not heard.value:
        return None
    if kind in ("number", "scale"):
        return float(heard.value) if "." in heard.value else int(heard.value)
    if kind == "choice" and heard.outcome != "one":
        several: list[str] = json.loads(heard.value)
        return several
    start, between, end = heard.value.partition("/") if kind == "when" else (heard.value, "", "")
    return {"start": _side(start), "end": _side(end)} if between else start


def _side(moment: str) -> str | None:
    """One end of a stretch of time; None where it is open, as in "after 3"."""
    return None if moment == ".." else moment


def _why(found: SignalHeard | None, heard: Heard | None) -> str:
    """What decided, as "signal stop: leave me alone; answer no: rather not"."""
    rules = (("signal", found and found.signal, found), ("answer", heard and heard.outcome, heard))
    return "; ".join(f"{what} {name}: {rule.why}" for what, name, rule in rules if rule)


# ── what may be asked ───────────────────────────────────────────────────────────────────────


def _request(asked: Any, now: datetime, zone: str) -> Request:
    if not isinstance(asked, Mapping):
        raise BadRequest('a line must be an object such as {"text": "oh go on then"}')
    text = asked.get("text")
    if not isinstance(text, str):
        raise BadRequest('"text" must be there, and be a text')
    zone = zone_named(asked.get("zone"), zone)
    scene = Scene(_now(asked.get("now"), now, zone), zone, _language(asked.get("language")))
    kind = asked.get("expect") or "any"
    return Request(text, kind, expect_of(kind, asked.get("options")), scene)


def expect_of(kind: Any, options: Any = None) -> Expect | None:
    """What is asked by a name of KINDS: None for `any`. Raises BadRequest."""
    if kind not in KINDS:
        raise BadRequest(f'"expect" must be one of {", ".join(KINDS)}')
    if kind == "any":
        return None
    return _choice(_options(options)) if kind == "choice" else _kinds()[kind]


@cache
def _kinds() -> Mapping[str, Expect]:
    return {
        "yes_no": YesNo(),
        "number": Number(),
        "scale": Scale(),
        "mood": Mood(),
        "when": When(),
        "postcode": Postcode(),
        "phone": Phone(),
    }


@lru_cache(maxsize=256)
def _choice(options: tuple[str, ...]) -> Expect:
    return Choice(*options)


def _options(options: Any) -> tuple[str, ...]:
    if not isinstance(options, list) or not options:
        raise BadRequest('"options" must list the choices, such as ["tea", "coffee"]')
    if not all(isinstance(each, str) and each.strip() for each in options):
        raise BadRequest('each of "options" must be a text, and not empty')
    return tuple(options)


def zone_named(zone: Any, usual: str) -> str:
    """The time zone of this name, or the usual one if none is named. Raises BadRequest."""
    try:
        return ZoneInfo(usual if zone in (None, "") else zone).key
    except (KeyError, ValueError, OSError, TypeError):  # OSError for a directory's name
        raise BadRequest('"zone" must be a time zone such as Europe/London') from None


def _now(now: Any, usual: datetime, zone: str) -> datetime:
    if now in (None, ""):
        return usual
    try:
        moment = datetime.fromisoformat(now)
    except (ValueError, TypeError):
        raise BadRequest('"now" must be a moment such as 2026-11-22T09:30') from None
    if moment.year not in _YEARS:
        raise BadRequest('"now" must be a moment between the years 1900 and 2999')
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _language(language: Any) -> str:
    if language in (None, ""):
        return ""
    code = _LANGUAGE.fullmatch(language) if isinstance(language, str) else None
    if code is None:
        raise BadRequest('"language" must be two letters, such as en or cy')
    return code[1].lower()
