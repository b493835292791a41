"""Mill Lane, the invented neighbourhood of the demo: nobody and nothing there is real."""

from bot.mill_lane.neighbours import invent

__all__ = ["invent"]
