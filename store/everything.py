"""Every table of the house, for migrations: importing a noun is what declares its table."""

from store import (
    check_ins,
    communities,
    concerns,
    consents,
    conversations,
    messages,
    nudges,
    people,
    senders,
)
from store.database import metadata

__all__ = [
    "check_ins",
    "communities",
    "concerns",
    "consents",
    "conversations",
    "messages",
    "metadata",
    "nudges",
    "people",
    "senders",
]
