"""Where somebody is and how to ring them: British postcodes, telephone numbers."""

import re

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.plain import Said
from flows.hearing.scene import Scene

# Royal Mail's pattern: one or two letters, a digit, perhaps one more; then a digit, two letters.
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")


def Postcode() -> Expect:
    """A British postcode in its usual form, or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), postcode)


def postcode(heard: Said, scene: Scene) -> Heard | None:
    """The postcode in a text, as SO16 2AB."""
    if declined(heard):
        return SKIPPED
    found = _POSTCODE.fullmatch(heard.bare.upper())
    return Heard("heard", f"{found[1]} {found[2]}") if found else None
