"""Starting a process again when it dies, a little later each time."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

from deployment.processes import Process, Say, StartError

FIRST_PAUSE_SECONDS: Final = 0.5
LONGEST_PAUSE_SECONDS: Final = 10.0


@asynccontextmanager
async def watched(processes: Iterable[Process], say: Say) -> AsyncIterator[None]:
    """Start again whichever of the processes ends while the block runs. Leave the block before stopping them."""
    tasks = [asyncio.create_task(_watch(process, say)) for process in processes]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _watch(process: Process, say: Say) -> None:
    pause = FIRST_PAUSE_SECONDS
    while True:
        code = await process.ended()
        say(f"{process.name} ended ({_reason(code)}); starting it again in {pause:g} s")
        await asyncio.sleep(pause)
        try:
            await process.start()
            await process.ready()
        except (StartError, OSError) as error:
            say(str(error))
            await process.stop()
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            say(f"{process.name} is back  pid {process.pid}")
            pause = FIRST_PAUSE_SECONDS


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
