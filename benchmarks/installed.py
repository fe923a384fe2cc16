"""The product in one process, started for a benchmark and stopped after it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import httpx2

from deployment.installation import free_port

KEY: Final = "the key of the benchmark"
_STARTING_SECONDS: Final = 60.0


@asynccontextmanager
async def embedded(folder: Path) -> AsyncIterator[str]:
    """Run the product with the demonstration data while the block runs; give its address."""
    async with process(folder) as (address, _pid):
        yield address


@asynccontextmanager
async def process(folder: Path) -> AsyncIterator[tuple[str, int]]:
    """Do the same; give the number of the process too."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    port = free_port()
    variables = {"WRES_DATA": str(folder), "WRES_PORT": str(port), "WRES_BOOTSTRAP_KEY": KEY}
    with (folder / "log").open("wb") as log:
        command = (sys.executable, "-m", "gateway", "serve")
        program = await asyncio.create_subprocess_exec(*command, env=os.environ | variables, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            await answers(address)
            yield address, program.pid
        finally:
            program.terminate()
            await program.wait()


async def answers(address: str) -> None:
    """Wait until a gateway answers.

    Raises:
        TimeoutError: it does not in time.
    """
    async with asyncio.timeout(_STARTING_SECONDS), httpx2.AsyncClient(trust_env=False) as client:
        while True:
            with suppress(httpx2.TransportError):
                if (await client.get(f"{address}/_status")).is_success:
                    return
            await asyncio.sleep(0.1)
