"""From nothing to the first answer, and what it takes in memory: one process, and four with PostgreSQL.

The least that a Python server of this kind needs, in the same run, is a bare FastAPI application with one route.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import httpx2

from benchmarks.national_memory import now_mb
from deployment.installation import free_port, running

READ: Final = "/v1/organisations/ZT001/indicators?year=2018"
_LEAST: Final = """
import fastapi, uvicorn, sys
app = fastapi.FastAPI()
app.get("/")(lambda: {})
uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
"""


def measure() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    least = await _least()
    first = await _one(folder / "one", "the first start, with migrations and demonstration data")
    again = await _one(folder / "one", "a later start")
    print(
        f"a later start takes × {again / least:.1f} of the bare application's time, the first × {first / least:.1f}"
    )
    await _four(folder / "four", "the first start, with migrations and demonstration data")
    await _four(folder / "four", "a later start")


async def _least() -> float:
    port = free_port()
    seconds, memory = await _until_answered((sys.executable, "-c", _LEAST, str(port)), {}, port, "/")
    print(f"bare FastAPI: first answer after {seconds:.2f} s; {memory:.0f} MB resident")
    return seconds


async def _one(folder: Path, name: str) -> float:
    port = free_port()
    variables = {"WRES_DATA": str(folder), "WRES_PORT": str(port), "WRES_LOG_LEVEL": "ERROR"}
    seconds, memory = await _until_answered((sys.executable, "-m", "gateway", "serve"), variables, port, READ)
    print(f"one process, {name}: first figures after {seconds:.2f} s; {memory:.0f} MB resident")
    return seconds


async def _until_answered(
    command: Sequence[str], variables: dict[str, str], port: int, path: str
) -> tuple[float, float]:
    """Start a program; return the seconds until it answers, and the MB of memory that it then holds."""
    begin = time.perf_counter()
    program = await asyncio.create_subprocess_exec(
        *command, env=os.environ | variables, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await _answered(f"http://127.0.0.1:{port}{path}")
        return time.perf_counter() - begin, now_mb(program.pid)
    finally:
        program.terminate()
        await program.wait()


async def _answered(url: str) -> None:
    async with asyncio.timeout(120), httpx2.AsyncClient(trust_env=False, timeout=60) as client:
        while True:
            with suppress(httpx2.TransportError):
                if (await client.get(url)).is_success:
                    return
            await asyncio.sleep(0.02)


async def _four(folder: Path, name: str) -> None:
    begin = time.perf_counter()
    async with running(folder, demo=True) as installation:
        await _answered(installation.gateway.address + READ)
        seconds = time.perf_counter() - begin
        memory = {each.name: now_mb(each.pid) for each in installation.processes.values()}
    told = ", ".join(f"{each} {size:.0f} MB" for each, size in memory.items())
    print(f"four processes and PostgreSQL, {name}: first figures after {seconds:.2f} s; resident {told}")
