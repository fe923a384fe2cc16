"""A whole year as a file: made, given again, and what the same figures take when each organisation is asked for.

The product in one process with the demonstration data, over real HTTP, as the public.
"""

import asyncio
import hashlib
import tempfile
import time
from pathlib import Path
from typing import Final

import httpx2

from benchmarks.failures import WrongAnswersError
from benchmarks.installed import process
from benchmarks.national_memory import now_mb

YEAR: Final = 2018
FORMATS: Final = ("csv", "ndjson", "parquet")
_SETTLE_SECONDS: Final = 5


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: a file was refused, or was not the one of its digest.
    """
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    async with process(folder) as (address, pid), _door(address) as door:
        # What start-up does in the background is not what is measured.
        await asyncio.sleep(_SETTLE_SECONDS)
        before = now_mb(pid)
        cold, _ = await _timed(door, "csv")
        after = now_mb(pid)
        print(
            f"first file of {YEAR}, all three made: {cold:.2f} s; memory {before:,.0f} MB before, {after:,.0f} after"
        )
        listed = {
            each["format"]: each for each in (await door.get("/v1/exports")).json()["items"] if each["year"] == YEAR
        }
        for form in FORMATS:
            seconds, content = await _timed(door, form)
            told = listed[form]
            if hashlib.sha256(content).hexdigest() != told["sha256"]:
                raise WrongAnswersError(f"{YEAR}.{form} is not the file of its digest")
            print(f"{form:<8} {told['rows']:>9,} rows {len(content) / 1e6:>8.1f} MB   given again in {seconds:.2f} s")
        singly, bodies = await _one_by_one(door)
        print(f"one call for each of {bodies} organisations: {singly:.2f} s; {singly / cold:.1f} × the first file")


def _door(address: str) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=address, timeout=120, trust_env=False)


async def _timed(door: httpx2.AsyncClient, form: str) -> tuple[float, bytes]:
    started = time.perf_counter()
    answer = await door.get(f"/v1/exports/{YEAR}.{form}")
    if not answer.is_success:
        raise WrongAnswersError(f"{YEAR}.{form} answered {answer.status_code}: {answer.text}")
    return time.perf_counter() - started, answer.content


async def _one_by_one(door: httpx2.AsyncClient) -> tuple[float, int]:
    """Ask for each organisation's results; return the seconds, and how many there were."""
    codes, cursor = list[str](), ""
    while True:
        page = (await door.get(f"/v1/organisations?limit=500{cursor}")).json()
        codes += [each["ods"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    started, found = time.perf_counter(), 0
    for ods in codes:
        found += (await door.get(f"/v1/organisations/{ods}/indicators?year={YEAR}")).is_success
    return time.perf_counter() - started, found
