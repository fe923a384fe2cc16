"""A circuit breaker: who does not answer is not asked again and again by calls that would all wait in vain."""

import time
from collections.abc import Callable
from typing import Final

from services import records

FAILURES: Final = 5
"""Failures in a row after which nobody is sent on for a while."""

FIRST_PAUSE_SECONDS: Final = 0.5
LARGEST_PAUSE_SECONDS: Final = 8.0
"""The pause doubles for as long as the one call that tries in between fails."""


class Breaker:
    """Counts how one other service answers. Only its silence counts: a refusal is an answer."""

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._clock = clock
        self._failures = 0
        self._pause = FIRST_PAUSE_SECONDS
        self._closed_until: float | None = None
        self._trying = False

    def admits(self) -> bool:
        """Say whether a call may go on. After a pause one may, to see whether the service is back."""
        if self._closed_until is None:
            return True
        if self._trying or self._clock() < self._closed_until:
            return False
        self._trying = True
        return True

    def answered(self) -> None:
        """Note that the service answered: calls go on again."""
        if self._closed_until is not None:
            records.log.warning("a service is back", extra={"peer": self._name})
        self._failures, self._pause = 0, FIRST_PAUSE_SECONDS
        self._closed_until, self._trying = None, False

    def silent(self) -> None:
        """Note that the service did not answer."""
        self._failures += 1
        if self._closed_until is not None and not self._trying:
            return  # it was on its way before the others were held back, and tells nothing new
        if self._trying:
            self._pause = min(self._pause * 2, LARGEST_PAUSE_SECONDS)
            self._trying = False
        elif self._failures >= FAILURES:
            records.log.warning("a service is away; calls to it are answered at once", extra={"peer": self._name})
        if self._failures >= FAILURES:
            self._closed_until = self._clock() + self._pause

    def given_up(self) -> None:
        """Note that a call ended without telling anything of the service: its caller left, or its time was over."""
        self._trying = False
