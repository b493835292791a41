"""Every table of the house, for migrations: importing a noun is what declares its table."""

from store import (
    check_ins,
    circles,
    communities,
    concerns,
    consents,
    conversations,
    homecomings,
    messages,
    needs,
    nudges,
    people,
    senders,
)
from store.database import metadata

__all__ = [
    "check_ins",
    "circles",
    "communities",
    "concerns",
    "consents",
    "conversations",
    "homecomings",
    "messages",
    "metadata",
    "needs",
    "nudges",
    "people",
    "senders",
]
