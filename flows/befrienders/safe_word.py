"""A safe word: said in any text, it brings help, and their phone shows nothing of it."""

from datetime import timedelta
from functools import cache
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, leads_to
from flows.facts.visits import SafeWordChosen
from flows.hearing import FreeWords, Signal
from flows.hearing.tables import lines
from flows.world import BEFRIENDER
from flows.world.safe_words import letters_of

A_DAY: Final = timedelta(days=1)
SHORTEST, LONGEST: Final = 5, 20  # letters
MOST_WORDS: Final = 3
