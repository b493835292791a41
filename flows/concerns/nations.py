"""Which of the four nations a postcode is in, for the lines to ring there. Pure.

By the area (the letters at its beginning), and by the district where an area lies on both sides of
a border. Source: the Post Office's postcode areas. Unknown: "", where only lines that are
answered in all four are named.
"""

import re
from typing import Final

ENGLAND, SCOTLAND, WALES = "england", "scotland", "wales"
NORTHERN_IRELAND: Final = "northern_ireland"

_SCOTLAND: Final = frozenset("AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE".split())
_WALES: Final = frozenset("CF LD LL NP SA".split())
_ELSEWHERE: Final = frozenset("IM JE GY BX XX BF".split())
_BORDER: Final = {
    # districts in Wales of areas that are mostly in England
    **{f"CH{each}": WALES for each in (5, 6, 7, 8)},
    **{f"SY{each}": WALES for each in (15, 16, 17, 18, 19, 20, 21, 23, 24, 25)},
    # districts in England of areas that are mostly in Scotland
    "TD12": ENGLAND,
    "TD15": ENGLAND,
}
_OUTWARD = re.compile(r"\s*(?P<area>[A-Z]{1,2})(?P<district>\d{1,2})[A-Z]?", re.IGNORECASE)


def nation_of(postcode: str) -> str:
    """england, scotland, wales or northern_ireland; "" where that can't be told."""
    found = _OUTWARD.match(_spaced(postcode))
    if found is None:
        return ""
    area, district = found["area"].upper(), found["district"]
    if (border := _BORDER.get(f"{area}{int(district)}")) is not None:
        return border
    if area == "BT":
        return NORTHERN_IRELAND
    if area in _ELSEWHERE:
        return ""
    return SCOTLAND if area in _SCOTLAND else WALES if area in _WALES else ENGLAND


def _spaced(postcode: str) -> str:
    """The outward half alone: "SO162AB" is SO16."""
    tidy = "".join(postcode.split())
    return tidy[:-3] if len(tidy) > 4 and re.search(r"\d[A-Za-z]{2}\Z", tidy) else tidy
