"""How long to wait before the next attempt: longer each time, and never the same for all."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from services.settings import Settings

FACTOR: Final = 4

Draw = Callable[[], float]
"""Gives a number from 0 to 1, each as likely as every other."""

draw: Final[Draw] = random.SystemRandom().random


def wait_after(settings: Settings, tries: int, asked_seconds: float | None, drawn: Draw = draw) -> timedelta:
    """Return the wait after so many failed tries: exponential, with full jitter, and no shorter than was asked for.

    Receivers that fail together would otherwise all be called together again.
    """
    largest = settings.webhooks_largest_wait_seconds
    grown = min(largest, settings.webhooks_first_wait_seconds * FACTOR ** min(tries - 1, 50))
    return timedelta(seconds=min(largest, max(drawn() * grown, asked_seconds or 0.0)))
