"""Load at a pace: so many calls a second, whether those before were answered or not.

A time runs from the moment at which a call was due. A server that stands still for a second so is charged with every
call that came in that second, as its callers would.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import aiohttp
import numpy as np

_GIVEN_UP_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Call:
    """One address, and the headers that it is asked with."""

    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pace:
    """What a run showed: times in milliseconds, calls that were refused or broke, and bytes that came."""

    calls: int
    seconds: float
    p50: float
    p95: float
    p99: float
    longest: float
    errors: int
    received: int

    def line(self, name: str) -> str:
        """Return the run as one line of a table."""
        return (
            f"{name:<44} {self.calls / self.seconds:>6,.1f} calls/s   p50 {self.p50:>7.2f}   p95 {self.p95:>7.2f}   "
            f"p99 {self.p99:>7.2f}   longest {self.longest:>7.2f} ms   "
            f"{self.received / self.seconds / 1e6:>5.1f} MB/s   errors {self.errors}"
        )


async def paced(
    calls: Sequence[Call], per_second: float, seconds: float, enough: asyncio.Event | None = None
) -> Pace:
    """Send ``calls`` in turn, again and again, at ``per_second``; wait for the last answers.

    For ``seconds``, or until ``enough`` is set.
    """
    timeout = aiohttp.ClientTimeout(total=_GIVEN_UP_SECONDS)
    # Whoever calls has an open connection or makes one: none waits for another's.
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector, auto_decompress=False) as session:
        begin = time.perf_counter()
        answers = []
        for number in range(int(per_second * seconds)):
            if enough is not None and enough.is_set():
                break
            due = begin + number / per_second
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            answers.append(asyncio.create_task(_answer(session, calls[number % len(calls)], due)))
        told = await asyncio.gather(*answers)
        taken = time.perf_counter() - begin
    times = np.array([each for each, _ in told]) * 1_000
    p50, p95, p99 = np.percentile(times, (50, 95, 99)).tolist()
    errors = sum(size < 0 for _, size in told)
    received = sum(max(size, 0) for _, size in told)
    return Pace(len(told), taken, p50, p95, p99, float(times.max()), errors, received)


async def _answer(session: aiohttp.ClientSession, call: Call, due: float) -> tuple[float, int]:
    """Return the seconds from when the call was due to its last byte, and the bytes; −1 for an error."""
    try:
        async with session.get(call.url, headers=call.headers) as answer:
            size = len(await answer.read())
            return time.perf_counter() - due, size if answer.status == 200 else -1
    except (aiohttp.ClientError, TimeoutError):
        return time.perf_counter() - due, -1
