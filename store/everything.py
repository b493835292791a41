"""Every table of the house, for migrations: importing a noun is what declares its table."""

from store import (
    activities,
    check_ins,
    circles,
    communities,
    concerns,
    consents,
    conversations,
    homecomings,
    learned,
    locations,
    messages,
    needs,
    nudges,
    people,
    sayings,
    senders,
    stories,
)
from store.database import metadata

__all__ = [
    "activities",
    "check_ins",
    "circles",
    "communities",
    "concerns",
    "consents",
    "conversations",
    "homecomings",
    "learned",
    "locations",
    "messages",
    "metadata",
    "needs",
    "nudges",
    "people",
    "sayings",
    "senders",
    "stories",
]
