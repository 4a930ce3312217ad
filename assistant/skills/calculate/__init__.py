"""Sums worked out from the rules of a day: a module a calculation, each a pure function that skill and screen share."""

from assistant.skills.calculate.skill import calculate

__all__ = ["calculate"]
