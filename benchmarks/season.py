"""The upload season: 200 trusts submit their returns, as fast as they are taken, while inspectors go on reading.

Four processes and PostgreSQL with the demonstration data, on this machine. Each trust, with its own key, reads its
return, corrects a count, sends it and submits it. The strategy's season is 200 trusts in an hour. What the readers
of evidence packs notice is held against the same readers before, in the same run.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import httpx2
import numpy as np

from benchmarks.failures import WrongAnswersError
from benchmarks.installed import KEY
from benchmarks.paced import Call, Pace, paced
from deployment.installation import running

TRUSTS: Final = 200
AT_ONCE: Final = 8
YEAR: Final = 2018
HOUR: Final = 3_600.0
READS_PER_SECOND: Final = 10.0
_QUIET_SECONDS: Final = 10.0
_MOST_SECONDS: Final = 600.0


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: a submission or a read was refused.
    """
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    async with running(folder / "installation", administrator_key=KEY, demo=True) as installation:
        address = installation.gateway.address
        async with httpx2.AsyncClient(base_url=address, headers={"apikey": KEY}, timeout=60, trust_env=False) as door:
            listed = await door.get("/v1/organisations", params={"category": "trust", "limit": TRUSTS})
            trusts = [each["ods"] for each in listed.json()["items"] if each["ods"].startswith("ZT")][:TRUSTS]
            keys = [await _key(door, ods) for ods in trusts]
            calls = [Call(f"{address}/v1/organisations/{ods}/well-led?year=2017", {"apikey": KEY}) for ods in trusts]
            for call in calls:
                await door.get(call.url)
            quiet = await paced(calls, READS_PER_SECOND, _QUIET_SECONDS)
            reading = asyncio.create_task(_reads_until_told(calls, told := asyncio.Event()))
            begin = time.perf_counter()
            times = await _season(address, list(zip(trusts, keys, strict=True)))
            seconds = time.perf_counter() - begin
            told.set()
            busy = await reading
    p50, p95, p99 = np.percentile(np.array(times) * 1_000, (50, 95, 99)).tolist()
    print(
        f"{len(times)} trusts submitted in {seconds:.1f} s, {AT_ONCE} at once: {HOUR / seconds:.0f} × an hour's pace"
    )
    print(f"read, correct, send, submit: p50 {p50:.0f}   p95 {p95:.0f}   p99 {p99:.0f} ms")
    print(quiet.line("packs of inspectors, before"))
    print(busy.line("packs of inspectors, in the season"))
    print(f"p50 × {busy.p50 / quiet.p50:.1f}, p95 × {busy.p95 / quiet.p95:.1f}")
    if errors := quiet.errors + busy.errors:
        raise WrongAnswersError(f"{errors} packs were refused")


async def _reads_until_told(calls: Sequence[Call], told: asyncio.Event) -> Pace:
    return await paced(calls, READS_PER_SECOND, _MOST_SECONDS, told)


async def _key(door: httpx2.AsyncClient, ods: str) -> str:
    """Make a trust's own client; return its key."""
    made = await door.post("/v1/clients", json={"name": f"Returns of {ods}", "kind": "provider", "body": ods})
    if not made.is_success:
        raise WrongAnswersError(f"no client for {ods}: {made.text}")
    return str(made.json()["key"])


async def _season(address: str, trusts: list[tuple[str, str]]) -> list[float]:
    """Let every trust submit, some at once; return the seconds that each took."""
    waiting = asyncio.Semaphore(AT_ONCE)

    async def one(ods: str, key: str) -> float:
        async with waiting, httpx2.AsyncClient(base_url=address, headers={"apikey": key}, timeout=60) as door:
            begin = time.perf_counter()
            await _submit(door, f"/v1/organisations/{ods}/returns/{YEAR}")
            return time.perf_counter() - begin

    async with asyncio.timeout(_MOST_SECONDS):
        return await asyncio.gather(*(one(*trust) for trust in trusts))


async def _submit(door: httpx2.AsyncClient, path: str) -> None:
    document = (await door.get(path)).json()["return"]
    document["recruitment"]["shortlisted"]["white"] += 1
    for answer in (
        await door.put(path, json=document),
        await door.post(f"{path}/transitions", json={"to": "submitted"}),
    ):
        if not answer.is_success:
            raise WrongAnswersError(f"{path} was answered with {answer.status_code}: {answer.text[:300]}")
