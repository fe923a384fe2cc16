"""The evidence packs of trusts, read by the public through the gateway of the deployed shape.

Four processes and PostgreSQL with the demonstration data, everything on this machine, the load's program too. The
limit is a file of a pack's size, from the same machine in the same run.
"""

import asyncio
import tempfile
from pathlib import Path
from typing import Final

import httpx2

from benchmarks.failures import WrongAnswersError
from benchmarks.limit import limit
from benchmarks.load import Load, load, require_wrk
from deployment.installation import free_port, running

CONNECTIONS: Final = 20
WARMING_SECONDS: Final = 3
SECONDS: Final = 8
ORGANISATIONS: Final = 50
YEAR: Final = 2018


def measure() -> None:
    """Measure and print.

    Raises:
        MissingProgramError: ``wrk`` is not installed.
        WrongAnswersError: an answer was not the one asked for.
    """
    require_wrk()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    async with running(folder / "installation", demo=True) as installation:
        address = installation.gateway.address
        paths = await _pack_paths(address)
        body = await _typical(address, paths)
        packs = await _loaded(address, paths, folder)
    async with limit(folder, body, free_port()) as static:
        least = await _loaded(static.address, [static.path], folder)
    print(f"{len(paths)} trusts in turn, {len(body):,} bytes each or so, {CONNECTIONS} connections, {SECONDS} s each")
    print(packs.line("evidence pack, four processes"))
    print(least.line(static.name))
    share = packs.per_second / least.per_second
    print(f"ratio to the limit: {share:.5f} of the requests/s, p50 × {_times(packs, least)}")
    if packs.broken or packs.refused:
        raise WrongAnswersError(f"{packs.broken} connections broke, {packs.refused} answers were errors")


def _times(packs: Load, least: Load) -> str:
    return f"{packs.p50 / least.p50:,.0f}" if least.p50 else "unknown"


async def _pack_paths(address: str) -> list[str]:
    async with httpx2.AsyncClient(base_url=address, trust_env=False) as client:
        answer = await client.get("/v1/organisations", params={"type": "acute", "limit": ORGANISATIONS})
    return [f"/v1/organisations/{body['ods']}/well-led?year={YEAR}" for body in answer.json()["items"]]


async def _typical(address: str, paths: list[str]) -> bytes:
    """Ask for every pack once, and return the one of median size."""
    async with httpx2.AsyncClient(base_url=address, trust_env=False, timeout=30) as client:
        answers = [await client.get(path) for path in paths]
    wrong = [
        answer.url.path for answer in answers if answer.status_code != 200 or "organisation" not in answer.json()
    ]
    if wrong or not answers:
        raise WrongAnswersError(f"{len(wrong)} of {len(answers)} packs were refused: {', '.join(wrong[:3])}")
    return sorted((answer.content for answer in answers), key=len)[len(answers) // 2]


async def _loaded(address: str, paths: list[str], folder: Path) -> Load:
    """Warm up, then measure."""
    listed = folder / "paths.txt"
    listed.write_text("\n".join(paths) + "\n")
    await load(address, listed, WARMING_SECONDS, CONNECTIONS)
    return await load(address, listed, SECONDS, CONNECTIONS)
