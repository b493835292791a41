"""How to ring somebody: the telephone number in a text, in figures or as it is spoken.

Numbers are checked with the `phonenumbers` library. British ones must be valid, or of the form
of a mobile; numbers from abroad begin with + or 00 and must have a length that is possible there.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import phonenumbers

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.number_words import VALUE, lexicon, lexicons
from flows.hearing.plain import Said
from flows.hearing.scene import Scene
from flows.hearing.spelling import mended
from flows.hearing.tables import table
from flows.hearing.tongues import folded

_PART = re.compile(r"[a-z0-9]+|\+|[^\W_]+|\S", re.ASCII | re.IGNORECASE)
_HALF_FIGURES: Final = re.compile("[0-9oil]*[0-9][0-9oil]*[0-9][0-9oil]*")
_AS_FIGURES: Final = str.maketrans("oil", "011")
_FEWEST, _MOST = 9, 15  # digits of a number with its code; E.164 allows fifteen
_LONGEST_OTHER: Final = 4  # digits of what may stand beside one: a flat, an hour
_TRUNK_ZERO = re.compile(r"(?:\+|\b00)?[ ]?(\d{1,3})[ ]?\([ ]?0[ ]?\)")
# Ofcom's numbers for drama that `phonenumbers` does not know: mobiles, and "no area".
_DRAMA: Final = re.compile("7700900[0-9]{3}|1632960[0-9]{3}")
_MOBILE: Final = re.compile("7[1-57-9][0-9]{8}")
