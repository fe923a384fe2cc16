"""Demonstration data: invented bodies whose returns add up to the figures that the strategy published.

Seeded, pure and the same on every machine. See ``documents`` for the shapes and ``published`` for the figures.
"""

from indicators_service.demonstration.documents import YEARS, organisations, returns

__all__ = ["YEARS", "organisations", "returns"]
