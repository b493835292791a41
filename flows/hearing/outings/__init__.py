"""Answers about things to do nearby: which would suit and why not, was it good, is it still on."""

from flows.hearing.outings.afterwards import WentOrNot
from flows.hearing.outings.polled import WouldCome
from flows.hearing.outings.still_on import StillOn
from flows.hearing.outings.suits import Suits, YesOrWhyNot

__all__ = ["StillOn", "Suits", "WentOrNot", "WouldCome", "YesOrWhyNot"]
