"""A year in a few lines, for whoever wonders what went on in it."""

from collections import Counter
from collections.abc import Iterable

from tests.year.answers import plain_key
from tests.year.year import Year


def tally(year: Year) -> str:
    """What was said how often, by flow and step, and what became of it all."""
    out = [row for row in year.rows("message") if row.direction == "out"]
    steps = Counter(plain_key(row.key) for row in out)
    flows = Counter(key.split(".")[0] for key in steps.elements())
    nudges = Counter(f"{row.purpose} {row.state}" for row in year.rows("nudge"))
    lines = [
        f"{len(year.residents)} residents, {len(year.colleagues)} of the team, "
        f"{(year.ends - year.begins).days // 7 + 1} weeks",
        f"{len(year.heard)} texts came in, {len(out)} went out: "
        + _counted(Counter(row.state for row in out).items()),
        "check-ins: " + _counted(Counter(row.mood for row in year.rows("check_in")).items()),
        "concerns: " + _counted(Counter(row.kind for row in year.rows("concern")).items()),
        "nudges: " + _counted(nudges.items()),
    ]
    for flow, many in flows.most_common():
        theirs = {key: count for key, count in steps.items() if key.split(".")[0] == flow}
        steps_of = {key.partition(".")[2]: count for key, count in theirs.items()}
        lines.append(f"{flow} ({many}): " + _counted(steps_of.items()))
    for table in ("favour", "introduction", "outing", "story", "learned"):
        if rows := year.rows(table):
            states = Counter(str(getattr(row, "state", "kept")) for row in rows)
            lines.append(f"{table}: " + _counted(states.items()))
    return "\n".join(lines)


def _counted(pairs: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {many}" for name, many in sorted(pairs, key=lambda pair: -pair[1]))
