"""How many calls a client may make: counted evenly, told with every answer, refused with the time to come back.

The count is the generic cell rate algorithm: one instant for each client, at which all that it asked so far would
have been asked at the even pace of its limit. A client that was quiet may ask a whole minute's calls at once.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from math import ceil, floor
from typing import Final

from starlette.types import Scope

from services.identity import ANONYMOUS, Caller
from services.memory import Remembered
from services.problems import Problem
from services.settings import Settings

WINDOW_SECONDS: Final = 60
_MOST_REMEMBERED: Final = 20_000
_NETWORK_BITS: Final = 64
"""Of an IPv6 address only the network counts: one household has as many addresses as it likes."""

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left to a client: calls that it may make at once, and seconds until it may make all of them again.

    ``wait`` is the seconds until it may call again, where it may not now.
    """

    policy: str
    quota: int
    left: int
    reset: float
    wait: float

    def headers(self) -> Headers:
        """Return the headers that tell it, as the IETF's draft on rate limit headers writes them."""
        return [
            (b"ratelimit-policy", f'"{self.policy}";q={self.quota};w={WINDOW_SECONDS}'.encode()),
            (b"ratelimit", f'"{self.policy}";r={self.left};t={ceil(self.reset)}'.encode()),
        ]

    def refusal(self) -> Problem:
        """Return the problem that refuses the call."""
        words = (
            f"More than {self.quota:,} calls came in {WINDOW_SECONDS} seconds, the most taken "
            f"{'from one address without a key' if self.policy == ANONYMOUS else 'from one client'}. "
            f"Call again in {ceil(self.wait)} s; /v1/changes tells what has changed without asking for everything."
        )
        told = {name.decode(): value.decode() for name, value in self.headers()}
        return Problem(429, words, headers={"Retry-After": str(ceil(self.wait)), **told})


class Limits:
    """The calls of every client of this gateway. Clients asked for least lately are forgotten first."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._public = settings.limit_public
        self._client = settings.limit_client
        self._clock = clock
        self._paid_until: Remembered[str, float] = Remembered(_MOST_REMEMBERED)
        self._spent: dict[str, float] = {}
        self.shared = settings.database_url is not None and settings.limit_sharing_seconds > 0
        """Whether other gateways are told: those of an installation share a PostgreSQL."""

    def spent(self) -> dict[str, float]:
        """Return the seconds of even pace that each client's calls took since this was asked last."""
        spent, self._spent = self._spent, {}
        return spent

    def hear(self, ahead: Mapping[str, float]) -> None:
        """Take in how many seconds ahead of now each client's calls are on all gateways together."""
        now = self._clock()
        for key, seconds in ahead.items():
            paid = now + seconds + self._spent.get(key, 0.0)
            self._paid_until.keep(key, max(paid, self._paid_until.get(key) or now))

    def taken(self, caller: Caller, scope: Scope) -> Headers:
        """Count a call of a known client, or of an address where there was no credential; return what to tell it.

        Raises:
            Problem: 429 when that client has none left.
        """
        if caller.kind == ANONYMOUS:
            return self._counted(ANONYMOUS, self._public, address(scope))
        return self._counted("client", self._client, caller.client)

    def refused(self, scope: Scope) -> Headers:
        """Count a call whose credential opened nothing, so that nobody guesses for long.

        Raises:
            Problem: 429 when that address has none left.
        """
        return self._counted(ANONYMOUS, self._public, address(scope))

    def _counted(self, policy: str, quota: int, name: str) -> Headers:
        if not quota:
            return []
        standing = self._standing(policy, quota, f"{policy} {name}")
        if standing.wait > 0:
            raise standing.refusal()
        return standing.headers()

    def _standing(self, policy: str, quota: int, key: str) -> Standing:
        pace, now = WINDOW_SECONDS / quota, self._clock()
        paid = max(self._paid_until.get(key) or now, now)
        wait = paid + pace - now - WINDOW_SECONDS
        if wait > 1e-9:
            return Standing(policy, quota, 0, paid - now, wait)
        self._paid_until.keep(key, paid + pace)
        if self.shared:
            self._spent[key] = self._spent.get(key, 0.0) + pace
        left = floor((WINDOW_SECONDS - (paid + pace - now)) / pace + 1e-9)
        return Standing(policy, quota, left, paid + pace - now, 0.0)


def address(scope: Scope) -> str:
    """Return where a call comes from, as far as one caller can be told from another."""
    client = scope.get("client")
    return _told_apart(client[0]) if client else "unknown"


@lru_cache(_MOST_REMEMBERED)
def _told_apart(host: str) -> str:
    try:
        found = ip_address(host)
    except ValueError:
        return host
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Address(int(found) >> _NETWORK_BITS << _NETWORK_BITS))
    return str(found)
