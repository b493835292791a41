"""Invitations that somebody has: which of them an answer may be about, and what is kept of it."""

from collections.abc import Callable
from typing import Final

from flows.coordinators.event_text import at_place
from flows.engine import Talk, scene
from flows.facts import Fact
from flows.facts.broadcasts import EventAnswered
from flows.facts.nearby import OutingCancelled, OutingPlanned
from flows.hearing.invited import InvitationAnswered, invitation_answer
from flows.outings import ask_at, at_in_words, remind_at
from flows.words import shortened
from flows.world import World
from flows.world.broadcasts import COMING, LISTED, MAYBE, NO
from flows.world.events import Invitation, Invited

TITLE: Final = 32


def invitations(world: World) -> tuple[Invitation, ...]:
    """Those they have, the newest first."""
    return world.invited.events if isinstance(world.invited, Invited) else ()


def heard_in(text: str, world: World) -> InvitationAnswered | None:
    """What this text answers to their invitations, or None."""
    titles = [each.title for each in invitations(world)]
    return invitation_answer(text, titles, scene(world))


def may_mean(answer: InvitationAnswered, world: World) -> tuple[Invitation, ...]:
    """The invitations that it can be about: what is named; else what they have not answered yet,
    or, where they say plainly that they come or can't, what they have.
    """
    every = invitations(world)
    if answer.which:
        return tuple(every[nth] for nth in answer.which)
    ahead = [each for each in every if each.at > world.now and not each.called_off]
    open_ones = [each for each in ahead if not each.answer or each.changed]
    waiting = [each for each in ahead if each.answer == LISTED]
    if answer.answer == "no" and not open_ones and not answer.plainly:
        return tuple(waiting)
    if open_ones or not answer.plainly:
        return tuple(open_ones)
    other = {"coming": COMING, "maybe": MAYBE, "no": NO}[answer.answer]
    if other == NO:
        return tuple(each for each in ahead if each.answer in (COMING, LISTED, MAYBE))
    return tuple(ahead or every[:1])


def answers_one(text: str, world: World) -> bool:
    """Whether this text, said with no question open, answers an invitation."""
    answer = heard_in(text, world) if invitations(world) else None
    return answer is not None and bool(may_mean(answer, world))


def keeps(
    answer: str, of: Callable[[Talk], Invitation | None], said: Callable[[Talk], str]
) -> Callable[[Talk], tuple[Fact, ...]]:
    """Keeps the answer; whoever comes is put down, and whoever does not is no longer."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        one, world = of(talk), talk.world
        if one is None:
            return ()
        facts: tuple[Fact, ...] = (EventAnswered(one.broadcast, answer, said(talk)[:160]),)
        if answer == COMING and one.activity:
            remind = remind_at(one.at, world.person, world.now)
            after = ask_at(one.at, world.person, world.now)
            return (*facts, OutingPlanned(one.activity, one.at, remind, after))
        return (*facts, OutingCancelled(one.outing)) if one.outing else facts

    return keep


_ORDINALS: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def _nth(many: int) -> str:
    return _ORDINALS[many] if many < len(_ORDINALS) else f"number {many}"


def values(one: Invitation | None, world: World) -> dict[str, str]:
    if one is None:
        return {}
    title = shortened(one.title, TITLE)
    line = one.in_line if one.answer == LISTED else one.in_line + 1
    reminded = remind_at(one.at, world.person, world.now) is not None
    return {
        "title": f"{title[:1].upper()}{title[1:]}",
        "day": at_in_words(one.at, world.person.zone, world.now),
        "at_place": at_place(shortened(one.place, 30)),
        "nth": _nth(max(1, line)),
        "reminder": " We'll text you the day before." if reminded else "",
    }
