"""Each benchmark runs to its end, and measures work that was really done."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import main
from bench.report import Broken, Figure, add_up

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def one_server(postgres_server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server that is running already: to begin one takes as long as a quick benchmark."""
    monkeypatch.setenv("DOORSTEP_TEST_POSTGRES_URL", postgres_server_url)


def bench(*words: str) -> Any:
    """What `python -m bench` prints as JSON. Fails with its one line if it does."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", *words, "--quick", "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_text_of_the_inbox_benchmark_is_answered_once(database: str) -> None:
    report = bench("inbox", "--database", database)
    for who in ("inbox", "bare driver"):
        counts = report["counts"][f"{database}, {who}"]
        assert counts["accepted"] == counts["replies"] == counts["check_ins"] == 300


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.usefixtures("one_server")
def test_every_request_of_the_webhook_benchmark_ends_as_one_reply(database: str) -> None:
    report = bench("webhook", "--database", database)
    counts = report["counts"][database]
    assert counts["requests"] == counts["answered"] > 300, "one in a hundred comes twice"
    assert counts["accepted"] == counts["replies"] == 300


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.usefixtures("one_server")
def test_the_matching_benchmark_compares_what_it_finds_with_a_full_ranking(database: str) -> None:
    report = bench("matching", "--database", database)
    assert any(f"{database}: suggestion" in figure["what"] for figure in report["figures"])
    assert any("ranking of everything: the same" in note for note in report["notes"])


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.usefixtures("one_server")
def test_the_broadcast_benchmark_tells_nobody_twice_and_its_tally_adds_up(database: str) -> None:
    counts = bench("broadcast", "--database", database)["counts"][database]
    assert counts["planned"] == 300
    assert counts["taken"] == counts["sent"] > 0
    assert counts["replies"] == 20


def test_the_start_benchmark_sees_both_starts_take_a_text() -> None:
    report = bench("start", "--database", "sqlite")
    assert report["counts"]["sqlite"]["accepted"] == report["counts"]["sqlite"]["replies"] == 2
    assert all(figure["median"] > 0 for figure in report["figures"])


def test_work_that_was_not_done_is_no_figure() -> None:
    with pytest.raises(Broken, match="do not add up"):
        add_up({"accepted": 10, "replies": 9}, ("accepted", "replies"))


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        (Figure("as many", "", (0.4, 0.5, 0.9), at_least=0.5), True),
        (Figure("too few", "", (0.4, 0.49, 0.9), at_least=0.5), False),
        (Figure("quick enough", "", (1.0, 2.0, 9.0), at_most=2.0), True),
        (Figure("too slow", "", (1.0, 2.1, 9.0), at_most=2.0), False),
        (Figure("just a number", "", (1.0,)), None),
    ],
)
def test_a_number_is_reached_by_its_median(figure: Figure, reached: bool | None) -> None:
    assert figure.reached is reached


@pytest.mark.parametrize("words", [["no-such"], ["inbox", "--rounds", "0"], []])
def test_a_wrong_command_says_so_and_runs_nothing(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: doorstep bench" in capsys.readouterr().err
