"""NO EVENTS: no more news of events; all else stays as it was."""

from flows.engine import Flow, Say, Talk
from flows.facts import ConsentAnswered
from flows.hearing import Signal


def withdrawn(talk: Talk) -> ConsentAnswered:
    """Only the yes to events is taken back."""
    asked = talk.world.words.wording("event_text.opt_out")
    return ConsentAnswered("events", False, asked, talk.said.get("opening", "") or "NO EVENTS")


no_events = Flow("no_events", Say("noted", did=withdrawn), on=(Signal.NO_EVENTS,))
