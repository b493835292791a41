"""The benchmarks that the README's figures come from: each with its yardstick in the same run."""

import argparse
import asyncio
import importlib
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop

from bench.report import Broken, Plan, Report, show, show_json

NAMES = ("inbox", "webhook", "start", "matching", "broadcast")
BY_THEMSELVES = {"hearing": "bench.hearing", "real-words": "bench.real_words"}
"""What has a command line of its own: it needs no database, and shows no rounds."""


def main(argv: list[str]) -> int:
    """Run the benchmark that `argv` names and print its table. Returns the exit code.

    0 whether the numbers are reached or not: that depends on the machine. 1 if a benchmark
    could not run, or did not do the work it was to measure.
    """
    if argv and argv[0] in BY_THEMSELVES:
        own: int = importlib.import_module(BY_THEMSELVES[argv[0]]).main(argv[1:])
        return own
    told = _parser().parse_args(argv)
    plan = Plan(quick=told.quick, rounds=told.rounds, count=told.count, databases=told.database)
    try:
        report = _finish(_bench(told.name)(plan))
    except Broken as broken:
        print(f"doorstep bench: {broken}", file=sys.stderr)
        return 1
    (show_json if told.json else show)(report)
    return 0


def _finish(work: Coroutine[Any, Any, Report]) -> Report:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def _bench(name: str) -> Callable[[Plan], Coroutine[Any, Any, Report]]:
    run: Callable[[Plan], Coroutine[Any, Any, Report]] = importlib.import_module(
        f"bench.{name}"
    ).run
    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("doorstep bench", description=__doc__)
    parser.add_argument("name", choices=(*NAMES, *BY_THEMSELVES))
    parser.add_argument("--quick", action="store_true", help="a short smoke run: no fit figures")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=_positive, help="how often each is measured")
    parser.add_argument("--count", type=_positive, help="how many messages a round")
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgresql"),
        action="append",
        help="only this one (may be given twice; the default is both)",
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
