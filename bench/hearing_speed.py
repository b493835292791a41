"""How long hearing takes: each kind over every text, the first of all, the import, the memory.

In time of a processor: what others do on the machine meanwhile is left out.
"""

import gc
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from bench.hearing_data import Row
from bench.hearing_scores import NOW
from bench.report import Broken
from bot.hearing import KINDS, answered, expect_of
from flows.hearing import Scene, signal
from flows.hearing.plain import said

ROUNDS: Final = 5
REACH: Final = (0.5, 5.0)  # milliseconds: median, and 99 in 100
OPTIONS: Final = ("knitting", "a walk", "gardening", "tea and a chat")

ENGLISH: Final = Scene(NOW)
ANYBODY: Final = Scene(NOW, language="")
"""Somebody whose English is on file, and somebody of whom nothing is known."""

FRESH: Final = 2_000  # texts that a process which has heard nothing yet hears

ALONE: Final = """
import json, os, sys, time
def memory():
    pages = int(open("/proc/self/statm").read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
least, before = memory(), time.process_time()
import flows.hearing
imported = time.process_time() - before
from datetime import UTC, datetime
from bot.hearing import KINDS, expect_of
now = datetime.now(UTC)
scene, text = flows.hearing.Scene(now, language=""), "I can't do Tuesday, maybe half 2 next week"
kinds = [expect_of(kind, ["tea", "coffee"]) for kind in KINDS if kind != "any"]
before = time.process_time()
flows.hearing.signal(text, scene)
signal = time.process_time() - before
for kind in kinds: kind.heard(text, scene)
every = time.process_time() - before
took = []
for text in json.load(sys.stdin):
    before = time.process_time_ns()
    flows.hearing.signal(text, scene)
    took.append(time.process_time_ns() - before)
found = {"import": imported, "signal": signal, "every": every, "memory": memory() - least}
print(json.dumps([found, took]))
"""
"""A process of its own, in which nothing was imported or heard before."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How long one thing takes over many texts, in milliseconds, and what there is to reach."""

    what: str
    count: int
    median: float
    p99: float
    worst: float
    at_most: tuple[float, float] | None = None  # median, p99

    @property
    def reached(self) -> bool | None:
        """Whether both are quick enough; None for a yardstick."""
        if self.at_most is None:
            return None
        return self.median <= self.at_most[0] and self.p99 <= self.at_most[1]


def speeds(rows: Sequence[Row]) -> list[Speed]:
    """Signals and every kind of answer, each text heard alone; and two yardsticks beside them."""
    texts = [row.text for row in rows]
    known = dict.fromkeys(texts)
    found = [
        measured("yardstick: look the text up in a dict", known.get, texts),
        measured("yardstick: its words alone, said()", said, texts),
    ]
    found.append(
        measured("signal, of an English person", partial(signal, scene=ENGLISH), texts, REACH)
    )
    found.append(measured("signal, of anybody", partial(signal, scene=ANYBODY), texts, REACH))
    for kind in KINDS:
        if expect := expect_of(kind, list(OPTIONS)):
            run = partial(expect.heard, scene=ANYBODY)
            found.append(measured(f"{kind}, of anybody", run, texts, REACH))
    found.append(measured("a line of doorstep hear: signal and when", _line, texts, REACH))
    return found


def _line(text: str) -> object:
    return answered({"text": text, "expect": "when"}, NOW, ANYBODY.zone)


def measured(
    what: str,
    run: Callable[[str], object],
    texts: Sequence[str],
    at_most: tuple[float, float] | None = None,
) -> Speed:
    """How long this takes for each text. Warmed up on a few; rubbish is collected in between."""
    for text in texts[:50]:
        run(text)
    gc.collect()
    took = []
    for text in texts:
        before = time.thread_time_ns()
        run(text)
        took.append(time.thread_time_ns() - before)
    return _speed(what, took, at_most)


def _speed(what: str, took: Sequence[int], at_most: tuple[float, float] | None) -> Speed:
    """took: of each, in nanoseconds."""
    each = [nanoseconds / 1e6 for nanoseconds in sorted(took)]
    return Speed(
        what, len(each), each[len(each) // 2], each[len(each) * 99 // 100], each[-1], at_most
    )


def alone(rows: Sequence[Row], rounds: int = ROUNDS) -> tuple[dict[str, float], Speed]:
    """Medians of a process of its own: `import` (s), `signal` and `every` (ms), `memory` (MB).

    signal: the first signal of all. every: that and the first answer of every kind, which is
    when tables are read. memory: what all that adds to a bare Python. And how quick it is with
    its first texts after that, while phrases are made ready as they are needed.
    """
    texts = [row.text for row in random.Random(3).sample(rows, min(FRESH, len(rows)))]
    found = [_one(texts) for _ in range(rounds)]
    middle = {name: statistics.median(each[name] for each, _ in found) for name in found[0][0]}
    fresh = _speed("signal, in a fresh process", found[-1][1], REACH)
    return {**middle, "signal": middle["signal"] * 1e3, "every": middle["every"] * 1e3}, fresh


def _one(texts: Sequence[str]) -> tuple[dict[str, float], list[int]]:
    done = subprocess.run(
        [sys.executable, "-c", ALONE], input=json.dumps(texts),
        cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Broken(f"a process that only hears texts failed: {done.stderr.splitlines()[-1]}")
    found, took = json.loads(done.stdout)
    return found, took
