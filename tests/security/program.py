"""The program that is attacked, and those who attack it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

OWN, OTHER, YEAR = "ZT001", "ZT002", 2019
"""A trust of the demonstration, another, and a year of which the first has a draft and the others nothing."""


@dataclass(frozen=True)
class Program:
    """The program that is attacked: where it is, where it logs, and the credentials of those who attack it."""

    address: str
    log: Path
    client: httpx2.Client
    keys: dict[str, str]
    ids: dict[str, str]

    def ask(self, who: str | None, method: str, path: str, **rest: Any) -> httpx2.Response:
        """Send a call as somebody; as the public where that is nobody."""
        own = {"apikey": self.keys[who]} if who else {}
        return self.client.request(method, path, headers={**own, **rest.pop("headers", {})}, **rest)
