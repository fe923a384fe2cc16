"""When a call is sent again, and after how long: with growing pauses drawn by lot, within a total of time."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from itertools import count
from typing import TypeVar

from .problems import Failure
from .timing import Timing

T = TypeVar("T")
logger = logging.getLogger("model_employer")


@dataclass(frozen=True, slots=True)
class Retries:
    """How patient a client is. All in seconds; ``Retries(within=0)`` sends each call once.

    No pause is begun that would end later than ``within`` after the first try. The pause after the n-th failure is
    drawn evenly between nothing and ``first_pause`` times 2 to the power n - 1, at most ``longest_pause``: so many
    clients that were refused at once do not come back at once. Where the server says how long to wait, the client
    waits that long, and a drawn part of ``first_pause`` more.
    """

    within: float = 60.0
    first_pause: float = 0.5
    longest_pause: float = 20.0
    timing: Timing = field(default_factory=Timing)

    def run(self, attempt: Callable[[], T], *, repeatable: bool) -> T:
        """Return what an attempt gives, trying again while its failures are passing ones.

        What is not ``repeatable`` is tried again only where it certainly was not carried out.

        Raises:
            Failure: the last one, once there is no point or no time in trying again.
        """
        began, lost = self.timing.passing(), False
        for number in count(1):
            try:
                return attempt()
            except Failure as failure:
                failure.tries, failure.after_lost_answer = number, lost
                pause = self._pause(number, failure.retry_after)
                spent = self.timing.passing() - began
                if not _worth_it(failure, repeatable) or spent + pause >= self.within:
                    raise
                lost = lost or failure.perhaps_done
                logger.info("trying again in %.1f s: %s", pause, failure)
            self.timing.sleep(pause)
        raise AssertionError("counting does not end")

    def _pause(self, number: int, retry_after: float | None) -> float:
        if retry_after is not None:
            return retry_after + self.timing.draw(0.0, self.first_pause)
        # Beyond thirty doublings every pause is the longest, and the power no number for a clock.
        return self.timing.draw(0.0, min(self.longest_pause, self.first_pause * 2.0 ** min(number - 1, 30)))


def _worth_it(failure: Failure, repeatable: bool) -> bool:
    return failure.passing and (repeatable or not failure.perhaps_done)


def retry_after(headers: Mapping[str, str], timing: Timing) -> float | None:
    """Return the seconds that ``Retry-After`` asks to wait, told as seconds or as a date; ``None`` without."""
    told = headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - timing.wall())
    except (ValueError, TypeError):
        # No date, or none that a clock could show: as good as no header.
        return None
