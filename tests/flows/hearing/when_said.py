"""What is heard of a day or time that was texted at some moment, for the tests of `when`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flows.hearing.scene import Scene
from flows.hearing.when import When

LONDON = ZoneInfo("Europe/London")


def heard(text: str, now: str) -> str:
    """The value that is heard, with " ?" if it is not sure; "" if nothing is.

    now: the moment on the wall in London, as "2026-03-02T10:00".
    """
    scene = Scene(datetime.fromisoformat(now).replace(tzinfo=LONDON))
    found = When().heard(text, scene)
    if found is None or found.outcome == "skip":
        return ""
    return found.value if found.sure else f"{found.value} ?"
