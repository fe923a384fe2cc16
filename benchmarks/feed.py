"""The feed for oversight: every trust under the Single Oversight Framework in one call, and again when unchanged.

Four processes and PostgreSQL with the demonstration data, on this machine. What it is held against, in the same run,
is the naive way to the same answers: one call for each trust.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import httpx2

from benchmarks.failures import WrongAnswersError
from deployment.installation import running

PATH: Final = "/v1/assessments/sof-2017?year=2018"
REPEATS: Final = 5
_SETTLE_SECONDS: Final = 5


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: an answer was not the one asked for.
    """
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    async with running(folder / "installation", administrator_key="benchmark-key", demo=True) as installation:
        address, headers = installation.gateway.address, {"apikey": "benchmark-key"}
        async with httpx2.AsyncClient(base_url=address, headers=headers, timeout=60, trust_env=False) as client:
            # What start-up does in the background is not what is measured.
            await asyncio.sleep(_SETTLE_SECONDS)
            cold, answer = await _timed(lambda: client.get(PATH))
            items = answer.json()["items"]
            warm, _ = await _best(lambda: client.get(PATH))
            tag = {"if-none-match": answer.headers["etag"]}
            unchanged, told = await _best(lambda: client.get(PATH, headers=tag))
            singly, wrong = await _one_by_one(client, [item["href"] for item in items])
    if told.status_code != 304 or wrong or len(items) < 200:
        raise WrongAnswersError(f"{len(items)} trusts, {wrong} refused, unchanged answered {told.status_code}")
    print(f"{len(items)} trusts, {len(answer.content):,} bytes")
    print(f"first call {cold:.2f} s, again {warm:.3f} s, unchanged (304) {unchanged:.3f} s")
    print(f"one call for each trust: {singly:.2f} s; ratio to the one call: {singly / cold:.1f} ×")


async def _timed(call: Callable[[], Awaitable[httpx2.Response]]) -> tuple[float, httpx2.Response]:
    started = time.perf_counter()
    answer = await call()
    return time.perf_counter() - started, answer


async def _best(call: Callable[[], Awaitable[httpx2.Response]]) -> tuple[float, httpx2.Response]:
    """Return the shortest of some tries, and its answer."""
    tries = [await _timed(call) for _ in range(REPEATS)]
    return min(tries, key=lambda each: each[0])


async def _one_by_one(client: httpx2.AsyncClient, paths: list[str]) -> tuple[float, int]:
    started = time.perf_counter()
    answers = [await client.get(path) for path in paths]
    return time.perf_counter() - started, sum(answer.status_code != 200 for answer in answers)
