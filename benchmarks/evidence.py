"""Evidence packs at the pace of an inspection season: 200 a second for a minute, from two gateways.

The three services, two gateways and PostgreSQL with the demonstration data, and the load's program, all on this
machine. Half of the calls are the public's and half a regulator's with its key; every pack was asked for once before.
What it is held against, in the same run, is a file of a pack's size at the same pace.
"""

import asyncio
import os
import random
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx2

from benchmarks.failures import WrongAnswersError
from benchmarks.installed import KEY
from benchmarks.limit import limit
from benchmarks.paced import Call, Pace, paced
from deployment.installation import Installation, free_port, running
from deployment.processes import Process

PER_SECOND: Final = 200.0
SECONDS: Final = float(os.environ.get("EVIDENCE_SECONDS", "60"))
YEAR: Final = 2018
GOAL_MS: Final = 25.0
_LIMIT_SECONDS: Final = 10.0


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: a call was refused, or was not answered.
    """
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    runs: list[tuple[str, Pace]] = []
    async with (
        running(folder / "installation", administrator_key=KEY, demo=True) as installation,
        second_gateway(installation, folder) as second,
    ):
        calls, typical = await _asked_once((installation.gateway.address, second))
        print(f"{len(calls)} addresses and readers, {len(typical):,} bytes each or so, {SECONDS:.0f} s")
        runs.append(("evidence packs, two gateways", await paced(calls, PER_SECOND, SECONDS)))
        plain = [Call(each.url, {**each.headers, "accept-encoding": "identity"}) for each in calls]
        runs.append(("the same, not compressed", await paced(plain, PER_SECOND, _LIMIT_SECONDS)))
    async with limit(folder, typical, free_port()) as static:
        runs.append((static.name, await paced([Call(static.address + static.path, {})], PER_SECOND, _LIMIT_SECONDS)))
    for name, run in runs:
        print(run.line(name))
    packs, least = runs[0][1], runs[-1][1]
    verdict = "met" if packs.p99 < GOAL_MS and not packs.errors else "not met"
    print(f"goal p99 < {GOAL_MS:g} ms without an error: {verdict}; p99 × {packs.p99 / least.p99:.1f} of the limit's")
    if errors := sum(run.errors for _, run in runs):
        raise WrongAnswersError(f"{errors} calls were refused or not answered")


@asynccontextmanager
async def second_gateway(installation: Installation, folder: Path) -> AsyncIterator[str]:
    """Run one more gateway of an installation while the block runs; give its address."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    variables = {**installation.gateway.variables, "WRES_PORT": str(port)}
    gateway = Process("gateway-2", ["gateway", "serve"], variables, address, folder / "gateway-2.log")
    await gateway.start()
    try:
        await gateway.ready()
        yield address
    finally:
        await gateway.stop()


async def _asked_once(doors: Sequence[str]) -> tuple[list[Call], bytes]:
    """Return a call for each pack and each kind of reader, by turns at each door, and an answer of median size.

    Every one was answered once at its door.
    """
    calls: list[Call] = []
    async with httpx2.AsyncClient(headers={"apikey": KEY}, timeout=60, trust_env=False) as client:
        made = await client.post(f"{doors[0]}/v1/clients", json={"name": "A regulator", "kind": "regulator"})
        readers: tuple[dict[str, str], ...] = ({}, {"apikey": made.json()["key"]})
        trusts = (await client.get(f"{doors[0]}/v1/organisations?type=acute&limit=200")).json()["items"]
    for door in doors:
        for headers in readers:
            calls += [Call(f"{door}/v1/organisations/{each['ods']}/well-led?year={YEAR}", headers) for each in trusts]
    async with httpx2.AsyncClient(timeout=60, trust_env=False) as client:
        answers = [await client.get(call.url, headers=dict(call.headers)) for call in calls]
    if wrong := [str(answer.url) for answer in answers if answer.status_code != 200]:
        raise WrongAnswersError(f"{len(wrong)} of {len(answers)} packs were refused: {', '.join(wrong[:3])}")
    random.Random(YEAR).shuffle(calls)  # noqa: S311 - the order of a load
    return calls, sorted((answer.content for answer in answers), key=len)[len(answers) // 2]
