"""How well we hear, how quickly, and what we mishear: on published sets and on our own sentences.

`python -m bench hearing [--data DIR] [--misses N]`. The published sets are development data that
lie beside the checkout, or where DOORSTEP_HEARING_DATA says; they are read there and not copied.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from textwrap import shorten
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.table import Table

from bench import hearing_data as data
from bench.hearing_own import own_lines
from bench.hearing_scores import Goal, Line, Miss, Verdict, answers, never, signals, told
from bench.hearing_speed import ROUNDS, Speed, alone, speeds
from bench.hearing_when import neighbourly, of_all_kinds
from bench.report import Broken, load_average, machine

WHERE: Final = "DOORSTEP_HEARING_DATA"
BESIDE: Final = Path(__file__).parents[2] / "shared" / "data" / "replies_and_feeds"
KINDS_SHOWN: Final = 6
WIDTH: Final = 140  # of the table where there is no terminal
QUICK: Final = 400  # texts that speed is measured on in a smoke run

STOP_RARELY, URGENT_RARELY, CONCERN_RARELY = 1 / 20_000, 1 / 1_000, 1 / 200


def main(argv: Sequence[str]) -> int:
    """Print the table. Returns 0 whether the numbers are reached or not, 1 if there is no data."""
    asked = _parser().parse_args(argv)
    folder = asked.data or Path(os.environ.get(WHERE) or BESIDE)
    try:
        sets, before = data.Sets(folder), load_average()
        lines = list(heard_lines(sets))
        everyday = data.everyday(sets)
        quick = speeds(everyday[:QUICK] if asked.quick else everyday)
        own, fresh = alone(everyday, 1 if asked.quick else ROUNDS)
        quick.append(fresh)
    except Broken as broken:
        print(f"doorstep bench: {broken}", file=sys.stderr)
        return 1
    if asked.json:
        _show_json(lines, quick, own)
    else:
        _show(lines, quick, own, f"load average {before:.1f} before, {load_average():.1f} after")
        _show_misses(lines, asked.misses)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("doorstep bench hearing", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of the published sets")
    parser.add_argument("--misses", type=int, default=0, help="show so many misses of each line")
    parser.add_argument("--quick", action="store_true", help="measure speed on a few texts only")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def heard_lines(sets: data.Sets) -> Iterator[Line]:
    """Every line of the table but speed, in the order of what must be reached."""
    yield from own_lines()
    yield from _everyday_lines(sets)
    yield answers(Goal("yes or no, said plainly", 0.99, 0.002), data.direct(sets))
    yield answers(Goal("  in other languages"), data.direct_in_other_languages(sets))
    yield answers(Goal("  neither: maybe, I don't know"), data.unsure(sets))
    yield answers(Goal("yes or no, said indirectly", at_most=0.04), data.indirect(sets))
    yield answers(Goal("numbers", 0.98, exact=True), data.numbers(sets))
    yield answers(Goal("  in other languages"), data.numbers_in_other_languages(sets))
    yield answers(Goal("  none, or several"), data.no_numbers(sets))
    yield answers(Goal("postcodes", 0.98, exact=True), data.postcodes(sets))
    yield answers(Goal("telephone numbers", 0.98, exact=True), data.british_phones(sets))
    yield answers(Goal("  in sentences, from anywhere"), data.phones_of_the_world(sets))
    yield answers(
        Goal("dates and times a neighbour texts", 0.92, 0.02, exact=True), neighbourly(sets)
    )
    yield answers(Goal("  of all kinds"), of_all_kinds(sets))


def _everyday_lines(sets: data.Sets) -> Iterator[Line]:
    everyday = [(row, told(row)) for row in data.everyday(sets)]
    for signal, most in (
        ("stop", STOP_RARELY),
        ("urgent", URGENT_RARELY),
        ("concern", CONCERN_RARELY),
    ):
        yield never(
            Goal(f"everyday texts heard as {signal}", at_most=most, rare=True), everyday, signal
        )
    low = [(row, told(row)) for row in data.low_comments(sets)]
    for signal in ("stop", "urgent", "concern"):
        yield never(Goal(f"  sad comments heard as {signal}", rare=True), low, signal)
    yield signals(Goal("  a machine told to stop"), data.told_to_stop(sets), {"stop"})


# ── the table ───────────────────────────────────────────────────────────────────────────────


def _show(lines: Sequence[Line], quick: Sequence[Speed], own: dict[str, float], load: str) -> None:
    table = Table(
        title="hearing: is it right, is it quick", box=box.SIMPLE_HEAD, title_justify="left"
    )
    for name in ("", "texts", "right", "not sure", "unclear", "wrong", "to reach", ""):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for line in lines:
        table.add_row(*_cells(line))
    table.add_section()
    table.add_row("", "", "median", "", "99 in 100", "worst", "")
    for speed in quick:
        table.add_row(*_speed_cells(speed))
    table.add_row(
        "import",
        "",
        f"{own['import']:.2f} s",
        "",
        "",
        "",
        "≤ 0.5 s",
        _verdict(own["import"] <= 0.5),
    )
    table.add_row("the first signal of all", "", f"{own['signal']:.0f} ms")
    table.add_row("  and the first answer of each kind", "", f"{own['every']:.0f} ms")
    table.add_row("memory, all tables read", "", f"{own['memory']:.0f} MB")
    Console(highlight=False, width=None if Console().is_terminal else WIDTH).print(table)
    print(f"  {machine()}; {load}.")


def _cells(line: Line) -> tuple[str, ...]:
    parts = [f"{line.part(verdict):.1%}" for verdict in Verdict]
    wrong = line.verdicts[Verdict.WRONG]
    if line.rare:
        parts = ["", "", "", f"{wrong} (1 in {line.count // wrong:,})" if wrong else "0"]
    return line.what, f"{line.count:,}", *parts, _goal(line), _verdict(line.reached)


def _goal(line: Line) -> str:
    least = f"≥ {line.at_least:.0%}" if line.at_least else ""
    if line.at_most is None:
        return least
    most = f"1 in {round(1 / line.at_most):,}" if line.rare else f"{100 * line.at_most:g}%"
    return f"{least}, wrong ≤ {most}".removeprefix(", ")


def _speed_cells(speed: Speed) -> tuple[str, ...]:
    median, p99, worst = (f"{each:.3f} ms" for each in (speed.median, speed.p99, speed.worst))
    goal = f"≤ {speed.at_most[0]:g}, ≤ {speed.at_most[1]:g} ms" if speed.at_most else ""
    verdict = _verdict(speed.reached)
    return speed.what, f"{speed.count:,}", median, "", p99, worst, goal, verdict


def _verdict(reached: bool | None) -> str:
    return {True: "reached", False: "not reached", None: ""}[reached]


def _show_misses(lines: Sequence[Line], examples: int) -> None:
    for line in lines:
        if not line.misses:
            continue
        print(f"\n{line.what.strip()}: {len(line.misses):,} of {line.count:,} missed")
        for kind, count in line.kinds(KINDS_SHOWN):
            print(f"  {count:6,}  {shorten(kind, WIDTH, placeholder=' …')}")
        for miss in islice(line.misses, examples):
            print(f"          {_example(miss)}")


def _example(miss: Miss) -> str:
    heard = miss.told["signal"] if miss.row.expect == "any" else miss.told["answer"]
    right = " or ".join(map(str, miss.row.right))
    return f"{miss.row.text!r}: {heard}" + (f", not {right}" if right else "") + f"  [{miss.kind}]"


def _show_json(lines: Sequence[Line], quick: Sequence[Speed], own: dict[str, float]) -> None:
    found: dict[str, Any] = {
        "lines": [
            {
                "what": line.what.strip(),
                "count": line.count,
                **{str(verdict): line.verdicts[verdict] for verdict in Verdict},
                "at_least": line.at_least,
                "at_most": line.at_most,
                "reached": line.reached,
                "kinds": line.kinds(KINDS_SHOWN),
            }
            for line in lines
        ],
        "speeds": [{**asdict(each), "reached": each.reached} for each in quick],
        "alone": own,
        "machine": machine(),
    }
    print(json.dumps(found, indent=2))
