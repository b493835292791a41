"""Whose database this is: a demo's or a real project's, from its first run."""

from datetime import datetime

import sqlalchemy as sa

from bot.channels.phone import PhoneChannel
from bot.settings import Settings
from store import communities, people
from store.communities import Community


class WrongDatabase(Exception):
    """This database is not one this service may run on. The text is one line saying what to do."""


def found(conn: sa.Connection, settings: Settings, now: datetime) -> Community:
    """The community of this database. Raises WrongDatabase, and then nothing has been changed.

    A demo's people are never texted for real, and real people's data is never played with.
    """
    follow = settings.model_fields_set
    ours = communities.found(conn, settings.community, settings.timezone, now, follow)
    if ours.demo and not settings.demo:
        raise WrongDatabase(
            "this database belongs to a demo: set DOORSTEP_DATABASE_URL to another one"
        )
    if settings.demo and ours.demo is False:
        raise WrongDatabase(
            "this database is a real project's: a demo needs another DOORSTEP_DATABASE_URL"
        )
    return ours


def claimed(conn: sa.Connection, settings: Settings, now: datetime) -> Community:
    """The same, and from now on it is of this kind: messages are about to come and go.

    In a demo without Twilio the practice phones stand for everybody's: whoever was imported is
    at hand.
    """
    ours = found(conn, settings, now)
    if ours.demo is None:
        communities.set_demo(conn, ours.id, settings.demo)
    if settings.demo and not settings.sms:
        people.rehome(conn, ours.id, "sms", PhoneChannel.name)
    return ours
