"""Where a number came from: given by its owner, or passed on by somebody else.

A yes to events that came along with a number which a surgery, a council or a partner passed on
is no yes of the person's own: an opt-in, soft or not, is only theirs who got the number from the
person (PECR reg. 22, with 22(3A) for charities). What somebody told us themself counts, whatever
the source of their number.
"""

import re
from typing import Final

IMPORTED: Final = "import"
"""How a consent came that stood in a spreadsheet."""

_PASSED_ON: Final = re.compile(
    r"""\b(
      gp | g\.p | gps | doctors? | dr | surgery | surgeries | practice | clinic | nurses?
    | health\ (?:centre|visitors?) | hospitals? | ward | nhs | pcn | icb | pharmacy | pharmacist
    | discharge\w*
    | council | councils | local\ authority | adult\ social | social\ (?:care|services?|workers?)
    | link\ workers? | social\ prescrib\w* | care\ (?:agency|coordinators?|navigators?|home)
    | housing | landlord | police | fire\ service
    | referr\w* | referral | signpost\w* | passed\ on | pass\ on | transferred
    | partners? | agency | agencies | charity | age\ uk | citizens\ advice | data\ broker
    | bought | purchased | (?:mailing|marketing)\ list | third\ part(?:y|ies)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


def passed_on(source: str) -> bool:
    """Whether these words name somebody else than the person as where their number came from."""
    return bool(_PASSED_ON.search(source.replace("-", " ").replace("_", " ")))


def is_own_yes(how: str, source: str, number_from: str = "") -> bool:
    """Whether a yes is the person's own: told to us, or imported with a number that they gave.

    `source` is where that yes came from; where nothing is known of it, their number's counts.
    """
    return how != IMPORTED or not passed_on(source or number_from)
