"""Days and times as people text them: "next tues half past 2", "a week on Friday", "2 til 4"."""

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.plain import Said
from flows.hearing.scene import Scene
from flows.hearing.when.reading import read
from flows.hearing.when.words import with_days_mended

__all__ = ["When", "when", "with_days_mended"]


def When() -> Expect:
    """A day, a time, both, or a span of either; or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), when)


def when(heard: Said, scene: Scene) -> Heard | None:
    """The one day or time that a text means. Its value is ISO 8601, in the time of the scene:

    2026-11-24, 14:30:00, 2026-11-24T14:30:00, or two of a kind with a slash between, as people
    say them ("Mon to Wed" is 2026-11-23/2026-11-25). ".." on one side: open ("before 10").
    """
    if declined(heard):
        return SKIPPED
    return read(heard.raw, scene)
