"""Facts of stories."""

import sqlalchemy as sa

from flows.facts import stories as facts
from store import stories
from store.remembering.decided import Keep, Several, row_of


def story_asked(conn: sa.Connection, several: Several) -> None:
    """They were asked for one."""
    stories.ask(conn, [row_of(each, asked_at=each.at) for each in several])


def story_told(conn: sa.Connection, several: Several) -> None:
    """They told one: it is kept, and they are not asked for another for long."""
    stories.tell(conn, [row_of(each, words=each.fact.words, told_at=each.at) for each in several])
    story_asked(conn, several)


def story_shared(conn: sa.Connection, several: Several) -> None:
    """How it may be used."""
    for each in several:
        stories.share(conn, each.person_id, each.fact.sharing, each.at)


def story_forgotten(conn: sa.Connection, several: Several) -> None:
    """One story, words and all."""
    for each in several:
        stories.forget(conn, each.person_id, each.fact.story, each.at)


def stories_withdrawn(conn: sa.Connection, several: Several) -> None:
    """Nothing of theirs is shown any more."""
    for each in several:
        stories.withdraw(conn, each.person_id, each.fact.words, each.at)


KEEPS: dict[type, Keep] = {
    facts.StoryAsked: story_asked,
    facts.StoryTold: story_told,
    facts.StoryShared: story_shared,
    facts.StoryForgotten: story_forgotten,
    facts.StoriesWithdrawn: stories_withdrawn,
}
