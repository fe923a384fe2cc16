"""The hot reads in stores of 200, 2,000 and 20,000 organisations with ten years each: how many must not matter.

The product answers in this process, gateway and services, so that what is timed is the read and not the network.
Every read is of another organisation, for the first time: what is in memory is a year's columns, never an answer.
The national feed is pulled whole; of it the time for each organisation is compared.

``GROWTH_SIZES=200,2000`` takes other sizes.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import httpx2
import numpy as np
from pydantic import SecretStr

from benchmarks.failures import WrongAnswersError
from benchmarks.growth_store import YEARS, code, grow
from benchmarks.hot import HOT
from benchmarks.installed import KEY
from gateway import embedded
from indicators_service.app import SERVICE
from services.database import open_database
from services.settings import Settings

SIZES: Final = tuple(int(size) for size in os.environ.get("GROWTH_SIZES", "200,2000,20000").split(","))
READS: Final = 60
GOAL: Final = 1.2
FEED: Final = "/v1/assessments/sof-2017?year=2018&limit=500"
_SEED: Final = 2018


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: a read was refused.
    """
    print(
        f"median of {READS} reads of other organisations each, {len(YEARS)} years; against {SIZES[0]} organisations"
    )
    found = {size: _of_size(size) for size in SIZES}
    for what in found[SIZES[0]]:
        print(_line(what, [found[size][what] for size in SIZES]))


def _line(what: str, seconds: Sequence[float]) -> str:
    told = "   ".join(f"{each * 1_000:>9.2f}" for each in seconds)
    ratio = seconds[-1] / seconds[0]
    verdict = "met" if ratio <= GOAL else "not met"
    return f"{what:<44} {told} ms   ratio {ratio:>6.2f}   goal ≤ {GOAL:g} {verdict}"


def _of_size(size: int) -> dict[str, float]:
    """Return the median seconds of each read, and the seconds of the national feed for each organisation."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder), size))


async def _measured(folder: Path, size: int) -> dict[str, float]:
    settings = Settings(
        data=folder,
        database_url=None,
        bootstrap_key=SecretStr(KEY),
        log_level="ERROR",
        remembered_answers=1,
        remembered_bytes=0,
        export_seconds=0,
        limit_client=0,
        limit_public=0,
    )
    await embedded.prepare(settings)
    begin = time.perf_counter()
    await _fill(settings, size)
    print(f"  {size:,} organisations: filled in {time.perf_counter() - begin:.0f} s", flush=True)
    async with _client(settings) as client:
        found = {}
        for what, path in HOT.items():
            found[what] = await _median(client, path, size)
            print(f"    {what}: {found[what] * 1_000:.2f} ms", flush=True)
        seconds, count = await _pulled(client)
    found["the national feed, each organisation"] = seconds / count
    return found


async def _fill(settings: Settings, size: int) -> None:
    database = open_database(settings, SERVICE.name)
    try:
        await grow(database, size)
    finally:
        await database.engine.dispose()


@asynccontextmanager
async def _client(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    gateway = embedded.application(settings)
    headers = {"apikey": KEY}
    transport = httpx2.ASGITransport(gateway)
    async with (
        gateway.lifespan(),
        httpx2.AsyncClient(transport=transport, base_url="http://door", headers=headers, timeout=None) as client,
    ):
        yield client


async def _median(client: httpx2.AsyncClient, path: str, size: int) -> float:
    chosen = np.random.default_rng(_SEED).choice(size, READS + 2, replace=False).tolist()
    taken = [await _timed(client, path.replace("ZT001", code(number))) for number in chosen]
    # The first read of a year makes its columns.
    return statistics.median(taken[2:])


async def _timed(client: httpx2.AsyncClient, path: str) -> float:
    begin = time.perf_counter()
    answer = await client.get(path)
    seconds = time.perf_counter() - begin
    if answer.status_code not in (200, 404):
        raise WrongAnswersError(f"{path} was answered with {answer.status_code}: {answer.text[:300]}")
    return seconds


async def _pulled(client: httpx2.AsyncClient) -> tuple[float, int]:
    """Pull the national feed whole; return the seconds, and the organisations in it."""
    begin, count, path = time.perf_counter(), 0, FEED
    while path:
        answer = await client.get(path)
        if answer.status_code != 200:
            raise WrongAnswersError(f"{path} was answered with {answer.status_code}: {answer.text[:300]}")
        told: dict[str, Any] = answer.json()
        count += len(told["items"])
        path = f"{FEED}&cursor={told['next_cursor']}" if told.get("next_cursor") else ""
    return time.perf_counter() - begin, count
