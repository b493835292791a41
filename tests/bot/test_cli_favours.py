"""`doorstep favours`: the project's own counting, of nobody in particular."""

from datetime import UTC, datetime

from bot.commands.favours import lines
from store.favours_counted import Counted

SINCE = datetime(2026, 5, 1, tzinfo=UTC)


def test_it_says_what_came_of_what_was_asked() -> None:
    found = Counted(
        states={"done": 3, "not_found": 1, "by_hand": 1},
        asks={"yes": 3, "no": 2, "silent": 4},
        helped=3,
        givers=2,
        receivers=3,
        both=1,
        small=6,
        minutes=90,
    )
    assert lines(found, SINCE) == [
        "Since 2026-05-01: 5 favours asked, 3 of them helped.",
        "      3 done",
        "      1 nobody could",
        "      1 seen to by the team",
        "9 times a neighbour was asked:",
        "      3 yes",
        "      2 no",
        "      4 no answer",
        "2 people gave, 3 received, 1 of them did both.",
        "6 small asks of our own were answered.",
        "1.5 hours were given, as far as people said.",
    ]


def test_nothing_yet_is_said_plainly() -> None:
    found = Counted({}, {}, 0, 0, 0, 0, 0, 0)
    assert lines(found, SINCE) == [
        "Since 2026-05-01: 0 favours asked, 0 of them helped.",
        "0 people gave, 0 received, 0 of them did both.",
    ]
