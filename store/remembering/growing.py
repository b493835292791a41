"""Facts of befrienders: their cup, what they learn, their mentors, and what is not theirs."""

import sqlalchemy as sa

from flows.facts import growing as facts
from store import cups, declined, lessons, mentors, would_visit
from store.remembering.decided import Keep, Several, row_of


def cup_asked(conn: sa.Connection, several: Several) -> None:
    """They were asked."""
    cups.asked(conn, [row_of(each) for each in several], several[0].at)


def cup_said(conn: sa.Connection, several: Several) -> None:
    """Counted, and not kept."""
    rows = [row_of(each, level=each.fact.level, said=each.fact.said) for each in several]
    cups.said(conn, rows, several[0].at)


def cup_rested(conn: sa.Connection, several: Several) -> None:
    """A week without."""
    cups.rested(conn, [row_of(each) for each in several])


def cup_put_away(conn: sa.Connection, several: Several) -> None:
    """Nothing of it is kept."""
    cups.put_away(conn, [each.person_id for each in several])


def skills_asked(conn: sa.Connection, several: Several) -> None:
    """They were asked what they know."""
    for each in several:
        lessons.tell(conn, row_of(each, question=each.fact.question), each.at)


def skills_told(conn: sa.Connection, several: Several) -> None:
    """What they know."""
    for each in several:
        fact = each.fact
        told = {"known": " ".join(fact.known), "words": fact.words}
        lessons.tell(conn, row_of(each, question=fact.question, **told), each.at)


def lesson_sent(conn: sa.Connection, several: Several) -> None:
    """A lesson each."""
    lessons.got(conn, [row_of(each, name=each.fact.name) for each in several], several[0].at)


def lesson_answered(conn: sa.Connection, several: Several) -> None:
    """What they said to a question."""
    for each in several:
        lessons.answered(conn, row_of(each, name=each.fact.name, answer=each.fact.answer))


def lessons_rest(conn: sa.Connection, several: Several) -> None:
    """No more, or again."""
    for each in several:
        lessons.note(conn, row_of(each), lessons_rest=each.fact.rest)


def reflection_asked(conn: sa.Connection, several: Several) -> None:
    """Once is enough."""
    for each in several:
        lessons.note(conn, row_of(each), reflected_at=each.at)


def reflection_told(conn: sa.Connection, several: Several) -> None:
    """Until they have it back."""
    for each in several:
        lessons.note(conn, row_of(each), reflection=each.fact.words)


def reflection_returned(conn: sa.Connection, several: Several) -> None:
    """They have it back."""
    for each in several:
        lessons.note(conn, row_of(each), reflection="")


def mentor_answered(conn: sa.Connection, several: Several) -> None:
    """Whether they would be one."""
    mentors.answered(
        conn, [row_of(each, answer=each.fact.answer) for each in several], several[0].at
    )


def mentor_texted(conn: sa.Connection, several: Several) -> None:
    """A question for a mentor."""
    for each in several:
        fact = each.fact
        row = row_of(each, mentor=fact.mentor, chat=fact.chat, words=fact.words)
        mentors.text(conn, row, each.at)


def need_declined(conn: sa.Connection, several: Several) -> None:
    """Not a volunteer's."""
    rows = [{"community_id": each.community_id, "kind": each.fact.kind} for each in several]
    declined.add(conn, rows, several[0].at)


def visiting_answered(conn: sa.Connection, several: Several) -> None:
    """Whether they would like to visit somebody."""
    rows = [row_of(each, answer=each.fact.answer, words=each.fact.words) for each in several]
    would_visit.said(conn, rows, several[0].at)


KEEPS: dict[type, Keep] = {
    facts.CupAsked: cup_asked,
    facts.CupSaid: cup_said,
    facts.CupRested: cup_rested,
    facts.CupPutAway: cup_put_away,
    facts.SkillsAsked: skills_asked,
    facts.SkillsTold: skills_told,
    facts.LessonSent: lesson_sent,
    facts.LessonAnswered: lesson_answered,
    facts.LessonsRest: lessons_rest,
    facts.ReflectionAsked: reflection_asked,
    facts.ReflectionTold: reflection_told,
    facts.ReflectionReturned: reflection_returned,
    facts.MentorAnswered: mentor_answered,
    facts.MentorTexted: mentor_texted,
    facts.NeedDeclined: need_declined,
    facts.WouldVisit: visiting_answered,
}
