"""Calls on a gateway, step by step, each with its seconds on a line of its own."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import httpx2

from benchmarks.failures import WrongAnswersError

SECONDS: Final = 300
"""How long one call may take."""


class Note:
    """What a step adds to its line once it knows it."""

    def __init__(self) -> None:
        self.text = ""


@contextmanager
def step(name: str) -> Iterator[Note]:
    """Print what a step was, what it noted, and how many seconds it took."""
    note, started = Note(), time.perf_counter()
    yield note
    line(name, time.perf_counter() - started, note.text)


def line(name: str, seconds: float, note: str = "") -> None:
    """Print one step."""
    print(f"{name:<46} {seconds:>8.3f} s   {note}".rstrip(), flush=True)


class Door:
    """A gateway as one client calls it."""

    def __init__(self, address: str, key: str) -> None:
        self._client = httpx2.AsyncClient(base_url=address, headers={"apikey": key}, timeout=SECONDS, trust_env=False)

    async def __aenter__(self) -> "Door":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, path: str) -> Any:
        """Return what stands at an address.

        Raises:
            WrongAnswersError: the gateway refused, or cannot be reached.
        """
        return (await self._asked("GET", path)).json()

    async def delete(self, path: str) -> None:
        """Take away what stands at an address; raises as ``get`` does."""
        await self._asked("DELETE", path)

    async def post(self, path: str, json: Mapping[str, Any]) -> Any:
        """Send a JSON object and return the answer; raises as ``get`` does."""
        return (await self._asked("POST", path, json=dict(json))).json()

    async def send_csv(self, path: str, text: str) -> Any:
        """Send a CSV file and return the answer; raises as ``get`` does."""
        kind = {"content-type": "text/csv"}
        return (await self._asked("POST", path, content=text.encode(), headers=kind)).json()

    async def _asked(self, method: str, path: str, **rest: Any) -> httpx2.Response:
        try:
            answer = await self._client.request(method, path, **rest)
        except httpx2.HTTPError as error:
            raise WrongAnswersError(f"{method} {path} had no answer: {error!r}") from error
        if not answer.is_success:
            raise WrongAnswersError(f"{method} {path} was answered with {answer.status_code}: {answer.text[:500]}")
        return answer


def progress(state: str, done: int, total: int) -> None:
    """Show on a terminal how far a file is, on one line that the next call writes over."""
    _write_over(f"  {state:<10} {done:>5,} of {total:,}")


def progress_over() -> None:
    """Clear the line of progress."""
    _write_over("")


def _write_over(text: str) -> None:
    # Where the output goes into a file, lines over one another are only noise.
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text:<40}\r")
        sys.stderr.flush()
