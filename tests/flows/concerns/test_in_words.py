"""Several urgent concerns in one text: one part where it can be, and never a name too few."""

from datetime import UTC, datetime, timedelta

from flows.concerns.in_words import Seen, of_several
from flows.words import Words, parts

NOW = datetime(2026, 6, 1, 11, 0, tzinfo=UTC)
NAMES = ("Rose", "Dilys", "Christopher Featherstonehaugh", "Mo", "Ottilie", "Bernadette", "Sid")


def seen(nth: int, kind: str = "urgent", **more: object) -> Seen:
    raised = NOW - timedelta(minutes=40 - nth)
    phone = f"on +4477009005{nth:02}"
    return Seen(nth, NAMES[nth], kind, "help", raised, "urgent", reach=phone, **more)  # type: ignore[arg-type]


def said(*several: Seen) -> str:
    return of_several(several, Words(), NOW)


def test_of_two_it_says_why_and_where_to_ring() -> None:
    text = said(seen(0), seen(1))
    assert text.startswith("STILL URGENT: Rose may be in danger, 40 minutes, on +447700900500; ")
    assert parts.count(text).parts == 1


def test_of_more_it_says_less_so_that_it_is_one_part() -> None:
    text = said(*(seen(nth) for nth in range(3)))
    assert "+44" not in text
    assert parts.count(text).parts == 1


def test_nobody_is_left_out_for_want_of_room() -> None:
    text = said(*(seen(nth) for nth in range(len(NAMES))))
    assert all(name[:11] in text for name in NAMES)


def test_whom_nobody_must_ring_is_never_told_without_it() -> None:
    for more in range(1, len(NAMES)):
        text = said(seen(0), seen(0, "duress"), *(seen(nth) for nth in range(1, more)), seen(more))
        assert "do not ring or text" in text
        assert "Rose may be in danger" not in text
        assert "+447700900500" not in text


def test_who_has_been_taken_on_and_is_not_done_is_told_with_who_has_them() -> None:
    text = said(seen(0, claimer="Ana", claimed_at=NOW - timedelta(hours=2)), seen(1))
    assert "Rose may be in danger, 2 hours, Ana has it;" in text
