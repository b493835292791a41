"""Beginning, and beginning again: START, Telegram's button for it, and a first text."""

from collections.abc import Mapping
from dataclasses import replace

from flows.engine import Conversation, Flow, Started, Turn, advance, message
from flows.facts import CameIn, NudgePlanned, Restarted
from flows.hearing import door_word
from flows.help import what_the_team_texts
from flows.home_month import in_hospital, in_month
from flows.listening import Arrival
from flows.residents.first_months import later_questions
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import day_in_words, next_hello
from flows.world import World

Open = Conversation | None


def start(flows: Mapping[str, Flow], arrival: Arrival, conversation: Open, world: World) -> Turn:
    """START, or Telegram's button for it: it ends a STOP or a pause, and lets in who is new."""
    person = world.person
    if person.joined and (person.stopped or person.paused):
        return _restarted(flows, arrival, world)
    again = Turn(None, (), (Restarted(_in_words(arrival)),)) if person.stopped else Turn()
    if person.joined:
        return Turn(conversation, (message(world, "shared.already"),))
    if person.works_here:
        return again + Turn(conversation, what_the_team_texts(world))
    return again + begin_joining(flows, arrival, world)


def _restarted(flows: Mapping[str, Flow], arrival: Arrival, world: World) -> Turn:
    """They want to hear from us again: their hellos go on, or the month after hospital does. Who
    was in hospital is welcomed home.
    """
    restarted = Restarted(_in_words(arrival))
    if in_hospital(world.person):
        return Turn(None, (), (restarted,)) + advance(flows["welcome_home"], None, Started(), world)
    if in_month(world.person):
        return Turn(None, (message(world, "shared.started"),), (restarted,))
    at = next_hello(world.person, world.now)
    day = {"next_hello": day_in_words(at, world.person.zone, world.now)}
    later = later_questions(world.person, world.now) if world.person.stopped else ()
    facts = (restarted, NudgePlanned("hello", at, HELLO_LATE_BY), *later)
    return Turn(None, (message(world, "shared.started", day),), facts)


def _in_words(arrival: Arrival) -> str:
    return arrival.text or "/start"


def begin_joining(flows: Mapping[str, Flow], arrival: Arrival, world: World) -> Turn:
    door = arrival.detail if arrival.kind == "started" else door_word(arrival.text)
    came = Turn(None, (), (CameIn(door),)) if door else Turn()
    began = came + advance(flows["joining"], None, Started(), world)
    if arrival.channel != "telegram":
        return began
    *before, question = began.messages
    also = f"{question.text} {message(world, 'shared.share_number').text}"
    return replace(began, messages=(*before, replace(question, text=also, asks_contact=True)))
